import Identity
import Messaging
import ParleyTestSupport
import PhoneNumbers
import Records
import Storage
import Testing

@Suite("WhatsApp notifications")
struct NotificationTests {
    /// Rules send every notification.
    private struct Rules: NotificationUses {
        func uses(
            _ tx: any ReadTransaction,
            organization: ID<Organization>,
            of notification: ID<WhatsAppNotification>
        ) throws -> [FieldUse] { [FieldUse(kind: "workflow_rule", name: "到店提醒")] }
    }

    private func shape(_ fixture: Fixture, users: [any NotificationUses] = []) -> ShapeNotifications {
        let database = fixture.database
        return ShapeNotifications(store: database.store, clock: database.clock, ids: database.ids, users: users)
    }

    private func request(
        _ template: ID<MessageTemplate>,
        name: String = "到店",
        by lookup: ID<Field>? = nil,
        phones: [ID<Field>],
        from number: ID<BusinessNumber>? = nil
    ) throws -> ShapeNotifications.Request {
        try ShapeNotifications.Request(
            name: name,
            template: template,
            lookup: lookup,
            phoneFields: phones,
            businessNumber: number
        )
    }

    @Test(
        "2.28 a notification is made of an approved template of its module, and leads to a person with a phone",
        arguments: Engine.allCases
    )
    func made(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let shape = shape(fixture)
            let template = try await fixture.template("您好，报价 ${Deals.Amount} 已经准备好。", of: "Deals")
            let waiting = try await fixture.template("您好，样机后天到店。", of: "Deals", status: .inReview)
            let ofLeads = try await fixture.template("您好，样机明天到店。")
            let lookup = try await fixture.field("contact", of: "Deals")
            let account = try await fixture.field("account", of: "Deals")
            let mobile = try await fixture.field("mobile", of: "Contacts")
            let foreign = try await fixture.field("mobile", of: "Leads")
            let other = try await fixture.addNumber("100000000000003", account: "200000000000002")
            func make(_ request: ShapeNotifications.Request) async throws {
                _ = try await shape.create(request, for: "Deals", by: fixture.user)
            }
            let made = try await shape.create(
                request(template, by: lookup, phones: [mobile]),
                for: "Deals",
                by: fixture.user
            )
            #expect(made.phoneFields == [mobile])
            await #expect(throws: TemplateRefusal.notApproved(.inReview)) {
                try await make(request(waiting, name: "a", by: lookup, phones: [mobile]))
            }
            await #expect(throws: TemplateRefusal.otherModule) {
                try await make(request(ofLeads, name: "b", by: lookup, phones: [mobile]))
            }
            await #expect(throws: SendRefusal.notAPerson) {
                try await make(request(template, name: "c", phones: [mobile]))
            }
            await #expect(throws: TemplateRefusal.otherAccount) {
                try await make(request(template, name: "d", by: lookup, phones: [mobile], from: other))
            }
            for (field, wrong) in [
                ("name", try request(template, name: "到店", by: lookup, phones: [mobile])),
                ("lookup", try request(template, name: "e", by: account, phones: [mobile])),
                ("phone_fields", try request(template, name: "f", by: lookup, phones: [foreign])),
                ("template", try request(ID(1), name: "g", by: lookup, phones: [mobile])),
                ("business_number", try request(template, name: "h", by: lookup, phones: [mobile], from: ID(1))),
            ] {
                let refusal = await #expect(throws: InvalidInput.self) { try await make(wrong) }
                #expect(refusal?.field == field)
            }
            for phones in [[], [mobile, mobile]] {
                #expect(throws: InvalidInput.self) { _ = try request(template, phones: phones) }
            }
        }
    }

    @Test(
        "A-15 it goes to the first of its phone fields that has a usable number, or to nobody",
        arguments: Engine.allCases
    )
    func recipient(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let template = try await fixture.template("您好，报价 ${Deals.Amount} 已经准备好。", of: "Deals")
            let (phone, mobile) = (
                try await fixture.field("phone", of: "Contacts"), try await fixture.field("mobile", of: "Contacts")
            )
            let notification = try await shape(fixture).create(
                request(template, by: fixture.field("contact", of: "Deals"), phones: [phone, mobile]),
                for: "Deals",
                by: fixture.user
            )
            func goes(_ values: [String: FieldValue]?) async throws -> String {
                let contact: ID<Record>?
                if let values {
                    let named = values.merging(["last_name": .text("Silva")]) { own, _ in own }
                    contact = try await fixture.create(named, in: "Contacts")
                } else {
                    contact = nil
                }
                let deal = try await fixture.deal(contact: contact)
                return try await database.store.read { [user = fixture.user] tx in
                    let record = try RecordQueries.require(tx, writableBy: user, id: deal)
                    let found = try notification.recipient(tx, about: record, for: user)
                    #expect(found.recipient.person.id == contact)
                    return found.phone.e164
                }
            }
            let mobileOnly: [String: FieldValue] = ["phone": .text("abc"), "mobile": .text("13800138000")]
            let both = mobileOnly.merging(["phone": .text("+5511987654321")]) { _, new in new }
            #expect(try await goes(both) == "+5511987654321")
            #expect(try await goes(mobileOnly) == "+8613800138000")
            await #expect(throws: SendRefusal.phoneNotUsable) { _ = try await goes(["phone": .text("abc")]) }
            await #expect(throws: SendRefusal.noRecipient) { _ = try await goes(nil) }
        }
    }

    @Test("2.29 what rules send stays, and what a notification stands on stays", arguments: Engine.allCases)
    func inUse(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let shape = shape(fixture)
            let fields = ShapeFields(
                store: database.store,
                clock: database.clock,
                ids: database.ids,
                users: [UsedByNotifications()]
            )
            let phone = try await fields.add(
                NewField(labelEnglish: "Shop Phone", labelChinese: "门店电话", type: .phone),
                to: "Leads",
                by: fixture.user
            )
            let template = try await fixture.template("您好，样机明天到店。")
            let notification = try await shape.create(
                request(template, phones: [phone.id]),
                for: "Leads",
                by: fixture.user
            )
            let use = [FieldUse(kind: "whatsapp_notification", name: "到店")]
            await #expect(throws: FieldInUse(uses: use)) {
                try await fields.remove(phone.id, from: "Leads", by: fixture.user)
            }
            let uses = try await database.store.read { [user = fixture.user] tx in
                try UsedByNotifications().uses(tx, organization: user.organization, of: template)
            }
            #expect(uses == use)
            let rule = FieldUse(kind: "workflow_rule", name: "到店提醒")
            await #expect(throws: NotificationRefusal.inUse([rule])) {
                try await self.shape(fixture, users: [Rules()]).delete(notification.id, by: fixture.user)
            }
            try await shape.delete(notification.id, by: fixture.user)
            try await fields.remove(phone.id, from: "Leads", by: fixture.user)
            await #expect(throws: NotificationRefusal.notFound) {
                try await shape.delete(notification.id, by: fixture.user)
            }
            let told = try await fixture.count(
                "SELECT count(*) AS n FROM audit_entries WHERE action LIKE 'whatsapp_notification.%'"
            )
            #expect(told == 2)
        }
    }

    @Test(
        "2.28 a notification says when it cannot be sent, and is changed all the same but for its template",
        arguments: Engine.allCases
    )
    func paused(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let shape = shape(fixture)
            let mobile = try await fixture.field("mobile", of: "Leads")
            let (template, other) = (
                try await fixture.template("您好，样机明天到店。"), try await fixture.template("您好，样机后天到店。")
            )
            let made = try await shape.create(request(template, phones: [mobile]), for: "Leads", by: fixture.user)
            func standing() async throws -> (any SendingRefusal)? {
                let sending = fixture.sending
                return try await database.store.read { [user = fixture.user] tx in
                    let found = try TemplateQueries.find(tx, organization: user.organization, id: template)
                    return try found.flatMap {
                        try sending.standing(tx, of: $0, about: made.module, from: nil, by: user)
                    }
                }
            }
            #expect(try await standing() == nil)
            try await fixture.set(.paused, of: template)
            try await fixture.set(.paused, of: other)
            #expect(try await standing() as? TemplateRefusal == .notApproved(.paused))
            try await shape.change(made.id, request(template, name: "改名", phones: [mobile]), by: fixture.user)
            await #expect(throws: TemplateRefusal.notApproved(.paused)) {
                try await shape.change(made.id, request(other, phones: [mobile]), by: fixture.user)
            }
            let all = try await database.store.read { [user = fixture.user] tx in
                try NotificationQueries.all(tx, organization: user.organization)
            }
            #expect(all.map(\.name) == ["改名"])
        }
    }
}
