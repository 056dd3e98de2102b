import AsyncHTTPClient
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle

/// Meta's Graph API: every path that is not the simulator's own.
struct GraphRoutes: Sendable {
    private static let maximumBatch = 50

    let platform: Platform
    let handshake: Handshake
    private let uploads = UploadBudget()

    init(platform: Platform, handshake: Handshake) {
        self.platform = platform
        self.handshake = handshake
    }

    func add(to router: Router<SimulatorContext>) {
        for method in [HTTPRequest.Method.get, .post, .delete] { router.on("**", method: method, use: answer) }
    }

    @Sendable private func answer(_ request: Request, _ context: SimulatorContext) async throws -> Response {
        let trace = platform.change { world, _ in world.ids.traceID() }
        var call = GraphCall(request)
        do {
            try await makeTrouble(context)
            // A file is read for those only who may send one.
            if call.isUpload { try authenticate(call) }
            let length = request.headers[.contentLength].flatMap { Int($0) } ?? GraphCall.maximumUpload
            let size = call.isUpload ? length : 0
            try uploads.take(size)
            defer { uploads.give(size) }
            try await call.readBody(of: request)
            let body = try await answerOrBatch(call)
            if call.segments.last == "messages", body["messages"] != nil { try await makeTroubleAfterwards(context) }
            return response(.ok, body, about: call, trace: trace)
        } catch let failure as GraphFailure {
            return response(.init(code: failure.status), failure.body(traceID: trace), about: call, trace: trace)
        } catch is NIOTooManyBytesError {
            let failure = GraphFailure.parameter("The request is too large.")
            return response(.contentTooLarge, failure.body(traceID: trace), about: call, trace: trace)
        }
    }

    // MARK: - Batches

    private func answerOrBatch(_ call: GraphCall) async throws(GraphFailure) -> JSON {
        guard call.method == "POST", call.segments.isEmpty, let calls = call.body["batch"]?.items else {
            return try await answer(call)
        }
        try authenticate(call)
        guard (1...Self.maximumBatch).contains(calls.count) else {
            throw .parameter("Too many requests in batch message. Maximum batch size is \(Self.maximumBatch)")
        }
        var answers: [JSON] = []
        for item in calls {
            let one = GraphCall(
                method: item["method"]?.text ?? "GET",
                relativeURL: item["relative_url"]?.text ?? "",
                form: item["body"]?.text ?? "",
                token: call.token,
                origin: call.origin
            )
            answers.append(await batched(one))
        }
        return .array(answers)
    }

    private func batched(_ call: GraphCall) async -> JSON {
        var status = 200
        var body: JSON
        do throws(GraphFailure) {
            body = try await answer(call)
        } catch {
            status = error.status
            body = error.body(traceID: platform.change { world, _ in world.ids.traceID() })
        }
        let header = JSON.object(["name": .string("Content-Type"), "value": .string("application/json; charset=UTF-8")])
        return .object([
            "code": .integer(Int64(status)), "headers": .array([header]),
            "body": .string(String(decoding: body.bytes, as: UTF8.self)),
        ])
    }

    // MARK: - Objects

    private func answer(_ call: GraphCall) async throws(GraphFailure) -> JSON {
        if call.segments == ["oauth", "access_token"] { return try appToken(call) }
        try authenticate(call)
        if call.segments.last != "messages" { try failIfAsked() }
        guard let object = call.segments.first else { throw .unknownPath("") }
        let edge = call.segments.dropFirst().joined(separator: "/")
        let nowMs = platform.clock.nowMs
        let (portfolio, owner) = platform.read { ($0.portfolio, $0.owner(of: object, nowMs: nowMs)) }
        if let owner {
            // What a token does not reach is not there.
            guard platform.tokens.open(owner, with: call.token) else {
                throw .unknownObject(object, method: call.method)
            }
            if object == owner.id { return try await accountCall(call, owner, edge) }
        }
        if object == portfolio.appID || object == "app" { return try await appCall(call, edge) }
        if object == portfolio.businessID { return try businessCall(call, edge) }
        if object == "me" || object == "debug_token" { return try tokenCall(call, edge) }
        if object.hasPrefix("upload:") { return try uploadCall(call, object) }
        if let number = platform.read({ $0.number(object) }) { return try await numberCall(call, number, edge) }
        if let id = Int64(object), let template = platform.read({ $0.template(id) }) {
            return try templateCall(call, template, edge)
        }
        if edge.isEmpty, let file = platform.read({ $0.media.find(object, nowMs: nowMs) }) {
            return try mediaCall(call, file)
        }
        throw .unknownObject(object, method: call.method)
    }

