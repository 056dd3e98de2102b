import HTTPTypes
import Hummingbird
import NIOCore
import Storage

/// What whoever runs the server asks: does it live, can it work, how is it doing.
struct OperationRoutes: Sendable {
    let store: any Store
    let metrics: PrometheusRegistry

    func add(to router: Router<ParleyContext>) {
        router.get("healthz") { _, _ in "ok\n" }
        router.get("readyz", use: ready)
        router.get("metrics") { [metrics] _, _ in
            Response(
                status: .ok,
                headers: [.contentType: "text/plain; version=0.0.4"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: metrics.page()))
            )
        }
    }

    @Sendable private func ready(_ request: Request, _ context: ParleyContext) async throws -> String {
        do {
            _ = try await withDeadline(.seconds(2)) { [store] in
                try await store.read { tx in try tx.first("SELECT count(*) AS domains FROM migrations") != nil }
            }
        } catch {
            throw StoreError(.connection, detail: String(reflecting: error))
        }
        return "ready\n"
    }
}
