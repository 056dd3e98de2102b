import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle

/// The simulator's own API under `/_sim`: what customers and Meta's reviewers do, and how things go wrong.
///
/// It has no sign-in and is meant for this machine.
struct ControlRoutes: Sendable {
    private static let longestPollMs: Int64 = 25_000

    let platform: Platform

    func add(to router: Router<SimulatorContext>) {
        let group = router.group("_sim").add(middleware: ControlErrors())
        group.get("state") { _, _ in respond(platform.read { $0.overview(clock: platform.clock) }) }
        group.get("events", use: events)
        group.get("clock") { _, _ in respond(clock) }
        group.post("clock", use: advance)
        group.get("settings") { _, _ in respond(platform.read { $0.settings.json }) }
        group.post("settings", use: changeSettings)
        group.post("settings/reset") { request, _ in
            _ = try await body(request)
            return respond(
                platform.change { world, _ in
                    world.settings = Settings()
                    return world.settings.json
                }
            )
        }
        group.post("reset") { request, _ in
            _ = try await body(request)
            platform.reset()
            return respond(.object(["success": .bool(true)]))
        }
        group.post("customers", use: addCustomer)
        group.post("customers/{customer}", use: changeCustomer)
        group.post("accounts", use: addAccount)
        group.get("numbers", use: listNumbers)
        group.post("numbers", use: addNumber)
        group.post("numbers/{id}", use: changeNumber)
        group.post("media", use: addMedia)
        group.post("statuses", use: report)
        group.post("bursts", use: burst)
        group.get("samples") { _, _ in respond(Self.samples) }
        group.post("messages", use: receive)
        group.get("conversations/{customer}", use: conversation)
        group.post("conversations/{customer}/read", use: read)
        group.post("templates/{id}/{decision}", use: decide)
        group.get("webhooks", use: webhooks)
        group.post("webhooks", use: postWebhook)
    }

    // MARK: - Time and state

    private var clock: JSON {
        let now = platform.clock.nowMs
        return .object(["now_ms": .integer(now), "offset_ms": .integer(platform.clock.offsetMs)])
    }

    @Sendable private func advance(_ request: Request, _ context: SimulatorContext) async throws -> Response {
        let body = try await body(request)
        if let offset = body["offset_ms"]?.looseInteger { return try start(atOffsetMs: offset) }
        let distance = body["advance_ms"]?.looseInteger ?? 0
        guard (1...SimulatorClock.maximumAdvanceMs).contains(distance) else {
            throw ControlRefusal.notValid("advance_ms", "From 1 to \(SimulatorClock.maximumAdvanceMs); it only grows.")
        }
        platform.advanceClock(byMs: distance)
        return respond(clock)
    }

    /// Sets the offset that a server has kept from an earlier run; back only while nobody has written anything.
    private func start(atOffsetMs offset: Int64) throws(ControlRefusal) -> Response {
        guard abs(offset) <= 10 * SimulatorClock.maximumAdvanceMs else {
            throw .notValid("offset_ms", "At most \(10 * SimulatorClock.maximumAdvanceMs) milliseconds.")
        }
        let distance = offset - platform.clock.offsetMs
        if distance > 0 {
            platform.advanceClock(byMs: distance)
        } else if distance < 0 {
            guard platform.read({ $0.conversations.isEmpty && $0.accounts.allSatisfy(\.templates.all.isEmpty) }) else {
                throw .conflict("The clock only goes forward once there are messages or templates.")
            }
            platform.clock.start(atOffsetMs: offset)
            platform.bell.ring()
        }
        return respond(clock)
    }

    /// Answers when something has changed after the version given, or when the wait is over.
    @Sendable private func events(_ request: Request, _ context: SimulatorContext) async throws -> Response {
        let query = request.uri.queryParameters
        let after = query["after"].flatMap { Int64($0) } ?? 0
        let wait = min(Self.longestPollMs, max(0, query["wait_ms"].flatMap { Int64($0) } ?? Self.longestPollMs))
        await cancelWhenGracefulShutdown { await platform.bell.wait(after: after, atMost: .milliseconds(wait)) }
        return respond(.object(["version": .integer(platform.bell.rings)]))
    }

