/// A message from a customer.
package struct InboundMessage: Sendable, Hashable {
    /// What it says; the whole of it is in the item's `raw`.
    package enum Content: Sendable, Hashable {
        case text(String)
        case media(InboundMedia)
        case location(InboundLocation)
        case contacts([InboundContact])
        /// A tap on a template's quick reply, a reply button or a list row.
        case choice(InboundChoice)
        /// A filled-in form: what stands in the chat, and the answers as Meta wrote them, which is JSON in text by the book.
        case form(body: String, answers: String)
        case order(InboundOrder)
        /// A reaction, or nil for one taken back.
        case reaction(emoji: String?, to: String)
        /// About the person, not from them: a new number, a new identity.
        case system(SystemNotice)
        /// Another wording of an earlier message.
        indirect case edit(of: String, Content)
        /// An earlier message deleted for everyone.
        case revoke(of: String)
        /// WhatsApp itself does not hand the message on; Meta's word for its kind and the code that says why, where it tells them.
        case unsupported(kind: String?, code: Int?)
        /// Any other type, by Meta's name.
        case other(type: String)
    }

    /// How often a message went through other hands.
    package enum Forwarding: String, Sendable {
        case once
        case often
    }

    /// Meta's id of the message.
    package let wamid: String
    /// The sender's WhatsApp id, digits; absent for people with a username.
    package let waID: String?
    /// The sender's business-scoped user id; absent before 2026.
    package let userID: String?
    /// What the sender calls themselves.
    package let profileName: String?
    /// The sender's username, without `@`; they may change it, so it is shown and never looked up.
    package let username: String?
    /// The group it was written in; groups are not treated.
    package let groupID: String?
    /// When Meta got it, Unix milliseconds.
    package let sentAtMs: Int64
    /// The message it answers.
    package let quotedWAMID: String?
    /// Whether it went through other hands.
    package let forwarding: Forwarding?
    /// The advertisement or post it was written from.
    package let referral: Referral?
    /// What it says.
    package let content: Content

    /// Types that are no message of their own, also where they say too little to be understood.
    private static let quiet: Set<String> = ["edit", "reaction", "request_welcome", "revoke", "system"]

    /// Whether it is something to show in the conversation.
    package var isShown: Bool {
        switch content {
        case .reaction, .edit, .revoke: false
        case .other(let type): !Self.quiet.contains(type)
        default: true
        }
    }

    /// Whether it opens the window for free replies.
    ///
    /// Source: wire reference 8; spec row A-02.
    package var opensWindow: Bool {
        switch content {
        case .reaction, .system, .edit, .revoke: false
        case .other(let type): !Self.quiet.contains(type)
        default: true
        }
    }
}

/// A file in a customer's message; its bytes are asked for by its id.
package struct InboundMedia: Sendable, Hashable {
    /// Meta's kinds.
    package enum Kind: String, Sendable {
        case image
        case video
        case audio
        case document
        case sticker
    }

    /// What it is.
    package let kind: Kind
    /// Meta's id, which lives for seven days.
    package let id: String
    /// As the sender's phone says.
    package let mimeType: String?
    /// SHA-256 of the bytes, base64.
    package let sha256: String?
    /// The words below it.
    package let caption: String?
    /// A document's name; anything may stand in it.
    package let fileName: String?
    /// Whether it was spoken into the phone.
    package let isVoice: Bool
}

/// A place.
package struct InboundLocation: Sendable, Hashable {
    /// Degrees, north positive.
    package let latitude: Double
    /// Degrees, east positive.
    package let longitude: Double
    /// What the place is called.
    package let name: String?
    /// Where it is.
    package let address: String?
}

/// A card of the sender's address book.
package struct InboundContact: Sendable, Hashable {
    /// A number on it.
    package struct Phone: Sendable, Hashable {
        /// As it stands on the card.
        package let number: String
        /// Whose WhatsApp it is; absent for numbers without.
        package let waID: String?
    }

    /// The full name; absent where the card has none.
    package let name: String?
    /// Its numbers.
    package let phones: [Phone]
    /// Its addresses.
    package let emails: [String]
    /// Where the person works.
    package let company: String?
}

/// What stood on the button or row that was tapped.
package struct InboundChoice: Sendable, Hashable {
    /// What we named it by; the payload of a template's button.
    package let id: String?
    /// What it says.
    package let title: String
    /// The smaller line of a list's row.
    package let description: String?
}

/// An order out of a catalogue.
package struct InboundOrder: Sendable, Hashable {
    /// A line of it.
    package struct Item: Sendable, Hashable {
        /// The seller's number of the product.
        package let product: String
        /// How many.
        package let quantity: Double
        /// For one, in the currency's major unit.
        package let price: Double
        /// Its ISO code.
        package let currency: String
    }

    /// The words beside it.
    package let text: String?
    /// Its lines.
    package let items: [Item]
}

/// What Meta says about a person.
package enum SystemNotice: Sendable, Hashable {
    /// The person has another number; their new WhatsApp id, digits.
    case changedNumber(waID: String, text: String)
    /// The person has another business-scoped user id.
    case changedUserID(String, text: String)
    /// Anything else, by Meta's name.
    case other(kind: String, text: String)
}

/// Where a conversation was begun from.
package struct Referral: Sendable, Hashable {
    /// `ad` or `post`.
    package let sourceType: String
    /// Its address.
    package let sourceURL: String?
    /// Its id.
    package let sourceID: String?
    /// Its first line.
    package let headline: String?
    /// Its words.
    package let body: String?
    /// What Meta's measurements call the click.
    package let clickID: String?
}
