package import Identity
package import Storage

/// A letter that a user opened in their own mail program.
package struct EmailNote: Sendable, Hashable {
    let to: String
    let subject: String?

    /// Checks the inputs.
    ///
    /// - Parameters:
    ///   - to: An email address of at most 254 characters.
    ///   - subject: At most 200 characters; blank means none.
    /// - Throws: ``InvalidInput`` naming `to` or `subject`.
    package init(to: String, subject: String?) throws(InvalidInput) {
        self.to = try EmailText.check(to, field: "to", maximum: 254)
        let isBlank = subject?.allSatisfy(\.isWhitespace) ?? true
        self.subject =
            if let subject, !isBlank {
                try TextRule.line(subject, field: "subject", maximum: 200)
            } else {
                nil
            }
    }
}

/// Notes in a record's timeline that a letter to it was opened.
package struct LogEmail: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// Notes the letter; the record itself stays as it is.
    ///
    /// - Parameters:
    ///   - note: The letter.
    ///   - id: The record.
    ///   - user: Who is signed in, and may change the record.
    /// - Returns: The timeline's new entry.
    /// - Throws: ``RecordNotFound``, ``RecordReadOnly`` or ``StoreError``.
    @discardableResult
    package func callAsFunction(
        _ note: EmailNote,
        to id: ID<Record>,
        by user: SignedIn
    ) async throws -> TimelineEntry {
        try await store.write { [clock, ids] tx in
            let record = try RecordQueries.require(tx, writableBy: user, id: id)
            try LifecycleQueries.hold(tx, organization: user.organization, id)
            return try RecordWriter.log(
                tx,
                ids: ids,
                .emailLogged(to: note.to, subject: note.subject),
                of: record,
                author: .user(user.user),
                atMs: clock.nowMs
            )
        }
    }
}
