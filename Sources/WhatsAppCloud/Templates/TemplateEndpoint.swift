extension GraphClient {
    /// What Meta says on taking a template.
    package struct SubmittedTemplate: Sendable, Hashable {
        /// Meta's id.
        package let id: String
        /// Usually `PENDING`; it may be decided already.
        package let status: String
        /// May differ from the one asked for.
        package let category: String
    }

    /// Submits a template for review.
    ///
    /// - Parameters:
    ///   - template: The template.
    ///   - wabaID: The account.
    /// - Returns: Its id and state.
    /// - Throws: ``CallFailure``.
    package func createTemplate(
        _ template: TemplateSubmission,
        in wabaID: String
    ) async throws(CallFailure) -> SubmittedTemplate {
        let answer = try await call(.post, "\(wabaID)/message_templates", body: template.payload)
        guard let id = answer["id"].id else { throw .unanswered("an answer without a template id") }
        return SubmittedTemplate(
            id: id,
            status: answer["status"].text ?? "PENDING",
            category: answer["category"].text ?? template.category.rawValue
        )
    }

    /// Lists an account's templates.
    ///
    /// - Parameters:
    ///   - wabaID: The account.
    ///   - name: Only templates of this name; nil for all.
    /// - Returns: At most 6,000, the most an account can have.
    /// - Throws: ``CallFailure``.
    package func templates(of wabaID: String, name: String? = nil) async throws(CallFailure) -> [RemoteTemplate] {
        let fields = "id,name,language,status,category,rejected_reason"
        let query = [("fields", fields), ("limit", "100")] + (name.map { [("name", $0)] } ?? [])
        return try await list("\(wabaID)/message_templates", query: query, limit: 6_000).compactMap(RemoteTemplate.init)
    }
}
