package import Identity
import Storage

/// Criteria as JSON, in the database and on the wire alike: fields by their ids, so renaming breaks nothing.
///
/// ```json
/// {"rows": [{"field": "123", "operator": "in", "values": ["Hot", "Warm"]},
///           {"field": "owner", "operator": "equal", "placeholder": {"kind": "current_user"}},
///           {"field": "124", "operator": "less_than", "other_field": "modified_time"}],
///  "pattern": "(1 and (2 or 3))"}
/// ```
package struct CriteriaDocument: Sendable, Hashable, Codable {
    /// One condition.
    package struct Row: Sendable, Hashable, Codable {
        let field: String
        let comparison: Comparison
        var values: [String]?
        var placeholder: PlaceholderDocument?
        var otherField: String?

        enum CodingKeys: String, CodingKey {
            case field
            case comparison = "operator"
            case values
            case placeholder
            case otherField = "other_field"
        }
    }

    /// A value that depends on who looks and when.
    package struct PlaceholderDocument: Sendable, Hashable, Codable {
        let kind: String
        /// For a period 0 is this one and −1 the one before; for days it is how many.
        var amount: Int?
    }

    let rows: [Row]
    var pattern: String?

    /// Reads the criteria.
    ///
    /// - Returns: The criteria; whether they fit a module is told by ``CriteriaCompiler``.
    /// - Throws: ``InvalidInput`` for `criteria`, `criteria.N` or `pattern`.
    package func criteria() throws(InvalidInput) -> Criteria {
        var criteria: [Criterion] = []
        for (index, row) in rows.enumerated() { criteria.append(try row.criterion(number: index + 1)) }
        return try Criteria(rows: criteria, pattern: pattern)
    }

    /// Writes criteria, the pattern fully bracketed.
    package init(_ criteria: Criteria) {
        rows = criteria.rows.map(Row.init)
        pattern = criteria.pattern.description
    }
}

extension CriteriaDocument.Row {
    init(_ criterion: Criterion) {
        field = criterion.field.text
        comparison = criterion.comparison
        switch criterion.operand {
        case .values(let values): self.values = values
        case .placeholder(let placeholder): self.placeholder = CriteriaDocument.PlaceholderDocument(placeholder)
        case .field(let other): otherField = other.text
        }
    }

    func criterion(number: Int) throws(InvalidInput) -> Criterion {
        guard let field = CriterionField(text: field) else { throw Self.fault(number, "unknown_field") }
        return Criterion(field: field, comparison: comparison, operand: try operand(number))
    }

    private func operand(_ number: Int) throws(InvalidInput) -> CriterionOperand {
        if let placeholder {
            guard let known = placeholder.placeholder else { throw Self.fault(number, "not_valid") }
            return .placeholder(known)
        }
        if let otherField {
            guard let other = CriterionField(text: otherField) else { throw Self.fault(number, "unknown_field") }
            return .field(other)
        }
        return .values(values ?? [])
    }

    private static func fault(_ number: Int, _ code: String) -> InvalidInput {
        let detail = code == "unknown_field" ? "There is no such field to look at." : "This value is not known."
        return InvalidInput(field: "criteria.\(number)", code: code, detail: detail)
    }
}

extension CriteriaDocument.PlaceholderDocument {
    private static let maximumAmount = 3_660

    init(_ placeholder: Placeholder) {
        switch placeholder {
        case .currentUser: (kind, amount) = ("current_user", nil)
        case .period(let period, let offset): (kind, amount) = (period.rawValue, offset)
        case .lastDays(let count): (kind, amount) = ("last_days", count)
        case .nextDays(let count): (kind, amount) = ("next_days", count)
        }
    }

    var placeholder: Placeholder? {
        let amount = amount ?? 0
        guard (-Self.maximumAmount...Self.maximumAmount).contains(amount) else { return nil }
        switch kind {
        case "current_user": return .currentUser
        case "last_days": return amount > 0 ? .lastDays(amount) : nil
        case "next_days": return amount > 0 ? .nextDays(amount) : nil
        default: return Placeholder.Period(rawValue: kind).map { .period($0, offset: amount) }
        }
    }
}

extension CriterionField {
    /// The field's id, or the system field's name.
    package var text: String {
        switch self {
        case .field(let id): id.description
        case .system(let system): system.rawValue
        }
    }

    /// Reads what ``text`` writes.
    package init?(text: String) {
        if let system = SystemField(rawValue: text) {
            self = .system(system)
        } else if let id = ID<Field>(text) {
            self = .field(id)
        } else {
            return nil
        }
    }
}
