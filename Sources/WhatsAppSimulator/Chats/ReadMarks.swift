/// What the business tells of itself: that it has read, and that it is typing.
extension World {
    /// Blue ticks on the customer's messages, and typing if asked for.
    mutating func markRead(
        _ body: JSON,
        status: JSON,
        by number: BusinessNumber,
        nowMs: Int64
    ) throws(GraphFailure) -> JSON {
        guard status.text == "read" else {
            throw GraphFailure(131009, "Param status must be one of {READ}.")
        }
        guard let id = body["message_id"]?.text, !id.isEmpty else {
            throw GraphFailure(131008, "Required parameter message_id is missing.")
        }
        let key = conversations.values.first { conversation in
            conversation.key.numberID == number.id && conversation.find(id)?.direction == .inbound
        }?.key
        guard let key, let message = conversations[key]?.find(id) else {
            throw GraphFailure(131009, "Message id is not valid.")
        }
        let older = conversations[key]?.messages.filter { $0.direction == .inbound && $0.atMs <= message.atMs } ?? []
        for message in older { conversations[key]?.change(message.id) { $0.isSeen = true } }
        if let indicator = body["typing_indicator"] {
            guard indicator["type"]?.text == "text" else {
                throw GraphFailure(131009, "Param typing_indicator['type'] must be one of {TEXT}.")
            }
            conversations[key]?.typingSinceMs = nowMs
        }
        return .object(["success": .bool(true)])
    }
}
