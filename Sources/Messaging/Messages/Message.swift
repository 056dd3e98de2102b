package import Identity
package import Storage

/// Which way a message goes.
package enum MessageDirection: String, Sendable {
    case inbound
    case outbound
}

/// How far a message has come.
///
/// It only moves forward. Source: spec rows 2.35, A-48.
package enum DeliveryStatus: String, Sendable, CaseIterable {
    /// A customer's message.
    case received
    case queued
    case sent
    case delivered
    case read
    case failed

    /// Whether a status may follow this one: states only rise, and a failure counts only when nothing later was seen.
    ///
    /// - Parameter next: What Meta reports.
    /// - Returns: Whether it is news.
    package func rises(to next: DeliveryStatus) -> Bool {
        switch (self, next) {
        case (.received, _), (_, .received), (_, .queued): false
        case (.queued, _): true
        case (.sent, .delivered), (.sent, .read), (.sent, .failed), (.delivered, .read): true
        // A late delivery after a failure is rare and real.
        case (.failed, .delivered), (.failed, .read): true
        default: false
        }
    }
}

/// One message of a conversation.
package struct Message: Sendable {
    /// What it is.
    package enum Kind: String, Sendable {
        case text
        case template
        /// A kind that is kept and not shown yet.
        case other
    }

    /// The message's id; also what Meta echoes in its statuses.
    package let id: ID<Message>
    /// Its conversation.
    package let conversation: ID<Conversation>
    /// Which way it goes.
    package let direction: MessageDirection
    /// What it is.
    package let kind: Kind
    /// Its words, merge fields filled in.
    package let text: String
    /// The template it was made from.
    package let template: ID<MessageTemplate>?
    /// The template's name.
    package let templateName: String?
    /// How far it has come.
    package let status: DeliveryStatus
    /// Whether it left and no answer came.
    package let isOutcomeUnknown: Bool
    /// Why it failed: Meta's code, or a word of ours.
    package let errorCode: String?
    /// Why it failed, in a sentence.
    package let errorDetail: String?
    /// Who sent it.
    package let sender: ID<User>?
    /// Their name.
    package let senderName: String?
    /// When it was written or received, product time, Unix milliseconds.
    package let atMs: Int64
    /// When WhatsApp took it.
    package let sentAtMs: Int64?
    /// When the customer's phone had it.
    package let deliveredAtMs: Int64?
    /// When the customer read it.
    package let readAtMs: Int64?
}

/// Why a message was not accepted for sending.
///
/// Source: spec row 2.52.
package enum SendRefusal: Error, Sendable, Equatable {
    /// There is no such conversation or record, or not for this user.
    case notFound
    /// WhatsApp allows free text only for 24 hours after the customer's latest message; nil where there was none.
    case windowClosed(atMs: Int64?)
    /// The record has no usable number like the one asked for.
    case phoneNotUsable
    /// Only Leads and Contacts can get messages.
    case notAPerson
    /// The idempotency key belongs to another message already.
    case keyUsedOtherwise
}
