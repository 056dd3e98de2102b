import CLibPQ

/// Cancels a connection's running statement from any thread.
///
/// `@unchecked Sendable` holds: `PQcancel` is documented as safe from another thread, the handle is never changed, and it is
/// freed only with its last reference.
final class CancelHandle: @unchecked Sendable {
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) {
        self.handle = handle
    }

    deinit {
        PQfreeCancel(handle)
    }

    func cancel() {
        var message = [CChar](repeating: 0, count: 256)
        // Best effort: a statement that cannot be cancelled ends at its own timeout.
        _ = PQcancel(handle, &message, Int32(message.count))
    }
}
