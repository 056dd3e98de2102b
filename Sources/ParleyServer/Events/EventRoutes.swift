import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import ServiceLifecycle
import Storage

/// The stream of live changes.
struct EventRoutes: Sendable {
    /// Events that are sent again at most; past that the client reads anew.
    private static let maximumReplay = 1_000
    private static let maximumTries = 50

    let store: any Store
    let hub: EventHub

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("events", use: stream)
    }

    @Sendable private func stream(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let after = try Self.lastPosition(request)
        let user = context.user
        let channel = context.channel
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream", .cacheControl: "no-store", .xAccelBuffering: "no"],
            body: ResponseBody { [self] writer in
                try await writer.write(EventFrame.opening)
                if let joined = try await catchUp(user, after: after, channel, &writer) {
                    // Ends with the stream, with its connection, or with the server.
                    for await _ in joined.end.cancelOnGracefulShutdown() {}
                    hub.leave(joined.stream)
                }
                try await writer.finish(nil)
            }
        )
    }

    /// Writes what the client missed, and hands its connection to the hub.
    ///
    /// - Returns: Nil where the hub moved on faster than the log could be read; the client comes again.
    private func catchUp(
        _ user: SignedIn,
        after: Int64?,
        _ channel: any Channel,
        _ writer: inout any ResponseBodyWriter
    ) async throws -> (stream: EventStream, end: AsyncStream<Never>)? {
        var after = after
        for _ in 0..<Self.maximumTries {
            let replay = try await replay(for: user, after: after)
            if replay.isReset { try await writer.write(EventFrame.reset) }
            for bytes in replay.bytes { try await writer.write(bytes) }
            try await writer.write(EventFrame.ready(at: replay.head))
            let (end, continuation) = AsyncStream.makeStream(of: Never.self)
            let stream = EventStream(for: user, after: replay.head, on: channel, end: continuation)
            if hub.join(stream) { return (stream, end) }
            after = replay.head
            try await Task.sleep(for: .milliseconds(10))
        }
        return nil
    }

    private struct Replay: Sendable {
        let bytes: [ByteBuffer]
        /// The position up to which the client then knows everything.
        let head: Int64
        let isReset: Bool
    }

    private func replay(for user: SignedIn, after: Int64?) async throws -> Replay {
        let (found, bytes, head) = try await store.read { tx -> (Int, [ByteBuffer], Int64) in
            let head = try EventLog.head(tx)
            guard let after, after < head else { return (0, [], head) }
            let events = try EventLog.page(
                tx,
                organizationID: user.organization.rawValue,
                userID: user.user.rawValue,
                after: after,
                limit: Self.maximumReplay + 1
            )
            let frames = events.map(EventFrame.init)
            let sight = try EventSight(tx, frames, for: user)
            return (events.count, frames.compactMap(sight.bytes), head)
        }
        // A position ahead of the log is another database's.
        let isUnknown = after.map { $0 > head } ?? false
        guard !isUnknown, found <= Self.maximumReplay else { return Replay(bytes: [], head: head, isReset: true) }
        return Replay(bytes: bytes, head: head, isReset: false)
    }

    private static func lastPosition(_ request: Request) throws(InvalidInput) -> Int64? {
        let query = request.uri.queryParameters["after"].map(String.init)
        guard let text = request.headers[.lastEventID] ?? query else { return nil }
        guard let position = Int64(text), position >= 0 else {
            throw InvalidInput(field: "after", code: "not_valid", detail: "Send the last id as it was received.")
        }
        return position
    }
}

extension HTTPField.Name {
    fileprivate static var lastEventID: HTTPField.Name { lastEventIDName }
    /// Tells a proxy of the nginx kind to hand on each event as it comes.
    fileprivate static var xAccelBuffering: HTTPField.Name { xAccelBufferingName }
}

private let lastEventIDName = fieldName("Last-Event-ID")
private let xAccelBufferingName = fieldName("X-Accel-Buffering")

private func fieldName(_ name: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(name) else { preconditionFailure("a valid field name") }
    return name
}
