import CLibPQ
import Foundation
import Logging
import Storage
import Synchronization

/// The one connection that listens for what commits announce, in this process and in others.
final class PostgresListener: Sendable {
    static let channel = "parley"

    private struct State {
        var doorbells: [Topic: [Doorbell]] = [:]
        var isStarted = false
        var isStopped = false
    }

    private let url: String
    private let logger: Logger
    private let state = Mutex(State())

    init(url: String, logger: Logger) {
        self.url = url
        self.logger = logger
    }

    /// Adds a doorbell; the first one starts the thread.
    func ring(_ doorbell: Doorbell, on topic: Topic) {
        let isFirst = state.withLock { state in
            state.doorbells[topic, default: []].append(doorbell)
            defer { state.isStarted = true }
            return !state.isStarted
        }
        guard isFirst else { return }
        let thread = Thread { [self] in listen() }
        thread.name = "postgres-listen"
        thread.start()
    }

    /// Ends the thread within its poll interval.
    func stop() {
        state.withLock { $0.isStopped = true }
    }

    private var isStopped: Bool { state.withLock { $0.isStopped } }

    private func listen() {
        var pause = 0.1
        while !isStopped {
            if let connection = connect() {
                pause = 0.1
                // Whatever was announced while there was no connection is rung for now.
                for topic in Topic.allCases { ring(topic) }
                receive(on: connection)
                PQfinish(connection)
            }
            Thread.sleep(forTimeInterval: pause)
            pause = min(pause * 2, 5)
        }
    }

    private func connect() -> OpaquePointer? {
        guard let connection = PostgresAddress.connect(url) else { return nil }
        guard PQstatus(connection) == CONNECTION_OK else {
            logger.warning("the listening connection could not be opened")
            PQfinish(connection)
            return nil
        }
        PQclear(PQexec(connection, "LISTEN \(Self.channel)"))
        return connection
    }

    /// Waits on the socket, half a second at a time, until the connection breaks or the store closes.
    private func receive(on connection: OpaquePointer) {
        while !isStopped {
            var descriptor = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
            guard poll(&descriptor, 1, 500) >= 0 || errno == EINTR else { return }
            guard PQconsumeInput(connection) == 1 else {
                if !isStopped { logger.warning("the listening connection broke") }
                return
            }
            while let notification = PQnotifies(connection) {
                if let payload = notification.pointee.extra, let topic = Topic(rawValue: String(cString: payload)) {
                    ring(topic)
                }
                PQfreemem(notification)
            }
        }
    }

    private func ring(_ topic: Topic) {
        let doorbells = state.withLock { $0.doorbells[topic] ?? [] }
        for doorbell in doorbells { doorbell.ring() }
    }
}
