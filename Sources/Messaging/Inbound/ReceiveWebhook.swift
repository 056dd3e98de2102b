import Crypto
import Foundation
import Identity
package import Storage
import Synchronization
import WhatsAppCloud

/// Takes webhooks in: proves that they are Meta's and stores them before they are answered.
///
/// Nothing is parsed here.
package final class ReceiveWebhook: Sendable {
    /// Why a webhook is not taken.
    package enum Refusal: Error, Sendable, Equatable {
        /// No channel has this key.
        case noSuchChannel
        /// The signature is missing or not that of this body.
        case badSignature
        /// More bodies wait to be stored than is good; Meta will come again.
        case busy
    }

    private struct Known: Sendable {
        let organization: ID<Organization>
        let channel: ID<ChannelAccount>
        let signature: WebhookSignature
        let verifyToken: String
        let loaded: ContinuousClock.Instant
        var isRenewed = false
    }

    /// A channel that was disabled or changed its secret is noticed after this long, on every node.
    private static let cacheLife: Duration = .seconds(2)
    /// From this age on one request reads the channel anew, while the others go on with what is known.
    private static let cacheRenewal: Duration = .seconds(1)
    private static let maximumCached = 1_000

    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let box: SecretBox
    private let writer: JournalWriter
    private let known = Mutex<[String: Known]>([:])

    /// Takes webhooks in for every channel of the database.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, box: SecretBox, writer: JournalWriter) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.box = box
        self.writer = writer
    }

    /// Stores a webhook's body; when this returns it survives a power cut.
    ///
    /// - Parameters:
    ///   - body: The bytes received.
    ///   - signature: The header `X-Hub-Signature-256`.
    ///   - key: The last part of the address.
    /// - Throws: ``Refusal`` or ``StoreError``; Meta then sends it again.
    package func callAsFunction(_ body: [UInt8], signature: String?, key: String) async throws {
        let known = try await find(key)
        guard known.signature.isValid(signature, for: body) else { throw Refusal.badSignature }
        try await writer.append(
            JournalArrival(
                id: ids.next(),
                organization: known.organization,
                channel: known.channel,
                digest: Data(SHA256.hash(data: body)).base64EncodedString(),
                body: body,
                atMs: clock.nowMs
            )
        )
    }

    /// Answers Meta's handshake.
    ///
    /// - Parameters:
    ///   - key: The last part of the address.
    ///   - mode: `hub.mode`.
    ///   - token: `hub.verify_token`.
    ///   - challenge: `hub.challenge`.
    /// - Returns: The challenge; nil where the token is not this channel's.
    /// - Throws: ``Refusal/noSuchChannel`` or ``StoreError``.
    package func verify(key: String, mode: String?, token: String?, challenge: String?) async throws -> String? {
        // Read anew: a channel that is just being connected has a token that nothing here knows yet.
        let known = try await load(key)
        let answer = WebhookVerification.answer(
            mode: mode,
            token: token,
            challenge: challenge,
            expected: known.verifyToken
        )
        if answer != nil {
            let now = clock.nowMs
            try await store.write { tx in try ConnectionQueries.greeted(tx, channel: known.channel, atMs: now) }
        }
        return answer
    }

    private func find(_ key: String) async throws -> Known {
        if let cached = cached(key) { return cached }
        return try await load(key)
    }

    private func load(_ key: String) async throws -> Known {
        let found = try await store.read { [box] tx -> (ChannelAccount, ChannelSecrets)? in
            guard let channel = try ChannelQueries.find(tx, webhookKey: key),
                let secrets = try ConnectionQueries.secrets(
                    tx,
                    organization: channel.organization,
                    of: channel.id,
                    box: box
                )
            else { return nil }
            return (channel, secrets)
        }
        guard let (channel, secrets) = found else {
            known.withLock { $0[key] = nil }
            throw Refusal.noSuchChannel
        }
        let fresh = Known(
            organization: channel.organization,
            channel: channel.id,
            signature: WebhookSignature(appSecret: secrets.appSecret),
            verifyToken: secrets.verifyToken,
            loaded: .now
        )
        known.withLock { known in
            if known.count >= Self.maximumCached { known = [:] }
            known[key] = fresh
        }
        return fresh
    }

    /// What is known of a key and recent enough; nil for the one request that is to read it anew.
    private func cached(_ key: String) -> Known? {
        known.withLock { known in
            guard let cached = known[key] else { return nil }
            let age = cached.loaded.duration(to: .now)
            if age >= Self.cacheLife { return nil }
            if age < Self.cacheRenewal || cached.isRenewed { return cached }
            known[key]?.isRenewed = true
            return nil
        }
    }
}
