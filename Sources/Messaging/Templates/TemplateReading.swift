import Identity
import PhoneNumbers
import Records

/// A template as somebody wrote it, its merge fields looked up, checked by every rule that needs nothing but the template.
///
/// Source: spec rows 1.30, 1.31, 2.19 to 2.22.
struct TemplateReading {
    /// The body, with the fields' ids.
    private(set) var body = MergeText(stored: "")
    /// The rest, in the form for the database.
    private(set) var content = TemplateContent()
    /// What is to be put right, in the order in which people see the parts.
    private(set) var findings: [TemplateFinding] = []

    private let scope: MergeScope
    private let samples: TemplateSamples

    /// Reads a template.
    ///
    /// - Parameters:
    ///   - body: As typed.
    ///   - content: As typed; its file is the one that was found.
    ///   - language: What the template is written in.
    ///   - scope: What the writer may merge.
    init(body: String, content: TemplateContent, language: String, scope: MergeScope) {
        self.scope = scope
        let fields = scope.fields + scope.linked.values.joined()
        let types = Dictionary(fields.map { ($0.id, $0.type) }, uniquingKeysWith: { first, _ in first })
        samples = TemplateSamples(types: types, language: language)
        if let header = content.header { self.content.header = read(header) }
        if let text = parse(body, of: .body) {
            self.body = text
            findings += TemplateGrammar.body(text)
            self.content.samples = samples.of(text, given: content.samples)
        }
        if let footer = content.footer {
            if let text = parse(footer, of: .footer) { findings += TemplateGrammar.footer(text) }
            self.content.footer = footer
        }
        // One more than there may be shows that there are too many.
        let buttons = content.buttons.prefix(TemplateGrammar.maximumButtons + 1)
        for (index, button) in buttons.enumerated() { self.content.buttons.append(read(button, at: index)) }
        findings += TemplateGrammar.buttons(self.content.buttons)
    }

    /// Adds that another template of the account says the same, which Meta does not take.
    mutating func isSame(as other: String) {
        var list = TemplateChecklist(.body)
        list.require(false, .duplicate, "\(other) says the same, and Meta takes nothing twice.")
        // It is no news where the body is wrong anyway.
        if !findings.contains(where: { $0.part == .body }) { findings += list.findings }
    }

    private mutating func read(_ header: TemplateContent.Header) -> TemplateContent.Header {
        var list = TemplateChecklist(.header)
        var read = TemplateContent.Header(kind: header.kind)
        if header.kind == .text {
            if let text = parse(header.text ?? "", of: .header) {
                findings += TemplateGrammar.header(text)
                read.text = text.stored
                read.sample = samples.of(text, given: [header.sample ?? ""]).first
            }
        } else if let file = header.file {
            let kind = TemplateMedia.kind(of: file.type)
            list.require(kind == header.kind, .otherKind, "This file is no \(header.kind.rawValue).")
            read.file = file
        } else {
            list.require(false, .fileMissing, "Choose a file: what Meta's reviewers see is what people get.")
        }
        findings += list.findings
        return read
    }

    private mutating func read(_ button: TemplateContent.Button, at position: Int) -> TemplateContent.Button {
        var read = TemplateContent.Button(kind: button.kind, label: button.label)
        switch button.kind {
        case .quickReply: break
        case .phone:
            let number = button.phone.flatMap { PhoneNumber(typed: $0, defaultRegion: nil) }
            read.phone = number?.e164 ?? button.phone
        case .url:
            // Checked no further where its merge field is not to be had.
            guard let text = parse(button.url ?? "", of: .buttons, at: position) else { return read }
            read.url = text.stored
            read.sample = samples.of(text, given: [button.sample ?? ""]).first
        }
        findings += TemplateGrammar.button(read, at: position)
        return read
    }

    /// The text with the fields' ids; nil, and a finding, where that cannot be.
    private mutating func parse(_ text: String, of part: TemplateFinding.Part, at position: Int? = nil) -> MergeText? {
        var list = TemplateChecklist(part, at: position)
        defer { findings += list.findings }
        guard text.unicodeScalars.count <= TemplateGrammar.maximumTyped else {
            list.require(false, .tooLong, "At most \(TemplateGrammar.maximumTyped) characters.")
            return nil
        }
        do throws(InvalidInput) {
            return try MergeText.parse(text.replacing("\r\n", with: "\n"), in: scope)
        } catch {
            list.add(error.code, error.detail)
            return nil
        }
    }
}
