/// Whom a number does not want to hear from: `/{PNID}/block_users`.
extension World {
    static let maximumBlocked = 64_000

    /// Blocks or unblocks people.
    ///
    /// - Parameters:
    ///   - number: The number.
    ///   - body: `block_users`, each a `user` (number) or `user_id`.
    ///   - blocks: Whether they are blocked; unblocked otherwise.
    ///   - nowMs: The simulator's time.
    /// - Returns: Who was added or removed.
    /// - Throws: Code 100 for a body that is not right; 139100 with both lists when somebody could not be.
    mutating func block(
        _ number: BusinessNumber,
        _ body: JSON,
        blocks: Bool,
        nowMs: Int64
    ) throws(GraphFailure) -> JSON {
        guard body["messaging_product"]?.text == "whatsapp" else {
            throw .parameter("The parameter messaging_product is required.")
        }
        guard let users = body["block_users"]?.items, !users.isEmpty else {
            throw .parameter("Param block_users must be a list of users.")
        }
        var done: [JSON] = []
        var failed: [JSON] = []
        for user in users {
            let input = user["user"]?.looseText ?? user["user_id"]?.text ?? ""
            let customer = customers.find(input)
            if let customer, blocks, let fault = fault(blocking: customer, by: number, nowMs: nowMs) {
                failed.append(Self.failed(input, customer.visibleWaID, fault))
            } else if let customer {
                changeNumber(number.id) { changed in
                    changed.blocked.removeAll { $0 == customer.userID }
                    if blocks { changed.blocked.append(customer.userID) }
                }
                done.append(
                    .object([
                        "input": .string(input), "wa_id": .optional(customer.visibleWaID),
                        "user_id": .optional(customer.visibleUserID),
                    ])
                )
            } else {
                failed.append(Self.failed(input, nil, GraphFailure(131026, "The user is not on WhatsApp.")))
            }
        }
        let lists = JSON.object([
            (blocks ? "added_users" : "removed_users"): .array(done),
            "failed_users": failed.isEmpty ? nil : .array(failed),
        ])
        let answer = JSON.object(["messaging_product": .string("whatsapp"), "block_users": lists])
        if failed.isEmpty { return answer }
        var failure = GraphFailure(
            139100,
            "Failed to \(blocks ? "block" : "unblock") some users, see the block_users response list for details"
        )
        failure.beside = answer.fields
        throw failure
    }

    /// Only somebody who wrote in the last 24 hours can be blocked.
    private func fault(blocking customer: Customer, by number: BusinessNumber, nowMs: Int64) -> GraphFailure? {
        if number.blocked.count >= Self.maximumBlocked { return GraphFailure(139101, "The block list is full.") }
        let key = Conversation.Key(numberID: number.id, userID: customer.userID)
        guard conversations[key]?.isWindowOpen(atMs: nowMs) == true else {
            return GraphFailure(131047, "The user has not written to the business in the last 24 hours.")
        }
        return nil
    }

    private static func failed(_ input: String, _ waID: String?, _ failure: GraphFailure) -> JSON {
        let error = JSON.object([
            "message": .string(failure.message), "code": .integer(failure.code),
            "error_data": .object(["details": .optional(failure.details)]),
        ])
        return .object(["input": .string(input), "wa_id": .optional(waID), "errors": .array([error])])
    }

    /// `GET /{PNID}/block_users`.
    func blocked(by number: BusinessNumber) -> [(id: String, node: JSON)] {
        number.blocked.compactMap { customers.find($0) }.map { customer in
            let node = JSON.object([
                "messaging_product": .string("whatsapp"), "wa_id": .optional(customer.visibleWaID),
                "user_id": .optional(customer.visibleUserID),
            ])
            return (id: customer.userID, node: node)
        }
    }
}
