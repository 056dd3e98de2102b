import Identity
import Storage

/// One field of a record against another of the same record.
extension RowCompiler {
    func fieldCondition(
        _ comparison: Comparison,
        _ subject: Subject,
        _ other: Subject
    ) throws(InvalidInput) -> SQLStatement {
        guard let scales = Self.scales(subject.type, other.type) else {
            throw fault("not_valid", "These two fields cannot be compared.")
        }
        let sign: SQLStatement =
            switch comparison {
            case .equal: "="
            case .greaterThan: ">"
            case .greaterEqual: ">="
            case .lessThan: "<"
            case .lessEqual: "<="
            default: throw fault("wrong_operator", "Fields are not compared with each other in this way.")
            }
        return exists(subject) { key, whole in
            let left: SQLStatement = subject.type.keyKind == .text ? whole : Self.scaled(key, by: scales.left)
            guard let field = other.field else {
                let column = other.column ?? "NULL"
                let right = Self.scaled(column, by: scales.right)
                return "\(fragment: column) IS NOT NULL AND \(fragment: left) \(fragment: sign) \(fragment: right)"
            }
            let right: SQLStatement =
                other.type.keyKind == .text
                ? "coalesce(against.whole_text, against.text_key)" : Self.scaled("against.number_key", by: scales.right)
            return """
                EXISTS (SELECT 1 FROM field_values AS against
                         WHERE against.organization_id = records.organization_id AND against.record_id = records.id
                           AND against.field_id = \(field.id) AND \(fragment: left) \(fragment: sign) \(fragment: right))
                """
        }
    }

    private static func scaled(_ key: SQLStatement, by factor: Int64) -> SQLStatement {
        // Eighteen digits times ten thousand are more than 64 bits hold.
        factor == 1 ? key : "CAST(\(fragment: key) AS DOUBLE PRECISION) * \(factor)"
    }

    /// What the keys of two types are multiplied by to be compared; nil where they cannot be.
    private static func scales(_ left: FieldType, _ right: FieldType) -> (left: Int64, right: Int64)? {
        switch (group(left), group(right)) {
        case (.whole, .fixed): (FixedDecimal.scale, 1)
        case (.fixed, .whole): (1, FixedDecimal.scale)
        case (let one, let two) where one == two && one != .none: (1, 1)
        default: nil
        }
    }

    private enum Group {
        case text, whole, fixed, date, moment, user, link, flag, none
    }

    private static func group(_ type: FieldType) -> Group {
        switch type {
        case .text, .textarea, .email, .phone, .website, .autonumber, .picklist: .text
        case .integer: .whole
        case .decimal, .currency, .percent: .fixed
        case .date: .date
        case .datetime: .moment
        case .user: .user
        case .lookup: .link
        case .boolean: .flag
        case .multiselect: .none
        }
    }
}
