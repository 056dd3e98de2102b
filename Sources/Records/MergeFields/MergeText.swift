package import Identity
package import Storage

/// Text with merge fields, which stand in it by the ids of fields: renaming one breaks nothing.
///
/// Source: spec rows 1.60, 2.128–2.130 and A-11.
package struct MergeText: Sendable, Hashable {
    /// A part of the text.
    package enum Piece: Sendable, Hashable {
        case literal(String)
        /// A value, or the fallback where it is blank.
        case merge(MergeSource, fallback: String?)
    }

    /// The parts in order; no two literals follow each other.
    package let pieces: [Piece]

    /// Reads text as somebody typed it.
    ///
    /// `${Leads.First Name}` and `$[Leads.First Name|friend]` mean the same but for the fallback. ``MergeScope`` says what may be named
    /// and how. What only looks like the start of a token stays text.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - scope: What may be named.
    ///   - input: The API's name of the input.
    /// - Returns: The text with the fields' ids.
    /// - Throws: ``InvalidInput`` with `unknown_merge_field`, `foreign_merge_field`, `ambiguous_merge_field` or `not_mergeable`, its
    ///   sentence naming the token, or with `fallback_too_long`.
    package static func parse(
        _ text: String,
        in scope: MergeScope,
        input: String = "body"
    ) throws(InvalidInput) -> MergeText {
        var pieces: [Piece] = []
        for part in MergeScanner.typed(text) {
            switch part {
            case .literal(let literal): pieces.append(.literal(literal))
            case .token(let content):
                let (path, fallback) = MergeScanner.halves(of: content)
                do throws(MergeNames.Refusal) {
                    let source = try scope.names.source(called: path)
                    // A fallback that shows nothing would send the blank that it is there to prevent.
                    let isBlank = fallback?.allSatisfy(\.isWhitespace) ?? true
                    pieces.append(.merge(source, fallback: isBlank ? nil : fallback.map(String.init)))
                } catch {
                    throw InvalidInput(field: input, code: error.code, detail: error.detail)
                }
                if let fallback, fallback.count > MergeScanner.maximumFallback {
                    let detail = "A fallback has at most \(MergeScanner.maximumFallback) characters."
                    throw InvalidInput(field: input, code: "fallback_too_long", detail: detail)
                }
            }
        }
        return MergeText(pieces: pieces)
    }

    private init(pieces: [Piece]) {
        self.pieces = pieces
    }

    /// Reads the form that ``stored`` writes; what is no token of it stays text.
    ///
    /// - Parameter stored: As it stands in the database.
    package init(stored: String) {
        pieces = MergeScanner.stored(stored)
    }

    /// The form for the database: `${<key>|fallback}` with a ``MergeSource/key``, in the fallback `\` before `\`, `}` and `$`.
    package var stored: String {
        pieces.map { piece in
            switch piece {
            case .literal(let literal): literal
            case .merge(let source, nil): "${\(source.key)}"
            case .merge(let source, let fallback?): "${\(source.key)|\(MergeScanner.escape(fallback))}"
            }
        }.joined()
    }

    /// The form for people, which ``parse(_:in:input:)`` reads again.
    ///
    /// - Parameters:
    ///   - scope: What may be named; what is not in it is shown by its ids.
    ///   - language: The reader's.
    /// - Returns: The text with present labels.
    package func display(in scope: MergeScope, language: Language) -> String {
        pieces.map { piece in
            switch piece {
            case .literal(let literal): literal
            case .merge(let source, let fallback): scope.token(for: source, fallback: fallback, language: language)
            }
        }.joined()
    }

    /// How many tokens there are: as many values as ``filled(with:)`` takes.
    package var variableCount: Int { tokens.count }

    /// What is merged, each once, in the order of its first use.
    package var sources: [MergeSource] {
        var seen: Set<MergeSource> = []
        return tokens.map(\.source).filter { seen.insert($0).inserted }
    }

    /// The fields used, also those that only lead to another, each once.
    package var fields: [ID<Field>] {
        var seen: Set<ID<Field>> = []
        return sources.flatMap(\.fields).filter { seen.insert($0).inserted }
    }

    /// Puts values in the places of the tokens.
    ///
    /// - Parameter values: One for each token in order, as ``MergeValues`` gives them; a missing one is blank.
    /// - Returns: The text.
    package func filled(with values: [String]) -> String {
        var rest = values[...]
        return pieces.map { piece in
            switch piece {
            case .literal(let literal): literal
            case .merge: rest.popFirst() ?? ""
            }
        }.joined()
    }

    /// The tokens in order.
    var tokens: [(source: MergeSource, fallback: String?)] {
        pieces.compactMap { piece in
            if case .merge(let source, let fallback) = piece { (source, fallback) } else { nil }
        }
    }
}
