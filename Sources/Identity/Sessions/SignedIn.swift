package import Storage

/// Who is asking, as the credential proved it.
///
/// Every operation takes its organisation and user from here, never from a body.
package struct SignedIn: Sendable {
    /// How they proved it.
    package enum Credential: Sendable, Equatable {
        case session(ID<Session>)
        case token(ID<APIToken>, Set<APIToken.Scope>)
    }

    /// The organisation that every query is scoped by.
    package let organization: ID<Organization>
    /// The user.
    package let user: ID<User>
    /// What they may do.
    package let profile: ID<Profile>
    /// Whose records they see besides their own.
    package let role: ID<Role>
    /// Whether any role stands below theirs.
    package let isSuperior: Bool
    /// Whether their profile is the administrators'.
    package let isAdministrator: Bool
    /// What their profile allows.
    package let rights: Set<Right>
    /// How they proved it.
    package let credential: Credential

    /// Refuses whoever lacks a right.
    ///
    /// - Parameter right: What is about to be done.
    /// - Throws: ``NotPermitted``.
    package func require(_ right: Right) throws(NotPermitted) {
        if !rights.contains(right) { throw NotPermitted(missing: right) }
    }

    /// Refuses whoever has none of some rights.
    ///
    /// - Parameter rights: Any of them is enough; the first is the one that is named as missing.
    /// - Throws: ``NotPermitted``.
    package func requireAny(_ rights: Right...) throws(NotPermitted) {
        if self.rights.isDisjoint(with: rights) { throw NotPermitted(missing: rights.first) }
    }

    /// Refuses whoever is not an administrator.
    ///
    /// - Throws: ``NotPermitted``.
    package func requireAdministrator() throws(NotPermitted) {
        if !isAdministrator { throw NotPermitted(missing: nil) }
    }
}
