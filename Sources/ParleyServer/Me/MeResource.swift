import Identity
import Storage

/// Who is signed in, and what the screens need to know about them.
struct MeResource: Encodable {
    struct UserResource: Encodable {
        let id: ID<User>
        let email: String
        let name: String
        let language: Language
        let theme: Theme
        let time_zone: String
        let profile: String
        let is_administrator: Bool
    }

    struct OrganizationResource: Encodable {
        let id: ID<Organization>
        let name: String
        let time_zone: String
        let default_country: String?
        let currency: String
        let default_language: Language

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(id, forKey: .id)
            try container.encode(name, forKey: .name)
            try container.encode(time_zone, forKey: .time_zone)
            try container.encode(default_country, forKey: .default_country)
            try container.encode(currency, forKey: .currency)
            try container.encode(default_language, forKey: .default_language)
        }

        enum CodingKeys: String, CodingKey { case id, name, time_zone, default_country, currency, default_language }
    }

    let user: UserResource
    let organization: OrganizationResource
    let rights: [Right]
    let csrf_token: String?
    let now: String
    let demo: Bool

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(user, forKey: .user)
        try container.encode(organization, forKey: .organization)
        try container.encode(rights, forKey: .rights)
        // Absent optionals are left out by the synthesised coding; the contract says null.
        try container.encode(csrf_token, forKey: .csrf_token)
        try container.encode(now, forKey: .now)
        try container.encode(demo, forKey: .demo)
    }

    enum CodingKeys: String, CodingKey { case user, organization, rights, csrf_token, now, demo }
}

extension MeResource.UserResource {
    init(_ user: User) {
        id = user.id
        email = user.email
        name = user.name
        language = user.language
        theme = user.theme
        time_zone = user.timeZone
        profile = user.profileName
        is_administrator = user.isAdministrator
    }
}

extension MeResource.OrganizationResource {
    init(_ organization: Organization) {
        id = organization.id
        name = organization.name
        time_zone = organization.timeZone
        default_country = organization.defaultCountry
        currency = organization.currency
        default_language = organization.defaultLanguage
    }
}
