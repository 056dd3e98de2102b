import Foundation
import Records
import Storage

/// What Meta's reviewers see in the places of merge fields; a template without them is not reviewed.
///
/// Source: wire reference 4.2, 4.4.
struct TemplateSamples {
    private static let maximumLength = 100

    /// Of the fields that the texts may name.
    let types: [ID<Field>: FieldType]
    /// What the template is written in.
    let language: String

    /// A sample for each merge field of a text.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - given: Those that somebody chose, in order; where there is none, or a blank one, it goes by the field's type.
    /// - Returns: As many as there are merge fields; none is blank.
    func of(_ text: MergeText, given: [String]) -> [String] {
        let types = text.pieces.compactMap { piece -> FieldType? in
            guard case .merge(let source, _) = piece else { return nil }
            return type(of: source)
        }
        return types.enumerated().map { index, type in
            let words = given.indices.contains(index) ? given[index].split(whereSeparator: \.isWhitespace) : []
            let sample = String(words.joined(separator: " ").prefix(Self.maximumLength))
            return sample.isEmpty ? Self.word(for: type, isChinese: language.hasPrefix("zh")) : sample
        }
    }

    private func type(of source: MergeSource) -> FieldType {
        switch source {
        case .field(let id), .linked(_, let id): types[id] ?? .text
        case .person(_, .email): .email
        case .person(_, .name), .organization: .text
        }
    }

    private static func word(for type: FieldType, isChinese: Bool) -> String {
        switch type {
        case .text, .textarea, .picklist, .multiselect, .lookup, .user: isChinese ? "样例" : "Sample"
        case .email: "name@example.com"
        case .phone: "+12025550142"
        case .date: "2026-12-01"
        case .datetime: "2026-12-01 10:00"
        case .integer: "12"
        case .decimal, .currency: "128.50"
        case .percent: "15"
        case .boolean: isChinese ? "是" : "yes"
        case .website: "https://example.com"
        case .autonumber: "SHP-00042"
        }
    }
}
