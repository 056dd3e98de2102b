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
    var hangMs: Int64 = 30_000
    /// Calls are answered 503 without being looked at.
    var serverErrors = Countdown()
    var dropWebhooks = Countdown()
    var duplicateWebhooks = Countdown()
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
        let failure = failure.map { failure in
            JSON.object([
                "code": .integer(failure.code), "count": failure.countdown.json, "late": failure.isLate.map(JSON.bool),
            ])
        }
        let members: KeyValuePairs<String, JSON?> = [
            "review_delay_ms": .orNull(reviewDelayMs), "sent_delay_ms": .orNull(sentDelayMs),
            "delivered_delay_ms": .orNull(deliveredDelayMs), "read_delay_ms": .orNull(readDelayMs),
            "failure": failure ?? .null, "window_refused_at_once": .bool(refusesClosedWindowAtOnce),
            "hang_after_accept": hangAfterAccept.json, "hang_ms": .integer(hangMs),
            "status_5xx": serverErrors.json, "drop_webhooks": dropWebhooks.json,
            "duplicate_webhooks": duplicateWebhooks.json, "retry_base_ms": .integer(retryBaseMs),
            "webhooks_at_once": .integer(webhooksAtOnce),
            "contacts_on_failed": .bool(contactsOnFailed), "override_gets_all_fields": .bool(overrideGetsAllFields),
            "enforce_rates": .bool(enforcesRates), "reaction_opens_window": .bool(reactionOpensWindow),
        ]
        return .object(members)
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
        case "failure": failure = try Self.failure(value)
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

    private static func failure(_ value: JSON) throws(ControlRefusal) -> Failure? {
        if value == .null { return nil }
        guard let code = value["code"]?.looseInteger, FailureCatalogue.knows(code) else {
            throw .notValid("failure", "An object with a code that the simulator knows, or null.")
        }
        let countdown = try countdown("failure", value["count"] ?? .integer(1))
        return Failure(code: code, countdown: countdown, isLate: value["late"]?.flag)
    }
}

/// Why the control API does not do something.
enum ControlRefusal: Error, Sendable, Equatable {
    case notFound(String)
    case notValid(String, String)
    case conflict(String)
}
