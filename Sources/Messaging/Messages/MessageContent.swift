/// What a message holds beside its words; one member for each thing that it may hold.
///
/// Stored as JSON, and shown as it is.
package struct MessageContent: Codable, Sendable, Equatable {
    /// A place.
    package struct Location: Codable, Sendable, Equatable {
        /// Degrees, north positive.
        package var latitude: Double
        /// Degrees, east positive.
        package var longitude: Double
        /// What the place is called.
        package var name: String?
        /// Where it is.
        package var address: String?
    }

    /// A card of an address book.
    package struct ContactCard: Codable, Sendable, Equatable {
        /// The full name.
        package var name: String
        /// Its numbers.
        package var phones: [String]
        /// Its addresses.
        package var emails: [String]
        /// Where the person works.
        package var company: String?
    }

    /// What a customer tapped on.
    package struct Choice: Codable, Sendable, Equatable {
        /// What we named it by.
        package var id: String?
        /// The smaller line of a list's row.
        package var description: String?
    }

    /// One line of an order.
    package struct OrderItem: Codable, Sendable, Equatable {
        /// The seller's number of the product.
        package var product: String
        /// How many.
        package var quantity: Double
        /// For one.
        package var price: Double
        /// ISO code.
        package var currency: String
    }

    /// An answer in a form.
    package struct FormAnswer: Codable, Sendable, Equatable {
        /// The question's name in the form.
        package var name: String
        /// What was answered.
        package var value: String
    }

    /// Something that happened, told in the thread.
    package struct Notice: Codable, Sendable, Equatable {
        /// What happened.
        package enum Kind: String, Codable, Sendable {
            /// The person has another number.
            case numberChanged = "number_changed"
            /// The person has another id at WhatsApp.
            case identityChanged = "identity_changed"
            /// The person wants no more marketing.
            case marketingStopped = "marketing_stopped"
            /// The person wants marketing again.
            case marketingResumed = "marketing_resumed"
            /// Somebody of the team, `new`, has blocked the person.
            case blocked
            /// Somebody of the team, `new`, has unblocked the person.
            case unblocked
            /// Anything else that Meta says.
            case other
        }

        /// What happened.
        package var kind: Kind
        /// How it was before.
        package var old: String?
        /// How it is now.
        package var new: String?
    }

    /// Where a conversation was begun from.
    package struct Origin: Codable, Sendable, Equatable {
        /// `ad` or `post`.
        package var type: String
        /// Its address, `http` or `https` only.
        package var url: String?
        /// Its first line.
        package var headline: String?
        /// Its words.
        package var body: String?
    }

    /// What is offered to be tapped.
    package struct Interactive: Codable, Sendable, Equatable {
        /// The line above.
        package var header: String?
        /// The smaller line below.
        package var footer: String?
        /// Buttons; none where it is a list.
        package var buttons: [Option]?
        /// What opens the list.
        package var list: String?
        /// The list's parts.
        package var sections: [ListSection]?
    }

    /// What can be tapped.
    package struct Option: Codable, Sendable, Equatable {
        /// What the answer names.
        package var id: String
        /// What stands on it.
        package var title: String
        /// The smaller line of a list's row.
        package var description: String?
    }

    /// One part of a list.
    package struct ListSection: Codable, Sendable, Equatable {
        /// Its title; needed where there are several.
        package var title: String?
        /// What can be chosen.
        package var rows: [Option]
    }

    /// What a template showed beside its words and its file, as it was when it was sent.
    package struct Template: Codable, Sendable, Equatable {
        /// The words above.
        package var header: String?
        /// The smaller line below.
        package var footer: String?
        /// What could be tapped, in order, values filled in.
        package var buttons: [TemplateContent.Button]
    }

    /// A place.
    package var location: Location?
    /// Cards of an address book.
    package var contacts: [ContactCard]?
    /// What was tapped.
    package var choice: Choice?
    /// An order.
    package var order: [OrderItem]?
    /// The answers in a form.
    package var form: [FormAnswer]?
    /// Something that happened.
    package var notice: Notice?
    /// Where it was written from.
    package var origin: Origin?
    /// What is offered to be tapped.
    package var interactive: Interactive?
    /// What a template showed beside its words.
    package var template: Template?
    /// `once` or `often`, for what went through other hands.
    package var forwarded: String?
    /// Meta's word for a kind that is not shown.
    package var unsupported: String?

    /// Content with nothing in it.
    package init() {}

    /// Whether there is nothing to store.
    var isEmpty: Bool { self == MessageContent() }
}
