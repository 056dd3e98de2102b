import ParleyTestSupport
import Records
import Storage
import Testing

@testable import Messaging

@Suite("rules of templates")
struct TemplateGrammarTests {
    private static let field = "${f:\(ID<Field>(7))}"

    private static func codes(_ findings: [TemplateFinding]) -> [String] { findings.map(\.code) }

    @Test(
        "2.19 each rule of the body is named",
        arguments: [
            ("", "required"), (String(repeating: "a", count: 1_025), "too_long"),
            ("Hello {{1}}, good day.", "own_variable"), ("Hello {\(field)} my dear friend.", "own_variable"),
            ("\(field) is your number of the day.", "variable_at_start"),
            ("The number of your order is \(field)", "variable_at_end"),
            ("We saw \(field) \(field) in the street of the town.", "adjacent_variables"),
            ("Dear \(field) bye.", "too_few_words"), ("Hello     there.", "too_many_spaces"),
            ("Hello\n\n\nthere.", "too_many_blank_lines"), ("Hello\u{0}there.", "not_text"),
            ((1...11).map { "the word no \($0) is \(field) " }.joined() + "at the end.", "too_many_variables"),
        ]
    )
    func body(text: String, code: String) {
        #expect(Self.codes(TemplateGrammar.body(MergeText(stored: text))) == [code])
    }

    @Test(
        "2.19 a body that goes as far as each rule lets it is right",
        arguments: [
            String(repeating: "a", count: 1_024), String(repeating: "a ", count: 507) + "\(field) bye",
            (1...10).map { "the word no \($0) is \(field) " }.joined() + "at the end.",
            "Dear \(field) good bye.", "Hello    there.", "Hello\n\nthere.", "*Hello* 🎉",
        ]
    )
    func longestBody(text: String) {
        #expect(TemplateGrammar.body(MergeText(stored: text)).isEmpty)
    }

    @Test("2.19 what is put into a body counts as Meta writes it: one character more is refused")
    func variablesCount() {
        let longest = String(repeating: "a ", count: 507) + "\(Self.field) bye"
        #expect(TemplateGrammar.numbered(MergeText(stored: longest)).count == 1_023)
        #expect(TemplateGrammar.body(MergeText(stored: longest + ".")).isEmpty)
        #expect(Self.codes(TemplateGrammar.body(MergeText(stored: longest + ".."))) == ["too_long"])
    }

    @Test("2.19 everything that is wrong is told at once")
    func all() {
        let codes = Self.codes(TemplateGrammar.body(MergeText(stored: "\(Self.field)     {{1}} \(Self.field)")))
        #expect(
            codes == ["own_variable", "variable_at_start", "variable_at_end", "too_few_words", "too_many_spaces"]
        )
    }

    @Test(
        "2.20 each rule of a header's text is named",
        arguments: [
            (String(repeating: "a", count: 61), "too_long"), ("Order \(field) of \(field)", "too_many_variables"),
            ("Two\nlines", "line_break"), ("*Bold*", "markup"), ("Hello 🎉", "emoji"), (" ", "required"),
        ]
    )
    func header(text: String, code: String) {
        #expect(Self.codes(TemplateGrammar.header(MergeText(stored: text))) == [code])
    }

    @Test("2.20, 2.21 sixty characters above and below are right, and one merge field above")
    func longestLines() {
        let sixty = String(repeating: "a", count: 60)
        let filled = String(repeating: "a", count: 55) + Self.field
        for text in [sixty, filled, Self.field] {
            #expect(TemplateGrammar.header(MergeText(stored: text)).isEmpty)
        }
        #expect(TemplateGrammar.footer(MergeText(stored: sixty)).isEmpty)
        #expect(Self.codes(TemplateGrammar.header(MergeText(stored: "a" + filled))) == ["too_long"])
    }

    @Test(
        "2.21 a footer of 61 characters is refused, a blank one, and one with a merge field",
        arguments: [
            (String(repeating: "a", count: 61), "too_long"), ("Yours, \(field)", "variable_not_allowed"),
            (" ", "required"), ("Two\nlines", "line_break"),
        ]
    )
    func footer(text: String, code: String) {
        #expect(Self.codes(TemplateGrammar.footer(MergeText(stored: text))) == [code])
    }

    @Test(
        "2.22 each rule of an address is named",
        arguments: [
            ("example.com/a", "not_an_address"), ("https://", "not_an_address"),
            ("https://example.com/\(field)/a", "variable_not_at_end"),
            ("https://example.com\(field)", "variable_in_host"), ("https://wa.me/8613800138000", "whatsapp_link"),
            ("https://example.com/" + String(repeating: "a", count: 2_000), "too_long"),
        ]
    )
    func address(text: String, code: String) {
        let button = TemplateContent.Button(kind: .url, label: "Open", url: text)
        let findings = TemplateGrammar.button(button, at: 1)
        #expect(Self.codes(findings) == [code])
        #expect(findings.first?.position == 1)
    }

    @Test("2.22 an address of 2,000 characters is right, with its merge field and without")
    func longestAddress() {
        let base = "https://example.com/"
        let rest = String(repeating: "a", count: 2_000 - base.count)
        let filled = base + String(rest.dropLast(5)) + Self.field
        for url in [base + rest, filled] {
            let button = TemplateContent.Button(kind: .url, label: "Open", url: url)
            #expect(TemplateGrammar.button(button, at: 0).isEmpty)
        }
        let longer = TemplateContent.Button(kind: .url, label: "Open", url: base + rest + "a")
        #expect(Self.codes(TemplateGrammar.button(longer, at: 0)) == ["too_long"])
    }

    @Test(
        "2.22 each rule of a label is named",
        arguments: [
            (String(repeating: "a", count: 25), nil), (String(repeating: "a", count: 26), "too_long"),
            ("*Yes*", "markup"), ("Yes 🎉", "emoji"), (" ", "required"), ("", "required"), ("Two\nlines", "line_break"),
        ] as [(String, String?)]
    )
    func label(text: String, code: String?) {
        let button = TemplateContent.Button(kind: .quickReply, label: text)
        #expect(Self.codes(TemplateGrammar.button(button, at: 0)) == [code].compactMap(\.self))
    }

    @Test("2.22 buttons of one kind have their number, and quick replies stand together")
    func several() {
        func codes(_ kinds: [TemplateContent.Button.Kind]) -> [String] {
            let buttons = kinds.enumerated().map { TemplateContent.Button(kind: $1, label: "\($0)") }
            return Self.codes(TemplateGrammar.buttons(buttons))
        }
        #expect(codes([.quickReply, .quickReply, .url, .phone]).isEmpty)
        #expect(codes([.url, .phone, .quickReply]).isEmpty)
        #expect(codes([.quickReply, .url, .quickReply]) == ["replies_apart"])
        #expect(codes(Array(repeating: .quickReply, count: 10)).isEmpty)
        #expect(codes([.url, .url]).isEmpty)
        #expect(codes([.url, .url, .url]) == ["too_many_of_kind"])
        #expect(codes([.phone, .phone]) == ["too_many_of_kind"])
        #expect(codes(Array(repeating: .quickReply, count: 11)) == ["too_many_buttons", "too_many_of_kind"])
        let same = Array(repeating: TemplateContent.Button(kind: .quickReply, label: "Yes"), count: 2)
        #expect(Self.codes(TemplateGrammar.buttons(same)) == ["duplicate_label"])
        let bad = TemplateContent.Button(kind: .phone, label: "Call \(Self.field)", phone: "12")
        #expect(Self.codes(TemplateGrammar.button(bad, at: 0)) == ["variable_not_allowed", "not_a_phone"])
    }
}
