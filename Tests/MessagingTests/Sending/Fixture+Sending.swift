import Foundation
import Identity
import Messaging
import ParleyTestSupport
import Records
import Storage
import Testing

/// Templates, and what they are sent about.
extension Fixture {
    /// One white point.
    static let picture = [UInt8](
        Data(
            base64Encoded:
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
        ) ?? Data()
    )

    func upload(_ bytes: [UInt8], _ name: String) async throws -> TemplateFile {
        let upload = UploadTemplateFile(
            store: database.store,
            clock: database.clock,
            ids: database.ids,
            files: files
        )
        let content = AsyncStream<[UInt8]> { stream in
            stream.yield(bytes)
            stream.finish()
        }
        return try await upload(content, name: name, by: user)
    }

    /// A template in the state that Meta is said to have put it into.
    func template(
        _ body: String,
        of module: String = "Leads",
        _ category: MessageTemplate.Category = .notification,
        content: TemplateContent = TemplateContent(),
        file: ID<TemplateFile>? = nil,
        status: MessageTemplate.Status = .approved
    ) async throws -> ID<MessageTemplate> {
        let request = try SubmitTemplate.Request(
            name: "\(module) \(database.ids.next(MessageTemplate.self))",
            module: module,
            language: "zh_CN",
            category: category,
            body: body,
            content: content,
            file: file,
            channel: nil
        )
        let template = try await submitTemplate(request, by: user).id
        try await set(status, of: template)
        return template
    }

    func set(_ status: MessageTemplate.Status, of template: ID<MessageTemplate>) async throws {
        try await database.store.write { tx in
            try tx.execute("UPDATE message_templates SET status = \(status.rawValue) WHERE id = \(template)")
        }
    }

    func create(_ values: [String: FieldValue], in module: String) async throws -> ID<Record> {
        let create = CreateRecord(store: database.store, clock: database.clock, ids: database.ids)
        return try await create(values, in: module, by: user).id
    }

    /// A deal with a contact, whose number is that of nobody else.
    func deal(contact: ID<Record>?) async throws -> ID<Record> {
        var values: [String: FieldValue] = [
            "deal_name": .text("样机"), "amount": .text("1200"), "closing_date": .text("2026-12-31"),
        ]
        if let contact { values["contact"] = .text(contact.description) }
        return try await create(values, in: "Deals")
    }

    func contact() async throws -> ID<Record> {
        try await create(["last_name": .text("Silva"), "mobile": .text("+5511987654321")], in: "Contacts")
    }

    func field(_ name: String, of module: String) async throws -> ID<Field> {
        let field = try await database.store.read { [user] tx in
            let found = try ModuleQueries.find(tx, organization: user.organization, name: module)
            let fields = try found.map { try FieldQueries.all(tx, organization: user.organization, module: $0.id) }
            return fields?.first { $0.name == name }?.id
        }
        return try #require(field)
    }

    /// What speaks against a template, by the refusals' names.
    func refusals(
        _ template: ID<MessageTemplate>,
        about record: ID<Record>,
        by lookup: ID<Field>? = nil,
        to phone: String? = nil,
        from number: ID<BusinessNumber>? = nil
    ) async throws -> [String] {
        let question = TemplateSending.Question(
            template: template,
            phone: phone,
            lookup: lookup,
            businessNumber: number
        )
        return try await database.store.read { [user, sending] tx in
            try sending.decide(tx, question, about: record, by: user).refusals.map { refusal in
                String("\(refusal)".prefix { $0 != "(" })
            }
        }
    }
}
