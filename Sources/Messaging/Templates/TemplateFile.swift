package import FileStore
package import Identity
import Records
package import Storage
import WhatsAppCloud

/// A file that a template shows above its body.
package struct TemplateFile: Sendable, Hashable {
    /// The file's id.
    package let id: ID<TemplateFile>
    /// What it is called, without folders.
    package let name: String
    /// Its media type, by content.
    package let type: String
    /// What it holds, by the name of the file store.
    package let digest: String
    /// Bytes.
    package let size: Int
}

/// What a template can show above its body.
///
/// Source: spec row 2.20; wire reference 3.5: of other types Meta takes no sample.
package enum TemplateMedia {
    /// As what a file stands there; nil where it cannot.
    static func kind(of type: String) -> TemplateContent.Header.Kind? {
        switch type {
        case "image/jpeg", "image/png": .image
        case "video/mp4": .video
        case "application/pdf": .document
        default: nil
        }
    }
}

/// Takes a file that somebody is about to put into a template; what no template shows within a day goes again.
///
/// Source: spec row 2.20.
package struct UploadTemplateFile: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let files: FileStore

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, files: FileStore) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.files = files
    }

    /// Stores a file.
    ///
    /// - Parameters:
    ///   - content: The bytes, in pieces.
    ///   - name: What it is called.
    ///   - user: Needs ``Right/manageTemplates``.
    /// - Returns: The file.
    /// - Throws: ``NotPermitted``, ``InvalidInput`` for `name`, ``MediaRules/Refusal``, ``FileStore/TooLarge``, ``StoreError``, or what
    ///   the content throws.
    package func callAsFunction<Content: AsyncSequence & Sendable>(
        _ content: Content,
        name: String,
        by user: SignedIn
    ) async throws -> TemplateFile where Content.Element: Collection<UInt8> {
        try user.require(.manageTemplates)
        let name = try AttachFile.checked(name)
        let stored = try await files.write(content, limit: MediaRules.maximumOutbound)
        let (_, type) = try MediaRules.outbound(kind: stored.kind, name: name, size: stored.size)
        guard TemplateMedia.kind(of: type) != nil else { throw MediaRules.Refusal.kind(type) }
        let file = TemplateFile(id: ids.next(), name: name, type: type, digest: stored.digest, size: stored.size)
        let now = clock.nowMs
        try await store.write { tx in
            try TemplateFileQueries.insert(tx, organization: user.organization, file, by: user.user, atMs: now)
        }
        return file
    }
}

/// SQL of files in templates.
package enum TemplateFileQueries {
    static func insert(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ file: TemplateFile,
        by user: ID<User>,
        atMs: Int64
    ) throws {
        try tx.execute(
            """
            INSERT INTO template_files (id, organization_id, user_id, name, kind, digest, size, at_ms)
            VALUES (\(file.id), \(organization), \(user), \(file.name), \(file.type), \(file.digest), \(file.size), \(atMs))
            """
        )
    }

    /// Finds a file.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - id: The file.
    /// - Returns: The file, if there is one.
    /// - Throws: ``StoreError``.
    package static func find(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        _ id: ID<TemplateFile>
    ) throws -> TemplateFile? {
        try tx.first(
            """
            SELECT id, name, kind, digest, size FROM template_files
             WHERE organization_id = \(organization) AND id = \(id)
            """
        ).map { row in
            TemplateFile(
                id: try row.get("id"),
                name: try row.get("name"),
                type: try row.get("kind"),
                digest: try row.get("digest"),
                size: try row.get("size")
            )
        }
    }

    /// Keeps a file because a template shows it; what it holds never changes, so others may show it too.
    static func keep(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        _ id: ID<TemplateFile>,
        in template: ID<MessageTemplate>
    ) throws {
        let count = try tx.execute(
            """
            UPDATE template_files SET template_id = coalesce(template_id, \(template))
             WHERE organization_id = \(organization) AND id = \(id)
            """
        )
        guard count == 1 else { throw StoreError(.serialization, detail: "the file was forgotten meanwhile") }
    }

    /// Forgets files that were uploaded before a time and put into no template.
    ///
    /// - Returns: How many.
    static func deleteUnused(_ tx: any WriteTransaction, before atMs: Int64, limit: Int) throws -> Int {
        try tx.execute(
            """
            DELETE FROM template_files
             WHERE id IN (SELECT id FROM template_files WHERE template_id IS NULL AND at_ms < \(atMs)
                           ORDER BY at_ms LIMIT \(limit))
            """
        )
    }

    /// Those of some contents that a template of any organisation shows.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - digests: Names of the file store.
    /// - Returns: Those that are used.
    /// - Throws: ``StoreError``.
    package static func used(_ tx: any ReadTransaction, among digests: [String]) throws -> Set<String> {
        Set(
            try tx.run("SELECT DISTINCT digest FROM template_files WHERE digest IN (\(list: digests))")
                .map { try $0.get("digest") }
        )
    }

    /// Some contents that templates show, in the order of their names.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - last: The last one of the page before; empty at first.
    ///   - limit: How many at most.
    /// - Returns: Names of the file store with sizes.
    /// - Throws: ``StoreError``.
    package static func contents(
        _ tx: any ReadTransaction,
        after last: String,
        limit: Int
    ) throws -> [(digest: String, size: Int)] {
        try tx.run(
            """
            SELECT digest, max(size) AS size FROM template_files
             WHERE digest > \(last)
             GROUP BY digest
             ORDER BY digest
             LIMIT \(limit)
            """
        ).map { (try $0.get("digest"), try $0.get("size")) }
    }
}
