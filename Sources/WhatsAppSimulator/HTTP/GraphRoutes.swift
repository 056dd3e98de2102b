import AsyncHTTPClient
import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle

/// Meta's Graph API: every path that is not the simulator's own.
struct GraphRoutes: Sendable {
    let platform: Platform
    let handshake: Handshake

    func add(to router: Router<BasicRequestContext>) {
        for method in [HTTPRequest.Method.get, .post, .delete] { router.on("**", method: method, use: answer) }
    }

    @Sendable private func answer(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        let trace = platform.change { world, _ in world.ids.traceID() }
        do {
            let call = try await GraphCall(request)
            let body = try await answer(call)
            if call.segments.last == "messages", body["messages"] != nil { await hangIfAsked() }
            return Self.response(.ok, body, trace: trace)
        } catch let failure as GraphFailure {
            return Self.response(.init(code: failure.status), failure.body(traceID: trace), trace: trace)
        } catch is NIOTooManyBytesError {
            let failure = GraphFailure.parameter("The request is too large.")
            return Self.response(.contentTooLarge, failure.body(traceID: trace), trace: trace)
        }
    }

    private func answer(_ call: GraphCall) async throws(GraphFailure) -> JSON {
        if platform.change({ world, _ in world.settings.serverErrors.take() }) { throw .unavailable }
        try authenticate(call.token)
        guard let object = call.segments.first else { throw .unknownPath("") }
        let edge = call.segments.dropFirst().joined(separator: "/")
        let account = platform.read { $0.account }
        if object == account.wabaID { return try await accountCall(call, edge) }
        if object == account.appID { return try await appCall(call, edge) }
        if platform.read({ $0.number(object) }) != nil { return try await numberCall(call, object, edge) }
        if let id = Int64(object), let template = platform.read({ $0.templates.find(id) }) {
            return try templateCall(call, template, edge)
        }
        throw .unknownObject(object, method: call.method)
    }

    /// Compares digests, so that the time it takes tells nothing.
    private func authenticate(_ token: String?) throws(GraphFailure) {
        guard let token, !token.isEmpty else { throw .tokenMissing }
        guard SHA256.hash(data: Data(token.utf8)) == SHA256.hash(data: Data(platform.options.accessToken.utf8)) else {
            throw .tokenInvalid
        }
    }

