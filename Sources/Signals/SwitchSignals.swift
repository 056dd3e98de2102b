package import Identity
package import Storage

/// Switches kinds of one's own signals on and off.
///
/// Source: spec row A-36, the personal switch.
package struct SwitchSignals: Sendable {
    private let store: any Store

    /// Prepares the operation.
    package init(store: any Store) {
        self.store = store
    }

    /// Switches some kinds; the others stay as they are.
    ///
    /// - Parameters:
    ///   - wanted: Whether each kind shall ring.
    ///   - user: Whose bell.
    /// - Throws: ``StoreError``.
    package func callAsFunction(_ wanted: [Signal.Kind: Bool], by user: SignedIn) async throws {
        try await store.write { tx in
            for (kind, isOn) in wanted.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                try SignalQueries.setSilenced(tx, of: user, kind, !isOn)
            }
        }
    }
}
