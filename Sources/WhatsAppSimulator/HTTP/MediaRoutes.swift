import HTTPTypes
import Hummingbird
import NIOCore

/// Where bytes are fetched: media by whoever has the token, samples and QR codes by everybody, and all by the phone page.
struct MediaRoutes: Sendable {
    /// What may open in a window of its own; everything else is downloaded.
    private static let shown: Set<String> = [
        "image/jpeg", "image/png", "image/webp", "image/gif", "audio/ogg", "audio/mpeg", "audio/aac", "audio/mp4",
        "video/mp4", "video/3gpp", "application/pdf", "text/plain",
    ]

    let platform: Platform

    func add(to router: Router<SimulatorContext>) {
        router.get("whatsapp_business/attachments", use: download)
        router.get("whatsapp_business/samples/{number}", use: sample)
        router.get("whatsapp_business/qr/{name}", use: code)
        router.get("_sim/media/{id}", use: show)
    }

    /// 404 for everything that is not right, as Meta's servers answer.
    @Sendable private func download(_ request: Request, _ context: SimulatorContext) async throws -> Response {
        let call = GraphCall(request)
        let (accounts, fault) = platform.read { ($0.accounts, $0.settings.tokenFault) }
        let nowMs = platform.clock.nowMs
        do throws(GraphFailure) {
            try platform.tokens.check(call.token, of: accounts, proof: nil, failure: fault)
        } catch {
            throw HTTPError(.notFound)
        }
        let file = platform.read { world in
            world.media.open(
                mid: call.query["mid"] ?? "",
                ext: call.query["ext"] ?? "",
                hash: call.query["hash"] ?? "",
                nowMs: nowMs
            )
        }
        guard let file else { throw HTTPError(.notFound) }
        return Self.response(file.content, type: file.type, fileName: file.fileName)
    }

    @Sendable private func sample(_ request: Request, _ context: SimulatorContext) async throws -> Response {
        let number = try context.parameters.require("number", as: Int64.self)
        guard let sample = platform.read({ $0.uploads.sample(number: number) }) else { throw HTTPError(.notFound) }
        return Self.response(sample.content, type: sample.type, fileName: nil)
    }

    @Sendable private func code(_ request: Request, _ context: SimulatorContext) async throws -> Response {
        let parts = try context.parameters.require("name").split(separator: ".").map(String.init)
        let link = platform.read { world in
            world.numbers.flatMap(\.links).first { $0.code == parts.first && $0.picture?.lowercased() == parts.last }
        }
        guard let link, let code = QRCode(link.address) else { throw HTTPError(.notFound) }
        let isPNG = link.picture == "PNG"
        let content = isPNG ? ByteBuffer(bytes: code.png) : ByteBuffer(string: code.svg)
        return Self.response(content, type: isPNG ? "image/png" : "image/svg+xml", fileName: nil)
    }

    @Sendable private func show(_ request: Request, _ context: SimulatorContext) async throws -> Response {
        let id = try context.parameters.require("id")
        let nowMs = platform.clock.nowMs
        guard let file = platform.read({ $0.media.find(id, nowMs: nowMs) }) else { throw HTTPError(.notFound) }
        return Self.response(file.content, type: file.type, fileName: file.fileName)
    }

    private static func response(_ content: ByteBuffer, type: String, fileName: String?) -> Response {
        let name = (fileName ?? "file").filter { $0.isASCII && $0 != "\"" && $0 != "\\" && !$0.isNewline }
        let isShown = shown.contains(MediaRules.base(type))
        return Response(
            status: .ok,
            headers: [
                .contentType: type, .cacheControl: "private, max-age=300", .xContentTypeOptions: "nosniff",
                .contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'; sandbox",
                .contentDisposition: "\(isShown ? "inline" : "attachment"); filename=\"\(name)\"",
            ],
            body: ResponseBody(byteBuffer: content)
        )
    }
}
