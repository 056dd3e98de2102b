import Foundation
import Identity
import Records
import Storage

/// A user as administrators manage them.
struct UserAccountResource: Encodable {
    struct ProfileReference: Encodable {
        let id: ID<Profile>
        let name: String
        let standing: Nullable<Profile.Standing>
    }

    struct RoleReference: Encodable {
        let id: ID<Role>
        let name: String
    }

    let id: ID<User>
    let name: String
    let email: String
    let status: UserAccount.Status
    let profile: ProfileReference
    let role: RoleReference

    init(_ account: UserAccount) {
        id = account.id
        name = account.name
        email = account.email
        status = account.status
        profile = ProfileReference(
            id: account.profile.id,
            name: account.profile.name,
            standing: Nullable(account.profile.standing)
        )
        role = RoleReference(id: account.role.id, name: account.role.name)
    }
}

struct UserAccountPageResource: Encodable {
    let users: [UserAccountResource]
    let next_cursor: Nullable<String>
}

/// A user with how much belongs to them.
struct UserAccountDetailResource: Encodable {
    let user: UserAccountResource
    let owned: Int
}

/// A link, shown once.
struct UserLinkResource: Encodable {
    let purpose: UserLink.Purpose
    let path: String
    let expires_at: String

    init(_ link: UserLink) {
        purpose = link.purpose
        path = "/join/" + link.secret.text
        expires_at = link.expiresAtMs.rfc3339
    }
}

struct InvitedUserResource: Encodable {
    let user: UserAccountResource
    let link: UserLinkResource
}

/// What the page behind a link shows.
struct FoundLinkResource: Encodable {
    let purpose: UserLink.Purpose
    let organization: String
    let email: String
    let name: String
    let language: Language

    init(_ found: FoundUserLink) {
        purpose = found.purpose
        organization = found.organization.name
        email = found.user.email
        name = found.user.name
        language = found.user.language
    }
}

struct RoleResource: Encodable {
    let id: ID<Role>
    let name: String
    let parent: Nullable<ID<Role>>
    let users: Int

    init(_ role: Role) {
        id = role.id
        name = role.name
        parent = Nullable(role.parent)
        users = role.users
    }
}

struct RoleListResource: Encodable {
    let roles: [RoleResource]
}

struct GroupResource: Encodable {
    let id: ID<Group>
    let name: String
    let members: [ID<User>]

    init(_ group: Group) {
        id = group.id
        name = group.name
        members = group.members
    }
}

struct GroupListResource: Encodable {
    let groups: [GroupResource]
}

struct ProfileResource: Encodable {
    let id: ID<Profile>
    let name: String
    let standing: Nullable<Profile.Standing>
    let users: Int

    init(_ profile: Profile) {
        id = profile.id
        name = profile.name
        standing = Nullable(profile.standing)
        users = profile.users
    }
}

struct ProfileListResource: Encodable {
    let profiles: [ProfileResource]
}

/// A profile with all that it allows.
struct ProfileDetailResource: Encodable {
    struct ModuleAccess: Encodable {
        let module: ID<Module>
        let actions: [ModuleAction]
    }

    struct FieldRule: Encodable {
        let field: ID<Field>
        let access: FieldAccess
    }

    let profile: ProfileResource
    let rights: [Right]
    /// Every module.
    let modules: [ModuleAccess]
    /// Fields that are not simply visible.
    let fields: [FieldRule]
}

struct InvitationBody: Decodable {
    let email: String
    let name: String
    let profile: ID<Profile>
    let role: ID<Role>
    let language: Language?

    func checked() throws(InvalidInput) -> ManageUsers.Invitation {
        try ManageUsers.Invitation(email: email, name: name, profile: profile, role: role, language: language)
    }
}

struct UserAccountChangeBody: Decodable {
    let name: String?
    let profile: ID<Profile>?
    let role: ID<Role>?
}

struct DeactivationBody: Decodable {
    let successor: ID<User>?
}

struct LinkBody: Decodable {
    let secret: String
}

struct JoinBody: Decodable {
    let secret: String
    let password: String
    let name: String?
}

struct NewRoleBody: Decodable {
    let name: String
    let parent: ID<Role>
}

struct RoleChangeBody: Decodable {
    let name: String?
    let parent: ID<Role>?
}

struct GroupBody: Decodable {
    let name: String
    let members: [ID<User>]

    func checked() throws(InvalidInput) -> ShapeGroups.Request {
        try ShapeGroups.Request(name: name, members: members)
    }
}

struct NewProfileBody: Decodable {
    let name: String
    let model: ID<Profile>
}

struct ProfileChangeBody: Decodable {
    struct ModuleAccess: Decodable {
        let module: ID<Module>
        let actions: [ModuleAction]
    }

    struct FieldRule: Decodable {
        let field: ID<Field>
        let access: FieldAccess
    }

    let name: String?
    let rights: [Right]?
    let modules: [ModuleAccess]?
    let fields: [FieldRule]?

    /// What is said twice, is as it was said last.
    func checked() throws(InvalidInput) -> ShapeProfiles.Change {
        let modules = (modules ?? []).map { ($0.module, Set($0.actions)) }
        let fields = (fields ?? []).map { ($0.field, $0.access) }
        return try ShapeProfiles.Change(
            name: name,
            rights: rights.map { Set($0) },
            modules: Dictionary(modules) { $1 },
            fields: Dictionary(fields) { $1 }
        )
    }
}

struct OrganizationChangeBody: Decodable {
    let name: String?
    let time_zone: String?
    /// Absent leaves it, null clears it.
    let default_country: String??
    let currency: String?
    let default_language: Language?

    private enum CodingKeys: String, CodingKey { case name, time_zone, default_country, currency, default_language }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decodeIfPresent(String.self, forKey: .name)
        time_zone = try container.decodeIfPresent(String.self, forKey: .time_zone)
        currency = try container.decodeIfPresent(String.self, forKey: .currency)
        default_language = try container.decodeIfPresent(Language.self, forKey: .default_language)
        if container.contains(.default_country) {
            default_country = .some(try container.decodeIfPresent(String.self, forKey: .default_country))
        } else {
            default_country = nil
        }
    }

    func checked() throws(InvalidInput) -> OrganizationChange {
        try OrganizationChange(
            name: name,
            timeZone: time_zone,
            defaultCountry: default_country,
            currency: currency,
            defaultLanguage: default_language
        )
    }
}
