import HTTPTypes
import Hummingbird
import NIOCore

/// Control calls about what Meta does: accounts, numbers, files, statuses, reviews and webhooks.
extension ControlRoutes {
    @Sendable func addAccount(_ request: Request, _ context: SimulatorContext) async throws -> Response {
        let body = try await body(request)
        let account = try platform.change { (world, _) throws(ControlRefusal) in try world.addAccount(body) }
        return respond(account.json, status: .created)
    }

    @Sendable func changeNumber(_ request: Request, _ context: SimulatorContext) async throws -> Response {
        let id = try context.parameters.require("id")
        let body = try await body(request)
        let node = try platform.change { (world, nowMs) throws(ControlRefusal) in
            let number = try world.changeNumber(id, body, nowMs: nowMs)
            return world.node(of: number)
        }
        return respond(node)
    }

    /// All fields, and the code and the PIN that Meta would tell nobody.
    @Sendable func listNumbers(_ request: Request, _ context: SimulatorContext) async throws -> Response {
        let nodes = platform.read { world in
            world.numbers.map { number in
                let secrets = JSON.object([
                    "waba_id": .optional(world.account(of: number)?.id), "code": .optional(number.standing.code),
                    "pin": .optional(number.standing.pin),
                ])
                return JSON.members(world.node(of: number).fields + secrets.fields)
            }
        }
        return respond(.object(["data": .array(nodes)]))
    }

    /// A file of a customer, as the body of the request; other pages than the simulator's own cannot bring one.
    @Sendable func addMedia(_ request: Request, _ context: SimulatorContext) async throws -> Response {
        let site = HTTPField.Name("Sec-Fetch-Site").flatMap { request.headers[$0] } ?? "none"
        guard ["none", "same-origin"].contains(site) else {
            throw ControlRefusal.notValid("body", "A file of a program or of the simulator's own page.")
        }
        let query = request.uri.queryParameters
        let content: ByteBuffer
        do {
            content = try await request.body.collect(upTo: MediaRules.maximum)
        } catch is NIOTooManyBytesError {
            throw ControlRefusal.notValid("body", "A file of at most 100 MB.")
        }
        let type = request.headers[.contentType] ?? "application/octet-stream"
        let name = query["filename"].map { String($0) }
        let wanted = query["phone_number_id"].map(String.init)
        let new = NewMedia(type: type, fileName: name, content: content)
        let file = platform.change { world, nowMs in
            let number = wanted ?? world.numbers.first?.id ?? ""
            return world.keep(new, numberID: number, lifetimeMs: MediaShelf.receivedMs, nowMs: nowMs)
        }
        let kind = MediaRules.inboundKind(of: type).rawValue
        return respond(file.json.setting("type", .string(kind)), status: .created)
    }

    @Sendable func report(_ request: Request, _ context: SimulatorContext) async throws -> Response {
        let body = try await body(request)
        try platform.change { (world, nowMs) throws(ControlRefusal) in try world.reportStatus(body, nowMs: nowMs) }
        return respond(.object(["success": .bool(true)]), status: .created)
    }

    @Sendable func burst(_ request: Request, _ context: SimulatorContext) async throws -> Response {
        let body = try await body(request)
        let count = try platform.change { (world, nowMs) throws(ControlRefusal) in
            try world.receiveBurst(body, nowMs: nowMs)
        }
        return respond(.object(["count": .integer(Int64(count))]), status: .created)
    }

    // MARK: - Templates and webhooks

    @Sendable func decide(_ request: Request, _ context: SimulatorContext) async throws -> Response {
        let id = try context.parameters.require("id", as: Int64.self)
        guard let decision = World.Decision(rawValue: try context.parameters.require("decision")) else {
            throw ControlRefusal.notFound(
                "approve, reject, pause, unpause, disable, quality, category, flag or reinstate."
            )
        }
        let body = try await body(request)
        let template = try platform.change { (world, nowMs) throws(ControlRefusal) in
            try world.decide(decision, about: id, body, nowMs: nowMs)
        }
        return respond(template.node)
    }

    @Sendable func webhooks(_ request: Request, _ context: SimulatorContext) async throws -> Response {
        let after = request.uri.queryParameters["after"].flatMap { Int64($0) } ?? 0
        let all = platform.read { $0.postOffice.all.filter { $0.id > after } }
        return respond(.object(["data": .array(all.map(\.json))]))
    }

    private static let untimed: Set<String> = [
        "messages", "user_preferences", "smb_message_echoes", "smb_app_state_sync", "message_echoes", "history",
    ]

    static let samples = JSON.object([
        "data": .array(
            World.samples.map { sample in
                JSON.object([
                    "field": .string(sample.field), "events": .array(sample.events.map(JSON.string)),
                ])
            }
        )
    ])

    /// Sends any change that Meta could send, or a ready-made one.
    @Sendable func postWebhook(_ request: Request, _ context: SimulatorContext) async throws -> Response {
        let body = try await body(request)
        guard let field = body["field"]?.text else {
            throw ControlRefusal.notValid("field", "A field, with its value or an event.")
        }
        try platform.change { (world, nowMs) throws(ControlRefusal) in
            guard let number = body["phone_number_id"]?.looseText.map({ world.number($0) }) ?? world.numbers.first
            else {
                throw .notFound("There is no such business number.")
            }
            guard let value = body["value"] else {
                try world.postSample(field, event: body["event"]?.text, number: number, nowMs: nowMs)
                return
            }
            guard value.isObject else { throw .notValid("value", "An object.") }
            let timeMs: Int64? = Self.untimed.contains(field) ? nil : nowMs
            world.post(field: field, value: value, number: number, timeMs: timeMs)
        }
        return respond(.object(["success": .bool(true)]), status: .created)
    }
}
