package import Identity
import PhoneNumbers
package import Records
package import Storage
import WhatsAppCloud

/// Sends an approved template to a Lead or Contact.
///
/// Source: spec rows 1.15, 1.16, 1.18, 1.41.
package struct SendTemplate: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// What somebody asked to send.
    package struct Request: Sendable {
        let template: ID<MessageTemplate>
        let phone: String
        let businessNumber: ID<BusinessNumber>?
        let idempotencyKey: String?

        /// What to send, and to which of the record's numbers.
        ///
        /// - Parameters:
        ///   - template: The template.
        ///   - phone: One of the record's usable numbers, in international form.
        ///   - businessNumber: The number it goes out from; nil means the channel's first.
        ///   - idempotencyKey: The client's own key for this message.
        package init(
            template: ID<MessageTemplate>,
            phone: String,
            businessNumber: ID<BusinessNumber>?,
            idempotencyKey: String?
        ) {
            self.template = template
            self.phone = phone
            self.businessNumber = businessNumber
            self.idempotencyKey = idempotencyKey
        }
    }

    /// Queues the message, in one transaction with all its checks.
    ///
    /// - Parameters:
    ///   - request: What to send.
    ///   - record: The Lead or Contact.
    ///   - user: Needs ``Right/sendMessages``, and may change the record.
    /// - Returns: The message; the earlier one where the key was used before.
    /// - Throws: ``NotPermitted``, ``RecordNotFound``, ``RecordReadOnly``, ``SendRefusal``, ``TemplateRefusal``, ``MarketingRefusal``, ``ChannelRefusal`` or ``StoreError``.
    package func callAsFunction(_ request: Request, to record: ID<Record>, by user: SignedIn) async throws -> Message {
        try user.require(.sendMessages)
        let outgoing = OutgoingWriter(clock: clock, ids: ids)
        let once = IdempotencyKey(
            request.idempotencyKey,
            of: "template",
            record,
            request.template,
            request.phone,
            request.businessNumber?.description ?? ""
        )
        return try await store.write { tx in
            if let earlier = try outgoing.earlier(tx, by: user, once: once) { return earlier }
            let record = try RecordQueries.require(tx, writableBy: user, id: record)
            let fields = try FieldQueries.shown(tx, to: user, module: record.module.id)
            let phone = try Self.usablePhone(request.phone, of: record, fields: fields, tx: tx)
            let template = try Self.usableTemplate(request.template, for: record, by: user, tx: tx)
            if template.effectiveCategory == .marketing {
                let refusal = try MarketingRule.refusal(
                    tx,
                    organization: user.organization,
                    record: record.id,
                    phone: phone
                )
                if let refusal { throw refusal }
            }
            let (channel, number) = try outgoing.sender(
                tx,
                template.channel,
                request.businessNumber,
                isReply: false,
                by: user
            )
            let merge = MergeText(stored: template.body)
            // What the sender may not see is not merged. Source: spec row A-12.
            let merged = try MergeValues(tx, for: [merge], from: [record], fields: fields, by: user)
            let fill = merged.fill(merge, from: record, language: template.language)
            if !fill.missing.isEmpty { throw try Self.refusal(tx, of: fill.missing, record, by: user) }
            let parameters = fill.parameters
            let conversation = try outgoing.conversation(tx, with: record, at: phone, from: number, by: user)
            var payload = OutboxPayload(phoneNumberID: number.phoneNumberID, recipient: .phone(e164: phone.e164))
            payload.template = OutboxPayload.Template(
                id: template.id,
                name: template.providerName,
                language: template.language,
                parameters: parameters
            )
            let draft = OutgoingWriter.Draft(
                conversation: conversation,
                channel: channel,
                number: number,
                kind: .template,
                text: merge.filled(with: parameters),
                template: template.id,
                payload: payload,
                isReply: false,
                once: once
            )
            return try outgoing.queue(tx, draft, by: user)
        }
    }

    private static func usablePhone(
        _ e164: String,
        of record: Record,
        fields: [Field],
        tx: any ReadTransaction
    ) throws -> PhoneNumber {
        guard record.module.name == "Leads" || record.module.name == "Contacts" else { throw SendRefusal.notAPerson }
        let organization = try OrganizationQueries.find(tx, id: record.organization)
        let phones = RecordPhones.of(record, fields: fields, defaultCountry: organization?.defaultCountry)
        guard let phone = phones.compactMap(\.number).first(where: { $0.e164 == e164 }) else {
            throw SendRefusal.phoneNotUsable
        }
        return phone
    }

    private static func usableTemplate(
        _ id: ID<MessageTemplate>,
        for record: Record,
        by user: SignedIn,
        tx: any ReadTransaction
    ) throws -> MessageTemplate {
        guard let template = try TemplateQueries.find(tx, organization: user.organization, id: id) else {
            throw TemplateRefusal.notFound
        }
        guard template.module == record.module.id else { throw TemplateRefusal.otherModule }
        guard template.status == .approved else { throw TemplateRefusal.notApproved(template.status) }
        return template
    }

    /// Says what is missing in the sender's language.
    private static func refusal(
        _ tx: any ReadTransaction,
        of missing: [MergeSource],
        _ record: Record,
        by user: SignedIn
    ) throws -> TemplateRefusal {
        guard let module = try ModuleQueries.find(tx, shownTo: user, name: record.module.name) else {
            throw RecordNotFound()
        }
        let scope = try MergeScope(tx, module: module, for: user)
        let language = try UserQueries.find(tx, organization: user.organization, id: user.user)?.language ?? .english
        return .missingValues(missing.map { scope.label(of: $0, in: language) })
    }
}
