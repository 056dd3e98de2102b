import Identity
import Messaging
import Storage

/// Reads channels as the API shows them.
struct ChannelReader: Sendable {
    let store: any Store
    let clock: WallClock
    let publicAddress: String

    func list(for user: SignedIn) async throws -> ChannelListResource {
        ChannelListResource(channels: try await channels(for: user))
    }

    func channel(_ id: ID<ChannelAccount>, for user: SignedIn) async throws -> ChannelResource {
        guard let resource = try await channels(for: user).first(where: { $0.id == id }) else { throw Problem.notFound }
        return resource
    }

    func health(of id: ID<ChannelAccount>, for user: SignedIn) async throws -> ChannelHealthResource {
        let now = clock.nowMs
        let health = try await store.read { tx in try ChannelHealth.read(tx, id, for: user, nowMs: now) }
        return ChannelHealthResource(health, nowMs: now)
    }

    /// What whoever manages channels needs to know of one is not told to others.
    private func channels(for user: SignedIn) async throws -> [ChannelResource] {
        let mayManage = user.rights.contains(.manageChannels)
        let now = clock.nowMs
        return try await store.read { tx in
            let numbers = try ChannelQueries.numbers(tx, organization: user.organization)
            let notices = try NoticeQueries.standing(tx, organization: user.organization, nowMs: now)
            return try ChannelQueries.all(tx, organization: user.organization).map { account in
                let management = ChannelResource.Management(
                    webhook_url: account.webhookURL(under: publicAddress),
                    new_people: account.newPeople,
                    assignment: UserSelectionResource(try ChannelAssignment.selection(tx, of: account)),
                    notices: notices.filter { $0.channel == account.id }.map { NoticeResource($0.notice) }
                )
                return ChannelResource(
                    account,
                    numbers: numbers.filter { $0.channel == account.id },
                    management: mayManage ? management : nil
                )
            }
        }
    }
}
