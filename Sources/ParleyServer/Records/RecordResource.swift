import Identity
import Records
import Storage

/// A record as its page and lists show it.
struct RecordResource: Encodable {
    struct Phone: Encodable {
        let field: String
        let label: String
        let typed: String
        let e164: Nullable<String>

        init(_ entry: PhoneEntry, language: Language) {
            field = entry.field.name
            label = entry.field.label(in: language)
            typed = entry.typed
            e164 = Nullable(entry.e164)
        }
    }

    /// What a lookup or a user field names.
    struct Link: Encodable {
        let id: String
        let module: Nullable<String>
        let name: String
    }

    let id: ID<Record>
    let module: String
    let name: String
    let owner: UserReference
    let is_writable: Bool
    let is_deletable: Bool
    /// Every field of the module that the reader may see by its name; blank ones are null.
    let values: [String: Nullable<FieldValue>]
    let links: [String: Link]
    let phones: [Phone]
    let tags: [String]
    /// What it became; null for all but converted Leads.
    let conversion: Nullable<ConversionResource>
    let version: Int64
    let created_at: String
    let created_by: Nullable<UserReference>
    let updated_at: String
    let updated_by: Nullable<UserReference>
}

/// A user as others are told of.
struct UserReference: Encodable {
    let id: ID<User>
    let name: String
}

struct UserPageResource: Encodable {
    let users: [UserReference]
    let next_cursor: Nullable<String>
}

struct RecordPageResource: Encodable {
    let records: [RecordResource]
    let next_cursor: Nullable<String>
}

struct RecordQueryPageResource: Encodable {
    let records: [RecordResource]
    let next_cursor: Nullable<String>
    let count: Nullable<Int>
}

struct RelatedListsResource: Encodable {
    struct List: Encodable {
        let module: String
        let field: ID<Field>
        let count: Int
    }

    let lists: [List]
    let notes: Int
    let files: Int
}

struct NewRecordBody: Decodable {
    let values: [String: ValueBody]
}

struct OwnerChangeBody: Decodable {
    let owner: ID<User>
}

struct RecordChangeBody: Decodable {
    let version: Int64
    let values: [String: ValueBody]
}

/// A value as clients send it: text, a boolean, a list of texts, or null for none.
enum ValueBody: Decodable {
    case value(FieldValue)
    case none
    /// A number or an object, which no field takes.
    case other

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .none
            return
        }
        do {
            self = .value(try container.decode(FieldValue.self))
        } catch DecodingError.typeMismatch {
            self = .other
        }
    }
}

extension [String: ValueBody] {
    /// The values for an operation; null becomes blank text, which clears.
    func checked() throws(InvalidInput) -> [String: FieldValue] {
        var values: [String: FieldValue] = [:]
        for (name, body) in self {
            switch body {
            case .value(let value): values[name] = value
            case .none: values[name] = .text("")
            case .other:
                throw InvalidInput(
                    field: String(name.prefix(100)),
                    code: "wrong_type",
                    detail: "A value is text, true or false, a list of texts, or null."
                )
            }
        }
        return values
    }
}
