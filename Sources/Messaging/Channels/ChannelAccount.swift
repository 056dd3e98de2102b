package import Identity
package import Storage

/// A connected WhatsApp Business account.
package struct ChannelAccount: Sendable {
    /// Whether it sends.
    package enum State: String, Sendable {
        case active
        /// Meta refuses the token, the account or the number; what is queued waits.
        case stopped
    }

    /// The channel's id.
    package let id: ID<ChannelAccount>
    /// Whose it is.
    package let organization: ID<Organization>
    /// The team's name for it.
    package let nickname: String
    /// Meta's id of the account.
    package let wabaID: String
    /// The last part of its webhook address.
    package let webhookKey: String
    /// Whether it sends.
    package let state: State
    /// Why it does not, in Meta's code.
    package let stoppedReason: String?
    /// Who connected it; owns what it brings in.
    package let owner: ID<User>
    /// When, product time, Unix milliseconds.
    package let connectedAtMs: Int64

    /// Where Meta sends what happens to the channel.
    ///
    /// - Parameter publicAddress: Scheme, host and port under which Meta reaches this server.
    /// - Returns: The address; whoever knows it can call it, so it is shown only to those who manage channels.
    package func webhookURL(under publicAddress: String) -> String {
        "\(publicAddress)/webhooks/whatsapp/\(webhookKey)"
    }
}

/// One phone number of a connected account.
package struct BusinessNumber: Sendable {
    /// The number's id.
    package let id: ID<BusinessNumber>
    /// Its account.
    package let channel: ID<ChannelAccount>
    /// Meta's id of the number.
    package let phoneNumberID: String
    /// As Meta writes it.
    package let displayNumber: String
    /// The name customers see.
    package let verifiedName: String
    /// Meta's colour for it.
    package let quality: String?
}

/// The secrets of one channel, opened.
struct ChannelSecrets: Sendable {
    let accessToken: String
    let appSecret: String
    let verifyToken: String
}
