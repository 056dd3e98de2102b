import HTTPTypes
import Hummingbird

/// Serves the page that is a customer's phone.
struct PhonePage: Sendable {
    private static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
        + "connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    private static let types = [
        "index.html": "text/html; charset=utf-8", "phone.css": "text/css; charset=utf-8",
        "phone.js": "text/javascript; charset=utf-8", "words.js": "text/javascript; charset=utf-8",
        "icon.svg": "image/svg+xml",
    ]

    let root: String
    private let files = FileIO()

    init(root: String) { self.root = root }

    func add(to router: Router<SimulatorContext>) {
        router.get("/") { _, context in try await file("index.html", context) }
        router.get("_phone/{file}") { _, context in try await file(context.parameters.require("file"), context) }
    }

    private func file(_ name: String, _ context: SimulatorContext) async throws -> Response {
        guard let type = Self.types[name] else { throw HTTPError(.notFound) }
        let body = try await files.loadFile(path: "\(root)/\(name)", context: context)
        return Response(
            status: .ok,
            headers: [
                .contentType: type, .cacheControl: "no-cache", .contentSecurityPolicy: Self.policy,
                .xContentTypeOptions: "nosniff",
            ],
            body: body
        )
    }
}
