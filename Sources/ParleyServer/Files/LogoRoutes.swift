import FileStore
import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import Storage

/// The organisation's logo.
struct LogoRoutes: Sendable {
    let store: any Store
    let files: FileStore
    let change: ChangeLogo

    func add(to group: RouterGroup<SignedInContext>) {
        group.get("organization/logo", use: get)
        group.put("organization/logo", use: put)
        group.delete("organization/logo", use: remove)
    }

    @Sendable private func get(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let organization = context.user.organization
        let found = try await store.read { tx in try OrganizationLogo.find(tx, organization: organization) }
        guard let logo = found, let size = await files.size(of: logo.digest) else { throw Problem.notFound }
        return try await ServedFile(
            digest: logo.digest,
            name: logo.kind == .png ? "logo.png" : "logo.jpg",
            kind: logo.kind.rawValue,
            size: size,
            isInline: true
        ).response(files, to: request, context: context)
    }

    @Sendable private func put(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try request.requireLength(atMost: OrganizationLogo.maximumBytes)
        _ = try await change(request.body.map(\.readableBytesView), by: context.user)
        return Response(status: .noContent)
    }

    @Sendable private func remove(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await change.remove(by: context.user)
        return Response(status: .noContent)
    }
}
