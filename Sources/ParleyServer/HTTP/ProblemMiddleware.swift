import FileStore
import HTTPTypes
import Hummingbird
import Identity
import Logging
import Messaging
import Records
import Storage

/// The one place that turns errors into answers.
///
/// What it does not know is logged whole and answered with a bare 500.
struct ProblemMiddleware: RouterMiddleware {
    typealias Context = ParleyContext

    func handle(
        _ request: Request,
        context: ParleyContext,
        next: (Request, ParleyContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            return try Self.problem(for: error, logger: context.logger).response(requestID: context.id)
        }
    }

    static func problem(for error: any Error, logger: Logger) -> Problem {
        switch error {
        case let problem as Problem: problem
        case let input as InvalidInput:
            Problem(status: .unprocessableContent, code: input.code, detail: input.detail, field: input.field)
        case let invalid as InvalidTemplate: invalidTemplate(invalid)
        case let refusal as NotPermitted: notPermitted(refusal)
        case let refusal as TooManyAttempts:
            Problem(
                status: .tooManyRequests,
                code: "too_many_attempts",
                detail: "Too many tries. Come again later.",
                retryAfterSeconds: refusal.retryAfterSeconds
            )
        case SignIn.Refusal.wrongEmailOrPassword:
            Problem(status: .unauthorized, code: "sign_in_failed", detail: "Address and password do not match.")
        case ChangePassword.Refusal.wrongPassword:
            Problem(
                status: .unprocessableContent,
                code: "wrong_password",
                detail: "This is not the present password.",
                field: "current_password"
            )
        case CreateOrganization.Refusal.notTheFirst:
            Problem(status: .conflict, code: "already_set_up", detail: "This server has been set up.")
        case is RecordNotFound, OwnAPITokens.Refusal.notFound: .notFound
        case is AlreadyConverted:
            Problem(status: .conflict, code: "already_converted", detail: "This Lead has been converted already.")
        case is NoteNotOwn:
            Problem(status: .forbidden, code: "note_not_own", detail: "Only who wrote a note changes it.")
        case let refusal as FileStore.TooLarge: .fileTooLarge(limit: refusal.limit)
        case let refusal as RecordNotDeletable: Problem(refusal)
        case let refusal as ModuleNotPermitted: Problem(refusal)
        case let refusal as PeopleRefusal: Problem(refusal)
        case ViewRefusal.notFound: .notFound
        case ViewRefusal.standard:
            Problem(
                status: .conflict,
                code: "standard_view",
                detail: "Ready-made views keep their conditions and stay. Save your own under another name."
            )
        case let refusal as FieldInUse: fieldInUse(refusal)
        case let refusal as NotificationRefusal: Problem(refusal)
        case let refusal as any SendingRefusal: Problem(sending: refusal)
        case let refusal as MediaRules.Refusal: Problem(refusal)
        case let refusal as ReceiveWebhook.Refusal: Problem(refusal)
        case is StaleRecord:
            Problem(
                status: .conflict,
                code: "stale_record",
                detail: "Somebody has changed this record since you read it. Read it again."
            )
        case is QuoteAmountsHidden:
            Problem(
                status: .forbidden,
                code: "quote_amounts_hidden",
                detail: "Your profile hides a total of quotes, and with it their lines. An administrator can change it."
            )
        case is PasswordHasherBusy:
            Problem(
                status: .serviceUnavailable,
                code: "unavailable",
                detail: "Too many people are signing in at this moment. Come again.",
                retryAfterSeconds: 2
            )
        case is QuotePressBusy:
            Problem(
                status: .serviceUnavailable,
                code: "unavailable",
                detail: "Too many quotes are being printed. Come again.",
                retryAfterSeconds: 2
            )
        case let error as StoreError where error.code == .connection || error.isTransient:
            unavailable(error, logger: logger)
        case let error as any HTTPResponseError: generic(error.status)
        default: unknown(error, logger: logger)
        }
    }

    private static func notPermitted(_ refusal: NotPermitted) -> Problem {
        let needed = refusal.missing.map { "the right \($0.rawValue)" } ?? "a signed-in administrator"
        return Problem(
            status: .forbidden,
            code: "not_permitted",
            detail: "This needs \(needed). An administrator can change your profile."
        )
    }

    /// Names the first thing as every other input at fault is named, and then all of them.
    private static func invalidTemplate(_ invalid: InvalidTemplate) -> Problem {
        let findings = invalid.findings.map(Problem.Finding.init)
        return Problem(
            status: .unprocessableContent,
            code: findings.first?.code ?? "not_valid",
            detail: findings.first?.detail ?? "",
            field: findings.first?.part,
            findings: findings
        )
    }

    private static func fieldInUse(_ refusal: FieldInUse) -> Problem {
        var problem = Problem(
            status: .conflict,
            code: "field_in_use",
            detail: "The field is used, so it stays. Take it out of what uses it first."
        )
        problem.uses = refusal.uses.map(Problem.Use.init)
        return problem
    }

    private static func unavailable(_ error: StoreError, logger: Logger) -> Problem {
        logger.error("the database did not answer", metadata: ["error": "\(error.debugDescription)"])
        return Problem(
            status: .serviceUnavailable,
            code: "unavailable",
            detail: "The database does not answer. Try again.",
            retryAfterSeconds: 2
        )
    }

    private static func generic(_ status: HTTPResponse.Status) -> Problem {
        switch status {
        case .notFound: .notFound
        case .contentTooLarge: .bodyTooLarge(limit: 1_048_576)
        default: Problem(status: status, code: "refused", detail: status.reasonPhrase)
        }
    }

    private static func unknown(_ error: any Error, logger: Logger) -> Problem {
        logger.error("an unexpected error", metadata: ["error": "\(String(reflecting: error))"])
        return Problem(status: .internalServerError, code: "internal", detail: "Something went wrong on the server.")
    }
}
