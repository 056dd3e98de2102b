import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTP1

/// Keeps the simulator's clock with the demo's: both have to agree on when a window closes.
struct SimulatorLink: Sendable {
    let baseURL: String
    let http: HTTPClient
    let logger: Logger

    private struct Offset: Encodable {
        let offset_ms: Int64
    }

    /// Sets the simulator's clock as far from the machine's as the demo's is.
    ///
    /// A simulator that is away catches up with the next move.
    func follow(offsetMs: Int64) async {
        do {
            var request = HTTPClientRequest(url: baseURL + "/_sim/clock")
            request.method = .POST
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(Offset(offset_ms: offsetMs))))
            let response = try await http.execute(request, deadline: .now() + .seconds(5))
            if response.status == .ok { return }
            logger.warning("the simulator's clock was not moved", metadata: ["status": "\(response.status.code)"])
        } catch {
            logger.warning("the simulator's clock was not moved", metadata: ["error": "\(error)"])
        }
    }
}
