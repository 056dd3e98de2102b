import Foundation
import Storage
import Synchronization

/// Threads that each own one connection and take work from one bounded queue.
final class PostgresPool: Sendable {
    /// Callers past this many are refused at once: a database this far behind is not helped by more.
    private static let maximumWaiting = 2_048
    /// Work that waited longer is refused: its caller has given up.
    private static let maximumWait: Duration = .seconds(10)

    private struct Work: Sendable {
        let perform: @Sendable (PostgresConnection) -> Void
    }

    private struct State {
        var waiting: [Work] = []
        var head = 0
        var isClosed = false
        var runningThreads: Int
        var closed: CheckedContinuation<Void, Never>?

        var count: Int { waiting.count - head }

        mutating func take() -> Work? {
            guard head < waiting.count else { return nil }
            defer {
                head += 1
                if head > 512 {
                    waiting.removeFirst(head)
                    head = 0
                }
            }
            return waiting[head]
        }
    }

    private let state: Mutex<State>
    private let available = DispatchSemaphore(value: 0)
    private let size: Int

    init(url: String, size: Int) {
        self.size = size
        state = Mutex(State(runningThreads: size))
        for index in 0..<size {
            let thread = Thread { [self] in
                work(on: PostgresConnection(url: url))
            }
            thread.name = "postgres-\(index)"
            thread.start()
        }
    }

    /// Does work on some connection's thread.
    func perform<Result: Sendable>(
        _ body: @escaping @Sendable (PostgresConnection) throws -> Result
    ) async throws -> Result {
        let ticket = Ticket()
        let queued = ContinuousClock.now
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let work = Work { connection in
                    guard queued.duration(to: .now) < Self.maximumWait else {
                        return continuation.resume(
                            throwing: StoreError(.connection, detail: "waited too long for a connection")
                        )
                    }
                    guard ticket.start(on: connection) else {
                        return continuation.resume(throwing: CancellationError())
                    }
                    let result = Swift.Result { try body(connection) }
                    if ticket.finish(), case .failure = result {
                        return continuation.resume(throwing: CancellationError())
                    }
                    continuation.resume(with: result)
                }
                if let refusal = enqueue(work) { continuation.resume(throwing: refusal) }
            }
        } onCancel: {
            ticket.cancel()
        }
    }

    /// Lets the running work end, refuses the rest, and closes every connection.
    func close() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                state.isClosed = true
                if state.runningThreads == 0 { return true }
                state.closed = continuation
                return false
            }
            if isIdle { continuation.resume() }
            for _ in 0..<size { available.signal() }
        }
    }

    private func enqueue(_ work: Work) -> StoreError? {
        let refusal: StoreError? = state.withLock { state in
            if state.isClosed { return StoreError(.connection, detail: "the store is closed") }
            if state.count >= Self.maximumWaiting {
                return StoreError(.connection, detail: "too many waiting transactions")
            }
            state.waiting.append(work)
            return nil
        }
        if refusal == nil { available.signal() }
        return refusal
    }

    private func work(on connection: PostgresConnection) {
        while true {
            available.wait()
            let (work, isClosed) = state.withLock { ($0.take(), $0.isClosed) }
            if let work { work.perform(connection) } else if isClosed { break }
        }
        connection.close()
        let closed = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.runningThreads -= 1
            guard state.runningThreads == 0 else { return nil }
            defer { state.closed = nil }
            return state.closed
        }
        closed?.resume()
    }
}

/// What a caller and the thread that serves it know of each other, so that cancellation reaches the running statement.
private final class Ticket: Sendable {
    private enum State {
        case waiting
        case running(CancelHandle?)
        case cancelled
        case finished
    }

    private let state = Mutex(State.waiting)

    /// Marks the work as running; false when its caller has gone.
    func start(on connection: PostgresConnection) -> Bool {
        // A connection not open yet has no handle; its first statement then ends at the statement timeout.
        let handle = connection.isOpen ? connection.makeCancelHandle() : nil
        return state.withLock { state in
            if case .cancelled = state { return false }
            state = .running(handle)
            return true
        }
    }

    /// Marks the work as over; true when it was cancelled meanwhile.
    func finish() -> Bool {
        state.withLock { state in
            defer { state = .finished }
            if case .cancelled = state { return true }
            return false
        }
    }

    func cancel() {
        state.withLock { state in
            switch state {
            case .finished, .cancelled: break
            case .waiting: state = .cancelled
            case .running(let handle):
                state = .cancelled
                // Under the lock, so that the thread cannot have gone on to another caller's work.
                handle?.cancel()
            }
        }
    }
}
