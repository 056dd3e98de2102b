package import Identity
package import Storage

/// A WhatsApp Business account that is or was connected.
package struct ChannelAccount: Sendable {
    /// Whether it sends.
    package enum State: Sendable, Hashable {
        /// Stored, and not yet known to Meta.
        case connecting
        case active
        /// Meta refuses the token or the account, in Meta's code or a word of ours; what is queued waits.
        case stopped(code: String)
        /// Without a connection: what was said stays, nothing comes or goes.
        case disabled

        /// As the API names it.
        package var name: String {
            switch self {
            case .connecting: "connecting"
            case .active: "active"
            case .stopped: "stopped"
            case .disabled: "disabled"
            }
        }

        /// Why it is stopped.
        package var stoppedReason: String? {
            if case .stopped(let code) = self { code } else { nil }
        }
    }

    /// What becomes of a person who writes and is not in the CRM.
    ///
    /// Source: spec rows 2.11, A-45.
    package enum NewPeople: String, Sendable, CaseIterable, Codable {
        case leads
        case contacts
        /// An unlinked conversation, which those see who may link it.
        case nothing
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
    /// Who connected it; owns what it brings in where nobody else is chosen.
    package let owner: ID<User>
    /// What becomes of a person who is not in the CRM.
    package let newPeople: NewPeople
    /// When it was last connected, product time, Unix milliseconds.
    package let connectedAtMs: Int64

    /// Whether there is a connection, working or not.
    package var isConnected: Bool { state != .disabled }

    /// Where Meta sends what happens to the channel.
    ///
    /// - Parameter publicAddress: Scheme, host and port under which Meta reaches this server.
    /// - Returns: The address; whoever knows it can call it, so it is shown only to those who manage channels.
    package func webhookURL(under publicAddress: String) -> String {
        "\(publicAddress)/webhooks/whatsapp/\(webhookKey)"
    }
}

/// One phone number of an account.
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
    /// Whether it is one of those that were chosen.
    package var isInUse = true
    /// Why it does not send, in Meta's code or a word of ours.
    package var stoppedReason: String?
    /// Meta's word for its state; `CONNECTED` is the good one.
    package var status: String?
    /// Meta's verdict on its name.
    package var nameStatus: String?
    /// How many people it may write to first in 24 hours, in Meta's word.
    package var messagingLimit: String?
    /// Meta's word for its speed.
    package var throughput: String?
    /// When Meta was last asked, product time, Unix milliseconds.
    package var checkedAtMs: Int64?

    /// Whether messages may leave from it.
    package var isUsable: Bool { isInUse && stoppedReason == nil }
}

/// The secrets of one channel, opened.
struct ChannelSecrets: Sendable {
    let accessToken: String
    let appSecret: String
    let verifyToken: String
}
