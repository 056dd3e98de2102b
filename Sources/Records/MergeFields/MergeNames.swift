import Foundation
import Identity
import Storage

/// Finds what a token of a merge text means.
struct MergeNames: Sendable {
    /// Why it means nothing.
    struct Refusal: Error {
        let code: String
        let detail: String
    }

    private typealias Index = [String: [Field]]
    private let moduleNames: Set<String>
    private let ownerNames: Set<String>
    private let fields: Index
    private let linked: [ID<Module>: Index]
    private let known: [ID<Field>: Field]

    init(module: Module, fields: [Field], linked: [ID<Module>: [Field]]) {
        moduleNames = Set([module.name, module.labelEnglish, module.labelChinese].map(Self.fold))
        let owners = MergeWords.owner.spellings + ["\(module.singularEnglish) Owner", "\(module.singularChinese)负责人"]
        ownerNames = Set(owners.map(Self.fold))
        self.fields = Self.index(fields)
        self.linked = linked.mapValues(Self.index)
        known = Dictionary((fields + linked.values.joined()).map { ($0.id, $0) }, uniquingKeysWith: { own, _ in own })
    }

    private static func index(_ fields: [Field]) -> Index {
        var index: Index = [:]
        for field in fields {
            let standard = field.name.replacingOccurrences(of: "_", with: " ")
            let names = Set([field.name, standard, field.labelEnglish, field.labelChinese].map(fold))
            for name in names { index[name, default: []].append(field) }
        }
        return index
    }

    /// What a name may mean; no source where it is nothing that can be merged.
    private struct Candidate: Hashable {
        let name: String
        let source: MergeSource?
    }

    func source(called name: Substring) throws(Refusal) -> MergeSource {
        if let source = MergeSource(key: name), isKnown(source) { return source }
        let dots = name.indices.filter { name[$0] == "." }
        let quoted = "“\(name.prefix(100))”"
        guard !dots.isEmpty else {
            throw Refusal(code: "unknown_merge_field", detail: "There is no merge field \(quoted).")
        }
        // Labels may have dots of their own, so each is tried as the one after the module.
        var candidates: [Candidate] = []
        var isOurs = false
        for dot in dots {
            let root = Self.fold(name[..<dot])
            let rest = name[name.index(after: dot)...]
            if moduleNames.contains(root) {
                isOurs = true
                candidates += ofRecord(rest)
            }
            if MergeWords.user.folded.contains(root) {
                isOurs = true
                candidates += attributes(rest).map { Candidate(name: "user", source: .person(.sender, $0)) }
            }
            if MergeWords.organization.folded.contains(root) {
                isOurs = true
                let isName = MergeWords.organizationName.folded.contains(Self.fold(rest))
                if isName { candidates.append(Candidate(name: "organization", source: .organization)) }
            }
        }
        guard let first = candidates.first else {
            if isOurs { throw Refusal(code: "unknown_merge_field", detail: "There is no merge field \(quoted).") }
            let detail = "The merge field \(quoted) belongs to another module."
            throw Refusal(code: "foreign_merge_field", detail: detail)
        }
        guard candidates.allSatisfy({ $0 == first }) else {
            let names = candidates.map(\.name).joined(separator: ", ")
            let detail = "\(quoted) may mean several fields: \(names)."
            throw Refusal(code: "ambiguous_merge_field", detail: detail)
        }
        guard let source = first.source else {
            let detail = "\(quoted) names a record or a user, which cannot be merged: choose one of its fields."
            throw Refusal(code: "not_mergeable", detail: detail)
        }
        return source
    }

    private func ofRecord(_ path: Substring) -> [Candidate] {
        let name = Self.fold(path)
        var found = (fields[name] ?? []).map { field in
            Candidate(name: field.name, source: field.isMergeable ? .field(field.id) : nil)
        }
        if ownerNames.contains(name) { found.append(Candidate(name: "owner", source: nil)) }
        for dot in path.indices where path[dot] == "." {
            let head = Self.fold(path[..<dot])
            let rest = path[path.index(after: dot)...]
            for field in fields[head] ?? [] { found += step(through: field, to: rest) }
            if ownerNames.contains(head) {
                found += attributes(rest).map { Candidate(name: "owner", source: .person(.owner, $0)) }
            }
        }
        return found
    }

    private func step(through field: Field, to name: Substring) -> [Candidate] {
        switch field.type {
        case .user: attributes(name).map { Candidate(name: field.name, source: .person(.field(field.id), $0)) }
        case .lookup:
            (field.lookupModule.flatMap { linked[$0] }?[Self.fold(name)] ?? []).map { target in
                Candidate(
                    name: "\(field.name).\(target.name)",
                    source: target.isMergeable ? .linked(lookup: field.id, field: target.id) : nil
                )
            }
        default: []
        }
    }

    private func attributes(_ name: Substring) -> [MergeSource.Attribute] {
        let name = Self.fold(name)
        return MergeSource.Attribute.allCases.filter { MergeWords.of($0).folded.contains(name) }
    }

    private func isOwn(_ id: ID<Field>, _ isFitting: (Field) -> Bool) -> Bool {
        guard let field = known[id], fields[Self.fold(field.name)]?.contains(field) == true else { return false }
        return isFitting(field)
    }

    /// Whether whoever the scope is for may use it.
    private func isKnown(_ source: MergeSource) -> Bool {
        switch source {
        case .field(let field): isOwn(field, \.isMergeable)
        case .person(.field(let field), _): isOwn(field) { $0.type == .user }
        case .linked(let lookup, let field):
            isOwn(lookup) { lookup in
                guard let target = known[field], let module = lookup.lookupModule else { return false }
                return target.module == module && linked[module] != nil && target.isMergeable
            }
        case .person, .organization: true
        }
    }

    /// Case, width and the amount of space do not tell names apart.
    static func fold(_ name: some StringProtocol) -> String {
        let words = name.precomposedStringWithCompatibilityMapping.lowercased().split(whereSeparator: \.isWhitespace)
        return words.joined(separator: " ")
    }
}

extension Field {
    /// Whether it has a value of its own to show, not only the name of somebody or something else.
    var isMergeable: Bool { type != .lookup && type != .user }
}
