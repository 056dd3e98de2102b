extension GraphClient {
    /// Puts somebody on a number's block list, or takes them off it.
    ///
    /// - Parameters:
    ///   - person: By number or user id.
    ///   - isBlocked: Whether nothing of theirs is to come any more.
    ///   - phoneNumberID: The number.
    /// - Throws: ``CallFailure``; Meta blocks only who has written within the last 24 hours.
    ///
    /// Source: wire reference 2.8.
    package func setBlocked(
        _ person: Recipient,
        _ isBlocked: Bool,
        on phoneNumberID: String
    ) async throws(CallFailure) {
        let user: JSONValue =
            switch person {
            case .phone(let e164): .object(["user": .string(e164)])
            case .user(let id): .object(["user_id": .string(id)])
            }
        let body = JSONValue.object(["messaging_product": .string("whatsapp"), "block_users": .array([user])])
        _ = try await call(isBlocked ? .post : .delete, "\(phoneNumberID)/block_users", body: body)
    }
}
