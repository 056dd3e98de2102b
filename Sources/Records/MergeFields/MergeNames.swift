import Foundation
import Identity
import Storage

/// Finds the field that a token of a merge text means.
struct MergeNames {
    private let moduleNames: Set<String>
    private let fields: [String: [Field]]

    init(module: Module, fields: [Field]) {
        moduleNames = Set([module.name, module.labelEnglish, module.labelChinese].map(Self.fold))
        var index: [String: [Field]] = [:]
        for field in fields {
            let standard = field.name.replacingOccurrences(of: "_", with: " ")
            let names = Set([field.name, standard, field.labelEnglish, field.labelChinese].map(Self.fold))
            for name in names { index[name, default: []].append(field) }
        }
        self.fields = index
    }

    func field(called name: Substring) throws(InvalidInput) -> ID<Field> {
        let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw refusal("unknown_merge_field", "There is no merge field \(quoted(name)).")
        }
        guard moduleNames.contains(Self.fold(String(parts[0]))) else {
            throw refusal("foreign_merge_field", "The merge field \(quoted(name)) belongs to another module.")
        }
        let found = fields[Self.fold(String(parts[1]))] ?? []
        guard let field = found.first else {
            throw refusal("unknown_merge_field", "There is no merge field \(quoted(name)).")
        }
        if found.count > 1 {
            let names = found.map(\.name).joined(separator: ", ")
            throw refusal("ambiguous_merge_field", "\(quoted(name)) may mean several fields: \(names).")
        }
        guard field.type != .lookup, field.type != .user else {
            throw refusal("not_mergeable", "\(quoted(name)) names a record or a user, which cannot be merged.")
        }
        return field.id
    }

    private func refusal(_ code: String, _ detail: String) -> InvalidInput {
        InvalidInput(field: "body", code: code, detail: detail)
    }

    private func quoted(_ name: Substring) -> String { "“\(name.prefix(100))”" }

    /// Case, width and the amount of space do not tell names apart.
    private static func fold(_ name: String) -> String {
        let words = name.precomposedStringWithCompatibilityMapping.lowercased().split(whereSeparator: \.isWhitespace)
        return words.joined(separator: " ")
    }
}
