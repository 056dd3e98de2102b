package import Identity
package import Storage

/// Puts the demo's channel into a new demo: the simulator's account, with the webhook key `demo`.
package struct DemoChannel: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let box: SecretBox

    /// Prepares the operation.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, box: SecretBox) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.box = box
    }

    /// Stores the channel; the ids are the simulator's defaults.
    ///
    /// - Parameters:
    ///   - organization: The demo's organisation.
    ///   - owner: Its administrator.
    ///   - accessToken: The simulator's.
    ///   - appSecret: The simulator's.
    ///   - verifyToken: The simulator's.
    /// - Throws: ``StoreError``.
    package func plant(
        in organization: ID<Organization>,
        owner: ID<User>,
        accessToken: String,
        appSecret: String,
        verifyToken: String
    ) async throws {
        let channel = ChannelAccount(
            id: ids.next(),
            organization: organization,
            nickname: "WhatsApp",
            wabaID: "200000000000001",
            webhookKey: "demo",
            state: .active,
            owner: owner,
            newPeople: .leads,
            connectedAtMs: clock.nowMs
        )
        let secrets = ChannelSecrets(accessToken: accessToken, appSecret: appSecret, verifyToken: verifyToken)
        let number = BusinessNumber(
            id: ids.next(),
            channel: channel.id,
            phoneNumberID: "100000000000001",
            displayNumber: "+86 21 5550 0100",
            verifiedName: "半日咖啡设备",
            quality: "GREEN"
        )
        try await store.write { [box] tx in
            try ChannelQueries.insert(tx, channel)
            try ConnectionQueries.insert(
                tx,
                organization: organization,
                channel: channel.id,
                secrets: secrets,
                box: box,
                activatedAtMs: channel.connectedAtMs
            )
            try ChannelQueries.insert(tx, organization: organization, number)
        }
    }
}
