import Foundation
import Identity
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("quotes on paper")
struct QuoteSheetTests {
    private func sheet(_ fixture: Fixture, _ id: ID<Record>, as user: SignedIn? = nil) async throws -> QuoteSheet {
        let user = user ?? fixture.user
        return try await fixture.database.store.read { tx in try QuoteSheet(tx, id, visibleTo: user, in: .english) }
    }

    private func made(_ fixture: Fixture, lines: Int) async throws -> Record {
        let values: [String: FieldValue] = [
            "subject": .text("吧台设备"), "contact": .text(try await fixture.contact("林").id.description),
        ]
        let lines = try (1...lines).map { try fixture.line("Line \($0)", quantity: String($0)) }
        return try await fixture.saveQuote.create(try fixture.draft(values, lines: lines), by: fixture.user)
    }

    private func text(_ pdf: [UInt8]) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "sheet-\(UUID().uuidString).pdf")
        try Data(pdf).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/pdftotext")
        process.arguments = ["-layout", file.path, "-"]
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    @Test("2.140 a quote of many lines goes over pages, each with the table's head, and no line is lost")
    func pages() async throws {
        try await TestDatabase.with(.sqlite) { database async throws in
            let fixture = try await Fixture(database)
            let quote = try await made(fixture, lines: Quote.maximumLines)
            let text = try text(try await sheet(fixture, quote.id).pdf())
            let pages = text.split(separator: "\u{0c}").filter { $0.contains("Page") }
            #expect(pages.count > 3)
            for (index, page) in pages.enumerated() {
                #expect(page.contains("Page \(index + 1) of \(pages.count)"))
                #expect(page.contains("Amount"))
            }
            for line in 1...Quote.maximumLines { #expect(text.contains("Line \(line) ")) }
        }
    }

    @Test("a sheet stays as it was read, whatever becomes of the quote")
    func snapshot() async throws {
        try await TestDatabase.with(.sqlite) { database async throws in
            let fixture = try await Fixture(database)
            let quote = try await made(fixture, lines: 1)
            let before = try await sheet(fixture, quote.id)
            let change = try fixture.draft(["subject": .text("Something else")], lines: [])
            try await fixture.saveQuote.change(quote.id, version: 1, to: change, by: fixture.user)
            let text = try text(before.pdf())
            #expect(text.contains("吧台设备"))
            #expect(text.contains("Line 1"))
            #expect(!text.contains("Something else"))
        }
    }

    @Test("what is no quote, or not to be seen, is not printed", arguments: Engine.allCases)
    func permissions(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let (fixture, other) = (try await Fixture(database), try await Fixture(database, name: "other"))
            let quote = try await made(fixture, lines: 1)
            let lead = try await fixture.lead("陈")
            await #expect(throws: RecordNotFound.self) { try await sheet(fixture, lead.id) }
            await #expect(throws: RecordNotFound.self) { try await sheet(fixture, quote.id, as: other.user) }
        }
    }

    @Test("a logo is drawn as PNG or JPEG, and what is neither is left out")
    func logo() async throws {
        try await TestDatabase.with(.sqlite) { database async throws in
            let fixture = try await Fixture(database)
            let sheet = try await sheet(fixture, try await made(fixture, lines: 1).id)
            let plain = try sheet.pdf()
            let png = try #require(Data(base64Encoded: Self.png))
            let drawn = try sheet.pdf(logo: PDFPicture(bytes: [UInt8](png), kind: .png))
            #expect(String(decoding: drawn, as: UTF8.self).contains("/Subtype /Image"))
            for bytes in [[], [0xff, 0xd8], [0xff, 0xd8, 0xff, 0xe0, 0, 16, 1], Array("no picture".utf8)] as [[UInt8]] {
                for kind in [PDFPicture.Kind.png, .jpeg] {
                    let pdf = try sheet.pdf(logo: PDFPicture(bytes: bytes, kind: kind))
                    #expect(!String(decoding: pdf, as: UTF8.self).contains("/Subtype /Image"))
                    #expect(abs(pdf.count - plain.count) < 2_000)
                }
            }
            // The smallest JPEG that says its size: a PDF takes the file as it is.
            let jpeg: [UInt8] =
                [0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 16, 0, 32, 1, 1, 0x11, 0, 0xff, 0xd9]
            let pdf = try sheet.pdf(logo: PDFPicture(bytes: jpeg, kind: .jpeg))
            #expect(String(decoding: pdf, as: UTF8.self).contains("/Subtype /Image"))
        }
    }

    /// One red pixel.
    private static let png =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=="
}
