/// What a profile can allow.
///
/// Source: spec row A-19.
package enum Right: String, Sendable, CaseIterable, Codable {
    /// Connect and disable channels, buy credits.
    case manageChannels = "manage_channels"
    case manageTemplates = "manage_templates"
    case manageAutomation = "manage_automation"
    case viewMessages = "view_messages"
    case sendMessages = "send_messages"
    case managePredefinedTexts = "manage_predefined_texts"
    case manageViews = "manage_views"
    case export

    /// What the profile Standard allows in a new organisation.
    static let standard: Set<Right> = [.viewMessages, .sendMessages, .managePredefinedTexts, .manageViews]
}

/// The signed-in user may not do this.
package struct NotPermitted: Error, Equatable {
    /// The right that is missing; nil where only an administrator may.
    package let missing: Right?

    /// A missing right, or administrators only.
    package init(missing: Right?) {
        self.missing = missing
    }
}
