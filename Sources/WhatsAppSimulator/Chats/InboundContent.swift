/// What a customer says, in the words of a webhook and of the phone.
struct InboundContent: Sendable {
    /// What it does to an earlier message.
    enum Effect: Sendable, Equatable {
        case react(String, String?)
        case edit(String, String)
        case revoke(String)
    }

    /// Kinds that are no bubbles of their own.
    static let silent: Set<String> = ["edit", "revoke"]

    let type: String
    var text: String
    /// The members of the message behind its `type`.
    var members: [JSON.Member]
    var context: String?
    var isForwarded = false
    /// Came from an advertisement.
    var isReferred = false
    var attachment: Message.Attachment?
    /// What the phone draws: a location, contacts, an order.
    var object: JSON?
    var effect: Effect?

    private static let own: Set<String> = [
        "from", "phone_number_id", "type", "context", "forwarded", "referral", "button_text", "button_id", "response",
    ]

    /// Reads `text`, or a `type` with the object of that name; what is known without its object gets a sample.
    ///
    /// - Parameter body: The body of `POST /_sim/messages`.
    /// - Throws: ``ControlRefusal`` when a text says nothing, or something has no target.
    init(_ body: JSON) throws(ControlRefusal) {
        type = body["type"]?.text ?? "text"
        members = []
        text = ""
        if type == "text" {
            guard let said = body["text"]?.text ?? body["text"]?["body"]?.text, !said.isEmpty else {
                throw .notValid("text", "What the customer writes.")
            }
            text = said
            members = [JSON.Member(name: "text", value: .object(["body": .string(said)]))]
            return
        }
        members = body.fields.filter { !Self.own.contains($0.name) }
        if body[type] == nil, let sample = InboundSamples.object(type) {
            members += sample
        }
        let given = members.last { $0.name == type }?.value ?? .null
        text = given["caption"]?.text ?? given["body"]?.text ?? ""
        switch type {
        case "reaction": try readReaction(given)
        case "edit": try readEdit(given)
        case "revoke":
            guard let target = given["original_message_id"]?.text else {
                throw .notValid("revoke", "An object with original_message_id.")
            }
            effect = .revoke(target)
        case "location", "contacts", "order", "interactive", "button":
            object = given
            text = Self.summary(type, given)
        default: break
        }
    }

    /// A tap on a button.
    ///
    /// - Parameters:
    ///   - button: The button.
    ///   - answer: What a form was filled with.
    init(tap button: Message.Button, answer: JSON?) {
        text = button.text
        switch button.kind {
        case .row: (type, members) = Self.interactive("list_reply", Self.reply(button))
        case .reply: (type, members) = Self.interactive("button_reply", Self.reply(button))
        case .flow:
            let filled = (answer ?? .members([])).setting("flow_token", .string(button.value))
            let reply = JSON.object([
                "name": .string(button.value == "address_message" ? "address_message" : "flow"),
                "body": .string("Sent"),
                "response_json": .string(String(decoding: filled.bytes, as: UTF8.self)),
            ])
            (type, members) = Self.interactive("nfm_reply", reply)
        case .call:
            let reply = JSON.object([
                "response": .string("accept"), "is_permanent": .bool(false),
                "expiration_timestamp": .integer(1_800_000_000), "response_source": .string("user_action"),
            ])
            (type, members) = Self.interactive("call_permission_reply", reply)
        default:
            type = "button"
            let object = JSON.object(["payload": .string(button.value), "text": .string(button.text)])
            members = [JSON.Member(name: type, value: object)]
        }
    }

    /// How somebody came here from an advertisement.
    mutating func addReferral(_ referral: JSON?) {
        guard let referral, referral != .bool(false), referral != .null else { return }
        isReferred = true
        members.append(JSON.Member(name: "referral", value: referral.isObject ? referral : InboundSamples.referral))
    }

    private mutating func readReaction(_ given: JSON) throws(ControlRefusal) {
        guard let target = given["message_id"]?.text else {
            throw .notValid("reaction", "An object with message_id, and with emoji unless it is taken back.")
        }
        text = given["emoji"]?.text ?? ""
        effect = .react(target, text.isEmpty ? nil : text)
    }

    private mutating func readEdit(_ given: JSON) throws(ControlRefusal) {
        let message = given["message"] ?? .null
        let kind = message["type"]?.text ?? "text"
        guard let target = given["original_message_id"]?.text,
            let said = message[kind]?["body"]?.text ?? message[kind]?["caption"]?.text
        else { throw .notValid("edit", "An object with original_message_id and the new message.") }
        effect = .edit(target, said)
    }

    private static func interactive(_ kind: String, _ reply: JSON) -> (String, [JSON.Member]) {
        let object = JSON.members([
            JSON.Member(name: "type", value: .string(kind)), JSON.Member(name: kind, value: reply),
        ])
        return ("interactive", [JSON.Member(name: "interactive", value: object)])
    }

    private static func reply(_ button: Message.Button) -> JSON {
        .object([
            "id": .string(button.value), "title": .string(button.text), "description": .optional(button.detail),
        ])
    }

    /// What the phone writes under or instead of a drawing.
    private static func summary(_ type: String, _ object: JSON) -> String {
        switch type {
        case "location":
            return [object["name"]?.text, object["address"]?.text].compactMap { $0 }.joined(separator: "\n")
        case "contacts":
            return (object.items ?? []).compactMap { $0["name"]?["formatted_name"]?.text }.joined(separator: "\n")
        case "order": return object["text"]?.text ?? ""
        case "button": return object["text"]?.text ?? ""
        default:
            let reply = object[object["type"]?.text ?? ""] ?? .null
            return reply["title"]?.text ?? reply["body"]?.text ?? reply["response"]?.text ?? ""
        }
    }
}

extension Message.Button.Kind {
    /// Whether a tap sends something.
    var answers: Bool {
        switch self {
        case .quickReply, .reply, .row, .flow, .call: true
        case .url, .phone, .copyCode, .location, .contact, .product: false
        }
    }
}
