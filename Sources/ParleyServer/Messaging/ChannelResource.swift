import Identity
import Messaging
import Storage
import WhatsAppCloud

struct ChannelListResource: Encodable {
    let channels: [ChannelResource]
}

struct ChannelResource: Encodable {
    struct NumberResource: Encodable {
        let id: ID<BusinessNumber>
        let phone_number_id: String
        let display_number: String
        let verified_name: String
        let quality: Nullable<String>
        let in_use: Bool
        let stopped_reason: Nullable<String>
        let status: Nullable<String>
        let name_status: Nullable<String>
        let messaging_limit: Nullable<String>
        let throughput: Nullable<String>
        let checked_at: Nullable<String>
    }

    /// What concerns whoever manages channels.
    struct Management: Encodable {
        let webhook_url: String
        let new_people: ChannelAccount.NewPeople
        let assignment: UserSelectionResource
        let notices: [NoticeResource]
    }

    let id: ID<ChannelAccount>
    let kind = "whatsapp"
    let nickname: String
    let waba_id: String
    let state: String
    let stopped_reason: Nullable<String>
    let numbers: [NumberResource]
    let management: Nullable<Management>
    let connected_at: String

    init(_ account: ChannelAccount, numbers: [BusinessNumber], management: Management?) {
        id = account.id
        nickname = account.nickname
        waba_id = account.wabaID
        state = account.state.name
        stopped_reason = Nullable(account.state.stoppedReason)
        self.management = Nullable(management)
        connected_at = account.connectedAtMs.rfc3339
        self.numbers = numbers.map { number in
            NumberResource(
                id: number.id,
                phone_number_id: number.phoneNumberID,
                display_number: number.displayNumber,
                verified_name: number.verifiedName,
                quality: Nullable(number.quality),
                in_use: number.isInUse,
                stopped_reason: Nullable(number.stoppedReason),
                status: Nullable(number.status),
                name_status: Nullable(number.nameStatus),
                messaging_limit: Nullable(number.messagingLimit),
                throughput: Nullable(number.throughput),
                checked_at: Nullable(number.checkedAtMs?.rfc3339)
            )
        }
    }
}

/// Some users, groups or roles, as bodies and answers have them.
struct UserSelectionResource: Codable {
    let kind: UserSelection.Kind
    let members: [String]

    init(_ selection: UserSelection) {
        kind = selection.kind
        members = selection.members.map(String.init)
    }

    func checked() throws(InvalidInput) -> UserSelection {
        var ids: [Int64] = []
        for member in members {
            guard let id = ID<User>(member) else {
                throw InvalidInput(field: "assignment", code: "not_valid", detail: "An id is a whole number in text.")
            }
            ids.append(id.rawValue)
        }
        return UserSelection(kind, ids)
    }
}

struct NoticeResource: Encodable {
    let kind: String
    let subject: String
    let detail: String
    let until: String
    let at: String

    init(_ notice: ChannelNotice) {
        kind = notice.kind.rawValue
        subject = notice.subject
        detail = notice.detail
        until = notice.untilMs.rfc3339
        at = notice.atMs.rfc3339
    }
}

/// How a channel is.
struct ChannelHealthResource: Encodable {
    struct Webhooks: Encodable {
        let last_at: Nullable<String>
        let handshake_at: Nullable<String>
        let subscription: Nullable<String>
    }

    struct Waiting: Encodable {
        let count: Int
        let oldest_at: Nullable<String>

        init(_ waiting: ChannelHealth.Waiting) {
            count = waiting.count
            oldest_at = Nullable(waiting.oldestAtMs?.rfc3339)
        }
    }

    struct Pause: Encodable {
        let number: String
        let reason: String
        let until: String
    }

    struct Parked: Encodable {
        let count: Int
        let latest: [Item]
    }

    struct Item: Encodable {
        let field: String
        let reason: String
        let at: String
    }

    struct Failure: Encodable {
        let code: String
        let count: Int
    }

    struct Token: Encodable {
        let state: Nullable<String>
        let expires_at: Nullable<String>
    }

    let channel: ID<ChannelAccount>
    let state: String
    let stopped_reason: Nullable<String>
    let webhooks: Webhooks
    let inbound: Waiting
    let outbound: Waiting
    let pauses: [Pause]
    let unknown: Int
    let parked: Parked
    let failures: [Failure]
    let token: Token
    let checked_at: Nullable<String>
    let check_failure: Nullable<String>
    let now: String

    init(_ health: ChannelHealth, nowMs: Int64) {
        channel = health.channel.id
        state = health.channel.state.name
        stopped_reason = Nullable(health.channel.state.stoppedReason)
        webhooks = Webhooks(
            last_at: Nullable(health.lastWebhookAtMs?.rfc3339),
            handshake_at: Nullable(health.handshakeAtMs?.rfc3339),
            subscription: Nullable(health.subscription?.rawValue)
        )
        inbound = Waiting(health.inbound)
        outbound = Waiting(health.outbound)
        pauses = health.pauses.map { Pause(number: $0.number, reason: $0.reason, until: $0.untilMs.rfc3339) }
        unknown = health.unknown
        parked = Parked(
            count: health.parkedCount,
            latest: health.parked.map { Item(field: $0.field, reason: $0.reason, at: $0.atMs.rfc3339) }
        )
        failures = health.failures.map { Failure(code: $0.code, count: $0.count) }
        token = Token(
            state: Nullable(health.token?.rawValue),
            expires_at: Nullable(health.tokenExpiresAtMs?.rfc3339)
        )
        checked_at = Nullable(health.checkedAtMs?.rfc3339)
        check_failure = Nullable(health.checkFailure)
        now = nowMs.rfc3339
    }
}
