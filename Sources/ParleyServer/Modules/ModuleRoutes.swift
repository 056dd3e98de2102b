import HTTPTypes
import Hummingbird
import Identity
import Records
import Storage

/// Modules and fields, as administrators shape them.
struct ModuleRoutes: Sendable {
    let reader: RecordReader
    let createModule: CreateModule
    let changeModule: ChangeModule
    let shapeFields: ShapeFields

    func add(to group: RouterGroup<SignedInContext>) {
        group.post("modules", use: create)
        group.patch("modules/:module", use: change)
        group.post("modules/:module/fields", use: addField)
        group.patch("modules/:module/fields/:id", use: changeField)
        group.delete("modules/:module/fields/:id", use: removeField)
    }

    @Sendable private func create(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let body = try await request.decode(as: NewModuleBody.self, context: context)
        let module = try await createModule(body.checked(), by: context.user)
        let resource = try await reader.module(module.name, for: context.user)
        var response = try context.responseEncoder.encode(resource, from: request, context: context)
        response.status = .created
        return response
    }

    @Sendable private func change(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let name = try context.parameters.require("module")
        let body = try await request.decode(as: ModuleChangeBody.self, context: context)
        try await changeModule(name, body.checked(), by: context.user)
        let resource = try await reader.module(name, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func addField(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let name = try context.parameters.require("module")
        let body = try await request.decode(as: NewFieldBody.self, context: context)
        let target = try await reader.moduleID(called: body.lookup_module, for: context.user)
        let field = try await shapeFields.add(body.checked(lookupModule: target), to: name, by: context.user)
        let resource = try await reader.field(field, for: context.user)
        var response = try context.responseEncoder.encode(resource, from: request, context: context)
        response.status = .created
        return response
    }

    @Sendable private func changeField(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let name = try context.parameters.require("module")
        let id = try context.fieldID
        let body = try await request.decode(as: FieldChangeBody.self, context: context)
        let field = try await shapeFields.change(body.checked(), of: id, in: name, by: context.user)
        let resource = try await reader.field(field, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func removeField(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await shapeFields.remove(
            context.fieldID,
            from: context.parameters.require("module"),
            by: context.user
        )
        return Response(status: .noContent)
    }
}

extension SignedInContext {
    fileprivate var fieldID: ID<Field> {
        get throws {
            guard let id = parameters.get("id", as: ID<Field>.self) else { throw RecordNotFound() }
            return id
        }
    }
}

/// A label in both languages.
struct LabelsBody: Codable {
    let en: String
    let zh: String
}

struct NewModuleBody: Decodable {
    let labels: LabelsBody
    let singular_labels: LabelsBody
    let name_labels: LabelsBody
    let sharing: Module.Sharing

    func checked() throws(InvalidInput) -> CreateModule.Request {
        try CreateModule.Request(
            labelEnglish: labels.en,
            labelChinese: labels.zh,
            singularEnglish: singular_labels.en,
            singularChinese: singular_labels.zh,
            nameEnglish: name_labels.en,
            nameChinese: name_labels.zh,
            sharing: sharing
        )
    }
}

struct ModuleChangeBody: Decodable {
    let labels: LabelsBody?
    let singular_labels: LabelsBody?
    let sharing: Module.Sharing?

    func checked() throws(InvalidInput) -> ChangeModule.Request {
        try ChangeModule.Request(
            labels: labels.map { ($0.en, $0.zh) },
            singular: singular_labels.map { ($0.en, $0.zh) },
            sharing: sharing
        )
    }
}

struct FieldOptionBody: Decodable {
    let value: String
    let labels: LabelsBody?
    let color: String?

    var option: FieldOption {
        FieldOption(value: value, labelEnglish: labels?.en ?? "", labelChinese: labels?.zh ?? "", color: color)
    }
}

struct NewFieldBody: Decodable {
    let labels: LabelsBody
    let type: FieldType
    let is_required: Bool?
    let is_unique: Bool?
    let maximum_length: Int?
    let options: [FieldOptionBody]?
    let default_value: String?
    let lookup_module: String?
    let number_prefix: String?
    let section: String?

    func checked(lookupModule: ID<Module>?) throws(InvalidInput) -> NewField {
        try NewField(
            labelEnglish: labels.en,
            labelChinese: labels.zh,
            type: type,
            isRequired: is_required ?? false,
            isUnique: is_unique ?? false,
            maximumLength: maximum_length,
            options: options?.map(\.option),
            section: section,
            defaultValue: default_value,
            lookupModule: lookupModule,
            numberPrefix: number_prefix
        )
    }
}

struct FieldChangeBody: Decodable {
    let labels: LabelsBody?
    let is_required: Bool?
    let options: [FieldOptionBody]?
    let section: String?
    /// Absent leaves it, null clears it.
    let default_value: String??

    private enum CodingKeys: String, CodingKey { case labels, is_required, options, section, default_value }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        labels = try container.decodeIfPresent(LabelsBody.self, forKey: .labels)
        is_required = try container.decodeIfPresent(Bool.self, forKey: .is_required)
        options = try container.decodeIfPresent([FieldOptionBody].self, forKey: .options)
        section = try container.decodeIfPresent(String.self, forKey: .section)
        if container.contains(.default_value) {
            default_value = .some(try container.decodeIfPresent(String.self, forKey: .default_value))
        } else {
            default_value = nil
        }
    }

    func checked() throws(InvalidInput) -> FieldChange {
        try FieldChange(
            labels: labels.map { ($0.en, $0.zh) },
            isRequired: is_required,
            options: options?.map(\.option),
            section: section,
            defaultValue: default_value
        )
    }
}
