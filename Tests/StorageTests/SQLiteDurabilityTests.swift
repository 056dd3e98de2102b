import Foundation
import ParleyTestSupport
import Storage
import StorageSQLite
import Testing

@Suite("SQLite")
struct SQLiteDurabilityTests {
    @Test("a file that is no database is refused with a typed error")
    func notADatabase() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("not-\(UUID().uuidString).db").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(repeating: 65, count: 8_192).write(to: URL(fileURLWithPath: path))
        #expect(throws: StoreError.self) { try SQLiteStore(path: path) }
    }
}
