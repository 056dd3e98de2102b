import Identity
import Storage

/// Which of a Lead's values go into a record of another module.
///
/// Fields of equal names belong together, an organisation's own ones of equal labels.
struct FieldMapping: Sendable {
    /// The values that arrive, by the other module's field names.
    let values: [String: FieldValue]
    /// The Lead's fields that they come from.
    let carried: Set<ID<Field>>

    /// Maps a Lead's values.
    ///
    /// - Parameters:
    ///   - lead: The Lead.
    ///   - fields: The Lead's fields.
    ///   - target: The other module's fields.
    ///   - module: Which other module.
    init(_ lead: Record, fields: [Field], to target: [Field], of module: Destination) {
        var values: [String: FieldValue] = [:]
        var carried: Set<ID<Field>> = []
        for field in fields {
            guard let value = lead.values[field.id],
                let match = Self.match(of: field, among: target, of: module), !match.isReadOnly,
                let fitting = Self.fitting(value, match)
            else { continue }
            values[match.name] = fitting
            carried.insert(field.id)
        }
        self.values = values
        self.carried = carried
    }

    /// Where a Lead's values can go.
    enum Destination: String, Sendable, CaseIterable {
        case contact
        case account
        case deal

        /// The other module's name of a standard field; nil where it stays with the person.
        func name(of field: String) -> String? {
            switch (self, field) {
            case (.account, "company"): "account_name"
            case (.account, "description"), (.deal, "description"): nil
            default: field
            }
        }
    }

    private static func match(of field: Field, among target: [Field], of module: Destination) -> Field? {
        guard let name = module.name(of: field.name) else { return nil }
        if let same = target.first(where: { $0.name == name && $0.isCustom == field.isCustom }) { return same }
        guard field.isCustom else { return nil }
        return target.first { other in
            other.isCustom
                && (other.labelEnglish == field.labelEnglish || other.labelChinese == field.labelChinese)
        }
    }

    /// The value as the other field takes it; nil where it does not.
    private static func fitting(_ value: FieldValue, _ field: Field) -> FieldValue? {
        // A value that the field does not take is told to the user before, by name.
        guard let checked = try? RecordValues.check([field.name: value], fields: [field], over: [:]) else { return nil }
        return checked[field.id]
    }
}