    /// Accepted, and then silence; ends by itself, and when the simulator stops.
    private func hangIfAsked() async {
        let hangMs = platform.change { world, _ in
            world.settings.hangAfterAccept.take() ? world.settings.hangMs : nil
        }
        guard let hangMs else { return }
        // Cancelled means that nobody waits for the answer any more.
        try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .milliseconds(hangMs)) }
    }

    // MARK: - Objects

    private func numberCall(_ call: GraphCall, _ id: String, _ edge: String) async throws(GraphFailure) -> JSON {
        switch (call.method, edge) {
        case ("GET", ""):
            let node = platform.read { world in world.number(id).map { world.node(of: $0) } ?? .null }
            return GraphFields.select(node, call.query["fields"], default: BusinessNumber.defaultFields)
        case ("POST", "messages"):
            return try platform.change { (world, nowMs) throws(GraphFailure) in
                guard let number = world.number(id) else { throw .unknownObject(id, method: call.method) }
                return try world.send(call.body, from: number, nowMs: nowMs)
            }
        case ("POST", ""):
            guard let configuration = call.body["webhook_configuration"] else {
                throw .parameter("The simulator knows webhook_configuration only.")
            }
            let url = try await checkedOverride(configuration)
            platform.change { world, _ in
                if let index = world.numbers.firstIndex(where: { $0.id == id }) {
                    world.numbers[index].overrideURL = url
                }
            }
            return .object(["success": .bool(true)])
        default: throw .unknownPath(edge)
        }
    }

    private func accountCall(_ call: GraphCall, _ edge: String) async throws(GraphFailure) -> JSON {
        switch (call.method, edge) {
        case ("GET", ""):
            let node = platform.read { world in
                world.accountNode.setting("subscribed_apps", world.subscribedApps)
            }
            return GraphFields.select(node, call.query["fields"], default: World.accountDefaultFields)
        case ("GET", "phone_numbers"): return try phoneNumbers(call)
        case ("GET", "message_templates"):
            let world = platform.read { $0 }
            return try world.listTemplates(call.query, address: call.address)
        case ("POST", "message_templates"):
            return try platform.change { (world, nowMs) throws(GraphFailure) in
                try world.createTemplate(call.body, nowMs: nowMs)
            }
        case ("DELETE", "message_templates"):
            return try platform.change { (world, nowMs) throws(GraphFailure) in
                try world.deleteTemplates(call.query, nowMs: nowMs)
            }
        case ("GET", "subscribed_apps"): return platform.read { $0.subscribedApps }
        case ("POST", "subscribed_apps"):
            let url = try await checkedOverride(call.body)
            platform.change { world, _ in
                world.subscription.isActive = true
                world.subscription.accountURL = url
            }
            return .object(["success": .bool(true)])
        case ("DELETE", "subscribed_apps"):
            platform.change { world, _ in
                world.subscription.isActive = false
                world.subscription.accountURL = nil
            }
            return .object(["success": .bool(true)])
        default: throw .unknownPath(edge)
        }
    }

    private func appCall(_ call: GraphCall, _ edge: String) async throws(GraphFailure) -> JSON {
        switch (call.method, edge) {
        case ("GET", ""):
            return .object(["id": .string(platform.options.appID), "name": .string("Parley")])
        case ("POST", "subscriptions"):
            guard let url = call.body["callback_url"]?.text, let token = call.body["verify_token"]?.text else {
                throw .parameter("The parameters callback_url and verify_token are required.")
            }
            try await verify(url, token: token)
            platform.change { world, _ in world.subscription.appURL = url }
            return .object(["success": .bool(true)])
        default: throw .unknownPath(edge)
        }
    }

    private func templateCall(
        _ call: GraphCall,
        _ template: MessageTemplate,
        _ edge: String
    ) throws(GraphFailure) -> JSON {
        switch (call.method, edge) {
        case ("GET", ""):
            return GraphFields.select(template.node, call.query["fields"], default: MessageTemplate.defaultFields)
        case ("POST", ""):
            return try platform.change { (world, nowMs) throws(GraphFailure) in
                try world.editTemplate(template, call.body, nowMs: nowMs)
            }
        case ("POST", "unpause"):
            do throws(ControlRefusal) {
                _ = try platform.change { (world, nowMs) throws(ControlRefusal) in
                    try world.decide(.unpause, about: template.id, .null, nowMs: nowMs)
                }
            } catch {
                return .object(["success": .bool(false), "reason": .string("The template is not paused.")])
            }
            return .object(["success": .bool(true)])
        default: throw .unknownPath(edge)
        }
    }

    private func phoneNumbers(_ call: GraphCall) throws(GraphFailure) -> JSON {
        let items = platform.read { world in
            world.numbers.map { number in
                let node = GraphFields.select(
                    world.node(of: number),
                    call.query["fields"],
                    default: BusinessNumber.defaultFields
                )
                return (id: number.id, node: node)
            }
        }
        return try GraphFields.page(items, query: call.query, address: call.address)
    }

    // MARK: - Override addresses

    /// The address in a body once it has answered the handshake; nil when there is none, which removes it.
    private func checkedOverride(_ body: JSON) async throws(GraphFailure) -> String? {
        guard let url = body["override_callback_uri"]?.text, !url.isEmpty else { return nil }
        guard let token = body["verify_token"]?.text, !token.isEmpty else {
            throw .parameter("The parameter verify_token is required with override_callback_uri.")
        }
        try await verify(url, token: token)
        return url
    }

    private func verify(_ url: String, token: String) async throws(GraphFailure) {
        let challenge = platform.change { world, _ in world.ids.challenge() }
        try await handshake.verify(url, token: token, challenge: challenge)
    }

    private static func response(_ status: HTTPResponse.Status, _ body: JSON, trace: String) -> Response {
        var headers: HTTPFields = [.contentType: "application/json; charset=UTF-8", .cacheControl: "no-store"]
        if let name = HTTPField.Name("x-fb-trace-id") { headers[name] = trace }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body.bytes)))
    }
}
