import Identity
import Messaging
import Storage

/// The demo: an organisation with an administrator and a small team, whose passwords everybody may know.
struct DemoSeed: Sendable {
    static let administratorEmail = "admin@parley.example"
    static let password = "parley-demo"

    /// The database holds organisations that are no demo's.
    struct NotADemo: Error, CustomStringConvertible {
        let description =
            "this database has organisations of its own; a demo needs a database of its own (--database sqlite:demo.db)"
    }

    private let instance: Instance
    private let channel: DemoChannelSecrets?
    private let box: SecretBox

    init(_ instance: Instance, channel: DemoChannelSecrets?, box: SecretBox) {
        self.instance = instance
        self.channel = channel
        self.box = box
    }

    /// Seeds a new database and marks it as a demo, or makes sure that it is one.
    func plant(startingAtMs startMs: Int64?) async throws {
        let (hasOrganization, isDemo) = try await instance.store.read { tx in
            (try OrganizationQueries.exists(tx), try DemoClock.exists(tx))
        }
        if hasOrganization {
            if !isDemo { throw NotADemo() }
            return
        }
        try await instance.demoClock.start(atMs: startMs)
        let create = instance.createOrganization
        let made = try await create(
            NewOrganization(name: "半日咖啡设备", timeZone: "Asia/Shanghai", defaultCountry: "CN"),
            administrator: NewUser(email: Self.administratorEmail, name: "李明", password: Self.password),
            onlyAsFirst: true
        )
        let team = try await DemoTeam(instance).plant(in: made.organization)
        try await DemoPeople(instance).plant(
            in: made.organization,
            owners: [made.administrator] + team
        )
        try await DemoQuotes(instance).plant(in: made.organization, owners: [made.administrator] + team)
        guard let channel else { return }
        try await DemoChannel(store: instance.store, clock: instance.clock, ids: instance.ids, box: box).plant(
            in: made.organization,
            owner: made.administrator,
            accessToken: channel.accessToken,
            appSecret: channel.appSecret,
            verifyToken: channel.verifyToken
        )
    }
}
