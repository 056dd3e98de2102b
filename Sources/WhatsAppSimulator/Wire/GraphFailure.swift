/// A refusal in Meta's words.
struct GraphFailure: Error, Sendable, Equatable {
    /// HTTP status.
    let status: Int
    let code: Int64
    var subcode: Int64?
    /// The whole sentence, with `(#code)` where Meta puts it.
    let message: String
    var type = "OAuthException"
    /// `error_data.details`.
    var details: String?
    var userTitle: String?
    var userMessage: String?
    /// What stands beside the error: lists of what did and did not succeed.
    var beside: [JSON.Member] = []

    /// The envelope of a synchronous error.
    func body(traceID: String) -> JSON {
        let data = details.map { details in
            JSON.object(["messaging_product": .string("whatsapp"), "details": .string(details)])
        }
        let error = JSON.object([
            "message": .string(message), "type": .string(type), "code": .integer(code), "error_data": data,
            "error_subcode": subcode.map(JSON.integer), "is_transient": userTitle == nil ? nil : .bool(false),
            "error_user_title": .optional(userTitle), "error_user_msg": .optional(userMessage),
            "fbtrace_id": .string(traceID),
        ])
        return .members(beside + [JSON.Member(name: "error", value: error)])
    }
}

extension GraphFailure {
    /// A failure of the catalogue, with what is wrong this time.
    init(_ code: Int64, subcode: Int64? = nil, _ details: String) {
        let entry = FailureCatalogue.entry(code)
        self.init(
            status: entry.status,
            code: code,
            subcode: subcode,
            message: "(#\(code)) \(entry.title)",
            details: details
        )
    }

    /// Code 100 with the sentence itself in the message.
    static func parameter(_ sentence: String) -> GraphFailure {
        GraphFailure(status: 400, code: 100, message: "(#100) \(sentence)")
    }

    static let tokenMissing = GraphFailure(
        status: 401,
        code: 104,
        message: "An access token is required to request this resource."
    )
    static let tokenInvalid = GraphFailure(
        status: 401,
        code: 190,
        message: "Invalid OAuth access token - Cannot parse access token"
    )
    /// A token that has been good once.
    static func token(_ fault: Settings.TokenFault) -> GraphFailure {
        GraphFailure(status: 401, code: 190, subcode: fault.subcode, message: fault.sentence)
    }

    static let unavailable = GraphFailure(
        status: 503,
        code: 2,
        message: "An unexpected error has occurred. Please retry your request later."
    )

    /// No such object, or one that this token may not see.
    static func unknownObject(_ id: String, method: String) -> GraphFailure {
        GraphFailure(
            status: 400,
            code: 100,
            subcode: 33,
            message:
                "Unsupported \(method.lowercased()) request. Object with ID '\(id)' does not exist, cannot be loaded "
                + "due to missing permissions, or does not support this operation.",
            type: "GraphMethodException"
        )
    }

    static func unknownPath(_ path: String) -> GraphFailure {
        GraphFailure(status: 400, code: 2500, message: "Unknown path components: /\(path)")
    }

    /// A template that was not taken: the reason is in the subcode and the user's sentences.
    static func template(_ subcode: Int64?, _ title: String, _ sentence: String) -> GraphFailure {
        GraphFailure(
            status: 400,
            code: 100,
            subcode: subcode,
            message: "Invalid parameter",
            userTitle: title,
            userMessage: sentence
        )
    }
}

/// Titles and HTTP statuses of the codes that the simulator can answer with.
enum FailureCatalogue {
    struct Entry: Sendable {
        let status: Int
        let title: String
        /// Meta accepts the message and reports this one by webhook.
        var isLate = false
    }

    static func entry(_ code: Int64) -> Entry { entries[code] ?? Entry(status: 400, title: "Unknown error") }

    static func knows(_ code: Int64) -> Bool { entries[code] != nil }

    /// The error object of a `failed` status.
    static func webhookError(_ code: Int64, details: String?) -> JSON {
        let title = entry(code).title
        return .object([
            "code": .integer(code), "title": .string(title), "message": .string(title),
            "error_data": .object(["details": .string(details ?? title)]),
            "href": .string("https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/"),
        ])
    }

