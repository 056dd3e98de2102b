import Foundation
import Identity
import Storage
import WhatsAppCloud

/// A webhook's body as it was received.
struct JournalEntry: Sendable {
    let id: ID<JournalEntry>
    let channel: ChannelAccount
    let body: [UInt8]
}

/// A webhook's body on its way into the journal.
struct JournalArrival: Sendable {
    let id: ID<JournalEntry>
    let organization: ID<Organization>
    let channel: ID<ChannelAccount>
    /// SHA-256 of the body, in base64.
    let digest: String
    let body: [UInt8]
    /// Unix milliseconds.
    let atMs: Int64
}

enum JournalQueries {
    /// Appends bodies, except those that are there: Meta repeats itself.
    static func append(_ tx: any WriteTransaction, _ arrivals: [JournalArrival]) throws {
        try tx.execute(
            """
            INSERT INTO inbound_journal (id, organization_id, channel_id, digest, body, received_at_ms, is_processed)
            \(dialect: .bulkLoad) (\(column: arrivals.map { $0.id }), \(column: arrivals.map { $0.organization }),
                \(column: arrivals.map { $0.channel }), \(column: arrivals.map { $0.digest }),
                \(column: arrivals.map { $0.body }), \(column: arrivals.map { $0.atMs }),
                \(column: arrivals.map { _ in false }))
            ON CONFLICT (organization_id, channel_id, digest) DO NOTHING
            """
        )
    }

    /// The oldest bodies that wait.
    static func waiting(_ tx: any ReadTransaction, limit: Int) throws -> [(
        id: ID<JournalEntry>, channel: ID<ChannelAccount>, body: [UInt8]
    )] {
        try tx.run(
            "SELECT id, channel_id, body FROM inbound_journal WHERE NOT is_processed ORDER BY id LIMIT \(limit)"
        ).map { (try $0.get("id"), try $0.get("channel_id"), try $0.get("body")) }
    }

    /// Those of some bodies that wait still.
    static func waiting(
        _ tx: any ReadTransaction,
        among ids: Set<ID<JournalEntry>>
    ) throws -> Set<ID<JournalEntry>> {
        let rows = try tx.run(
            "SELECT id FROM inbound_journal WHERE id IN (\(list: Array(ids))) AND NOT is_processed"
        )
        return Set(try rows.map { try $0.get("id") })
    }

    static func finish(_ tx: any WriteTransaction, _ ids: [ID<JournalEntry>]) throws {
        if ids.isEmpty { return }
        try tx.execute("UPDATE inbound_journal SET is_processed = \(true) WHERE id IN (\(list: ids))")
    }

    /// Removes bodies that were stored before a time and are done with.
    ///
    /// - Returns: How many.
    static func deleteProcessed(_ tx: any WriteTransaction, before atMs: Int64, limit: Int) throws -> Int {
        try tx.execute(
            """
            DELETE FROM inbound_journal
             WHERE id IN (SELECT id FROM inbound_journal
                           WHERE id < \(IDGenerator.first(atMs: atMs, JournalEntry.self)) AND is_processed
                             AND NOT EXISTS (SELECT 1 FROM parked_items WHERE journal_id = inbound_journal.id)
                           ORDER BY id LIMIT \(limit))
            """
        )
    }

    /// Removes items that were parked before a time.
    ///
    /// - Returns: How many.
    static func deleteParked(_ tx: any WriteTransaction, before atMs: Int64, limit: Int) throws -> Int {
        try tx.execute(
            """
            DELETE FROM parked_items
             WHERE id IN (SELECT id FROM parked_items WHERE id < \(IDGenerator.first(atMs: atMs, ParkedItem.self))
                           ORDER BY id LIMIT \(limit))
            """
        )
    }

    /// Keeps an item that this version does not treat, or could not.
    static func park(
        _ tx: any WriteTransaction,
        id: ID<ParkedItem>,
        entry: JournalEntry,
        index: Int,
        item: WebhookItem,
        reason: String,
        waitsFor wamid: String? = nil,
        atMs: Int64
    ) throws {
        // NUL ends text in PostgreSQL, and an id with one is nobody's.
        let awaited = wamid?.replacing("\0", with: "")
        // Meta's word for the change, as far as it is one.
        let field = String(item.field.unicodeScalars.filter { $0 != "\0" }.prefix(100).map(Character.init))
        try tx.execute(
            """
            INSERT INTO parked_items (id, organization_id, channel_id, journal_id, item_index, field, reason, waits_for,
                                      raw, at_ms)
            VALUES (\(id), \(entry.channel.organization), \(entry.channel.id), \(entry.id), \(index), \(field), \(reason),
                    \(awaited), \(item.raw.json), \(atMs))
            ON CONFLICT (organization_id, journal_id, item_index) DO NOTHING
            """
        )
    }
}

/// An item kept for later.
enum ParkedItem {}
