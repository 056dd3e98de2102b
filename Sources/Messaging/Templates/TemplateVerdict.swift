import Identity
import Signals
import Storage

/// What Meta says of a template, by webhook, as an answer or when it is asked; nil is what it does not speak of.
struct TemplateVerdict: Sendable {
    var status: MessageTemplate.Status?
    /// Why, where there is a state.
    var reason: String?
    var category: MessageTemplate.Category?
    var quality: String?
    /// Meta's id.
    var providerID: String?
    /// Whether Meta has it now as it stands here.
    var isHandedOver = false

    /// Writes down what is new, and tells whoever watches; whoever wrote the template is told on their bell what they wait for.
    ///
    /// Source: spec rows 1.36, 2.17, 2.18, 2.26.
    func apply(_ tx: any WriteTransaction, ids: IDGenerator, to template: MessageTemplate, atMs: Int64) throws {
        try TemplateQueries.set(tx, template, self, atMs: atMs)
        if let status, status != template.status {
            try Self.tell(tx, ids: ids, template, status.rawValue, rings: status != .inReview, atMs: atMs)
        }
        if let category, category != template.effectiveCategory {
            try Self.tell(tx, ids: ids, template, "recategorised", rings: true, atMs: atMs)
        }
        if let quality, quality != template.quality {
            try Self.tell(tx, ids: ids, template, "requalified", rings: false, atMs: atMs)
        }
    }

    /// Tells of something that happened to a template.
    static func tell(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        _ template: MessageTemplate,
        _ verb: String,
        rings: Bool = false,
        atMs: Int64
    ) throws {
        let event = ids.next(Event.self)
        try EventLog.append(
            tx,
            id: event,
            organizationID: template.organization.rawValue,
            kind: "template.\(verb)",
            subjectID: template.id.rawValue,
            atMs: atMs
        )
        guard rings, let writer = template.madeBy else { return }
        try RaiseSignal.apply(
            tx,
            ids: ids,
            organization: template.organization,
            for: writer,
            .templateReviewed,
            subjectID: event.rawValue,
            groupID: template.id.rawValue,
            atMs: atMs
        )
    }
}
