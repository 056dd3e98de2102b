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
        let subject: Nullable<String>

        init?(_ event: TimelineEvent) {
            guard case .emailLogged(let to, let subject) = event else { return nil }
            self.to = to
            self.subject = Nullable(subject)
        }
    }

    struct Lead: Encodable {
        let id: ID<Record>
        let name: String
    }

    struct Owners: Encodable {
        let old: UserReference
        let new: UserReference
    }

    let id: ID<TimelineEntry>
    let kind: String
    let at: String
    let user: Nullable<UserReference>
    let cause: Nullable<String>
    let fields: Nullable<[ChangedField]>
    let email: Nullable<Email>
    let lead: Nullable<Lead>
    let file: Nullable<String>
    let owners: Nullable<Owners>
}

struct TimelinePageResource: Encodable {
    let entries: [TimelineEntryResource]
    let next_cursor: Nullable<String>
}

struct EmailNoteBody: Decodable {
    let to: String
    let subject: String?
}
