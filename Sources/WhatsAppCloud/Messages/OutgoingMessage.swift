/// Who gets a message.
///
/// The two kinds go into different members of the request: a user id put into `to` is accepted and lost.
package enum Recipient: Sendable, Hashable {
    /// `+` and 7 to 15 digits.
    case phone(e164: String)
    /// A business-scoped user id such as `TR.9A1b`.
    case user(id: String)
}

/// A message as it is handed to Meta.
package struct OutgoingMessage: Sendable, Hashable {
    /// What it says.
    package enum Content: Sendable, Hashable {
        /// At most 4,096 characters; only inside an open window.
        case text(String, previewsLink: Bool)
        /// An approved template with the values of its variables.
        case template(name: String, language: String, bodyParameters: [String])
    }

    /// The business number it goes out from.
    package let phoneNumberID: String
    /// Who gets it.
    package let recipient: Recipient
    /// What it says.
    package let content: Content
    /// Echoed in every status of this message, at most 512 characters: our own message id.
    package let callbackData: String
    /// The message it answers, if it quotes one.
    package let quotedWAMID: String?

    /// A message.
    package init(
        phoneNumberID: String,
        recipient: Recipient,
        content: Content,
        callbackData: String,
        quotedWAMID: String? = nil
    ) {
        self.phoneNumberID = phoneNumberID
        self.recipient = recipient
        self.content = content
        self.callbackData = callbackData
        self.quotedWAMID = quotedWAMID
    }
}

/// What Meta says on accepting a message: not that it was delivered.
package struct AcceptedMessage: Sendable, Hashable {
    /// Meta's id of the message.
    package let wamid: String
    /// WhatsApp's id of the recipient, digits; may differ from the number sent to.
    package let waID: String?
    /// The recipient's business-scoped user id.
    package let userID: String?
}

extension OutgoingMessage {
    /// The request body.
    ///
    /// Source: wire reference 2.1, 2.3, 2.5.
    var payload: JSONValue {
        var members: [String: JSONValue] = [
            "messaging_product": .string("whatsapp"),
            "recipient_type": .string("individual"),
            "biz_opaque_callback_data": .string(callbackData),
        ]
        switch recipient {
        case .phone(let e164): members["to"] = .string(e164)
        case .user(let id): members["recipient"] = .string(id)
        }
        if let quotedWAMID { members["context"] = .object(["message_id": .string(quotedWAMID)]) }
        switch content {
        case .text(let body, let previewsLink):
            members["type"] = .string("text")
            members["text"] = .object(["body": .string(body), "preview_url": .bool(previewsLink)])
        case .template(let name, let language, let parameters):
            members["type"] = .string("template")
            members["template"] = Self.template(name: name, language: language, parameters: parameters)
        }
        return .object(members)
    }

    private static func template(name: String, language: String, parameters: [String]) -> JSONValue {
        var members: [String: JSONValue] = [
            "name": .string(name), "language": .object(["code": .string(language)]),
        ]
        // A template without variables is sent without components.
        if !parameters.isEmpty {
            let values = parameters.map { JSONValue.object(["type": .string("text"), "text": .string($0)]) }
            members["components"] = .array([.object(["type": .string("body"), "parameters": .array(values)])])
        }
        return .object(members)
    }
}
