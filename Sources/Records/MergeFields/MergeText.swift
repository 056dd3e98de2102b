package import Identity
package import Storage

/// Text with merge fields, which stand in it by the id of the field: renaming a field breaks nothing.
///
/// Source: spec rows 1.60, A-11 and A-12.
package struct MergeText: Sendable, Hashable {
    /// A part of the text.
    package enum Piece: Sendable, Hashable {
        case literal(String)
        /// The value of a field, or the fallback where it is blank.
        case field(ID<Field>, fallback: String?)
    }

    /// The parts in order; no two literals follow each other.
    package let pieces: [Piece]

    init(pieces: [Piece]) {
        self.pieces = pieces
    }

    /// Reads text as somebody typed it.
    ///
    /// `${Leads.First Name}` and `$[Leads.First Name|friend]` mean the same but for the fallback. Module and field go by
    /// their names or present labels in either language, in any case of letters. What only looks like the start of a token
    /// stays text.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - module: Whose fields may be used.
    ///   - fields: All fields of that module.
    /// - Returns: The text with the fields' ids.
    /// - Throws: ``InvalidInput`` for `body` with `unknown_merge_field`, `foreign_merge_field` or
    ///   `ambiguous_merge_field`, its sentence naming the token, or with `fallback_too_long`.
    package static func parse(_ text: String, module: Module, fields: [Field]) throws(InvalidInput) -> MergeText {
        var pieces: [Piece] = []
        let names = MergeNames(module: module, fields: fields)
        for part in MergeScanner.typed(text) {
            switch part {
            case .literal(let literal): pieces.append(.literal(literal))
            case .token(let content):
                let halves = content.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
                let field = try names.field(called: halves[0])
                let fallback = halves.count == 2 ? String(halves[1]) : nil
                // A fallback that shows nothing would send the blank that it is there to prevent.
                let isBlank = fallback?.allSatisfy(\.isWhitespace) ?? true
                if let fallback, fallback.count > MergeScanner.maximumFallback {
                    throw InvalidInput(
                        field: "body",
                        code: "fallback_too_long",
                        detail: "A fallback has at most \(MergeScanner.maximumFallback) characters."
                    )
                }
                pieces.append(.field(field, fallback: isBlank ? nil : fallback))
            }
        }
        return MergeText(pieces: pieces)
    }

    /// Reads the form that ``stored`` writes; what is no token of it stays text.
    ///
    /// - Parameter stored: As it stands in the database.
    package init(stored: String) {
        pieces = MergeScanner.stored(stored)
    }

    /// The form for the database: `${f:<field id>|fallback}`, in the fallback `\` before `\`, `}` and `$`.
    package var stored: String {
        pieces.map { piece in
            switch piece {
            case .literal(let literal): literal
            case .field(let field, nil): "${f:\(field)}"
            case .field(let field, let fallback?): "${f:\(field)|\(MergeScanner.escape(fallback))}"
            }
        }.joined()
    }

    /// The form for people, which ``parse(_:module:fields:)`` reads again.
    ///
    /// - Parameters:
    ///   - module: The module of the fields.
    ///   - fields: All fields of that module; a field that is not among them is shown by its id.
    ///   - language: The reader's.
    /// - Returns: The text with present labels.
    package func display(module: Module, fields: [Field], language: Language) -> String {
        let labels = Dictionary(fields.map { ($0.id, $0.label(in: language)) }, uniquingKeysWith: { first, _ in first })
        return pieces.map { piece in
            switch piece {
            case .literal(let literal): literal
            case .field(let field, let fallback):
                Self.token(
                    "\(module.label(in: language)).\(labels[field] ?? "f:\(field)")",
                    fallback: fallback
                )
            }
        }.joined()
    }

    /// How many tokens there are: as many values as ``filled(with:)`` takes.
    package var variableCount: Int { tokens.count }

    /// The fields used, each once, in the order of their first use.
    package var fields: [ID<Field>] {
        var seen: Set<ID<Field>> = []
        return tokens.map(\.field).filter { seen.insert($0).inserted }
    }

    /// Finds the values for a record.
    ///
    /// - Parameter record: The record.
    /// - Returns: One value for each token in order, blank where neither the record nor a fallback has one; and the fields
    ///   of those, each once.
    package func resolve(record: Record) -> (values: [String], missing: [ID<Field>]) {
        var values: [String] = []
        var missing: [ID<Field>] = []
        for token in tokens {
            let value = record.values[token.field]?.displayText ?? token.fallback
            values.append(value ?? "")
            if value == nil, !missing.contains(token.field) { missing.append(token.field) }
        }
        return (values, missing)
    }

    /// Puts values in the places of the tokens.
    ///
    /// - Parameter values: One for each token in order, as ``resolve(record:)`` gives them; a missing one is blank.
    /// - Returns: The text.
    package func filled(with values: [String]) -> String {
        var rest = values[...]
        return pieces.map { piece in
            switch piece {
            case .literal(let literal): literal
            case .field: rest.popFirst() ?? ""
            }
        }.joined()
    }

    private var tokens: [(field: ID<Field>, fallback: String?)] {
        pieces.compactMap { piece in
            if case .field(let field, let fallback) = piece { (field, fallback) } else { nil }
        }
    }

    /// In the brackets that the fallback does not close.
    private static func token(_ name: String, fallback: String?) -> String {
        let content = fallback.map { "\(name)|\($0)" } ?? name
        return content.contains("}") ? "$[\(content)]" : "${\(content)}"
    }
}
