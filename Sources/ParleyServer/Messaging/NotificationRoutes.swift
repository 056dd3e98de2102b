import Hummingbird
import Identity
import Messaging
import Records
import Storage

/// WhatsApp notifications: what automation sends.
struct NotificationRoutes: Sendable {
    let reader: NotificationReader
    let shape: ShapeNotifications

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("whatsapp-notifications", use: list)
        group.post("whatsapp-notifications", use: create)
        group.get("whatsapp-notifications/:id", use: get)
        group.patch("whatsapp-notifications/:id", use: change)
        group.delete("whatsapp-notifications/:id", use: delete)
    }

    @Sendable private func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = try await reader.all(for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func create(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let body = try await request.decode(as: NewNotificationBody.self, context: context)
        let made = try await shape.create(body.checked(), for: body.module, by: context.user)
        let resource = try await reader.notification(made.id, for: context.user)
        var response = try context.responseEncoder.encode(resource, from: request, context: context)
        response.status = .created
        return response
    }

    @Sendable private func get(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let resource = try await reader.notification(context.notificationID, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func change(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.notificationID
        let body = try await request.decode(as: NotificationChangeBody.self, context: context)
        try await shape.change(id, body.checked(), by: context.user)
        let resource = try await reader.notification(id, for: context.user)
        return try context.responseEncoder.encode(resource, from: request, context: context)
    }

    @Sendable private func delete(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await shape.delete(context.notificationID, by: context.user)
        return Response(status: .noContent)
    }
}

extension SignedInContext {
    fileprivate var notificationID: ID<WhatsAppNotification> {
        get throws {
            guard let id = parameters.get("id", as: ID<WhatsAppNotification>.self) else {
                throw NotificationRefusal.notFound
            }
            return id
        }
    }
}

struct NewNotificationBody: Decodable {
    let module: String
    private let rest: NotificationChangeBody

    private enum CodingKeys: CodingKey {
        case module
    }

    init(from decoder: any Decoder) throws {
        module = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .module)
        rest = try NotificationChangeBody(from: decoder)
    }

    func checked() throws(InvalidInput) -> ShapeNotifications.Request { try rest.checked() }
}

struct NotificationChangeBody: Decodable {
    let name: String
    let template: ID<MessageTemplate>
    let lookup: ID<Field>?
    let phone_fields: [ID<Field>]
    let business_number: ID<BusinessNumber>?

    func checked() throws(InvalidInput) -> ShapeNotifications.Request {
        try ShapeNotifications.Request(
            name: name,
            template: template,
            lookup: lookup,
            phoneFields: phone_fields,
            businessNumber: business_number
        )
    }
}

extension Problem {
    /// Why a notification stays as it is.
    init(_ refusal: NotificationRefusal) {
        switch refusal {
        case .notFound: self = .notFound
        case .inUse(let uses):
            self.init(
                status: .conflict,
                code: "notification_in_use",
                detail: "The notification is used, so it stays. Take it out of what sends it first."
            )
            self.uses = uses.map(Use.init)
        }
    }
}
