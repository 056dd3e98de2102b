package import Identity
package import Storage

/// Turns criteria into a condition on the table `records`, the same text for both engines.
///
/// Fields are looked at through `field_values`, so no criteria needs an index of its own.
package struct CriteriaCompiler: Sendable {
    private let fields: [ID<Field>: Field]
    private let context: CriteriaContext

    /// A compiler for one module.
    ///
    /// - Parameters:
    ///   - fields: The fields that may be looked at: those of the module that the user may see.
    ///   - context: What placeholders stand for.
    package init(fields: [Field], context: CriteriaContext) {
        self.fields = Dictionary(uniqueKeysWithValues: fields.map { ($0.id, $0) })
        self.context = context
    }

    /// Compiles criteria.
    ///
    /// - Parameter criteria: The criteria.
    /// - Returns: A condition to be joined with `AND`.
    /// - Throws: ``InvalidInput`` for `criteria.N`, N from 1, where a row makes no sense: `unknown_field`, `wrong_operator`,
    ///   `not_valid`, `too_many`.
    package func condition(_ criteria: Criteria) throws(InvalidInput) -> SQLStatement {
        var rows: [SQLStatement] = []
        for (index, row) in criteria.rows.enumerated() {
            rows.append(try RowCompiler(row: row, number: index + 1, fields: fields, context: context).condition())
        }
        return Self.join(criteria.pattern, rows)
    }

    private static func join(_ pattern: CriteriaPattern, _ rows: [SQLStatement]) -> SQLStatement {
        switch pattern {
        case .row(let number): rows[number - 1]
        case .all(let members):
            "(\(fragment: .joined(members.map { join($0, rows) }, separator: " AND ")))"
        case .any(let members):
            "(\(fragment: .joined(members.map { join($0, rows) }, separator: " OR ")))"
        }
    }
}

extension FieldType {
    /// How criteria compare a field of the type, contraries included.
    package var comparisons: [Comparison] {
        let plain = RowCompiler.allowed(for: self)
        return Comparison.allCases.filter { plain.contains($0.contradicted ?? $0) }
    }

    /// Whether lists can be sorted by a field of the type.
    package var isSortable: Bool {
        switch self {
        case .multiselect, .lookup, .user: false
        default: true
        }
    }
}

/// Compiles one condition.
struct RowCompiler {
    let row: Criterion
    let number: Int
    let fields: [ID<Field>: Field]
    let context: CriteriaContext

    func condition() throws(InvalidInput) -> SQLStatement {
        let subject = try self.subject(row.field)
        let positive = row.comparison.contradicted ?? row.comparison
        guard Self.allowed(for: subject.type).contains(positive) else {
            throw fault("wrong_operator", "This field is not compared in this way.")
        }
        let condition = try self.condition(positive, subject)
        return positive == row.comparison ? condition : "NOT \(fragment: condition)"
    }

    /// The operators of a type, without their contraries.
    static func allowed(for type: FieldType) -> Set<Comparison> {
        switch type {
        case .text, .textarea, .email, .phone, .website, .autonumber:
            [.equal, .isIn, .contains, .startsWith, .endsWith, .like, .isNotEmpty]
        case .picklist, .lookup, .user: [.equal, .isIn, .isNotEmpty]
        case .multiselect: [.includeAny, .includeAll, .isNotEmpty]
        case .boolean: [.equal]
        case .date, .datetime, .integer, .decimal, .currency, .percent:
            [.equal, .isIn, .greaterThan, .greaterEqual, .lessThan, .lessEqual, .between, .isNotEmpty]
        }
    }

    // MARK: - What is looked at

    /// A field's place in the SQL.
    struct Subject {
        let type: FieldType
        let field: Field?
        /// The column of a system field; nil for the module's own.
        let column: SQLStatement?
        var isTags = false
    }

    func subject(_ reference: CriterionField) throws(InvalidInput) -> Subject {
        switch reference {
        case .field(let id):
            guard let field = fields[id] else { throw fault("unknown_field", "There is no such field to look at.") }
            return Subject(type: field.type, field: field, column: nil)
        case .system(.tags): return Subject(type: .multiselect, field: nil, column: nil, isTags: true)
        case .system(let system):
            let column: SQLStatement =
                switch system {
                case .tags: "NULL"
                case .name: "records.name_key"
                case .owner: "records.owner_id"
                case .createdTime: "records.created_at_ms"
                case .modifiedTime: "records.updated_at_ms"
                case .createdBy: "records.created_by"
                case .modifiedBy: "records.updated_by"
                }
            return Subject(type: system.type, field: nil, column: column)
        }
    }

