import Foundation

/// Words that, standing alone, mean that somebody wants no more marketing, or wants it again.
///
/// Source: spec rows 2.143, A-30.
package enum ConsentWords {
    /// Longer messages say something.
    private static let maximumLength = 40

    private static let stop: Set<String> = Set(
        [
            // English
            "stop", "stop all", "stopall", "unsubscribe", "opt out", "optout", "opt-out", "cancel subscription",
            // Chinese
            "退订", "取消订阅", "停止订阅", "退訂", "取消訂閱", "拒收", "td", "回复td",
            // German, French, Spanish, Portuguese, Italian, Dutch
            "stopp", "abmelden", "abbestellen", "arret", "arreter", "desabonner", "se desabonner", "desinscription",
            "baja", "darse de baja", "cancelar suscripcion", "parar", "sair", "descadastrar", "cancelar inscricao",
            "disiscriviti", "annulla iscrizione", "afmelden", "uitschrijven",
            // Turkish, Polish, Russian, Ukrainian
            "iptal", "abonelikten cik", "dur", "wypisz", "rezygnuje", "стоп", "отписаться", "отписка", "відписатися",
            // Arabic, Hebrew, Hindi, Indonesian, Vietnamese, Thai, Japanese, Korean
            "توقف", "إيقاف", "الغاء الاشتراك", "إلغاء الاشتراك", "הסר", "הסירו אותי", "बंद करो", "रोकें", "berhenti",
            "huy dang ky", "ยกเลิก", "配信停止", "停止", "解除", "수신거부", "수신 거부",
        ].map(plain)
    )

    private static let start: Set<String> = Set(
        [
            "start", "unstop", "subscribe", "opt in", "opt-in", "订阅", "恢复订阅", "訂閱", "anmelden", "abonner", "alta",
            "iscriviti", "aanmelden", "başla", "подписаться", "اشتراك", "配信再開", "수신동의",
        ].map(plain)
    )

    /// Whether the whole of a message means that no more marketing is wanted.
    ///
    /// - Parameter text: The customer's words.
    /// - Returns: False for whatever says more than that.
    package static func isStop(_ text: String) -> Bool { text.count <= maximumLength && stop.contains(plain(text)) }

    /// Whether the whole of a message means that marketing is wanted again.
    ///
    /// - Parameter text: The customer's words.
    /// - Returns: False for whatever says more than that.
    package static func isStart(_ text: String) -> Bool { text.count <= maximumLength && start.contains(plain(text)) }

    /// Case, width, accents, spaces and what stands around the words tell nothing apart.
    private static func plain(_ text: String) -> String {
        let folded = text.precomposedStringWithCompatibilityMapping
            .folding(options: [.caseInsensitive, .diacriticInsensitive], locale: Locale(identifier: "en"))
            .replacingOccurrences(of: "ı", with: "i")
        let words = folded.split { character in
            character.isWhitespace || (character.isPunctuation && character != "-") || character.isSymbol
        }
        return words.joined(separator: " ")
    }
}
