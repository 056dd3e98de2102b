package import Identity
package import Storage

/// What a person has said about marketing by WhatsApp.
///
/// Source: spec rows 2.142 to 2.144, A-30.
package enum ConsentState: String, Sendable, CaseIterable, Codable {
    case unknown
    case optedIn = "opted_in"
    case optedOut = "opted_out"
}

/// One thing that was said about it: nothing is overwritten, the latest counts.
package struct ConsentChange: Sendable {
    /// Where it was said.
    package enum Source: String, Sendable, CaseIterable {
        /// A user wrote down what they were told.
        case user
        /// The customer wrote a word that means it.
        case keyword
        /// The customer said so in WhatsApp's own settings.
        case whatsApp = "whatsapp"
    }

    /// The change's id.
    package let id: ID<ConsentChange>
    /// What holds from then on.
    package let state: ConsentState
    /// Where it was said.
    package let source: Source
    /// In which words, or what the user was told and how; may be empty.
    package let wording: String
    /// Who wrote it down; nil where the customer said it here.
    package let user: ID<User>?
    /// When it was said, product time, Unix milliseconds.
    package let atMs: Int64
}
