package import Storage

/// The API tokens that users make for themselves; administrators see and revoke everybody's.
package struct OwnAPITokens: Sendable {
    /// Tokens of one user.
    package static let maximum = 50
    private static let maximumListed = 500
    private static let maximumDays = 3_650

    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operations.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// What a new token shall be.
    package struct Request: Sendable {
        let name: String
        let scopes: Set<APIToken.Scope>
        let days: Int?

        /// Checks the inputs.
        ///
        /// - Parameters:
        ///   - name: What it is for, 1…100 characters.
        ///   - scopes: At least one.
        ///   - days: When it runs out, 1…3,650; nil means never.
        /// - Throws: ``InvalidInput`` naming `name`, `scopes` or `days`.
        package init(name: String, scopes: [APIToken.Scope], days: Int?) throws(InvalidInput) {
            self.name = try TextRule.line(name, field: "name", maximum: 100)
            self.scopes = Set(scopes)
            self.days = days
            if scopes.isEmpty {
                throw InvalidInput(field: "scopes", code: "required", detail: "Choose what the token may do.")
            }
            if let days, !(1...maximumDays).contains(days) {
                throw InvalidInput(field: "days", code: "not_valid", detail: "From 1 to \(maximumDays) days.")
            }
        }
    }

    /// Makes a token that acts as whoever makes it.
    ///
    /// - Parameters:
    ///   - request: What it shall be.
    ///   - user: Who is signed in, by a session: a token makes no other tokens.
    /// - Returns: The token, and its secret, which is not shown again.
    /// - Throws: ``NotPermitted``, ``InvalidInput`` with `too_many`, or ``StoreError``.
    package func create(_ request: Request, by user: SignedIn) async throws -> (APIToken.Listed, BearerSecret) {
        try requireSession(user)
        let secret = BearerSecret(prefix: "parley_")
        let now = clock.nowMs
        let realNow = clock.realMs
        let token = APIToken.Listed(
            id: ids.next(),
            user: user.user,
            name: request.name,
            scopes: request.scopes,
            createdAtMs: now,
            expiresAtMs: request.days.map { realNow + Int64($0) * 86_400_000 },
            lastUsedAtMs: nil
        )
        try await store.write { [ids] tx in
            try tx.lock(AdvisoryLock(named: "tokens \(user.user)"))
            let held = try APITokenQueries.page(
                tx,
                organization: user.organization,
                user: user.user,
                realNowMs: realNow,
                limit: Self.maximum
            )
            if held.count >= Self.maximum {
                throw InvalidInput(
                    field: "name",
                    code: "too_many",
                    detail: "You have \(Self.maximum) tokens; revoke one that is not needed any more."
                )
            }
            try APITokenQueries.insert(
                tx,
                id: token.id,
                organization: user.organization,
                user: user.user,
                name: token.name,
                digest: secret.digest,
                scopes: token.scopes,
                expiresAtMs: token.expiresAtMs,
                atMs: now
            )
            try audit(tx, ids, .tokenCreated, token.id, name: token.name, by: user, atMs: now)
        }
        return (token, secret)
    }

    /// The tokens that hold.
    ///
    /// - Parameters:
    ///   - everybody: Those of all users, for administrators.
    ///   - user: Who is asking.
    /// - Returns: At most 500, the newest first, and what their users are called.
    /// - Throws: ``NotPermitted`` or ``StoreError``.
    package func list(
        everybody: Bool,
        for user: SignedIn
    ) async throws -> [(token: APIToken.Listed, userName: String)] {
        if everybody { try user.requireAdministrator() }
        let realNow = clock.realMs
        return try await store.read { tx in
            let tokens = try APITokenQueries.page(
                tx,
                organization: user.organization,
                user: everybody ? nil : user.user,
                realNowMs: realNow,
                limit: Self.maximumListed
            )
            let people = Set(tokens.map(\.user)).sorted()
            let names = try UserQueries.names(tx, organization: user.organization, ids: people)
            return tokens.map { ($0, names[$0.user] ?? "") }
        }
    }

    /// Ends a token: one's own, or anybody's by an administrator.
    ///
    /// - Parameters:
    ///   - id: The token.
    ///   - user: Who is signed in, by a session.
    /// - Throws: ``NotPermitted``, ``Refusal/notFound`` or ``StoreError``.
    package func revoke(_ id: ID<APIToken>, by user: SignedIn) async throws {
        try requireSession(user)
        let now = clock.nowMs
        try await store.write { [ids] tx in
            let whose = user.isAdministrator ? nil : user.user
            let name = try APITokenQueries.delete(tx, organization: user.organization, user: whose, id: id)
            guard let name else { throw Refusal.notFound }
            try audit(tx, ids, .tokenRevoked, id, name: name, by: user, atMs: now)
        }
    }

    /// Why nothing was revoked.
    package enum Refusal: Error, Equatable {
        case notFound
    }

    private func requireSession(_ user: SignedIn) throws(NotPermitted) {
        guard case .session = user.credential else { throw NotPermitted(missing: nil) }
    }

    private func audit(
        _ tx: any WriteTransaction,
        _ ids: IDGenerator,
        _ action: AuditTrail.Action,
        _ token: ID<APIToken>,
        name: String,
        by user: SignedIn,
        atMs: Int64
    ) throws {
        try AuditTrail.append(
            tx,
            id: ids.next(),
            organization: user.organization,
            user: user.user,
            action: action,
            subject: token.rawValue,
            subjectName: name,
            atMs: atMs
        )
    }
}
