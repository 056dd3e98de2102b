import Storage

/// Tokens that come back with time: how many things may happen now.
struct TokenBucket: Sendable, Equatable {
    let capacity: Double
    let perSecond: Double
    private var tokens: Double
    private var atMs: Int64

    init(capacity: Double, perSecond: Double, nowMs: Int64) {
        self.capacity = capacity
        self.perSecond = perSecond
        tokens = capacity
        atMs = nowMs
    }

    /// Whole tokens that are there now.
    mutating func available(nowMs: Int64) -> Int {
        // A clock that was set back gives nothing and takes nothing.
        tokens = min(capacity, tokens + Double(max(0, nowMs - atMs)) / 1_000 * perSecond)
        atMs = nowMs
        return Int(tokens)
    }

    mutating func take(_ count: Int) { tokens -= Double(count) }

    /// Milliseconds until the next token.
    var waitMs: Int64 { tokens >= 1 ? 0 : Int64(((1 - tokens) / perSecond * 1_000).rounded(.up)) }

    /// Whether nothing is known of it that a new one would not know.
    var isFull: Bool { tokens >= capacity }
}

/// How fast a number may send: to everybody, and to one person.
///
/// Source: wire reference 1.4. Each process keeps its own pace; what several send together beyond Meta's limit Meta throttles.
struct SendingPace: Sendable {
    /// At once to one person, and one in six seconds after that.
    private static let pairBurst = 45.0
    private static let pairPerSecond = 1.0 / 6
    private static let maximumPairs = 10_000

    private var everybody: TokenBucket
    private var pairs: [ID<Conversation>: TokenBucket] = [:]

    init(perSecond: Double, nowMs: Int64) {
        everybody = TokenBucket(capacity: max(1, perSecond), perSecond: perSecond, nowMs: nowMs)
    }

    /// How many may leave now.
    mutating func available(nowMs: Int64) -> Int { everybody.available(nowMs: nowMs) }

    /// Milliseconds until the next may leave.
    var waitMs: Int64 { everybody.waitMs }

    /// Takes one message's turn.
    ///
    /// - Returns: How long its person has to be left alone, in milliseconds; nil where it may leave.
    mutating func take(_ conversation: ID<Conversation>, nowMs: Int64) -> Int64? {
        if pairs.count >= Self.maximumPairs { forget(nowMs: nowMs) }
        var pair =
            pairs[conversation]
            ?? TokenBucket(capacity: Self.pairBurst, perSecond: Self.pairPerSecond, nowMs: nowMs)
        let mayLeave = pair.available(nowMs: nowMs) > 0
        if mayLeave {
            pair.take(1)
            everybody.take(1)
        }
        pairs[conversation] = pair
        return mayLeave ? nil : pair.waitMs
    }

    /// Drops what is as good as new; of too many, all: Meta has the last word anyhow.
    private mutating func forget(nowMs: Int64) {
        for (conversation, var pair) in pairs {
            _ = pair.available(nowMs: nowMs)
            if pair.isFull { pairs[conversation] = nil }
        }
        if pairs.count >= Self.maximumPairs { pairs = [:] }
    }
}
