import Identity

/// What the audit trail says of a field that was added, changed or removed.
enum FieldChanges {
    /// What differs, each named by the field and what of it.
    ///
    /// - Parameters:
    ///   - old: As it was; nil for a new one.
    ///   - new: As it is; nil for one that went.
    /// - Returns: The changes.
    static func between(_ old: Field?, _ new: Field?) -> [AuditChange] {
        let name = (new ?? old)?.name ?? ""
        func change(_ part: String, _ value: (Field) -> String?) -> [AuditChange] {
            AuditChange.between("\(name).\(part)", old.flatMap(value), new.flatMap(value))
        }
        return change("label_en", \.labelEnglish) + change("label_zh", \.labelChinese)
            + change("type") { $0.type.rawValue } + change("is_required") { String($0.isRequired) }
            + change("section", \.section) + change("default_value", \.defaultValue)
            + change("options") { $0.options?.map(\.value).joined(separator: ", ") }
    }
}
