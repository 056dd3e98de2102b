import Foundation
import Identity
import Storage
import WhatsAppCloud

/// The steps of a row of the outbox.
///
/// Only `queued` and `claimed` rows are ever handed out: a row is `sending` before its call leaves and can then end as `sent`, `failed`
/// or `unknown`, but never be sent again.
enum OutboxState: String, Sendable {
    case queued
    case claimed
    case sending
    case sent
    case failed
    case unknown
}

/// A number that sends, with whom it belongs to.
struct LaneNumber: Sendable, Hashable {
    let id: ID<BusinessNumber>
    let organization: ID<Organization>
    let channel: ID<ChannelAccount>
}

/// What goes first where a number has more to send than it may: the lower, the earlier.
enum Priority: Int64, Sendable, CaseIterable {
    /// What a customer waits for.
    case reply = 0
    /// What the business begins.
    case other = 1

    init(isReply: Bool) { self = isReply ? .reply : .other }
}

/// A row that could leave now.
struct DueRow: Sendable {
    let message: ID<Message>
    let conversation: ID<Conversation>
    let needsUpload: Bool
}

/// A claimed row as it stands in the table.
struct ClaimedRow: Sendable {
    let message: ID<Message>
    let organization: ID<Organization>
    let channel: ID<ChannelAccount>
    let businessNumber: ID<BusinessNumber>
    let payload: String
    let attempt: Int
}

/// A claimed row, and what it is to send.
struct OutboxRow: Sendable {
    let message: ID<Message>
    let organization: ID<Organization>
    let channel: ID<ChannelAccount>
    let businessNumber: ID<BusinessNumber>
    let payload: OutboxPayload
    let attempt: Int
}
