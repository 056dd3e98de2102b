/// Cuts text into the words by which it is found.
///
/// Words are folded like everything that is compared: without case, accents, width or forms of the same character. Scripts that put no
/// space between words (Han, kana, Hangul and those of South-East Asia) become pairs of neighbours, so that any two characters find
/// what has them side by side.
enum SearchWords {
    /// Longer words are cut: what is found by 40 characters need not be found by more.
    private static let maximumLength = 40
    private static let maximumWholeLength = 100

    /// The words of a text that is searched.
    ///
    /// - Parameter text: Any text.
    /// - Returns: The words, in their order; may repeat.
    static func of(_ text: String) -> [String] {
        runs(of: text).flatMap { run in
            run.isSpaced ? [word(run.scalars)] : pairs(run.scalars) + [word(run.scalars.suffix(1))]
        }
    }

    /// The beginnings of words that somebody asks for.
    ///
    /// - Parameter text: As typed.
    /// - Returns: The beginnings; a text that is searched has each of them where it has what was typed.
    static func asked(_ text: String) -> [String] {
        runs(of: text).flatMap { run in
            run.isSpaced || run.scalars.count == 1 ? [word(run.scalars)] : pairs(run.scalars)
        }
    }

    /// All words of a text as one, which begins like those of a text that begins the same.
    static func whole(_ text: String) -> String {
        let joined = runs(of: text).map { word($0.scalars) }.joined(separator: "_")
        return String(String.UnicodeScalarView(joined.unicodeScalars.prefix(maximumWholeLength)))
    }

    private typealias Run = (isSpaced: Bool, scalars: ArraySlice<Unicode.Scalar>)

    /// Stretches of letters and digits, of one kind of script each.
    private static func runs(of text: String) -> [Run] {
        let scalars = Array(TypedKey.fold(text).unicodeScalars)
        var runs: [Run] = []
        var start: (index: Int, isSpaced: Bool)?
        for (index, scalar) in scalars.enumerated() {
            // Marks belong to the letter before them.
            if let start, scalar.isMark, start.isSpaced { continue }
            let kind: Bool? = scalar.isUnspaced ? false : scalar.isWordPart ? true : nil
            if let begun = start, kind != begun.isSpaced {
                runs.append((begun.isSpaced, scalars[begun.index..<index]))
                start = nil
            }
            if start == nil, let kind { start = (index, kind) }
        }
        if let start { runs.append((start.isSpaced, scalars[start.index...])) }
        return runs
    }

    private static func pairs(_ scalars: ArraySlice<Unicode.Scalar>) -> [String] {
        zip(scalars, scalars.dropFirst()).map { word([$0, $1]) }
    }

    private static func word(_ scalars: some Collection<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars.prefix(maximumLength)))
    }
}

extension Unicode.Scalar {
    fileprivate var isMark: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark: true
        default: false
        }
    }

    fileprivate var isWordPart: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber:
            true
        default: false
        }
    }

    /// Of a script that is written without spaces between words.
    fileprivate var isUnspaced: Bool {
        if properties.isIdeographic { return true }
        switch value {
        // Thai, Lao, Burmese, Khmer; marks stand there as characters of their own.
        case 0x0e00...0x0eff, 0x1000...0x109f, 0x1780...0x17ff: return isWordPart || isMark
        // Hangul and its parts; 々 and 〆; kana with its length mark, and its small letters.
        case 0x1100...0x11ff, 0x3130...0x318f, 0xac00...0xd7ff, 0x3005...0x3006, 0x3041...0x3096, 0x30a1...0x30fa,
            0x30fc...0x30ff, 0x31f0...0x31ff:
            return true
        default: return false
        }
    }
}