    /// Whether one of the subject's keys fulfils a condition, which gets the key and the whole text as SQL.
    func exists(_ subject: Subject, where test: (SQLStatement, SQLStatement) -> SQLStatement) -> SQLStatement {
        if let column = subject.column {
            return "(\(fragment: column) IS NOT NULL AND \(fragment: test(column, column)))"
        }
        if subject.isTags {
            return """
                EXISTS (SELECT 1 FROM record_tags JOIN tags AS looked ON looked.id = record_tags.tag_id
                         WHERE record_tags.organization_id = records.organization_id
                           AND record_tags.record_id = records.id
                           AND \(fragment: test("looked.name_key", "looked.name_key")))
                """
        }
        guard let field = subject.field else { return "1 = 0" }
        let key: SQLStatement = field.type.keyKind == .text ? "looked.text_key" : "looked.number_key"
        let whole: SQLStatement = "coalesce(looked.whole_text, looked.text_key)"
        return """
            EXISTS (SELECT 1 FROM field_values AS looked
                     WHERE looked.organization_id = records.organization_id AND looked.record_id = records.id
                       AND looked.field_id = \(field.id) AND \(fragment: test(key, whole)))
            """
    }

    // MARK: - Comparing

    private func condition(_ comparison: Comparison, _ subject: Subject) throws(InvalidInput) -> SQLStatement {
        if comparison == .isNotEmpty { return exists(subject) { key, _ in "\(fragment: key) IS NOT NULL" } }
        switch row.operand {
        case .field(let other): return try fieldCondition(comparison, subject, try self.subject(other))
        case .placeholder(let placeholder): return try placeholderCondition(comparison, subject, placeholder)
        case .values(let values):
            try requireCount(values, for: comparison)
            switch subject.type.keyKind {
            case .text: return try textCondition(comparison, subject, values)
            case .number: return try numberCondition(comparison, subject, values)
            }
        }
    }

    private func requireCount(_ values: [String], for comparison: Comparison) throws(InvalidInput) {
        let allowed: ClosedRange<Int> =
            switch comparison {
            case .between: 2...2
            case .isIn, .includeAny, .includeAll: 1...Criteria.maximumValues
            default: 1...1
            }
        guard allowed.contains(values.count) else {
            throw fault(
                values.count > allowed.upperBound ? "too_many" : "required",
                "From \(allowed.lowerBound) to \(allowed.upperBound) values are compared with here."
            )
        }
    }

    private func textCondition(
        _ comparison: Comparison,
        _ subject: Subject,
        _ values: [String]
    ) throws(InvalidInput) -> SQLStatement {
        for value in values where value.isEmpty || value.utf8.contains(0) || value.utf8.count > 4_000 {
            throw fault("not_valid", "Compare with 1 to 4,000 bytes of text; for none there is is_empty.")
        }
        let first = TypedKey.fold(values.first ?? "")
        switch comparison {
        case .equal: return equals(subject, values)
        case .isIn, .includeAny: return equals(subject, values)
        case .includeAll:
            let each = Set(values).sorted().map { equals(subject, [$0]) }
            return "(\(fragment: .joined(each, separator: " AND ")))"
        case .contains: return matches(subject, "%" + LikePattern.escaped(first) + "%")
        case .startsWith: return matches(subject, LikePattern.escaped(first) + "%")
        case .endsWith: return matches(subject, "%" + LikePattern.escaped(first))
        case .like:
            let parts = first.split(separator: "*", omittingEmptySubsequences: false).map {
                LikePattern.escaped(String($0))
            }
            return matches(subject, parts.joined(separator: "%"))
        default: throw fault("wrong_operator", "Text is not compared in this way.")
        }
    }

    /// Equal to one of the values; the key finds, the whole text decides.
    private func equals(_ subject: Subject, _ values: [String]) -> SQLStatement {
        let keys = values.map(TypedKey.folded)
        let short = keys.compactMap { key in
            if case .text(let text, nil) = key { text } else { nil }
        }
        let long = keys.compactMap { key in
            if case .text(_, let whole?) = key { whole } else { nil }
        }
        return exists(subject) { key, whole in
            guard !long.isEmpty else {
                let isShort: SQLStatement = subject.field != nil ? "AND looked.whole_text IS NULL" : ""
                return "\(fragment: key) IN (\(list: short)) \(fragment: isShort)"
            }
            return "\(fragment: whole) IN (\(list: short + long))"
        }
    }

    private func matches(_ subject: Subject, _ pattern: String) -> SQLStatement {
        exists(subject) { _, whole in "\(fragment: whole) LIKE \(pattern) ESCAPE '\\'" }
    }

