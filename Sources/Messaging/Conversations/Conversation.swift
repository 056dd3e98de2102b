package import Identity
import PhoneNumbers
package import Records
package import Storage
import WhatsAppCloud

/// The one thread between a person at WhatsApp and a business number.
///
/// Source: spec row 1.51.
package struct Conversation: Sendable {
    /// The conversation's id.
    package let id: ID<Conversation>
    /// Whose it is.
    package let organization: ID<Organization>
    /// The business number.
    package let businessNumber: ID<BusinessNumber>
    /// The Lead or Contact it is with; nil where none is linked.
    package let record: ID<Record>?
    /// The person's number as WhatsApp has it: digits.
    package let waID: String?
    /// The person's business-scoped user id.
    package let providerUserID: String?
    /// Their username there, without `@`; they may change it.
    package let username: String?
    /// What they call themselves, or their number.
    package let personName: String
    /// Which way the latest message went.
    package let lastDirection: MessageDirection?
    /// What the latest message is: a ``Message/Kind``, or `revoked`; nil for those of earlier versions, which had words only.
    package let lastKind: String?
    /// The latest message's words.
    package let lastText: String?
    /// The latest message's state.
    package let lastStatus: DeliveryStatus?
    /// When something last happened, product time, Unix milliseconds.
    package let lastActivityAtMs: Int64
    /// How many of the customer's messages nobody has looked at.
    package let unread: Int
    /// When the window closes; nil where the customer never wrote.
    package let windowClosesAtMs: Int64?
    /// The time of the first unanswered message of the customer.
    package let awaitingReplySinceMs: Int64?
    /// Since when the team wants nothing to do with them; nil where it does.
    package let blockedAtMs: Int64?

    /// The number that they last wrote from; nil where WhatsApp told none.
    var phone: PhoneNumber? { waID.flatMap { PhoneNumber(waID: $0) } }

    /// Who gets what is sent here: the number they last wrote from, else their user id.
    var recipient: Recipient? {
        if let waID { return .phone(e164: "+" + waID) }
        return providerUserID.map(Recipient.user(id:))
    }
}
