import Identity
import Records
import Storage

/// A record as its page and lists show it.
struct RecordResource: Encodable {
    struct Phone: Encodable {
        let field: String
        let label: String
        let typed: String
        let e164: String?

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(field, forKey: .field)
            try container.encode(label, forKey: .label)
            try container.encode(typed, forKey: .typed)
            try container.encode(e164, forKey: .e164)
        }

        enum CodingKeys: String, CodingKey { case field, label, typed, e164 }
    }

    let id: ID<Record>
    let module: String
    let name: String
    let owner: UserReference
    /// Every field of the module by its name; blank ones are null.
    let values: [String: FieldValue?]
    let phones: [Phone]
    let version: Int64
    let created_at: String
    let updated_at: String
}

/// A user as others are told of.
struct UserReference: Encodable {
    let id: ID<User>
    let name: String
}

struct RecordPageResource: Encodable {
    let records: [RecordResource]
    let next_cursor: String?

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(records, forKey: .records)
        try container.encode(next_cursor, forKey: .next_cursor)
    }

    enum CodingKeys: String, CodingKey { case records, next_cursor }
}

struct NewRecordBody: Decodable {
    let values: [String: ValueBody]
}

struct RecordChangeBody: Decodable {
    let version: Int64
    let values: [String: ValueBody]
}

/// A value as clients send it: text, a boolean, or null for none.
enum ValueBody: Decodable {
    case value(FieldValue)
    case none
    /// A number, a list or an object, which no field takes so far.
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
                    detail: "A value is text, true or false, or null."
                )
            }
        }
        return values
    }
}
