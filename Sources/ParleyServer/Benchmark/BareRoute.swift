import Hummingbird
import NIOCore

/// What `./bench` holds webhook ingest against: the same body by the same way, read and answered, and nothing else.
///
/// It exists only where `PARLEY_BENCH` says so: anybody may call it.
struct BareRoute: Sendable {
    func add(to router: Router<ParleyContext>) {
        router.post("bench/bare") { request, _ in
            _ = try await request.body.collect(upTo: WebhookRoutes.maximumBody)
            return Response(status: .ok)
        }
    }
}
