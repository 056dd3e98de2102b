package import Identity
package import Records
package import Storage

/// Links a conversation to another record of the same person.
///
/// Source: spec row A-43.
package struct LinkConversation: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// Links the conversation, with all its messages, to a record that has its number.
    ///
    /// - Parameters:
    ///   - id: The conversation.
    ///   - record: A Lead or Contact with the number, or any where WhatsApp told no number.
    ///   - user: Needs ``Right/sendMessages``, and may change both records.
    /// - Throws: ``NotPermitted``, ``SendRefusal/notFound``, ``RecordNotFound``, ``RecordReadOnly``, ``InvalidInput`` for `record`, or
    ///   ``StoreError``.
    package func callAsFunction(_ id: ID<Conversation>, to record: ID<Record>, by user: SignedIn) async throws {
        try user.require(.viewMessages)
        try user.require(.sendMessages)
        let now = clock.nowMs
        try await store.write { [ids] tx in
            guard let found = try ConversationQueries.find(tx, for: user, id: id)?.conversation else {
                throw SendRefusal.notFound
            }
            if let present = found.record { _ = try RecordQueries.require(tx, writableBy: user, id: present) }
            let target = try RecordQueries.require(tx, writableBy: user, id: record)
            if found.record == target.id { return }
            guard try LinkQueries.fits(tx, target, id) else {
                throw InvalidInput(
                    field: "record",
                    code: "not_valid",
                    detail: "This record does not have the conversation's number."
                )
            }
            // Neither of the two goes into the recycle bin meanwhile.
            for held in [found.record, target.id].compactMap({ $0 }).sorted() {
                try LifecycleQueries.hold(tx, organization: user.organization, held)
            }
            try LinkQueries.link(tx, organization: user.organization, id, to: target.id)
            try AuditTrail.append(
                tx,
                id: ids.next(),
                organization: user.organization,
                user: user.user,
                action: .conversationLinked,
                subject: id.rawValue,
                changes: [AuditChange(name: "record", old: found.record?.description, new: target.id.description)],
                atMs: now
            )
            try EventLog.append(
                tx,
                id: ids.next(),
                organizationID: user.organization.rawValue,
                kind: "conversation.linked",
                subjectID: id.rawValue,
                body: "{\"record\":\"\(target.id)\"}",
                atMs: now
            )
        }
    }
}

/// SQL of links between conversations and records.
package enum LinkQueries {
    /// The other records that have a conversation's number.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Who is looking.
    ///   - id: A conversation that the user may see.
    /// - Returns: Records in the order of spec row A-43; those that the user does not see among them, without a name.
    /// - Throws: ``StoreError``.
    package static func candidates(
        _ tx: any ReadTransaction,
        for user: SignedIn,
        _ id: ID<Conversation>
    ) throws -> [ID<Record>] {
        let row = try tx.first(
            "SELECT match_key, record_id FROM conversations WHERE organization_id = \(user.organization) AND id = \(id)"
        )
        guard let row, let key: String = try row.get("match_key") else { return [] }
        let present: ID<Record>? = try row.get("record_id")
        var records: [ID<Record>] = []
        for match in try MatchKeyQueries.find(tx, organization: user.organization, matchKey: key)
        where match.record != present && !records.contains(match.record) {
            records.append(match.record)
        }
        return Array(records.prefix(20))
    }

    static func fits(_ tx: any ReadTransaction, _ record: Record, _ id: ID<Conversation>) throws -> Bool {
        guard record.module.name == "Leads" || record.module.name == "Contacts" else { return false }
        let row = try tx.first(
            "SELECT match_key FROM conversations WHERE organization_id = \(record.organization) AND id = \(id)"
        )
        guard let key: String = try row?.get("match_key") else { return true }
        return try MatchKeyQueries.find(tx, organization: record.organization, matchKey: key)
            .contains { $0.record == record.id }
    }

    static func link(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ id: ID<Conversation>,
        to record: ID<Record>
    ) throws {
        try tx.execute(
            "UPDATE conversations SET record_id = \(record) WHERE organization_id = \(organization) AND id = \(id)"
        )
    }
}