    private func authenticate(_ call: GraphCall) throws(GraphFailure) {
        let (accounts, fault) = platform.read { ($0.accounts, $0.settings.tokenFault) }
        let proof = call.query["appsecret_proof"] ?? call.body["appsecret_proof"]?.text
        try platform.tokens.check(call.token, of: accounts, proof: proof, failure: fault)
    }

    // MARK: - Scenarios

    private func makeTrouble(_ context: SimulatorContext) async throws {
        let (isDown, hangMs, drops) = platform.change { world, _ in
            let isDown = world.settings.serverErrors.take()
            let hangMs = !isDown && world.settings.hangBeforeAccept.take() ? world.settings.hangMs : nil
            return (isDown, hangMs, !isDown && hangMs == nil && world.settings.dropBeforeAccept.take())
        }
        if isDown { throw GraphFailure.unavailable }
        if let hangMs { await hang(hangMs) }
        if drops || hangMs != nil { throw await context.hangUp() }
    }

    /// Accepted, and then silence or the end of the line.
    private func makeTroubleAfterwards(_ context: SimulatorContext) async throws {
        let (hangMs, drops) = platform.change { world, _ in
            let hangMs = world.settings.hangAfterAccept.take() ? world.settings.hangMs : nil
            return (hangMs, world.settings.dropAfterAccept.take())
        }
        if let hangMs { await hang(hangMs) }
        if drops { throw await context.hangUp() }
    }

    /// Ends by itself, and when the simulator stops.
    private func hang(_ milliseconds: Int64) async {
        // Cancelled means that nobody waits for the answer any more.
        try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .milliseconds(milliseconds)) }
    }

    private func failIfAsked() throws(GraphFailure) {
        let code = platform.change { world, _ -> Int64? in
            guard world.settings.callFailure?.countdown.take() == true else { return nil }
            defer { if world.settings.callFailure?.countdown.left == 0 { world.settings.callFailure = nil } }
            return world.settings.callFailure?.code
        }
        if let code { throw GraphFailure(code, "There have been too many calls to this WhatsApp Business Account.") }
    }

    // MARK: - Answers

    private func response(
        _ status: HTTPResponse.Status,
        _ body: JSON,
        about call: GraphCall,
        trace: String
    ) -> Response {
        var headers: HTTPFields = [.contentType: "application/json; charset=UTF-8", .cacheControl: "no-store"]
        let nowMs = platform.clock.nowMs
        let waba = platform.read { world in
            (call.segments.first.flatMap { world.owner(of: $0, nowMs: nowMs) } ?? world.accounts.first)?.id ?? ""
        }
        let app = #"{"call_count":1,"total_cputime":1,"total_time":1}"#
        let use =
            #"{"\#(waba)":[{"type":"whatsapp","call_count":1,"total_cputime":1,"total_time":1,"estimated_time_to_regain_access":0}]}"#
        let extra = [
            "x-fb-trace-id": trace, "x-fb-request-id": trace, "facebook-api-version": "v25.0", "x-app-usage": app,
            "x-business-use-case-usage": use,
        ]
        for (name, value) in extra {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body.bytes)))
    }
}
