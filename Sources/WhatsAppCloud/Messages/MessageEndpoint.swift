extension GraphClient {
    /// Sends a message.
    ///
    /// Not idempotent: after ``SendFailure/Answer/unknown`` it must not be sent again.
    ///
    /// - Parameter message: The message.
    /// - Returns: Meta's ids.
    /// - Throws: ``SendFailure``.
    package func send(_ message: OutgoingMessage) async throws(SendFailure) -> AcceptedMessage {
        do throws(CallFailure) {
            let answer = try await call(.post, "\(message.phoneNumberID)/messages", body: message.payload)
            guard let wamid = answer["messages"].items.first?["id"].text else {
                throw CallFailure.unanswered("an answer without a message id")
            }
            let contact = answer["contacts"].items.first ?? .null
            return AcceptedMessage(wamid: wamid, waID: contact["wa_id"].text, userID: contact["user_id"].text)
        } catch {
            throw SendFailure(error)
        }
    }

    /// Marks a message, and what came before it in its chat, as read.
    ///
    /// - Parameters:
    ///   - wamid: The customer's message.
    ///   - phoneNumberID: The number it came to.
    ///   - isTyping: Whether the customer sees besides that an answer is being written: until it comes, for 25 seconds at most.
    /// - Throws: ``CallFailure``.
    package func markRead(
        _ wamid: String,
        on phoneNumberID: String,
        isTyping: Bool = false
    ) async throws(CallFailure) {
        var body: [String: JSONValue] = [
            "messaging_product": .string("whatsapp"), "status": .string("read"), "message_id": .string(wamid),
        ]
        if isTyping { body["typing_indicator"] = .object(["type": .string("text")]) }
        _ = try await call(.post, "\(phoneNumberID)/messages", body: .object(body))
    }
}
