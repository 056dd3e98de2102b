package import Identity
package import PhoneNumbers
package import Records
package import Storage

/// Decides whether a template is sent: every check, in one place and order, for whoever asks.
///
/// Source: spec rows 1.15, 1.16, 1.35, 1.40, 1.41, 2.19, 2.38, A-12 to.
package struct TemplateSending: Sendable {
    private let clock: WallClock
    private let ids: IDGenerator
    private let charge: any SendCharge

    /// Prepares the decision.
    package init(clock: WallClock, ids: IDGenerator, charge: any SendCharge) {
        self.clock = clock
        self.ids = ids
        self.charge = charge
    }

    /// What somebody wants to send.
    package struct Question: Sendable {
        /// The template.
        package let template: ID<MessageTemplate>
        /// One of the person's usable numbers, in international form; nil for the first.
        package let phone: String?
        /// The record's lookup that names the person; nil where they are the record.
        package let lookup: ID<Field>?
        /// The number it goes out from; nil for the account's first.
        package let businessNumber: ID<BusinessNumber>?

        /// A question.
        package init(
            template: ID<MessageTemplate>,
            phone: String?,
            lookup: ID<Field>?,
            businessNumber: ID<BusinessNumber>?
        ) {
            self.template = template
            self.phone = phone
            self.lookup = lookup
            self.businessNumber = businessNumber
        }
    }

    /// What would leave, as far as that can be said, and all that is against it.
    package struct Decision: Sendable {
        /// The template.
        package let template: MessageTemplate
        /// Who would get it.
        package fileprivate(set) var recipient: SendRecipient?
        /// Where.
        package fileprivate(set) var phone: PhoneNumber?
        /// From which number of ours.
        package fileprivate(set) var number: BusinessNumber?
        /// What it would say.
        package fileprivate(set) var filled: FilledTemplate?
        /// What is against it, in the order of the checks; empty where it can be sent.
        package fileprivate(set) var refusals: [any SendingRefusal] = []
        fileprivate var channel: ChannelAccount?

        /// Does a check and keeps what it is against.
        fileprivate mutating func check<Found>(_ body: () throws -> Found) throws -> Found? {
            do {
                return try body()
            } catch let refusal as any SendingRefusal {
                refusals.append(refusal)
                return nil
            }
        }

        /// What leaves.
        ///
        /// - Throws: The first refusal.
        func accepted() throws -> Accepted {
            if let refusal = refusals.first { throw refusal }
            guard let recipient, let phone, let number, let filled, let channel else { throw SendRefusal.notFound }
            return Accepted(person: recipient.person, phone: phone, channel: channel, number: number, filled: filled)
        }
    }

    /// What leaves, to whom, and from where.
    struct Accepted {
        let person: Record
        let phone: PhoneNumber
        let channel: ChannelAccount
        let number: BusinessNumber
        let filled: FilledTemplate
    }

    /// Decides, and changes nothing.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - question: What is to be sent.
    ///   - record: What it is about: the values come from it.
    ///   - user: Needs ``Right/sendMessages``.
    /// - Returns: The decision.
    /// - Throws: ``NotPermitted``, ``RecordNotFound``, ``TemplateRefusal/notFound``, ``InvalidInput`` or ``StoreError``.
    package func decide(
        _ tx: any ReadTransaction,
        _ question: Question,
        about record: ID<Record>,
        by user: SignedIn
    ) throws -> Decision {
        try user.require(.sendMessages)
        guard let record = try RecordQueries.find(tx, visibleTo: user, id: record) else { throw RecordNotFound() }
        guard let template = try TemplateQueries.find(tx, organization: user.organization, id: question.template) else {
            throw TemplateRefusal.notFound
        }
        var decision = Decision(template: template)
        decision.recipient = try decision.check {
            try SendRecipient.find(tx, about: record, by: question.lookup, for: user)
        }
        let recipient = decision.recipient
        if let recipient {
            // Whoever may only read a person's record does not speak for the team there. Source: spec row A-18.
            _ = try decision.check { try RecordQueries.require(tx, writableBy: user, id: recipient.person.id) }
            decision.phone = try decision.check { try recipient.number(question.phone) }
        }
        _ = try decision.check { try Self.require(template, about: record.module.id) }
        _ = try decision.check { try Self.requireApproved(template) }
        if let person = recipient?.person {
            let phone = decision.phone
            _ = try decision.check { try allow(tx, template, for: person.id, at: phone) }
        }
        if template.module == record.module.id { try fill(tx, &decision, from: record, by: user) }
        let phone = decision.phone
        _ = try decision.check { try pay(tx, template, to: phone) }
        try place(tx, &decision, question, by: user)
        return decision
    }

    /// What is against sending a template, whoever would get it.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - template: The template.
    ///   - module: The module of the records that it would be about.
    ///   - number: The number it would go out from; nil for the account's first.
    ///   - user: Whose organisation it is.
    /// - Returns: The first refusal.
    /// - Throws: ``StoreError``.
    package func standing(
        _ tx: any ReadTransaction,
        of template: MessageTemplate,
        about module: ID<Module>,
        from number: ID<BusinessNumber>?,
        by user: SignedIn
    ) throws -> (any SendingRefusal)? {
        do {
            try Self.require(template, about: module)
            try Self.requireApproved(template)
            _ = try sender(tx, of: template, number, by: user)
            return nil
        } catch let refusal as any SendingRefusal {
            return refusal
        }
    }

    /// Makes sure that what was sent once may be sent again: what it says is settled, and where it goes.
    func requireAgain(
        _ tx: any ReadTransaction,
        _ id: ID<MessageTemplate>?,
        _ sent: OutboxPayload.Template?,
        in conversation: Conversation
    ) throws {
        let template = try id.flatMap { try TemplateQueries.find(tx, organization: conversation.organization, id: $0) }
        guard let template else { throw TemplateRefusal.notApproved(.disabled) }
        try Self.requireApproved(template)
        if let parts = sent?.parts, parts != template.partsDigest { throw TemplateRefusal.changed }
        guard let person = conversation.record else { throw SendRefusal.noRecipient }
        let phone = conversation.phone
        try allow(tx, template, for: person, at: phone)
        try pay(tx, template, to: phone)
    }

    // MARK: - The checks

    private static func require(_ template: MessageTemplate, about module: ID<Module>) throws(TemplateRefusal) {
        guard template.module == module else { throw .otherModule }
    }

    private static func requireApproved(_ template: MessageTemplate) throws(TemplateRefusal) {
        guard template.status == .approved else { throw .notApproved(template.status) }
        if let reason = template.content.unusable { throw .notUsable(reason.rawValue) }
    }

    private func allow(
        _ tx: any ReadTransaction,
        _ template: MessageTemplate,
        for person: ID<Record>,
        at phone: PhoneNumber?
    ) throws {
        guard template.effectiveCategory == .marketing else { return }
        let organization = template.organization
        let refusal = try MarketingRule.refusal(tx, organization: organization, record: person, phone: phone)
        if let refusal { throw refusal }
    }

    private func pay(_ tx: any ReadTransaction, _ template: MessageTemplate, to phone: PhoneNumber?) throws {
        if let refusal = try charge.refusal(tx, for: template, to: phone) { throw refusal }
    }

    /// Fills the template; what the sender may not see is not merged.
    ///
    /// Source: spec row A-12.
    private func fill(
        _ tx: any ReadTransaction,
        _ decision: inout Decision,
        from record: Record,
        by user: SignedIn
    ) throws {
        let template = decision.template
        let fields = try FieldQueries.shown(tx, to: user, module: record.module.id)
        let values = try MergeValues(tx, for: template.mergeTexts, from: [record], fields: fields, by: user)
        let filled = FilledTemplate(template, from: record, values)
        decision.filled = filled
        if filled.missing.isEmpty {
            _ = try decision.check { try filled.requireFitting() }
        } else {
            let labels = try filled.missingLabels(tx, in: record, for: user)
            decision.refusals.append(TemplateRefusal.missingValues(labels))
        }
    }

    /// The number it goes out from, and the say that the user has in the thread it would stand in.
    private func place(
        _ tx: any ReadTransaction,
        _ decision: inout Decision,
        _ question: Question,
        by user: SignedIn
    ) throws {
        let template = decision.template
        let sender = try decision.check { try self.sender(tx, of: template, question.businessNumber, by: user) }
        guard let (channel, number) = sender else { return }
        decision.channel = channel
        decision.number = number
        guard let person = decision.recipient?.person, let phone = decision.phone else { return }
        let outgoing = OutgoingWriter(clock: clock, ids: ids)
        _ = try decision.check { try outgoing.thread(tx, with: person, at: phone, from: number, by: user) }
    }

    private func sender(
        _ tx: any ReadTransaction,
        of template: MessageTemplate,
        _ number: ID<BusinessNumber>?,
        by user: SignedIn
    ) throws -> (ChannelAccount, BusinessNumber) {
        let chosen = try number.flatMap { try ChannelQueries.number(tx, organization: user.organization, id: $0) }
        if let chosen, chosen.channel != template.channel { throw TemplateRefusal.otherAccount }
        let outgoing = OutgoingWriter(clock: clock, ids: ids)
        return try outgoing.sender(tx, template.channel, number, isReply: false, by: user)
    }
}
