import Identity
import Records
import Storage

/// An entry of a record's timeline.
struct TimelineEntryResource: Encodable {
    struct ChangedField: Encodable {
        let name: String
        let label: String
    }

    struct Email: Encodable {
        let to: String
        let subject: String?

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(to, forKey: .to)
            try container.encode(subject, forKey: .subject)
        }

        enum CodingKeys: String, CodingKey { case to, subject }
    }

    let id: ID<TimelineEntry>
    let kind: String
    let at: String
    let user: UserReference?
    let cause: String?
    let fields: [ChangedField]?
    let email: Email?

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(kind, forKey: .kind)
        try container.encode(at, forKey: .at)
        try container.encode(user, forKey: .user)
        try container.encode(cause, forKey: .cause)
        try container.encode(fields, forKey: .fields)
        try container.encode(email, forKey: .email)
    }

    enum CodingKeys: String, CodingKey { case id, kind, at, user, cause, fields, email }
}

struct TimelinePageResource: Encodable {
    let entries: [TimelineEntryResource]
    let next_cursor: String?

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(entries, forKey: .entries)
        try container.encode(next_cursor, forKey: .next_cursor)
    }

    enum CodingKeys: String, CodingKey { case entries, next_cursor }
}

struct EmailNoteBody: Decodable {
    let to: String
    let subject: String?
}

extension TimelineEntryResource.Email {
    init?(_ event: TimelineEvent) {
        guard case .emailLogged(let to, let subject) = event else { return nil }
        self.init(to: to, subject: subject)
    }
}
