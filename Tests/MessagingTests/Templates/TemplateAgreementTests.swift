import Foundation
import Records
import Storage
import Testing

@testable import Messaging
@testable import WhatsAppCloud
@testable import WhatsAppSimulator

@Suite("our rules of templates and Meta's")
struct TemplateAgreementTests {
    @Test("2.19, 2.20, 2.21, 2.22 what we let pass Meta takes, over many templates")
    func agreement() throws {
        var dice = Dice(state: 20_261)
        var (passed, refused) = (0, 0)
        for _ in 0..<2_000 {
            let template = dice.template()
            let findings = Self.findings(of: template)
            let payload = TemplateSubmission(template, fileHandle: "4::aW1hZ2U=").payload
            let json = try #require(JSON(bytes: try JSONEncoder().encode(payload)))
            do throws(GraphFailure) {
                let grammar = WhatsAppSimulator.TemplateGrammar(category: "UTILITY", format: "POSITIONAL")
                _ = try grammar.check(json["components"])
            } catch {
                refused += 1
                #expect(!findings.isEmpty, "\(error) for \(template.body) \(template.content)")
            }
            if findings.isEmpty { passed += 1 }
        }
        // Else the dice would prove nothing.
        #expect(passed > 200 && refused > 200, "\(passed) passed, \(refused) refused")
    }

    private static func findings(of template: Messaging.MessageTemplate) -> [TemplateFinding] {
        typealias Grammar = Messaging.TemplateGrammar
        let content = template.content
        var findings = Grammar.body(MergeText(stored: template.body))
        if let text = content.header?.text { findings += Grammar.header(MergeText(stored: text)) }
        if let footer = content.footer { findings += Grammar.footer(MergeText(stored: footer)) }
        for (index, button) in content.buttons.enumerated() { findings += Grammar.button(button, at: index) }
        return findings + Grammar.buttons(content.buttons)
    }
}

/// Makes templates that are often right, and wrong in many ways.
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    private static let field = "${f:\(ID<Field>(7))}"
    private static let words = ["Hello ", "your order ", "at ten ", "您好，", "明天见。", "thanks ", "the shop ", "2 pm "]
    private static let odd = ["{", "}", "{{1}}", "}}", "{{", "\n", "\n\n\n", "      ", "🎉", "*", "a\u{301}", "", " "]

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    private mutating func happens(_ one: Int, in all: Int) -> Bool { Int.random(in: 0..<all, using: &self) < one }

    private mutating func text(_ length: ClosedRange<Int>, fields: Bool = true) -> String {
        var text = ""
        for _ in 0..<Int.random(in: length, using: &self) {
            if happens(1, in: 40) { text += Self.odd.randomElement(using: &self) ?? "" }
            if fields, happens(1, in: 8) { text += Self.field }
            text += Self.words.randomElement(using: &self) ?? ""
        }
        if happens(1, in: 30) { text += Self.field }
        return text
    }

    private mutating func button() -> TemplateContent.Button {
        let kind = TemplateContent.Button.Kind.allCases.randomElement(using: &self) ?? .quickReply
        var button = TemplateContent.Button(kind: kind, label: text(1...2, fields: happens(1, in: 20)))
        if happens(1, in: 20) { button.label = "" }
        switch kind {
        case .quickReply: break
        case .phone: button.phone = happens(1, in: 8) ? "12" : "+12025550142"
        case .url:
            let base = ["https://example.com/a/", "https://example.com", "example.com/", "https://example.com/{"]
            button.url = (happens(4, in: 5) ? base[0] : base.randomElement(using: &self) ?? "")
            if happens(1, in: 2) { button.url?.append(Self.field) }
            if happens(1, in: 10) { button.url?.append("/b") }
            if button.url?.contains(Self.field) == true { button.sample = "7" }
        }
        return button
    }

    mutating func template() -> Messaging.MessageTemplate {
        var content = TemplateContent()
        let body = happens(1, in: 30) ? text(60...140) : text(1...14)
        if happens(1, in: 3) {
            let kind = TemplateContent.Header.Kind.allCases.randomElement(using: &self) ?? .text
            content.header = TemplateContent.Header(kind: kind)
            if kind == .text {
                let words = text(1...6, fields: happens(1, in: 3))
                content.header?.text = words
                content.header?.sample = Self.samples(of: words).first
            }
        }
        if happens(1, in: 3) { content.footer = text(1...6, fields: happens(1, in: 10)) }
        if happens(1, in: 3) {
            let count = happens(1, in: 15) ? 12 : Int.random(in: 1...4, using: &self)
            for _ in 0..<count { content.buttons.append(button()) }
        }
        content.samples = Self.samples(of: body)
        return Messaging.MessageTemplate(
            id: ID(1),
            organization: ID(1),
            channel: ID(1),
            module: ID(1),
            name: "n",
            providerName: "n",
            providerID: nil,
            language: "en",
            category: .notification,
            effectiveCategory: .notification,
            status: .inReview,
            reason: nil,
            body: body,
            content: content,
            quality: nil,
            madeBy: nil,
            isUnsent: true,
            isDeleted: false,
            createdAtMs: 0,
            statusAtMs: 0
        )
    }

    private static func samples(of text: String) -> [String] {
        TemplateSamples(types: [:], language: "en").of(MergeText(stored: text), given: [])
    }
}
