import AsyncHTTPClient
import Logging
import NIOCore
import NIOHTTP1
import ServiceLifecycle

/// Sends webhooks, and does what is due later: statuses, reviews.
struct DeliveryService: Service {
    /// Longest sleep when nothing is due; a change wakes it earlier.
    private static let idle: Duration = .seconds(30)
    private static let requestTimeout: TimeAmount = .seconds(10)

    let platform: Platform
    let client: HTTPClient
    let logger: Logger

    func run() async throws {
        await withDiscardingTaskGroup { group in
            while !Task.isShuttingDownGracefully, !Task.isCancelled {
                let rings = platform.bell.rings
                let (deliveries, fetches, waitMs) = platform.takeWork()
                for fetch in fetches { group.addTask { await run(fetch) } }
                for delivery in deliveries { group.addTask { await attempt(delivery) } }
                let limit = waitMs.map { min(Self.idle, .milliseconds(max(1, $0))) } ?? Self.idle
                // Woken by shutdown as well; the loop's condition handles it.
                await cancelWhenGracefulShutdown {
                    await platform.bell.wait(after: rings, atMost: limit)
                }
            }
            group.cancelAll()
        }
        try await client.shutdown()
    }

    private func run(_ fetch: LinkFetch) async {
        let result = await cancelWhenGracefulShutdown { await fetch.run(client) }
        platform.change { world, nowMs in world.finish(fetch, result, nowMs: nowMs) }
    }

    private func attempt(_ delivery: Delivery) async {
        let atMs = platform.clock.realMs
        let result = await cancelWhenGracefulShutdown { await send(delivery) }
        let attempt = Delivery.Attempt(atMs: atMs, status: result.status, error: result.error)
        if result.status != 200 {
            logger.info(
                "a webhook was not taken",
                metadata: ["field": "\(delivery.field)", "status": "\(result.status.map(String.init) ?? "no answer")"]
            )
        }
        platform.change { world, _ in
            world.postOffice.finish(
                delivery.id,
                attempt,
                retryBaseMs: world.settings.retryBaseMs,
                realMs: world.realMs
            )
        }
    }

    private func send(_ delivery: Delivery) async -> (status: Int?, error: String?) {
        var request = HTTPClientRequest(url: delivery.url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "User-Agent", value: "facebookexternalua")
        request.headers.add(name: "X-Hub-Signature-256", value: delivery.signature)
        request.body = .bytes(ByteBuffer(bytes: delivery.body))
        do {
            let response = try await client.execute(request, timeout: Self.requestTimeout)
            // The answer's body is ignored, but the connection is free again only when it was read.
            for try await _ in response.body {}
            return (Int(response.status.code), nil)
        } catch {
            return (nil, String(describing: error))
        }
    }
}
