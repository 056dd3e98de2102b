/// One thing a webhook tells.
///
/// A body may tell up to a thousand, of several kinds, accounts and numbers.
package struct WebhookItem: Sendable, Hashable {
    /// What it tells.
    package enum Content: Sendable, Hashable {
        case message(InboundMessage)
        case status(MessageStatus)
        case templateStatus(TemplateStatusUpdate)
        case templateCategory(TemplateCategoryUpdate)
        case templateQuality(TemplateQualityUpdate)
        case preference(PreferenceUpdate)
        case account(AccountUpdate)
        /// Nothing this program treats yet, or nothing it can read: kept with its field's name.
        case other
    }

    /// The account it concerns.
    package let wabaID: String
    /// When Meta told it, Unix milliseconds, to the second; nil where it does not say.
    package let toldAtMs: Int64?
    /// The number it concerns; nil for what concerns the whole account.
    package let phoneNumberID: String?
    /// Meta's name for the kind of change.
    package let field: String
    /// What it tells.
    package let content: Content
    /// The item as it came, whole.
    package let raw: JSONValue
}

/// What became of a message of ours.
package struct MessageStatus: Sendable, Hashable {
    /// Meta's id of the message.
    package let wamid: String
    /// `sent`, `delivered`, `read`, `failed` and so on; values may be added.
    package let status: String
    /// When, Unix milliseconds.
    package let atMs: Int64
    /// What we sent along: our own id of the message.
    package let callbackData: String?
    /// The recipient's WhatsApp id; may differ from the number sent to.
    package let recipientWAID: String?
    /// The recipient's business-scoped user id.
    package let recipientUserID: String?
    /// Meta's code of the first error.
    package let errorCode: Int?
}

/// Meta's word on a template under review or in use.
package struct TemplateStatusUpdate: Sendable, Hashable {
    /// Meta's id of the template, digits.
    package let templateID: String
    /// Its name.
    package let name: String
    /// Its language code, with an underscore.
    package let language: String
    /// `APPROVED`, `REJECTED`, `PAUSED` and so on; values may be added.
    package let event: String
    /// Why; nil where Meta gives no reason.
    package let reason: String?
}

/// Meta has put a template into another category.
package struct TemplateCategoryUpdate: Sendable, Hashable {
    /// Meta's id of the template, digits.
    package let templateID: String
    /// The category in force.
    package let newCategory: String
}

/// Meta's new opinion of a template.
package struct TemplateQualityUpdate: Sendable, Hashable {
    /// Meta's id of the template, digits.
    package let templateID: String
    /// `GREEN`, `YELLOW`, `RED` or `UNKNOWN`; values may be added.
    package let quality: String
}

/// What a person wants to get.
///
/// Source: wire reference 5.7, `user_preferences`.
package struct PreferenceUpdate: Sendable, Hashable {
    /// The person's WhatsApp id, digits.
    package let waID: String?
    /// The person's business-scoped user id.
    package let userID: String?
    /// What it is about: `marketing_messages`; values may be added.
    package let category: String
    /// Whether they want no more of it.
    package let isStopped: Bool
    /// When they said so, Unix milliseconds.
    package let atMs: Int64
}
