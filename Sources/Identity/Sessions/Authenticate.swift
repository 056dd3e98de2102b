package import Storage

/// Turns what a client carries into who is asking.
package struct Authenticate: Sendable {
    private let store: any Store
    private let clock: WallClock

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock) {
        self.store = store
        self.clock = clock
    }

    /// A session that was found.
    package struct Found: Sendable {
        /// Who is asking.
        package let user: SignedIn
        /// What writes must carry.
        package let csrfToken: String
        /// A new secret for the cookie, where the old one has served its hour.
        package let replacement: BearerSecret?
    }

    /// Finds the session of a cookie.
    ///
    /// An hourly rotation replaces its secret; the old one holds for another minute.
    ///
    /// - Parameter secret: The cookie's value.
    /// - Returns: The session, or nil where there is none or it has run out.
    /// - Throws: ``StoreError``.
    package func callAsFunction(session secret: BearerSecret) async throws -> Found? {
        let realNow = clock.realMs
        let digest = secret.digest
        let found = try await store.read { tx -> (StoredSession, Set<Right>)? in
            guard let session = try SessionQueries.find(tx, digest: digest, realNowMs: realNow) else { return nil }
            let rights = try ProfileQueries.rights(
                tx,
                organization: session.organization,
                profile: session.standing.profile
            )
            return (session, rights)
        }
        guard let (session, rights) = found else { return nil }
        return Found(
            user: SignedIn(
                organization: session.organization,
                user: session.user,
                standing: session.standing,
                rights: rights,
                credential: .session(session.id)
            ),
            csrfToken: session.csrfToken,
            replacement: try await keepFresh(session, digest: digest, realNow: realNow)
        )
    }

    /// Finds the user of an API token.
    ///
    /// - Parameter secret: The token.
    /// - Returns: Who is asking, or nil where there is no such token or it has run out.
    /// - Throws: ``StoreError``.
    package func callAsFunction(token secret: BearerSecret) async throws -> SignedIn? {
        let realNow = clock.realMs
        let digest = secret.digest
        let found = try await store.read { tx -> (StoredAPIToken, Set<Right>)? in
            guard let token = try APITokenQueries.find(tx, digest: digest, realNowMs: realNow) else { return nil }
            let rights = try ProfileQueries.rights(
                tx,
                organization: token.organization,
                profile: token.standing.profile
            )
            return (token, rights)
        }
        guard let (token, rights) = found else { return nil }
        if realNow - (token.lastUsedAtMs ?? 0) >= SessionLife.touchMs {
            try await store.write { tx in
                try APITokenQueries.touch(tx, organization: token.organization, id: token.id, atMs: realNow)
            }
        }
        return SignedIn(
            organization: token.organization,
            user: token.user,
            standing: token.standing,
            rights: rights,
            credential: .token(token.id, token.scopes)
        )
    }

    private func keepFresh(_ session: StoredSession, digest: String, realNow: Int64) async throws -> BearerSecret? {
        if session.isCurrent, realNow - session.rotatedAtMs >= SessionLife.rotationMs {
            let replacement = BearerSecret()
            let isMine = try await store.write { tx in
                try SessionQueries.rotate(tx, id: session.id, from: digest, to: replacement.digest, realNowMs: realNow)
            }
            // Of several requests at once, one rotates; the others go on with the old secret for its last minute.
            return isMine ? replacement : nil
        }
        if realNow - session.seenAtMs >= SessionLife.touchMs {
            try await store.write { tx in try SessionQueries.touch(tx, id: session.id, realNowMs: realNow) }
        }
        return nil
    }
}
