import Foundation
import Identity
import Logging
import Storage
import WhatsAppCloud

/// Items that came before the message they are about: Meta promises no order.
///
/// Each is applied in a transaction of its own once its message is there, so that one that fails takes nothing with it.
///
/// Source: spec row A-48; wire reference 10, cases 3 and 4.
struct WaitingItems {
    /// An item whose message is there.
    struct Ready: Sendable {
        fileprivate let id: ID<ParkedItem>
        fileprivate let organization: ID<Organization>
        fileprivate let channel: ID<ChannelAccount>
        fileprivate let businessNumber: ID<BusinessNumber>
    }

    /// Items at once; more for one message are no accident.
    private static let maximum = 500

    let store: any Store
    let clock: WallClock
    let ids: IDGenerator
    let logger: Logger

    /// Items that wait for one of some messages of a channel, by Meta's ids, where that is there.
    static func ready(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        channel: ID<ChannelAccount>,
        wamids: [String]
    ) throws -> [Ready] {
        if wamids.isEmpty { return [] }
        return try ready(
            tx,
            where: """
                parked_items.organization_id = \(organization) AND parked_items.channel_id = \(channel)
                AND parked_items.waits_for IN (\(list: Array(wamids.map { $0.replacing("\0", with: "") })))
                """
        )
    }

    /// Items that were parked since a time and whose message is there: it was being stored while they were.
    static func ready(_ tx: any ReadTransaction, since atMs: Int64) throws -> [Ready] {
        try ready(
            tx,
            where: """
                parked_items.id >= \(IDGenerator.first(atMs: atMs, ParkedItem.self)) AND parked_items.waits_for IS NOT NULL
                """
        )
    }

    private static func ready(_ tx: any ReadTransaction, where condition: SQLStatement) throws -> [Ready] {
        try tx.run(
            """
            SELECT parked_items.id, parked_items.organization_id, parked_items.channel_id, messages.business_number_id
              FROM parked_items
              JOIN business_numbers ON business_numbers.organization_id = parked_items.organization_id
                                   AND business_numbers.channel_id = parked_items.channel_id
              JOIN messages ON messages.organization_id = parked_items.organization_id
                           AND messages.business_number_id = business_numbers.id
                           AND messages.wamid = parked_items.waits_for
             WHERE \(fragment: condition)
             ORDER BY parked_items.id LIMIT \(maximum)
            """
        ).map { row in
            Ready(
                id: try row.get("id"),
                organization: try row.get("organization_id"),
                channel: try row.get("channel_id"),
                businessNumber: try row.get("business_number_id")
            )
        }
    }

    /// Applies items, each on its own; what fails is kept as failed.
    func apply(_ items: [Ready]) async throws {
        for item in items {
            do {
                try await store.write { tx in try apply(item, tx) }
            } catch let error as StoreError where error.code == .connection || error.isTransient {
                throw error
            } catch {
                logger.error(
                    "an item that waited was not applied",
                    metadata: ["item": "\(item.id)", "error": "\(String(reflecting: error))"]
                )
                try await store.write { tx in try Self.giveUp(tx, item) }
            }
        }
    }

    private func apply(_ item: Ready, _ tx: any WriteTransaction) throws {
        // Two may have found it.
        let parked = try tx.first(
            """
            SELECT raw, journal_id FROM parked_items
             WHERE organization_id = \(item.organization) AND id = \(item.id) \(dialect: .forUpdate)
            """
        )
        guard let parked else { return }
        guard let channel = try ChannelQueries.find(tx, organization: item.organization, id: item.channel),
            let number = try ChannelQueries.number(tx, organization: item.organization, id: item.businessNumber)
        else { return try Self.giveUp(tx, item) }
        let raw = try JSONDecoder().decode(JSONValue.self, from: Data(parked.get("raw", as: String.self).utf8))
        let context = InboundContext(
            clock: clock,
            ids: ids,
            channel: channel,
            number: number,
            receivedAtMs: IDGenerator.timeMs(of: try parked.get("journal_id", as: ID<JournalEntry>.self))
        )
        switch WebhookBatch.content(ofKept: raw, receivedAtMs: context.receivedAtMs) {
        case .status(let status): _ = try ApplyStatus(context).apply(tx, status, raw: raw)
        case .message(let message): _ = try AmendMessage(context).apply(tx, message, raw: raw)
        default: return try Self.giveUp(tx, item)
        }
        try tx.execute("DELETE FROM parked_items WHERE organization_id = \(item.organization) AND id = \(item.id)")
    }

    private static func giveUp(_ tx: any WriteTransaction, _ item: Ready) throws {
        try tx.execute(
            """
            UPDATE parked_items SET reason = 'failed', waits_for = NULL
             WHERE organization_id = \(item.organization) AND id = \(item.id)
            """
        )
    }
}
