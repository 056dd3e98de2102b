import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import ParleyTestSupport
import Testing

@Suite("quotes and search over HTTP")
struct QuoteRouteTests {
    private static let body = """
        {"values":{"subject":"吧台设备","contact":"%@"},"adjustment":"-4.2","lines":[
        {"name":"E80 磨豆机","description":"64 毫米平刀","quantity":"2","list_price":"100",
        "discount":{"kind":"percent","value":"10"},"tax_percent":"19"},
        {"name":"Tamper","quantity":"1024","list_price":"1.21"}]}
        """

    private func contact(_ server: TestServer, _ browser: TestServer.Browser) async throws -> String {
        let answer = try await server.send(.get, "/api/v1/modules/Contacts/records", as: browser)
        let records = try #require(try answer.json()["records"] as? [[String: Any]])
        return try #require(records.first?["id"] as? String)
    }

    @Test("2.138, 2.139 a quote is made, read, changed and not changed twice", arguments: Engine.allCases)
    func lifecycle(engine: Engine) async throws {
        try await TestServer.with(engine) { server in
            let browser = try await server.signIn()
            let body = String(format: Self.body, try await contact(server, browser))
            let made = try await server.send(.post, "/api/v1/quotes", body, as: browser)
            #expect(made.status == .created)
            let quote = try made.json()
            let record = try #require(quote["record"] as? [String: Any])
            let values = try #require(record["values"] as? [String: Any])
            #expect(values["grand_total"] as? String == "1449.04")
            let lines = try #require(quote["lines"] as? [[String: Any]])
            #expect(lines.map { $0["total"] as? String } == ["214.2", "1239.04"])
            #expect((quote["currency"] as? [String: Any])?["code"] as? String == "CNY")
            let path = "/api/v1/records/\(try #require(record["id"] as? String))/quote"
            #expect(try await server.send(.get, path, as: browser).text == made.text)

            let change = #"{"version":1,"values":{"stage":"Confirmed"},"lines":[]}"#
            let changed = try await server.send(.put, path, change, as: browser)
            #expect(changed.status == .ok)
            #expect(try await server.send(.put, path, change, as: browser).code == "stale_record")
            let bad = #"{"version":2,"values":{},"lines":[{"name":"a","quantity":"x","list_price":"1"}]}"#
            let refused = try await server.send(.put, path, bad, as: browser)
            #expect(refused.status == .unprocessableContent)
            #expect(try refused.json()["field"] as? String == "lines.0.quantity")
            let lead = try await server.send(.get, "/api/v1/modules/Leads/records", as: browser).json()
            let first = try #require((lead["records"] as? [[String: Any]])?.first?["id"] as? String)
            #expect(try await server.send(.get, "/api/v1/records/\(first)/quote", as: browser).status == .notFound)
            #expect(try await server.send(.get, "/api/v1/records/\(first)/quote.pdf", as: browser).status == .notFound)
        }
    }

    @Test("2.140 the PDF has the form's numbers, in either language, and embeds its fonts")
    func pdf() async throws {
        try await TestServer.with(.sqlite) { server in
            let browser = try await server.signIn()
            let body = String(format: Self.body, try await contact(server, browser))
            let made = try await server.send(.post, "/api/v1/quotes", body, as: browser).json()
            let record = try #require(made["record"] as? [String: Any])
            let number = try #require((record["values"] as? [String: Any])?["quote_number"] as? String)
            let path = "/api/v1/records/\(try #require(record["id"] as? String))/quote.pdf"
            for (language, words) in [
                ("zh-CN", ["报价单", "小计", "¥1,449.04", "吧台设备", "64 毫米平刀", "第 1 页，共 1 页"]),
                ("en", ["Quote no.", "Subtotal", "CN¥1,449.04", "Page 1 of 1"]),
            ] {
                let answer = try await server.bytes("\(path)?language=\(language)", as: browser)
                #expect(answer.headers[.contentType] == "application/pdf")
                #expect(answer.headers[.contentDisposition] == "inline; filename*=UTF-8''\(number).pdf")
                let file = FileManager.default.temporaryDirectory.appending(path: "quote-\(UUID().uuidString).pdf")
                try answer.body.write(to: file)
                defer { try? FileManager.default.removeItem(at: file) }
                let text = try Self.output(of: "/usr/bin/pdftotext", ["-layout", file.path, "-"])
                for word in words + [number, "1,419.04", "34.20", "180.00", "1,239.04", "-4.20", "10%", "19%"] {
                    #expect(text.contains(word), "\(word) in \(text)")
                }
                let fonts = try Self.output(of: "/usr/bin/pdffonts", [file.path])
                #expect(fonts.contains("NotoSansCJK"))
                #expect(try Self.output(of: "/usr/bin/pdfinfo", [file.path]).contains("Title:           \(number)"))
            }
            #expect(try await server.send(.get, "\(path)?language=fr", as: browser).code == "not_valid")
            let download = try await server.bytes("\(path)?download=true", as: browser)
            #expect(download.headers[.contentDisposition] == "attachment; filename*=UTF-8''\(number).pdf")
        }
    }

    @Test("2.82 a customer's name or number finds them", arguments: Engine.allCases)
    func search(engine: Engine) async throws {
        try await TestServer.with(engine) { server in
            let browser = try await server.signIn()
            for typed in ["若溪", "136 1122", "+86136"] {
                let query = try #require(typed.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
                let answer = try await server.send(.get, "/api/v1/search?q=\(query)", as: browser)
                #expect(answer.status == .ok)
                let groups = try #require(try answer.json()["groups"] as? [[String: Any]])
                #expect(groups.map { $0["module"] as? String } == ["Contacts"], "\(typed)")
                let hits = try #require(groups.first?["hits"] as? [[String: Any]])
                #expect(hits.map { $0["name"] as? String } == ["林若溪"])
            }
            #expect(try await server.send(.get, "/api/v1/search", as: browser).text == #"{"groups":[]}"#)
            #expect(try await server.send(.get, "/api/v1/search?q=a").code == "not_signed_in")
        }
    }

    private static func output(of program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}

extension TestServer {
    /// What is no text.
    func bytes(_ path: String, as browser: Browser) async throws -> (headers: HTTPFields, body: Data) {
        let response = try await client.executeRequest(
            uri: path,
            method: .get,
            headers: [.cookie: browser.cookie],
            body: nil
        )
        return (response.headers, Data(response.body.readableBytesView))
    }
}
