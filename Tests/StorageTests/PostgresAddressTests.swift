import Foundation
import ParleyTestSupport
import Storage
import StoragePostgres
import Testing

@Suite("reaching a database server")
struct PostgresAddressTests {
    /// A port that takes connections and never says a word.
    private static func silentPort() throws -> (descriptor: Int32, port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && listen(descriptor, 4) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        try #require(isListening)
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    @Test(
        "a server that never answers is given up, sooner where the address says so",
        arguments: ["", "?connect_timeout=2"]
    )
    func silence(options: String) async throws {
        let (descriptor, port) = try Self.silentPort()
        defer { close(descriptor) }
        let store = PostgresStore(url: "postgres://127.0.0.1:\(port)/x\(options)", connections: 1, logger: quietLogger)
        let begun = ContinuousClock.now
        let error = await #expect(throws: StoreError.self) { _ = try await store.read { tx in try tx.run("SELECT 1") } }
        #expect(error?.code == .connection)
        #expect(begun.duration(to: .now) < .seconds(options.isEmpty ? 9 : 4))
        await store.close()
    }
}