    private func numberCondition(
        _ comparison: Comparison,
        _ subject: Subject,
        _ values: [String]
    ) throws(InvalidInput) -> SQLStatement {
        var ranges: [Range<Int64>] = []
        for value in values { ranges.append(try range(of: value, subject.type)) }
        guard let first = ranges.first, let last = ranges.last else { throw fault("required", "A value is needed.") }
        if comparison == .isIn { return anyOf(ranges, subject) }
        if comparison == .between {
            return within(min(first.lowerBound, last.lowerBound)..<max(first.upperBound, last.upperBound), subject)
        }
        return compare(comparison, subject, first)
    }

    /// What a constant covers: itself, or for a moment that is given as a day the whole day.
    private func range(of text: String, _ type: FieldType) throws(InvalidInput) -> Range<Int64> {
        if type == .datetime, let date = CalendarDate(text) {
            return context.startMs(of: date)..<context.startMs(of: CalendarDate(dayNumber: date.dayNumber + 1))
        }
        guard let number = TypedKey.number(text, type: type), number < Int64.max else {
            throw fault("not_valid", "This is no value of the field's type.")
        }
        return number..<(number + 1)
    }

    private func placeholderCondition(
        _ comparison: Comparison,
        _ subject: Subject,
        _ placeholder: Placeholder
    ) throws(InvalidInput) -> SQLStatement {
        if placeholder == .currentUser {
            guard subject.type == .user, comparison == .equal || comparison == .isIn else {
                throw fault("not_valid", "The signed-in user is compared with users only.")
            }
            guard let user = context.user else { return "1 = 0" }
            return exists(subject) { key, _ in "\(fragment: key) = \(user)" }
        }
        guard subject.type == .date || subject.type == .datetime, comparison != .isIn, comparison != .between,
            let days = context.days(of: placeholder)
        else { throw fault("not_valid", "A time of the calendar is compared with dates only.") }
        let range =
            subject.type == .date
            ? days.lowerBound.dayNumber..<days.upperBound.dayNumber
            : context.startMs(of: days.lowerBound)..<context.startMs(of: days.upperBound)
        return compare(comparison, subject, range)
    }

    private func compare(_ comparison: Comparison, _ subject: Subject, _ range: Range<Int64>) -> SQLStatement {
        switch comparison {
        case .greaterThan: number(subject) { key in "\(fragment: key) >= \(range.upperBound)" }
        case .greaterEqual: number(subject) { key in "\(fragment: key) >= \(range.lowerBound)" }
        case .lessThan: number(subject) { key in "\(fragment: key) < \(range.lowerBound)" }
        case .lessEqual: number(subject) { key in "\(fragment: key) < \(range.upperBound)" }
        default: within(range, subject)
        }
    }

    private func within(_ range: Range<Int64>, _ subject: Subject) -> SQLStatement {
        if subject.type == .boolean, range == 0..<1, subject.field != nil {
            // A record made before the field existed has no value, which reads as false.
            return "NOT \(fragment: exists(subject) { key, _ in "\(fragment: key) = 1" })"
        }
        if subject.type == .lookup, let field = subject.field { return names(range.lowerBound, in: field) }
        if range.upperBound - 1 == range.lowerBound {
            return exists(subject) { key, _ in "\(fragment: key) = \(range.lowerBound)" }
        }
        return number(subject) { key in
            "\(fragment: key) >= \(range.lowerBound) AND \(fragment: key) < \(range.upperBound)"
        }
    }

    private func anyOf(_ ranges: [Range<Int64>], _ subject: Subject) -> SQLStatement {
        number(subject) { key in
            let each = ranges.map { range -> SQLStatement in
                "(\(fragment: key) >= \(range.lowerBound) AND \(fragment: key) < \(range.upperBound))"
            }
            return "(\(fragment: .joined(each, separator: " OR ")))"
        }
    }

    /// Whether a lookup names a record.
    ///
    /// Few records do: the query looks for them once, instead of asking each record of the module.
    private func names(_ id: Int64, in field: Field) -> SQLStatement {
        """
        records.id IN (SELECT looked.record_id FROM field_values AS looked
                        WHERE looked.organization_id = \(context.organization) AND looked.field_id = \(field.id)
                          AND looked.number_key = \(id))
        """
    }

    /// Whether the subject's one number lies in a range.
    ///
    /// Numbers stand at the first place. Where that is said, SQLite looks for the record's row; else it would go through all rows of the
    /// range once for every record.
    private func number(_ subject: Subject, where test: (SQLStatement) -> SQLStatement) -> SQLStatement {
        let isFirst: SQLStatement = subject.field != nil ? "AND looked.place = 0" : ""
        return exists(subject) { key, _ in "\(fragment: test(key)) \(fragment: isFirst)" }
    }

    func fault(_ code: String, _ detail: String) -> InvalidInput {
        InvalidInput(field: "criteria.\(number)", code: code, detail: detail)
    }
}
