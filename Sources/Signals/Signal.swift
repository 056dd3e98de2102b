package import Identity
package import Storage

/// An entry of the feed behind a person's bell.
///
/// It names what it is about and copies nothing of it: who reads the feed sees what they may see now, and what was deleted is gone.
package struct Signal: Sendable, Hashable {
    /// What it is about.
    package enum Kind: String, Sendable, CaseIterable, Codable {
        /// A customer's message; the group is its conversation.
        case messageReceived = "message.received"
        /// An activity of which one wanted to be reminded; the group is its record.
        case activityDue = "activity.due"
        /// A channel that Meta stopped; the group is the channel.
        case channelStopped = "channel.stopped"
        /// Meta's word on a template of one's own; the group is the template.
        case templateReviewed = "template.reviewed"
    }

    /// The signal's id; the feed is in its order.
    package let id: ID<Signal>
    /// Whose bell it rang.
    package let user: ID<User>
    /// What it is about.
    package let kind: Kind
    /// The row it is about.
    package let subjectID: Int64
    /// What the bell shows together: one line for each.
    package let groupID: Int64
    /// When it happened, product time, Unix milliseconds.
    package let atMs: Int64
    /// Whether they have looked.
    package let isRead: Bool
}
