import Identity
import Logging
import NIOCore
import NIOHTTPTypes
import ServiceLifecycle
import Storage
import Synchronization

/// Hands every event on to every stream whose person may be told of it: each is made into bytes once, and written by one task for each
/// event loop.
final class EventHub: Service {
    private static let pageSize = 500
    /// Times that a page waits for those who join meanwhile.
    private static let maximumLooks = 4
    /// What changes who sees what, for anybody: whoever has a stream opens it again, with the eyes that they have now.
    private static let accessKinds: Set<String> = [
        "user.role_changed", "role.changed", "group.changed", "profile.changed",
    ]
    /// What changes who somebody is, or whether they are in at all.
    private static let standingKinds: Set<String> = ["user.changed", "user.role_changed"]
    private static let heartbeat: Duration = .seconds(15)
    /// A stream's life: a session that ended meanwhile is noticed when the client comes again.
    private static let life: Duration = .seconds(600)
    /// Streams of one person at most; the oldest gives way.
    private static let maximumPerUser = 24

    private struct State {
        /// Everything up to here was handed on; nil before the first look.
        var position: Int64?
        var streams: [ObjectIdentifier: EventStream] = [:]
        var isStopped = false
    }

    private let store: any Store
    private let logger: Logger
    private let doorbell = Doorbell()
    private let state = Mutex(State())

    init(store: any Store, logger: Logger) {
        self.store = store
        self.logger = logger
    }

    /// How many streams are open.
    var count: Int { state.withLock { $0.streams.count } }

    func run() async throws {
        store.ring(doorbell, on: .eventsSequenced)
        await withDiscardingTaskGroup { group in
            group.addTask { await self.beat() }
            await cancelWhenGracefulShutdown {
                while !Task.isCancelled {
                    do {
                        if try await self.handOn() { continue }
                    } catch {
                        self.logger.error("events were not handed on", metadata: ["error": "\(error)"])
                    }
                    await self.doorbell.wait(upTo: .seconds(2))
                }
            }
            group.cancelAll()
        }
        finishAll()
    }

    /// Takes a stream in that has everything up to now.
    ///
    /// - Returns: False where more was handed on meanwhile: the log has to be read again.
    func join(_ stream: EventStream) -> Bool {
        let (isTaken, replaced) = state.withLock { state -> (Bool, EventStream?) in
            guard !state.isStopped, let position = state.position, stream.position >= position else {
                return (false, nil)
            }
            state.streams[ObjectIdentifier(stream)] = stream
            let own = state.streams.values.filter {
                $0.organizationID == stream.organizationID && $0.userID == stream.userID
            }
            guard own.count > Self.maximumPerUser else { return (true, nil) }
            return (true, own.min { $0.openedAt < $1.openedAt })
        }
        replaced?.finish()
        if isTaken { stream.channel.closeFuture.whenComplete { [self] _ in leave(stream) } }
        return isTaken
    }

    /// Lets a stream go.
    func leave(_ stream: EventStream) {
        _ = state.withLock { $0.streams.removeValue(forKey: ObjectIdentifier(stream)) }
        stream.finish()
    }

    /// Reads and hands on the next page.
    ///
    /// - Returns: Whether there may be more at once.
    private func handOn() async throws -> Bool {
        let (position, isWatched) = state.withLock { ($0.position, !$0.streams.isEmpty) }
        guard let position, isWatched else {
            let head = try await store.read { tx in try EventLog.head(tx) }
            state.withLock { state in
                // Somebody may have joined meanwhile; what they miss is then read on the next turn.
                guard state.position == nil || state.streams.isEmpty else { return }
                state.position = head
            }
            return false
        }
        let events = try await store.read { tx in try EventLog.page(tx, after: position, limit: Self.pageSize) }
        guard let last = events.last else { return false }
        let frames = events.map(EventFrame.init)
        var sights: [ID<User>: EventSight] = [:]
        for look in 1...Self.maximumLooks {
            let waiting = state.withLock { Self.people(behind: $0.streams.values, frames) }
                .filter { sights[$0.key] == nil }
            let fresh = try await store.read { tx in
                try waiting.mapValues { try EventSight(tx, frames, for: $0) }
            }
            sights.merge(fresh) { first, _ in first }
            let isDone = state.withLock { state in
                let present = Self.people(behind: state.streams.values, frames)
                guard present.keys.allSatisfy({ sights[$0] != nil }) || look == Self.maximumLooks else { return false }
                state.position = last.position
                for (_, streams) in Self.byLoop(state.streams.values) { Self.write(frames, to: streams, sights) }
                return true
            }
            if isDone { break }
        }
        renew(after: events)
        return events.count == Self.pageSize
    }

