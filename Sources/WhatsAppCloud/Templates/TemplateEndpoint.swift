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

    /// Replaces all parts of a template and submits it again; name and language stay.
    ///
    /// - Parameters:
    ///   - id: Meta's id.
    ///   - template: The template as it shall be.
    /// - Throws: ``CallFailure``.
    ///
    /// Source: wire reference 4.7.
    package func editTemplate(_ id: String, _ template: TemplateSubmission) async throws(CallFailure) {
        _ = try await call(.post, id, body: template.change)
    }

    /// Deletes one template; those of its name in other languages stay.
    ///
    /// - Parameters:
    ///   - id: Meta's id.
    ///   - name: Its name at Meta.
    ///   - wabaID: The account.
    /// - Throws: ``CallFailure``.
    package func deleteTemplate(_ id: String, name: String, in wabaID: String) async throws(CallFailure) {
        _ = try await call(.delete, "\(wabaID)/message_templates", query: [("hsm_id", id), ("name", name)])
    }

    /// Asks for one template.
    ///
    /// - Parameter id: Meta's id.
    /// - Returns: The template; nil where the answer is none.
    /// - Throws: ``CallFailure``.
    package func template(_ id: String) async throws(CallFailure) -> RemoteTemplate? {
        RemoteTemplate(try await call(.get, id, query: [("fields", RemoteTemplate.fields)]))
    }

    /// Lists an account's templates of a name, and of names that contain it.
    ///
    /// - Parameters:
    ///   - wabaID: The account.
    ///   - name: The name at Meta.
    /// - Returns: At most 600.
    /// - Throws: ``CallFailure``.
    package func templates(of wabaID: String, name: String) async throws(CallFailure) -> [RemoteTemplate] {
        let query = [("fields", RemoteTemplate.fields), ("limit", "100"), ("name", name)]
        return try await list("\(wabaID)/message_templates", query: query, limit: 600).compactMap(RemoteTemplate.init)
    }

    /// A page of an account's templates.
    ///
    /// - Parameters:
    ///   - wabaID: The account.
    ///   - cursor: What the page before ended with; nil for the first.
    /// - Returns: At most 100, without those that cannot be read, and where the next page begins; nil where there is none.
    /// - Throws: ``CallFailure``.
    package func templatePage(
        of wabaID: String,
        after cursor: String?
    ) async throws(CallFailure) -> (templates: [RemoteTemplate], next: String?) {
        let query = [("fields", RemoteTemplate.fields), ("limit", "100")] + (cursor.map { [("after", $0)] } ?? [])
        let page = try await call(.get, "\(wabaID)/message_templates", query: query)
        let next = page["paging"]["next"].isNull ? nil : page["paging"]["cursors"]["after"].text
        return (page["data"].items.compactMap(RemoteTemplate.init), next == cursor ? nil : next)
    }
}
