/// How the simulated Meta behaves; changed by `POST /_sim/settings`.
struct Settings: Sendable, Equatable {
    /// How many of the next occasions something happens on; nil means all of them.
    struct Countdown: Sendable, Equatable {
        var left: Int64? = 0

        /// Whether it is the turn of this one.
        mutating func take() -> Bool {
            guard let left else { return true }
            guard left > 0 else { return false }
            self.left = left - 1
            return true
        }

        var json: JSON { left.map(JSON.integer) ?? .bool(true) }

        /// A number, or true for all and false for none.
        init?(_ json: JSON) {
            if let flag = json.flag {
                left = flag ? nil : 0
            } else if let number = json.looseInteger, number >= 0 {
                left = number
            } else {
                return nil
            }
        }

        init() {}
    }

    /// The next sends fail like this.
    struct Failure: Sendable, Equatable {
        let code: Int64
        var countdown: Countdown
        /// Whether it is reported by webhook after a 200; nil means as Meta does with this code.
        let isLate: Bool?

        var json: JSON {
            .object(["code": .integer(code), "count": countdown.json, "late": isLate.map(JSON.bool)])
        }
    }

    /// What has happened to the access token.
    enum TokenFault: String, Sendable {
        case expired, revoked
        case passwordChanged = "password_changed"

        var subcode: Int64 {
            switch self {
            case .passwordChanged: 460
            case .expired: 463
            case .revoked: 467
            }
        }

        var sentence: String {
            switch self {
            case .expired: "Error validating access token: Session has expired."
            case .revoked: "Error validating access token: The session has been invalidated by the user."
            case .passwordChanged:
                "Error validating access token: The session has been invalidated because the user changed their password."
            }
        }
    }

    /// What Meta thinks of the account.
    enum AccountStanding: String, Sendable {
        case active, restricted, disabled
    }

    /// Time until a template is approved by itself; nil leaves it to a person.
    var reviewDelayMs: Int64?
    /// Nil means that the status never comes.
    var sentDelayMs: Int64? = 150
    var deliveredDelayMs: Int64? = 600
    /// Nil: read when the phone's owner opens the chat.
    var readDelayMs: Int64?
    var failure: Failure?
    /// 131047 is answered at once instead of by webhook.
    var refusesClosedWindowAtOnce = false
    /// Sends are accepted and then not answered.
    var hangAfterAccept = Countdown()
    /// Calls are not answered, and not looked at.
    var hangBeforeAccept = Countdown()
    var hangMs: Int64 = 30_000
    /// The connection is cut before a call is looked at, or when it was done.
    var dropBeforeAccept = Countdown()
    var dropAfterAccept = Countdown()
    /// Calls that are not sends fail like this: 4, 80007.
    var callFailure: Failure?
    var tokenFault: TokenFault?
    var accountStanding = AccountStanding.active
    /// Whom a test number may write to, by digits; nil is everybody.
    var allowedRecipients: [String]?
    /// Calls are answered 503 without being looked at.
    var serverErrors = Countdown()
    var dropWebhooks = Countdown()
    var duplicateWebhooks = Countdown()
    /// How long webhooks stay with Meta, and how much longer at random, which shuffles them.
    var webhookDelayMs: Int64 = 0
    var webhookJitterMs: Int64 = 0
    /// Changes of so many milliseconds travel in one POST.
    var batchMs: Int64 = 0
    /// Webhooks come without `contacts`.
    var omitContacts = false
    /// Media in webhooks bring the address of their file.
    var mediaURLInWebhooks = false
    /// First wait before a webhook is tried again; doubles up to a minute.
    var retryBaseMs: Int64 = 1000
    /// How many are on their way at once; one keeps them in order, which Meta does not promise.
    var webhooksAtOnce: Int64 = 16
    /// `failed` statuses carry `contacts`, which Meta leaves out.
    var contactsOnFailed = false
    /// Override addresses get every field, not `messages` alone.
    var overrideGetsAllFields = true
    /// 80 messages a second for a number, and 45 at once and one in six seconds for a pair.
    var enforcesRates = true
    /// A customer's reaction opens the service window.
    var reactionOpensWindow = false

    var json: JSON {
        let times = JSON.object([
            "review_delay_ms": .orNull(reviewDelayMs), "sent_delay_ms": .orNull(sentDelayMs),
            "delivered_delay_ms": .orNull(deliveredDelayMs), "read_delay_ms": .orNull(readDelayMs),
            "failure": failure?.json ?? .null, "call_failure": callFailure?.json ?? .null,
            "window_refused_at_once": .bool(refusesClosedWindowAtOnce),
        ])
        let outages = JSON.object([
            "hang_after_accept": hangAfterAccept.json, "hang_before_accept": hangBeforeAccept.json,
            "hang_ms": .integer(hangMs), "drop_after_accept": dropAfterAccept.json,
            "drop_before_accept": dropBeforeAccept.json, "status_5xx": serverErrors.json,
            "token": .string(tokenFault?.rawValue ?? "valid"), "account": .string(accountStanding.rawValue),
            "allowed_recipients": allowedRecipients.map { .array($0.map(JSON.string)) } ?? .null,
        ])
        let webhooks = JSON.object([
            "drop_webhooks": dropWebhooks.json, "duplicate_webhooks": duplicateWebhooks.json,
            "webhook_delay_ms": .integer(webhookDelayMs), "webhook_jitter_ms": .integer(webhookJitterMs),
            "batch_ms": .integer(batchMs), "retry_base_ms": .integer(retryBaseMs),
            "webhooks_at_once": .integer(webhooksAtOnce), "contacts_on_failed": .bool(contactsOnFailed),
            "omit_contacts": .bool(omitContacts), "media_url_in_webhooks": .bool(mediaURLInWebhooks),
            "override_gets_all_fields": .bool(overrideGetsAllFields), "enforce_rates": .bool(enforcesRates),
            "reaction_opens_window": .bool(reactionOpensWindow),
        ])
        return .members(times.fields + outages.fields + webhooks.fields)
    }

