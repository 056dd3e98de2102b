package import Identity
package import Storage

/// Which records are meant: rows of conditions and how they are joined.
///
/// Views, filters and automation all use it, and it is only ever evaluated by SQL.
///
/// Source: spec rows 2.77 to 2.80.
package struct Criteria: Sendable, Hashable {
    /// Rows at most.
    package static let maximumRows = 25
    /// Values of one row at most.
    package static let maximumValues = 100

    /// The conditions, numbered from 1.
    package let rows: [Criterion]
    /// How they are joined.
    package let pattern: CriteriaPattern

    /// Puts rows together.
    ///
    /// - Parameters:
    ///   - rows: 1 to 25 conditions.
    ///   - pattern: Such as `1 and (2 or 3)`; nil joins all by `and`.
    /// - Throws: ``InvalidInput`` for `criteria` or `pattern`.
    package init(rows: [Criterion], pattern: String?) throws(InvalidInput) {
        guard (1...Self.maximumRows).contains(rows.count) else {
            throw InvalidInput(
                field: "criteria",
                code: rows.isEmpty ? "required" : "too_many",
                detail: "From 1 to \(Self.maximumRows) conditions."
            )
        }
        self.rows = rows
        if let pattern {
            self.pattern = try CriteriaPattern(pattern, count: rows.count)
        } else {
            self.pattern = .every(rows.count)
        }
    }
}

/// One condition.
package struct Criterion: Sendable, Hashable {
    /// What is looked at.
    package let field: CriterionField
    /// How it is compared.
    package let comparison: Comparison
    /// With what.
    package let operand: CriterionOperand

    /// A condition; whether it makes sense for the field is told by ``CriteriaCompiler``.
    package init(field: CriterionField, comparison: Comparison, operand: CriterionOperand) {
        self.field = field
        self.comparison = comparison
        self.operand = operand
    }
}

/// What a condition looks at.
package enum CriterionField: Sendable, Hashable {
    case field(ID<Field>)
    case system(SystemField)
}

/// What every record has besides its module's fields.
package enum SystemField: String, Sendable, CaseIterable {
    case name
    case owner
    case createdTime = "created_time"
    case modifiedTime = "modified_time"
    case createdBy = "created_by"
    case modifiedBy = "modified_by"
    case tags

    /// What it is compared as.
    package var type: FieldType {
        switch self {
        case .name: .text
        case .owner, .createdBy, .modifiedBy: .user
        case .createdTime, .modifiedTime: .datetime
        case .tags: .multiselect
        }
    }
}

/// The operators.
///
/// Source: spec row 2.77. What begins with `not` is the plain contrary, so records without a value are among its hits.
package enum Comparison: String, Sendable, CaseIterable, Codable {
    case equal
    case notEqual = "not_equal"
    /// With `*` for any characters.
    case like
    case notLike = "not_like"
    case startsWith = "starts_with"
    case endsWith = "ends_with"
    case contains
    case notContains = "not_contains"
    case greaterThan = "greater_than"
    case greaterEqual = "greater_equal"
    case lessThan = "less_than"
    case lessEqual = "less_equal"
    case isIn = "in"
    case notIn = "not_in"
    case includeAny = "include_any"
    case includeAll = "include_all"
    case excludeAny = "exclude_any"
    case excludeAll = "exclude_all"
    case between
    case notBetween = "not_between"
    case isEmpty = "is_empty"
    case isNotEmpty = "is_not_empty"

    /// The operator whose contrary this is.
    var contradicted: Comparison? {
        switch self {
        case .notEqual: .equal
        case .notLike: .like
        case .notContains: .contains
        case .notIn: .isIn
        case .excludeAny: .includeAny
        case .excludeAll: .includeAll
        case .notBetween: .between
        case .isEmpty: .isNotEmpty
        default: nil
        }
    }
}

/// What a condition compares with.
package enum CriterionOperand: Sendable, Hashable {
    /// Typed constants: one, two for `between`, up to a hundred for lists; none for `is_empty`.
    case values([String])
    /// Known only when it is evaluated.
    case placeholder(Placeholder)
    /// What the same record has in another field.
    case field(CriterionField)
}

/// A value that depends on who looks and when.
package enum Placeholder: Sendable, Hashable {
    /// Whoever looks, or on whose behalf it is evaluated.
    case currentUser
    /// A day, week (from Monday), month or year: this one with offset 0, the one before with −1.
    case period(Period, offset: Int)
    /// From so many days ago to today.
    case lastDays(Int)
    /// From tomorrow for so many days.
    case nextDays(Int)

    /// Units of the calendar.
    package enum Period: String, Sendable, CaseIterable {
        case day
        case week
        case month
        case year
    }
}
