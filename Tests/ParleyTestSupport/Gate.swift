import Dispatch

/// Holds a database thread until a test lets it go; for the synchronous inside of a transaction.
package final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    /// A closed gate.
    package init() {}

    /// Lets one waiter through.
    package func open() {
        semaphore.signal()
    }

    /// Blocks this thread until the gate opens, ten seconds at most.
    package func waitBlocking() {
        _ = semaphore.wait(timeout: .now() + 10)
    }
}
