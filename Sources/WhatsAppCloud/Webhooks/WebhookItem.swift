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
        case account(AccountUpdate)
        /// Nothing this program treats yet, or nothing it can read: kept with its field's name.
        case other
    }

    /// The account it concerns.
    package let wabaID: String
    /// The number it concerns; nil for what concerns the whole account.
    package let phoneNumberID: String?
    /// Meta's name for the kind of change.
    package let field: String
    /// What it tells.
    package let content: Content
    /// The item as it came, whole.
    package let raw: JSONValue
}

/// A message from a customer.
package struct InboundMessage: Sendable, Hashable {
    /// What it says; the whole of it is in the item's `raw`.
    package enum Content: Sendable, Hashable {
        case text(String)
        /// A tap on a template's quick reply, a reply button or a list row: what stood on it.
        case choice(title: String)
        /// A reaction, or nil for one taken back.
        case reaction(emoji: String?, to: String)
        /// About the person, not from them: a new number, a new identity.
        case system(kind: String, text: String)
        /// Any other type, by Meta's name.
        case other(type: String)
    }

    /// Meta's id of the message.
    package let wamid: String
    /// The sender's WhatsApp id, digits; absent for people with a username.
    package let waID: String?
    /// The sender's business-scoped user id; absent before 2026.
    package let userID: String?
    /// What the sender calls themselves.
    package let profileName: String?
    /// When Meta got it, Unix milliseconds.
    package let sentAtMs: Int64
    /// The message it answers.
    package let quotedWAMID: String?
    /// What it says.
    package let content: Content

    /// Whether it opens the window for free replies.
    ///
    /// Source: wire reference 8; spec row A-02.
    package var opensWindow: Bool {
        switch content {
        case .text, .choice: true
        case .reaction, .system: false
        case .other(let type): !["edit", "revoke", "request_welcome"].contains(type)
        }
    }
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
    /// Its human sentence.
    package let errorDetails: String?
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
