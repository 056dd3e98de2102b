import Foundation
import Identity
import Storage
import WhatsAppCloud

/// Items that came before the message they are about: Meta promises no order.
///
/// Source: spec row A-48; wire reference 10, cases 3 and 4.
enum WaitingItems {
    /// Items for one message at most; more are no accident.
    private static let maximum = 100

    /// Applies what has been waiting for a message of a customer that has just been stored.
    static func apply(_ tx: any WriteTransaction, for wamid: String, _ context: InboundContext) throws {
        for (id, raw) in try waiting(tx, wamid, context.organization, context.channel.id) {
            let json = try JSONDecoder().decode(JSONValue.self, from: Data(raw.utf8))
            switch WebhookBatch.content(ofKept: json) {
            case .status(let status): _ = try ApplyStatus(context).apply(tx, status)
            case .message(let message): _ = try AmendMessage(context).apply(tx, message)
            default: continue
            }
            try tx.execute(
                "DELETE FROM parked_items WHERE organization_id = \(context.organization) AND id = \(id)"
            )
        }
    }

    /// Applies what has been waiting for a message of ours whose id Meta has just told.
    static func apply(
        _ tx: any WriteTransaction,
        for wamid: String,
        organization: ID<Organization>,
        channel: ID<ChannelAccount>,
        number: ID<BusinessNumber>,
        clock: WallClock,
        ids: IDGenerator
    ) throws {
        guard try !waiting(tx, wamid, organization, channel).isEmpty,
            let account = try ChannelQueries.find(tx, organization: organization, id: channel),
            let number = try ChannelQueries.number(tx, organization: organization, id: number)
        else { return }
        let context = InboundContext(
            clock: clock,
            ids: ids,
            channel: account,
            number: number,
            receivedAtMs: clock.nowMs
        )
        try apply(tx, for: wamid, context)
    }

    /// Which of Meta's ids something has been waiting for.
    static func awaited(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        channels: Set<ID<ChannelAccount>>,
        among wamids: [String]
    ) throws -> Set<String> {
        Set(
            try tx.run(
                """
                SELECT waits_for FROM parked_items
                 WHERE organization_id = \(organization) AND channel_id IN (\(list: channels.sorted()))
                   AND waits_for IN (\(list: wamids))
                """
            ).map { try $0.get("waits_for") }
        )
    }

    private static func waiting(
        _ tx: any ReadTransaction,
        _ wamid: String,
        _ organization: ID<Organization>,
        _ channel: ID<ChannelAccount>
    ) throws -> [(id: ID<ParkedItem>, raw: String)] {
        try tx.run(
            """
            SELECT id, raw FROM parked_items
             WHERE organization_id = \(organization) AND channel_id = \(channel) AND waits_for = \(wamid)
             ORDER BY id LIMIT \(maximum)
            """
        ).map { (id: try $0.get("id"), raw: try $0.get("raw")) }
    }
}