    /// Takes over the members that are there.
    ///
    /// - Parameter json: The body of `POST /_sim/settings`.
    /// - Throws: ``ControlRefusal`` for what is not known or not valid; nothing has changed then.
    mutating func apply(_ json: JSON) throws(ControlRefusal) {
        var changed = self
        for member in json.fields { try changed.apply(member.name, member.value) }
        self = changed
    }

    private mutating func apply(_ name: String, _ value: JSON) throws(ControlRefusal) {
        switch name {
        case "review_delay_ms": reviewDelayMs = try Self.delay(name, value)
        case "sent_delay_ms": sentDelayMs = try Self.delay(name, value)
        case "delivered_delay_ms": deliveredDelayMs = try Self.delay(name, value)
        case "read_delay_ms": readDelayMs = try Self.delay(name, value)
        case "failure": failure = try Self.failure(name, value)
        case "call_failure": callFailure = try Self.failure(name, value)
        case "hang_before_accept": hangBeforeAccept = try Self.countdown(name, value)
        case "drop_before_accept": dropBeforeAccept = try Self.countdown(name, value)
        case "drop_after_accept": dropAfterAccept = try Self.countdown(name, value)
        case "webhook_delay_ms": webhookDelayMs = try Self.delay(name, value) ?? 0
        case "webhook_jitter_ms": webhookJitterMs = try Self.delay(name, value) ?? 0
        case "batch_ms": batchMs = try Self.delay(name, value) ?? 0
        case "omit_contacts": omitContacts = try Self.flag(name, value)
        case "media_url_in_webhooks": mediaURLInWebhooks = try Self.flag(name, value)
        case "token", "account", "allowed_recipients": try applyStanding(name, value)
        case "window_refused_at_once": refusesClosedWindowAtOnce = try Self.flag(name, value)
        case "hang_after_accept": hangAfterAccept = try Self.countdown(name, value)
        case "hang_ms": hangMs = try Self.delay(name, value) ?? 0
        case "status_5xx": serverErrors = try Self.countdown(name, value)
        case "drop_webhooks": dropWebhooks = try Self.countdown(name, value)
        case "duplicate_webhooks": duplicateWebhooks = try Self.countdown(name, value)
        case "retry_base_ms": retryBaseMs = max(1, try Self.delay(name, value) ?? 1000)
        case "webhooks_at_once": webhooksAtOnce = min(100, max(1, try Self.delay(name, value) ?? 16))
        case "contacts_on_failed": contactsOnFailed = try Self.flag(name, value)
        case "override_gets_all_fields": overrideGetsAllFields = try Self.flag(name, value)
        case "enforce_rates": enforcesRates = try Self.flag(name, value)
        case "reaction_opens_window": reactionOpensWindow = try Self.flag(name, value)
        default: throw .notValid(name, "There is no such setting.")
        }
    }

    private mutating func applyStanding(_ name: String, _ value: JSON) throws(ControlRefusal) {
        switch (name, value) {
        case ("token", .string("valid")), ("token", .null): tokenFault = nil
        case ("token", .string(let fault)):
            guard let fault = TokenFault(rawValue: fault) else {
                throw .notValid(name, "valid, expired, revoked or password_changed.")
            }
            tokenFault = fault
        case ("account", .string(let standing)):
            guard let standing = AccountStanding(rawValue: standing) else {
                throw .notValid(name, "active, restricted or disabled.")
            }
            accountStanding = standing
        case ("allowed_recipients", .null): allowedRecipients = nil
        case ("allowed_recipients", .array(let list)):
            allowedRecipients = list.compactMap { $0.looseText.flatMap(PhoneDigits.parse) }
        default: throw .notValid(name, "See the documentation of this setting.")
        }
    }

    private static func delay(_ name: String, _ value: JSON) throws(ControlRefusal) -> Int64? {
        if value == .null { return nil }
        guard let number = value.looseInteger, (0...SimulatorClock.maximumAdvanceMs).contains(number) else {
            throw .notValid(name, "Milliseconds, or null.")
        }
        return number
    }

    private static func flag(_ name: String, _ value: JSON) throws(ControlRefusal) -> Bool {
        guard let flag = value.flag else { throw .notValid(name, "true or false.") }
        return flag
    }

    private static func countdown(_ name: String, _ value: JSON) throws(ControlRefusal) -> Countdown {
        guard let countdown = Countdown(value) else { throw .notValid(name, "A count, true or false.") }
        return countdown
    }

    private static func failure(_ name: String, _ value: JSON) throws(ControlRefusal) -> Failure? {
        if value == .null { return nil }
        guard let code = value["code"]?.looseInteger, FailureCatalogue.knows(code) else {
            throw .notValid(name, "An object with a code that the simulator knows, or null.")
        }
        let countdown = try countdown(name, value["count"] ?? .integer(1))
        return Failure(code: code, countdown: countdown, isLate: value["late"]?.flag)
    }
}

/// Why the control API does not do something.
enum ControlRefusal: Error, Sendable, Equatable {
    case notFound(String)
    case notValid(String, String)
    case conflict(String)
}
