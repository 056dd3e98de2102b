package import Storage

/// Where a merge field has its value from: the record, what the record names in one step, whoever sends, the organisation.
///
/// Source: spec rows 2.128, A-11.
package enum MergeSource: Sendable, Hashable {
    /// A field of the record.
    case field(ID<Field>)
    /// A field of the record that a lookup field names.
    case linked(lookup: ID<Field>, field: ID<Field>)
    /// A user.
    case person(Person, Attribute)
    /// The organisation's name.
    case organization

    /// The users that a text can speak of.
    package enum Person: Sendable, Hashable {
        /// Whom a field of the record names.
        case field(ID<Field>)
        /// The record's owner.
        case owner
        /// Who sends.
        case sender
    }

    /// What of a user is merged.
    package enum Attribute: String, Sendable, CaseIterable {
        case name
        case email
    }

    /// The fields that it stands on: without any of them it has no value.
    package var fields: [ID<Field>] {
        switch self {
        case .field(let field), .person(.field(let field), _): [field]
        case .linked(let lookup, let field): [lookup, field]
        case .person, .organization: []
        }
    }

    /// The spelling that names nothing that could be renamed: `f:7`, `f:7.8`, `f:7.email`, `owner:name`, `user:email`, `organization:name`.
    package var key: String {
        switch self {
        case .field(let field): "f:\(field)"
        case .linked(let lookup, let field): "f:\(lookup).\(field)"
        case .person(.field(let field), let attribute): "f:\(field).\(attribute.rawValue)"
        case .person(.owner, let attribute): "owner:\(attribute.rawValue)"
        case .person(.sender, let attribute): "user:\(attribute.rawValue)"
        case .organization: "organization:name"
        }
    }

    /// Reads a ``key``.
    ///
    /// - Parameter key: In exactly that spelling.
    package init?(key: Substring) {
        let halves = key.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2 else { return nil }
        let found: MergeSource? =
            switch halves[0] {
            case "f": Self.ofField(halves[1])
            case "owner": Attribute(rawValue: String(halves[1])).map { .person(.owner, $0) }
            case "user": Attribute(rawValue: String(halves[1])).map { .person(.sender, $0) }
            case "organization": .organization
            default: nil
            }
        // One spelling for each, so that no number written with zeros in front means something.
        guard let found, found.key == key else { return nil }
        self = found
    }

    private static func ofField(_ path: Substring) -> MergeSource? {
        let steps = path.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let first = ID<Field>(steps[0]) else { return nil }
        guard steps.count == 2 else { return .field(first) }
        if let field = ID<Field>(steps[1]) { return .linked(lookup: first, field: field) }
        return Attribute(rawValue: steps[1]).map { .person(.field(first), $0) }
    }
}
