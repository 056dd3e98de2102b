/// A WhatsApp Business account as Meta has it.
///
/// Source: wire reference 6.4.
package struct RemoteAccount: Sendable, Hashable {
    /// Meta's id of the account.
    package let id: String
    /// As its owner called it at Meta.
    package let name: String
    /// The business that owns it; nil where it has none.
    package let business: String?
    /// Whether Meta has verified the business: `verified`, `not_verified`, `pending` and so on.
    package let businessVerification: String?
    /// Meta's review for terms and commerce policy: `APPROVED`, `PENDING` or `REJECTED`.
    package let review: String?
    /// `ACTIVE`, or what else Meta says of it.
    package let status: String?
    /// Whether Meta lets it send: `AVAILABLE`, `LIMITED` or `BLOCKED`.
    package let health: String?
    /// The codes of what keeps it from sending.
    package let healthErrors: [Int]

    static let fields = """
        id,name,owner_business_info,business_verification_status,account_review_status,status,health_status
        """

    init?(_ json: JSONValue) {
        guard let id = json["id"].id else { return nil }
        self.id = id
        name = json["name"].text ?? ""
        business = json["owner_business_info"]["name"].text ?? json["owner_business_info"]["id"].id
        businessVerification = json["business_verification_status"].text
        review = json["account_review_status"].text
        status = json["status"].text
        health = json["health_status"]["can_send_message"].text
        healthErrors = json["health_status"]["entities"].items.flatMap { entity in
            entity["errors"].items.compactMap { $0["error_code"].int.map(Int.init) }
        }
    }
}

extension GraphClient {
    /// Reads an account.
    ///
    /// - Parameter wabaID: The account.
    /// - Returns: What Meta says of it.
    /// - Throws: ``CallFailure``; 100 with subcode 33 where it is not there for this token.
    package func account(_ wabaID: String) async throws(CallFailure) -> RemoteAccount {
        let answer = try await call(.get, wabaID, query: [("fields", RemoteAccount.fields)])
        guard let account = RemoteAccount(answer) else { throw .unanswered("an answer without an account") }
        return account
    }
}
