import FileStore
import Foundation
import Testing

@Suite("file store")
struct FileStoreTests {
    private let folder = NSTemporaryDirectory() + "parley-files-" + UUID().uuidString
    private var files: FileStore { FileStore(folder: folder) }

    private func pieces(_ bytes: [UInt8], of length: Int = 7) -> AsyncStream<ArraySlice<UInt8>> {
        AsyncStream { continuation in
            for start in stride(from: 0, to: bytes.count, by: length) {
                continuation.yield(bytes[start..<min(start + length, bytes.count)])
            }
            continuation.finish()
        }
    }

    private func contents() -> [String] {
        FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }.filter { $0.count > 40 } ?? []
    }

    @Test("2.64 a content is stored as it came, under its SHA-256, and once")
    func once() async throws {
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let first = try await files.write(pieces(bytes, of: 4_096), limit: 100_000)
        let second = try await files.write(pieces(bytes, of: 999), limit: 100_000)
        #expect(first == second)
        #expect(contents().count == 1)
        #expect(FileManager.default.contents(atPath: files.path(of: first.digest)) == Data(bytes))
        #expect(await files.size(of: first.digest) == 100_000)
        #expect(await files.size(of: String(repeating: "0", count: 64)) == nil)
        let abc = try await files.write(pieces(Array("abc".utf8)), limit: 3)
        #expect(abc.digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test("what is stored is read in pieces; what is not there is told")
    func reading() async throws {
        let bytes = (0..<600_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let stored = try await files.write(pieces(bytes, of: 65_536), limit: 600_000)
        var read: [[UInt8]] = []
        for try await piece in files.pieces(of: stored.digest) { read.append(piece) }
        #expect(read.count == 3)
        #expect(read.flatMap { $0 } == bytes)
        await #expect(throws: FileStore.Failure.self) {
            for try await _ in files.pieces(of: String(repeating: "0", count: 64)) {}
        }
    }

    @Test("2.66 what is larger than the caller allows leaves nothing behind")
    func limit() async throws {
        await #expect(throws: FileStore.TooLarge.self) {
            _ = try await files.write(pieces(Array(repeating: 1, count: 11)), limit: 10)
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: folder + "/incoming")
        #expect(left.isEmpty)
        #expect(contents().isEmpty)
    }

    @Test(
        "the content tells what a file is, not its name",
        arguments: [
            (Array("%PDF-1.7\n".utf8), "application/pdf"), (Array("hello, world\n".utf8), "text/plain"),
            (Array("<html><script>alert(1)</script>".utf8), "text/html"),
            (Array("<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>".utf8), "image/svg+xml"), ([], FileKind.unknown),
            (
                Array("\u{89}PNG".unicodeScalars.map { UInt8($0.value) }) + [
                    13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 31, 21, 196,
                    137,
                ],
                "image/png"
            ),
        ]
    )
    func kind(bytes: [UInt8], kind: String) async throws {
        #expect(try await files.write(pieces(bytes), limit: 1_000).kind == kind)
    }

    @Test("only what can do no harm in a window is shown there")
    func shown() {
        for kind in ["text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "application/zip"] {
            #expect(FileKind.shown(kind) == nil)
        }
        #expect(FileKind.shown("image/png") == "image/png")
        #expect(FileKind.shown("text/csv") == "text/plain; charset=utf-8")
    }

    @Test("what nobody refers to goes after a day; what was stored again meanwhile stays")
    func sweep() async throws {
        let used = try await files.write(pieces(Array("used".utf8)), limit: 10)
        let unused = try await files.write(pieces(Array("unused".utf8)), limit: 10)
        let again = try await files.write(pieces(Array("again".utf8)), limit: 10)
        let fresh = try await files.write(pieces(Array("fresh".utf8)), limit: 10)
        for digest in [used.digest, unused.digest, again.digest] { try age(files.path(of: digest)) }
        try age(folder + "/incoming/left-over", make: true)
        let removed = try await files.sweep { digests in
            // Stored between the question and the removal: just what a sweep must not lose.
            if digests.contains(again.digest) { _ = try await files.write(pieces(Array("again".utf8)), limit: 10) }
            return Set(digests).intersection([used.digest])
        }
        #expect(removed == 1)
        #expect(await files.size(of: unused.digest) == nil)
        for digest in [used.digest, again.digest, fresh.digest] { #expect(await files.size(of: digest) != nil) }
        #expect(!FileManager.default.fileExists(atPath: folder + "/incoming/left-over"))
    }

    private func age(_ path: String, make: Bool = false) throws {
        if make { _ = FileManager.default.createFile(atPath: path, contents: nil) }
        let old = Date(timeIntervalSinceNow: -2 * 86_400)
        try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: path)
    }
}
