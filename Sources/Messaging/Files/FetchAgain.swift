package import Identity
package import Storage

/// Asks Meta once more for a customer's file that was not to be had.
package struct FetchAgain: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// Puts the file on its way again; one that is on its way or here is left as it is.
    ///
    /// - Parameters:
    ///   - id: The file.
    ///   - user: Needs ``Right/viewMessages``.
    /// - Throws: ``NotPermitted``, ``SendRefusal/notFound`` or ``StoreError``.
    package func callAsFunction(_ id: ID<MessageFile>, by user: SignedIn) async throws {
        try user.require(.viewMessages)
        let now = clock.nowMs
        try await store.write { [ids] tx in
            guard let file = try MessageFileQueries.find(tx, for: user, id: id) else { throw SendRefusal.notFound }
            guard let message = file.message,
                try MessageFileQueries.wait(tx, organization: user.organization, id: id)
            else { return }
            try FetchMedia.request(tx, ids: ids, file, of: user.organization, atMs: now)
            try MessageEvent.append(tx, ids: ids, organization: user.organization, message: message, .file, atMs: now)
        }
    }
}
