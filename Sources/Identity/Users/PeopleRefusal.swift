/// Why people, roles, groups or profiles stay as they are.
package enum PeopleRefusal: Error, Sendable, Equatable {
    /// There is no such user, role, group or profile in this organisation.
    case notFound
    /// Somebody has to remain who may change all this.
    case lastAdministrator
    /// Nobody changes their own profile or deactivates themselves.
    case ownAccount
    /// The profile Administrator is as it is; Standard is changed but neither renamed nor deleted.
    case fixedProfile
    /// The profile has so many users.
    case profileInUse(users: Int)
    /// The root role has nobody above it, and stays.
    case rootRole
    /// So much belongs to whoever goes, or so many have the role: somebody or something has to follow.
    case successorNeeded(count: Int)
    /// The link was used, has run out or was replaced.
    case linkNotValid
    /// The user is deactivated: no link is made for them.
    case inactive
}
