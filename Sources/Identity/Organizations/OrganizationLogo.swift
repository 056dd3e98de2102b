package import FileStore
package import Storage

/// An organisation's logo, as its page and its documents show it.
package struct OrganizationLogo: Sendable, Hashable {
    /// Bytes at most: 1 MB.
    package static let maximumBytes = 1_048_576

    /// What it is.
    package enum Kind: String, Sendable {
        case png = "image/png"
        case jpeg = "image/jpeg"
    }

    /// The content, by the name of the file store.
    package let digest: String
    /// What it is.
    package let kind: Kind

    /// Finds an organisation's logo.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    /// - Returns: The logo, if there is one.
    /// - Throws: ``StoreError``.
    package static func find(
        _ tx: any ReadTransaction,
        organization: ID<Organization>
    ) throws -> OrganizationLogo? {
        let row = try tx.first("SELECT logo_digest, logo_kind FROM organizations WHERE id = \(organization)")
        guard let row, let digest: String = try row.get("logo_digest"), let word: String = try row.get("logo_kind"),
            let kind = Kind(rawValue: word)
        else { return nil }
        return OrganizationLogo(digest: digest, kind: kind)
    }

    /// Those of some contents that are an organisation's logo.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - digests: Names of the file store.
    /// - Returns: Those that are used.
    /// - Throws: ``StoreError``.
    package static func used(_ tx: any ReadTransaction, among digests: [String]) throws -> Set<String> {
        Set(
            try tx.run("SELECT logo_digest FROM organizations WHERE logo_digest IN (\(list: digests))")
                .map { try $0.get("logo_digest") }
        )
    }
}

/// Gives the organisation another logo, or none.
package struct ChangeLogo: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let files: FileStore

    /// Prepares the operation.
    ///
    /// - Parameters:
    ///   - store: The database.
    ///   - clock: For the time of the change.
    ///   - ids: For its entries.
    ///   - files: Where the picture goes.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, files: FileStore) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.files = files
    }

    /// Takes a picture as the logo.
    ///
    /// - Parameters:
    ///   - content: A PNG or JPEG of 1 MB at most, in pieces.
    ///   - user: An administrator.
    /// - Returns: The logo.
    /// - Throws: ``NotPermitted``, ``FileStore/TooLarge``, ``InvalidInput`` for `logo`, ``StoreError``, or what the content throws.
    package func callAsFunction<Content: AsyncSequence & Sendable>(
        _ content: Content,
        by user: SignedIn
    ) async throws -> OrganizationLogo where Content.Element: Collection<UInt8> {
        try user.requireAdministrator()
        let stored = try await files.write(content, limit: OrganizationLogo.maximumBytes)
        guard let kind = OrganizationLogo.Kind(rawValue: stored.kind) else {
            throw InvalidInput(field: "logo", code: "not_valid", detail: "A logo is a PNG or JPEG picture.")
        }
        let logo = OrganizationLogo(digest: stored.digest, kind: kind)
        try await set(logo, by: user)
        return logo
    }

    /// Removes the logo.
    ///
    /// - Parameter user: An administrator.
    /// - Throws: ``NotPermitted`` or ``StoreError``.
    package func remove(by user: SignedIn) async throws {
        try user.requireAdministrator()
        try await set(nil, by: user)
    }

    private func set(_ logo: OrganizationLogo?, by user: SignedIn) async throws {
        let now = clock.nowMs
        try await store.write { [ids] tx in
            let before = try OrganizationLogo.find(tx, organization: user.organization)
            if before == logo { return }
            try tx.execute(
                """
                UPDATE organizations SET logo_digest = \(logo?.digest), logo_kind = \(logo?.kind.rawValue)
                 WHERE id = \(user.organization)
                """
            )
            try AuditTrail.append(
                tx,
                id: ids.next(),
                organization: user.organization,
                user: user.user,
                action: .logoChanged,
                changes: [AuditChange(name: "logo", old: before?.digest, new: logo?.digest)],
                atMs: now
            )
            try EventLog.append(
                tx,
                id: ids.next(),
                organizationID: user.organization.rawValue,
                kind: "organization.changed",
                subjectID: user.organization.rawValue,
                atMs: now
            )
        }
    }
}