    /// Whoever has a stream and an event that may be theirs.
    private static func people(
        behind streams: some Sequence<EventStream>,
        _ frames: [EventFrame]
    ) -> [ID<User>: SignedIn] {
        let organizations = Set(frames.map(\.organizationID))
        let users = streams.filter { organizations.contains($0.organizationID) }.map { ($0.user.user, $0.user) }
        return Dictionary(users) { first, _ in first }
    }

    /// Ends the streams of whoever changed, and of organisations in which access did, those of administrators aside, who see all.
    private func renew(after events: [Event]) {
        let people = Set(events.filter { Self.standingKinds.contains($0.kind) }.map(\.subjectID))
        let organizations = Set(events.filter { Self.accessKinds.contains($0.kind) }.map(\.organizationID))
        if people.isEmpty, organizations.isEmpty { return }
        let streams = state.withLock { state in
            state.streams.values.filter { stream in
                people.contains(stream.userID)
                    || organizations.contains(stream.organizationID) && !stream.user.isAdministrator
            }
        }
        for stream in streams { stream.finish() }
    }

    private static func byLoop(
        _ streams: some Sequence<EventStream>
    ) -> [ObjectIdentifier: [EventStream]] {
        Dictionary(grouping: streams) { ObjectIdentifier($0.channel.eventLoop) }
    }

    /// Writes to streams of one event loop; one that is not read any more is closed, and its client comes again.
    private static func write(_ frames: [EventFrame], to streams: [EventStream], _ sights: [ID<User>: EventSight]) {
        guard let loop = streams.first?.channel.eventLoop else { return }
        loop.execute {
            for stream in streams {
                var isWritten = false
                // Whoever joined too late to be looked at comes again, and reads the log.
                guard let sight = sights[stream.user.user] else {
                    stream.finish()
                    continue
                }
                for frame in frames where frame.position > stream.position {
                    guard frame.concerns(organizationID: stream.organizationID, userID: stream.userID),
                        let bytes = sight.bytes(of: frame)
                    else { continue }
                    stream.channel.write(HTTPResponsePart.body(bytes), promise: nil)
                    isWritten = true
                }
                if isWritten { flush(stream) }
            }
        }
    }

    private static func flush(_ stream: EventStream) {
        stream.channel.flush()
        if !stream.channel.isWritable { stream.channel.close(promise: nil) }
    }

    private func beat() async {
        while !Task.isCancelled {
            // Being cancelled is the one way this sleep fails, and the loop's condition sees it.
            try? await Task.sleep(for: Self.heartbeat)
            let streams = state.withLock { Array($0.streams.values) }
            let now = ContinuousClock.now
            for stream in streams where now - stream.openedAt > Self.life { stream.finish() }
            for (_, streams) in Self.byLoop(streams) {
                streams.first?.channel.eventLoop.execute {
                    for stream in streams {
                        stream.channel.write(HTTPResponsePart.body(EventFrame.heartbeat), promise: nil)
                        Self.flush(stream)
                    }
                }
            }
        }
    }

    private func finishAll() {
        let streams = state.withLock { state in
            state.isStopped = true
            return state.streams.values
        }
        for stream in streams { stream.finish() }
    }
}
