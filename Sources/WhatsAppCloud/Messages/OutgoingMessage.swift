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
    /// The business number it goes out from.
    package let phoneNumberID: String
    /// Who gets it.
    package let recipient: Recipient
    /// What it says.
    package let content: OutgoingContent
    /// Echoed in every status of this message, at most 512 characters: our own message id.
    package let callbackData: String
    /// The message it answers, if it quotes one.
    package let quotedWAMID: String?

    /// A message.
    package init(
        phoneNumberID: String,
        recipient: Recipient,
        content: OutgoingContent,
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
        let (type, object) = content.payload
        members["type"] = .string(type)
        members[type] = object
        return .object(members)
    }
}
