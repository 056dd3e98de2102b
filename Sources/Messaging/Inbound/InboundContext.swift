import Identity
import Storage
import WhatsAppCloud

/// Where an item of a webhook came in: what everything that treats one needs to know.
struct InboundContext: Sendable {
    let clock: WallClock
    let ids: IDGenerator
    let channel: ChannelAccount
    let number: BusinessNumber
    /// When the body was stored, Unix milliseconds.
    let receivedAtMs: Int64

    var organization: ID<Organization> { channel.organization }

    /// Meta tells whole seconds.
    ///
    /// Within that second the arrival decides, so that question and answer stand in their order.
    func time(sentAtMs: Int64) -> Int64 {
        min(max(receivedAtMs, sentAtMs), sentAtMs + 999)
    }
}

/// What became of an item.
enum Treatment: Sendable, Equatable {
    /// It changed what it had to; also where it said nothing new.
    case treated
    /// This version does not know what to do with it: it is kept.
    case notTreated
    /// It is about a message that has not come yet, by Meta's id: it is kept until that one comes.
    case waits(for: String)
}