    @Sendable private func changeSettings(_ request: Request, _ context: SimulatorContext) async throws -> Response {
        let body = try await body(request)
        let settings = try platform.change { (world, _) throws(ControlRefusal) in
            try world.settings.apply(body)
            return world.settings.json
        }
        return respond(settings)
    }

    // MARK: - Customers

    @Sendable private func addCustomer(_ request: Request, _ context: SimulatorContext) async throws -> Response {
        let body = try await body(request)
        let customer = try platform.change { (world, _) throws(ControlRefusal) in try world.addCustomer(body) }
        return respond(customer.json, status: .created)
    }

    @Sendable private func addNumber(_ request: Request, _ context: SimulatorContext) async throws -> Response {
        let body = try await body(request)
        let node = try platform.change { (world, _) throws(ControlRefusal) in
            let number = try world.addNumber(body)
            return world.node(of: number)
        }
        return respond(node, status: .created)
    }

    @Sendable private func changeCustomer(_ request: Request, _ context: SimulatorContext) async throws -> Response {
        let name = try context.parameters.require("customer").removingPercentEncoding ?? ""
        let body = try await body(request)
        let customer = try platform.change { (world, nowMs) throws(ControlRefusal) in
            try world.changeCustomer(name, body, nowMs: nowMs)
        }
        return respond(customer.json)
    }

    @Sendable private func receive(_ request: Request, _ context: SimulatorContext) async throws -> Response {
        let body = try await body(request)
        let id = try platform.change { (world, nowMs) throws(ControlRefusal) in
            try world.receive(body, nowMs: nowMs).id
        }
        return respond(.object(["id": .string(id)]), status: .created)
    }

    @Sendable private func conversation(_ request: Request, _ context: SimulatorContext) async throws -> Response {
        let key = try key(request, context)
        let nowMs = platform.clock.nowMs
        return respond(platform.read { $0.conversationJSON(key, nowMs: nowMs) })
    }

    @Sendable private func read(_ request: Request, _ context: SimulatorContext) async throws -> Response {
        let key = try key(request, context)
        let count = platform.change { world, nowMs in world.readConversation(key, nowMs: nowMs) }
        return respond(.object(["read": .integer(Int64(count))]))
    }

    private func key(_ request: Request, _ context: SimulatorContext) throws -> Conversation.Key {
        let name = try context.parameters.require("customer").removingPercentEncoding ?? ""
        let wanted = request.uri.queryParameters["phone_number_id"].map(String.init)
        return try platform.read { world -> Result<Conversation.Key, ControlRefusal> in
            guard let customer = world.customers.find(name) else {
                return .failure(.notFound("There is no customer \(name)."))
            }
            guard let number = wanted.map({ world.number($0) }) ?? world.numbers.first else {
                return .failure(.notFound("There is no such business number."))
            }
            return .success(Conversation.Key(numberID: number.id, userID: customer.userID))
        }.get()
    }

    // MARK: - Bodies

    /// An empty body is an empty object; a form is refused, so that no foreign web page can send one.
    func body(_ request: Request) async throws -> JSON {
        let buffer = try await request.body.collect(upTo: GraphCall.maximumBody)
        guard buffer.readableBytes > 0 else { return .members([]) }
        let type = request.headers[.contentType]?.lowercased() ?? ""
        guard type.hasPrefix("application/json"), let json = JSON(bytes: buffer.readableBytesView), json.isObject else {
            throw ControlRefusal.notValid("body", "A JSON object with the content type application/json.")
        }
        return json
    }
}

func respond(_ body: JSON, status: HTTPResponse.Status = .ok) -> Response {
    Response(
        status: status,
        headers: [.contentType: "application/json", .cacheControl: "no-store"],
        body: ResponseBody(byteBuffer: ByteBuffer(bytes: body.bytes))
    )
}
