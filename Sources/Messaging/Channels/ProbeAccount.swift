package import Identity
package import Storage
package import WhatsAppCloud

/// What Meta shows of an account before it is connected.
package struct ProbedAccount: Sendable {
    /// As its owner called it at Meta.
    package let name: String
    /// The business that owns it; nil where it has none.
    package let business: String?
    /// The token's app, end and scopes.
    package let token: TokenFacts
    /// What has to be there and is not.
    package let missing: Set<Prerequisite>
    /// All numbers of the account.
    package let numbers: [ProbedNumber]
}

/// A number of an account that is being connected.
package struct ProbedNumber: Sendable {
    /// What can be done with it.
    ///
    /// Source: spec rows 2.6, 2.8.
    package enum Standing: String, Sendable, CaseIterable {
        case ready
        /// Not verified: a code has to come to it first.
        case needsCode = "needs_code"
        /// Verified, and not registered for the Cloud API.
        case needsRegistration = "needs_registration"
        /// Another organisation of this server uses it.
        case taken
        /// Another product or the phone app uses it.
        case otherPlatform = "other_platform"
        case banned
        case restricted
        case deleted
    }

    /// What Meta says of it.
    package let remote: RemoteNumber
    /// What can be done with it.
    package let standing: Standing
    /// Whether the channel uses it already.
    package let isInUse: Bool
}

extension ProbedNumber.Standing {
    /// What can be done with a number that nobody else here uses.
    init(_ number: RemoteNumber) {
        switch number.status {
        case "BANNED": self = .banned
        case "RESTRICTED": self = .restricted
        case "DELETED": self = .deleted
        case "MIGRATED": self = .otherPlatform
        case _ where number.platform == "ON_PREMISE" || number.isOnBusinessApp: self = .otherPlatform
        // Meta lets the verification of a registered number lapse, and the number goes on sending.
        case "CONNECTED", "FLAGGED", "RATE_LIMITED": self = .ready
        case nil where number.codeVerification == "VERIFIED" && number.platform != "NOT_APPLICABLE": self = .ready
        default: self = number.codeVerification == "VERIFIED" ? .needsRegistration : .needsCode
        }
    }

    /// Whether it is or can be made usable.
    var isHopeful: Bool { [.ready, .needsCode, .needsRegistration].contains(self) }
}

/// Looks at an account with what somebody typed, and keeps nothing.
///
/// Source: spec rows 2.1, 2.4, 2.6, 2.8.
package struct ProbeAccount: Sendable {
    private let store: any Store
    private let graph: GraphAccess

    /// Prepares the operation.
    ///
    /// - Parameters:
    ///   - store: The database, to see which numbers are taken.
    ///   - graph: Meta.
    package init(store: any Store, graph: GraphAccess) {
        self.store = store
        self.graph = graph
    }

    /// Asks Meta for the account, the token and the numbers.
    ///
    /// - Parameters:
    ///   - access: How the account is reached.
    ///   - user: Needs ``Right/manageChannels``.
    /// - Returns: What there is.
    /// - Throws: ``NotPermitted``, ``InvalidInput`` naming what Meta refuses, ``ChannelRefusal`` or ``StoreError``.
    package func callAsFunction(_ access: AccountAccess, by user: SignedIn) async throws -> ProbedAccount {
        try user.require(.manageChannels)
        return try await look(OpenAccount(access, by: user, store: store, graph: graph), by: user)
    }

    /// Looks at an account that is open already.
    func look(_ open: OpenAccount, by user: SignedIn) async throws -> ProbedAccount {
        let account = try await open.account()
        let token = try await open.token()
        let remotes = try await ChannelRefusal.asking { () async throws(CallFailure) in
            try await open.client.numbers(of: open.wabaID)
        }
        let (taken, own) = try await store.read { tx in
            let channel = try ChannelQueries.find(tx, organization: user.organization, wabaID: open.wabaID)
            let numbers = try channel.map { try ChannelQueries.numbers(tx, of: $0) } ?? []
            return (
                try ChannelQueries.takenElsewhere(
                    tx,
                    organization: user.organization,
                    phoneNumberIDs: remotes.map(\.id)
                ),
                channel?.isConnected == true ? Set(numbers.filter(\.isInUse).map(\.phoneNumberID)) : []
            )
        }
        let numbers = remotes.map { remote in
            ProbedNumber(
                remote: remote,
                standing: taken.contains(remote.id) ? .taken : ProbedNumber.Standing(remote),
                isInUse: own.contains(remote.id)
            )
        }
        return ProbedAccount(
            name: account.name,
            business: account.business,
            token: token,
            missing: Self.missing(account, numbers),
            numbers: numbers
        )
    }

    private static func missing(_ account: RemoteAccount, _ numbers: [ProbedNumber]) -> Set<Prerequisite> {
        var missing: Set<Prerequisite> = []
        if account.business == nil { missing.insert(.businessManager) }
        if account.businessVerification?.lowercased() != "verified" { missing.insert(.verifiedBusiness) }
        if AccountStanding.stopReason(of: account) != nil { missing.insert(.whatsAppAccount) }
        if !numbers.contains(where: \.standing.isHopeful) { missing.insert(.number) }
        return missing
    }
}
