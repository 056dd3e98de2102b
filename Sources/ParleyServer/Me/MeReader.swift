import HTTPTypes
import Hummingbird
import Identity
import Storage

/// Reads who is signed in.
struct MeReader: Sendable {
    let store: any Store
    let clock: WallClock
    let authenticate: Authenticate
    let isDemo: Bool

    func me(_ signedIn: SignedIn, csrfToken: String?) async throws -> MeResource {
        let found = try await store.read { tx -> (User, Organization)? in
            guard let user = try UserQueries.find(tx, organization: signedIn.organization, id: signedIn.user),
                let organization = try OrganizationQueries.find(tx, id: signedIn.organization)
            else { return nil }
            return (user, organization)
        }
        guard let (user, organization) = found else { throw Problem.notSignedIn }
        return MeResource(
            user: MeResource.UserResource(user),
            organization: MeResource.OrganizationResource(organization),
            rights: signedIn.rights.sorted { $0.rawValue < $1.rawValue },
            csrf_token: csrfToken,
            now: clock.nowMs.rfc3339,
            demo: isDemo
        )
    }

    /// The answer to signing in: the new session's user, and its cookie.
    func response(
        after secret: BearerSecret,
        status: HTTPResponse.Status,
        cookie: SessionCookie,
        request: Request,
        context: ParleyContext
    ) async throws -> Response {
        guard let found = try await authenticate(session: secret) else { throw Problem.notSignedIn }
        let resource = try await me(found.user, csrfToken: found.csrfToken)
        var response = try context.responseEncoder.encode(resource, from: request, context: context)
        response.status = status
        response.headers[.setCookie] = cookie.header(for: secret)
        return response
    }
}
