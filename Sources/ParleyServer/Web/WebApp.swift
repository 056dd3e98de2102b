import HTTPTypes
import Hummingbird
import NIOCore

/// Serves the built web app: its files, the API's description and reading page, and the one page that every screen starts from.
struct WebApp: Sendable {
    let root: String
    let descriptionPath: String
    private let files = FileIO()

    init(root: String, descriptionPath: String) {
        self.root = root
        self.descriptionPath = descriptionPath
    }

    func add(to router: Router<ParleyContext>) {
        router.get("api/openapi.yaml") { _, context in
            try await file(descriptionPath, type: "application/yaml", context: context)
        }
        router.get("api/docs") { _, context in
            try await file(root + "/docs/index.html", type: "text/html; charset=utf-8", context: context)
        }
    }

    fileprivate func file(_ path: String, type: String, context: some RequestContext) async throws -> Response {
        let body = try await files.loadFile(path: path, context: context)
        return Response(status: .ok, headers: [.contentType: type, .cacheControl: "no-cache"], body: body)
    }
}

/// Answers a screen's address with the page of the web app, and lets browsers keep what carries a hash in its name.
struct WebAppMiddleware: RouterMiddleware {
    typealias Context = ParleyContext

    /// Addresses that are never a screen.
    private static let programs = ["/api/", "/webhooks/", "/healthz", "/readyz", "/metrics", "/assets/", "/docs/"]

    let app: WebApp

    func handle(
        _ request: Request,
        context: ParleyContext,
        next: (Request, ParleyContext) async throws -> Response
    ) async throws -> Response {
        do {
            var response = try await next(request, context)
            if response.status == .ok, request.uri.path.hasPrefix("/assets/") {
                response.headers[.cacheControl] = "public, max-age=31536000, immutable"
            } else if response.headers[.cacheControl] == nil {
                response.headers[.cacheControl] = "no-cache"
            }
            return response
        } catch let error as any HTTPResponseError where error.status == .notFound && isScreen(request) {
            return try await app.file(app.root + "/index.html", type: "text/html; charset=utf-8", context: context)
        }
    }

    private func isScreen(_ request: Request) -> Bool {
        let path = request.uri.path
        guard request.method == .get || request.method == .head else { return false }
        return !Self.programs.contains { path.hasPrefix($0) } && path != "/api" && !path.contains(".")
    }
}
