import HTTPTypes
import Hummingbird

/// Turns refusals into answers.
struct ControlErrors: RouterMiddleware {
    typealias Context = SimulatorContext

    func handle(
        _ request: Request,
        context: SimulatorContext,
        next: (Request, SimulatorContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let refusal as ControlRefusal {
            switch refusal {
            case .notFound(let detail): return Self.problem(.notFound, "not_found", nil, detail)
            case .notValid(let field, let detail): return Self.problem(.badRequest, "not_valid", field, detail)
            case .conflict(let detail): return Self.problem(.conflict, "conflict", nil, detail)
            }
        }
    }

    private static func problem(_ status: HTTPResponse.Status, _ code: String, _ field: String?, _ detail: String)
        -> Response
    {
        respond(
            .object(["code": .string(code), "field": .optional(field), "detail": .string(detail)]),
            status: status
        )
    }
}