    private static let entries: [Int64: Entry] = [
        1: Entry(status: 400, title: "API Unknown"),
        2: Entry(status: 503, title: "API Service"),
        3: Entry(status: 500, title: "API Method"),
        4: Entry(status: 400, title: "API Too Many Calls"),
        10: Entry(status: 403, title: "Permission Denied"),
        100: Entry(status: 400, title: "Invalid parameter"),
        190: Entry(status: 401, title: "Access token has expired"),
        200: Entry(status: 403, title: "API Permission"),
        368: Entry(status: 403, title: "Temporarily blocked for policies violations"),
        80007: Entry(status: 400, title: "Rate limit issues"),
        17: Entry(status: 400, title: "User request limit reached"),
        33: Entry(status: 400, title: "Parameter value is not valid"),
        613: Entry(status: 400, title: "Calls to this api have exceeded the rate limit"),
        130403: Entry(status: 403, title: "Business has blocked the user"),
        130429: Entry(status: 400, title: "Rate limit hit"),
        130472: Entry(status: 400, title: "User's number is part of an experiment", isLate: true),
        130497: Entry(status: 403, title: "Business account is restricted from messaging users in this country."),
        131000: Entry(status: 500, title: "Something went wrong"),
        131005: Entry(status: 403, title: "Access denied"),
        131008: Entry(status: 400, title: "Required parameter is missing"),
        131009: Entry(status: 400, title: "Parameter value is not valid"),
        131016: Entry(status: 500, title: "Service unavailable"),
        131021: Entry(status: 400, title: "Recipient cannot be sender"),
        131026: Entry(status: 400, title: "Message undeliverable", isLate: true),
        131030: Entry(status: 400, title: "Recipient phone number not in allowed list"),
        131031: Entry(status: 403, title: "Business Account locked"),
        131037: Entry(
            status: 400,
            title: "WhatsApp provided number needs display name approval before message can be sent."
        ),
        131042: Entry(status: 400, title: "Business eligibility payment issue"),
        131045: Entry(status: 500, title: "Incorrect certificate"),
        131047: Entry(status: 400, title: "Re-engagement message", isLate: true),
        131048: Entry(status: 400, title: "Spam rate limit hit"),
        131049: Entry(
            status: 400,
            title: "This message was not delivered to maintain healthy ecosystem engagement.",
            isLate: true
        ),
        131050: Entry(status: 400, title: "User has stopped marketing messages from this business", isLate: true),
        131051: Entry(status: 400, title: "Unsupported message type"),
        131053: Entry(status: 400, title: "Media upload error", isLate: true),
        131056: Entry(status: 400, title: "(Business Account, Consumer Account) pair rate limit hit"),
        131057: Entry(status: 500, title: "Account in maintenance mode"),
        131059: Entry(status: 400, title: "Invalid paging cursor"),
        131062: Entry(
            status: 400,
            title: "Business-scoped User ID (BSUID) recipients are not supported for this message"
        ),
        131063: Entry(status: 400, title: "Marketing templates are disabled on Cloud API for this account"),
        131064: Entry(status: 400, title: "Sending limit reduced"),
        132000: Entry(status: 400, title: "Number of parameters does not match the expected number of params"),
        132001: Entry(status: 404, title: "Template name does not exist in the translation"),
        132005: Entry(status: 400, title: "Translated text too long"),
        132007: Entry(status: 400, title: "Template content policy violated"),
        132008: Entry(status: 400, title: "Template parameter value invalid"),
        132012: Entry(status: 400, title: "Parameter format does not match format in the created template"),
        132015: Entry(status: 400, title: "Template is Paused"),
        132016: Entry(status: 400, title: "Template is Disabled"),
        132018: Entry(status: 400, title: "Invalid template parameters"),
        133000: Entry(status: 500, title: "Incomplete Deregistration"),
        133005: Entry(status: 400, title: "Two step verification PIN Mismatch"),
        133006: Entry(status: 400, title: "Phone number re-verification needed"),
        133008: Entry(status: 400, title: "Too Many two step verification PIN Guesses"),
        133009: Entry(status: 400, title: "Two step verification PIN Guessed Too Fast"),
        133015: Entry(status: 400, title: "Please wait a few minutes before attempting to register this phone number"),
        133016: Entry(status: 400, title: "Account register deregister rate limit exceeded"),
        133004: Entry(status: 503, title: "Server Temporarily Unavailable"),
        133010: Entry(status: 400, title: "Phone number not registered"),
        135000: Entry(status: 400, title: "Generic user error"),
        136024: Entry(status: 400, title: "Request code error"),
        136025: Entry(status: 400, title: "Verify code error"),
        139100: Entry(status: 400, title: "Failed to block/unblock users"),
        139101: Entry(status: 400, title: "Blocklist limit reached"),
        2_593_109: Entry(status: 400, title: "History sharing is turned off by the user."),
        137000: Entry(status: 400, title: "Recipient identity key hash mismatch"),
    ]
}
