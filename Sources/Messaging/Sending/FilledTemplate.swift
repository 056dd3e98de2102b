package import Identity
package import Records
package import Storage

/// A template with a record's values in all its parts.
///
/// Source: spec rows 1.31, 2.20 to 2.22, A-12.
package struct FilledTemplate: Sendable {
    /// What stands above the words; the words of a text filled in.
    package let header: TemplateContent.Header?
    /// The body.
    package let text: String
    /// The smaller line below.
    package let footer: String?
    /// What can be tapped; addresses whole.
    package let buttons: [TemplateContent.Button]
    /// What is blank without a fallback, each once.
    package let missing: [MergeSource]
    /// What of it Meta is told.
    let varying: OutboxPayload.Template

    /// Fills a template.
    ///
    /// - Parameters:
    ///   - template: The template.
    ///   - record: A record of its module.
    ///   - values: Made for ``MessageTemplate/mergeTexts``.
    package init(_ template: MessageTemplate, from record: Record, _ values: MergeValues) {
        var missing: [MergeSource] = []
        func fill(_ text: MergeText) -> [String] {
            let fill = values.fill(text, from: record, language: template.language)
            for source in fill.missing where !missing.contains(source) { missing.append(source) }
            return fill.parameters
        }
        var header = template.content.header
        header?.sample = nil
        var above: String?
        if let words = header?.text.map(MergeText.init(stored:)) {
            let parameters = fill(words)
            header?.text = words.filled(with: parameters)
            above = parameters.first
        }
        let body = MergeText(stored: template.body)
        let parameters = fill(body)
        var addresses: [OutboxPayload.Address] = []
        var buttons = template.content.buttons
        for index in buttons.indices {
            buttons[index].sample = nil
            guard let address = buttons[index].url.map(MergeText.init(stored:)) else { continue }
            let value = fill(address).first
            buttons[index].url = TemplateAddress.whole(address, with: value ?? "")
            if let value { addresses.append(OutboxPayload.Address(button: index, end: TemplateAddress.end(value))) }
        }
        self.header = header
        text = body.filled(with: parameters)
        footer = template.content.footer
        self.buttons = buttons
        self.missing = missing
        varying = OutboxPayload.Template(
            id: template.id,
            name: template.providerName,
            language: template.language,
            parameters: parameters,
            header: above,
            addresses: addresses.isEmpty ? nil : addresses,
            parts: template.partsDigest
        )
    }

    /// What is missing, in the reader's words.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - record: What the template was filled from.
    ///   - user: The reader.
    /// - Returns: Labels in the user's language.
    /// - Throws: ``RecordNotFound`` or ``StoreError``.
    package func missingLabels(
        _ tx: any ReadTransaction,
        in record: Record,
        for user: SignedIn
    ) throws -> [String] {
        if missing.isEmpty { return [] }
        guard let module = try ModuleQueries.find(tx, shownTo: user, name: record.module.name) else {
            throw RecordNotFound()
        }
        let scope = try MergeScope(tx, module: module, for: user)
        let language = try UserQueries.find(tx, organization: user.organization, id: user.user)?.language ?? .english
        return missing.map { scope.label(of: $0, in: language) }
    }

    /// Makes sure that WhatsApp takes what came of it.
    ///
    /// - Throws: ``TemplateRefusal/tooLong(_:)`` or ``TemplateRefusal/notUsable(_:)``.
    ///
    /// Source: spec row 2.19; wire reference 4.3.
    func requireFitting() throws(TemplateRefusal) {
        func require(_ text: String?, _ maximum: Int, _ part: TemplateFinding.Part) throws(TemplateRefusal) {
            if let text, text.unicodeScalars.count > maximum { throw .tooLong(part) }
        }
        if let header, header.kind != .text, header.file == nil {
            throw .notUsable(TemplateContent.Unusable.header.rawValue)
        }
        try require(header?.text, TemplateGrammar.maximumLine, .header)
        try require(text, TemplateGrammar.maximumLength, .body)
        for button in buttons { try require(button.url, TemplateGrammar.maximumAddress, .buttons) }
    }

    /// What a message keeps of it beside its words and its file; nil where there is nothing.
    var kept: MessageContent.Template? {
        if header?.text == nil, footer == nil, buttons.isEmpty { return nil }
        return MessageContent.Template(header: header?.text, footer: footer, buttons: buttons)
    }

    /// The file above the words, as Meta is to be handed it.
    var file: OutboxPayload.File? {
        guard let header, let file = header.file else { return nil }
        return OutboxPayload.File(
            digest: file.digest,
            kind: header.kind.rawValue,
            type: file.type,
            name: file.name,
            caption: nil,
            mediaID: nil
        )
    }
}
