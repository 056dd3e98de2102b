import Foundation
import Identity
import Records
import Storage
import WhatsAppCloud

/// What Meta was seen to have when it was asked, put beside what is here.
struct TemplateSight: Sendable {
    let ids: IDGenerator
    let channel: ChannelAccount
    /// When Meta was asked, to the second, as it dates its webhooks.
    let toldAtMs: Int64
    /// Now, product time.
    let atMs: Int64

    /// Whether anything is to be written; most templates are as they were.
    func isNews(_ tx: any ReadTransaction, _ remote: RemoteTemplate) throws -> Bool {
        guard let template = try known(tx, remote) else { return Self.isThere(remote) }
        return !differences(of: remote, from: template).isEmpty || hasOtherParts(remote, template)
    }

    /// Writes down what is new of a template, or takes it up.
    func apply(_ tx: any WriteTransaction, _ remote: RemoteTemplate) throws {
        guard let found = try known(tx, remote) else {
            if Self.isThere(remote) { try adopt(tx, remote) }
            return
        }
        func current() throws -> MessageTemplate? {
            try TemplateQueries.lock(tx, organization: channel.organization, id: found.id)
        }
        guard var template = try current() else { return }
        if hasOtherParts(remote, template) {
            let foreign = ForeignTemplate(remote)
            try TemplateQueries.setContent(tx, template, module: nil, body: foreign.body, foreign.content)
            try TemplateVerdict.tell(tx, ids: ids, template, "changed", atMs: atMs)
            template = try current() ?? template
        }
        var verdict = TemplateVerdict()
        for matter in differences(of: remote, from: template) {
            guard try ProviderClock.isLatest(tx, template.clock(matter), of: channel, atMs: toldAtMs) else { continue }
            switch matter {
            case .status:
                verdict.status = Self.status(of: remote)
                verdict.reason = remote.rejectedReason ?? MessageTemplate.Status.word(of: remote.status)
                verdict.providerID = remote.id
            case .category: verdict.category = remote.category
            case .quality: verdict.quality = Self.quality(of: remote)
            }
        }
        try verdict.apply(tx, ids: ids, to: template, atMs: atMs)
    }

    private func known(_ tx: any ReadTransaction, _ remote: RemoteTemplate) throws -> MessageTemplate? {
        try TemplateQueries.find(
            tx,
            channel: channel,
            providerID: remote.id,
            providerName: remote.name,
            language: remote.language
        )
    }

    /// What Meta says otherwise than we do.
    private func differences(of remote: RemoteTemplate, from template: MessageTemplate) -> [MessageTemplate.Matter] {
        // What was deleted here may still be there; and what was corrected here may not be there yet.
        if template.isDeleted || (template.isOnItsWay && template.providerID != nil) { return [] }
        var matters: [MessageTemplate.Matter] = []
        var isOurs: Bool { template.madeBy == nil || TemplateWords(remote) == TemplateWords(template) }
        // Known by its name alone, it is something else where the words are others.
        if template.providerID == nil, !isOurs { return [] }
        if let status = Self.status(of: remote) {
            // A correction that Meta would not take leaves it with what it had.
            let isOld = template.status == .failed && template.providerID != nil && (status == .rejected || !isOurs)
            if template.providerID == nil || (status != template.status && !isOld) { matters.append(.status) }
        }
        if template.isNews(category: remote.category) { matters.append(.category) }
        if let quality = Self.quality(of: remote), quality != template.quality ?? "UNKNOWN" { matters.append(.quality) }
        return matters
    }

    /// Whether something was made of a template elsewhere that was made elsewhere.
    private func hasOtherParts(_ remote: RemoteTemplate, _ template: MessageTemplate) -> Bool {
        template.madeBy == nil && !template.isDeleted
            && ForeignTemplate(remote).content.original != template.content.original
    }

    private func adopt(_ tx: any WriteTransaction, _ remote: RemoteTemplate) throws {
        let foreign = ForeignTemplate(remote)
        let category = MessageTemplate.Category(provider: remote.category) ?? .notification
        let template = MessageTemplate(
            id: ids.next(),
            organization: channel.organization,
            channel: channel.id,
            module: nil,
            name: try TemplateQueries.freeName(tx, in: channel, like: remote.name, language: remote.language),
            providerName: remote.name,
            providerID: remote.id,
            language: remote.language,
            category: category,
            effectiveCategory: category,
            status: Self.status(of: remote) ?? .disabled,
            reason: remote.rejectedReason ?? MessageTemplate.Status.word(of: remote.status),
            body: foreign.body,
            content: foreign.content,
            quality: Self.quality(of: remote),
            madeBy: nil,
            isUnsent: false,
            isDeleted: false,
            createdAtMs: atMs,
            statusAtMs: atMs
        )
        try TemplateQueries.insert(tx, template)
        try TemplateVerdict.tell(tx, ids: ids, template, "adopted", atMs: atMs)
    }

    private static func isThere(_ remote: RemoteTemplate) -> Bool {
        !["DELETED", "PENDING_DELETION"].contains(remote.status.uppercased())
    }

    private static func status(of remote: RemoteTemplate) -> MessageTemplate.Status? {
        MessageTemplate.Status(event: remote.status)
    }

    private static func quality(of remote: RemoteTemplate) -> String? { remote.quality.map { String($0.prefix(20)) } }
}
