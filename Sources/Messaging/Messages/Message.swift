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
        case image
        case video
        case audio
        /// Spoken into the phone.
        case voice
        case document
        case sticker
        case location
        case contacts
        /// A tap on a button or a list's row.
        case choice
        /// Words with buttons or a list to tap on.
        case interactive
        case order
        case form
        /// Something that happened, told in the thread.
        case notice
        /// A kind that WhatsApp or this version does not hand on; what came is kept whole.
        case unsupported = "other"

        /// Whether it has a file.
        package var hasFile: Bool {
            switch self {
            case .image, .video, .audio, .voice, .document, .sticker: true
            default: false
            }
        }

        /// A message in one line: its words, or where a document has none, what it is called.
        func line(_ text: String, fileName: String?) -> String {
            self == .document && text.isEmpty ? fileName ?? "" : text
        }
    }

    /// The message's id; also what Meta echoes in its statuses.
    package let id: ID<Message>
    /// Its conversation.
    package let conversation: ID<Conversation>
    /// Which way it goes.
    package let direction: MessageDirection
    /// What it is.
    package let kind: Kind
    /// Its words, merge fields filled in; a file's caption.
    package let text: String
    /// What it holds beside its words.
    package let content: MessageContent
    /// The message it answers, by Meta's id; it may be one that was never stored.
    package let quotedWAMID: String?
    /// When the customer last changed its words.
    package let editedAtMs: Int64?
    /// When the customer deleted it for everyone; nothing of it is left then.
    package let revokedAtMs: Int64?
    /// The failed message that this one tries once more.
    package let retryOf: ID<Message>?
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
    /// The team has blocked the person.
    case blocked
    /// The lookup names nobody whom the user may see.
    case noRecipient
    /// The number has a thread already, of a record in which the user has no say.
    case threadOfAnother
    /// The message has not failed, or was tried again already.
    case notRetryable
    /// What became of the message is known.
    case notUnknown
    /// The idempotency key belongs to another message already.
    case keyUsedOtherwise
}
