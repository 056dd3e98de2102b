import Crypto
import Foundation

/// A webhook on its way: the bytes, and how often they were tried.
struct Delivery: Sendable {
    enum State: String, Sendable {
        case waiting, inFlight = "in_flight", delivered, givenUp = "given_up", dropped
    }

    /// One try.
    struct Attempt: Sendable {
        /// Real Unix milliseconds.
        let atMs: Int64
        /// HTTP status; nil when no answer came.
        let status: Int?
        /// Why none came.
        let error: String?
    }

    let id: Int64
    let field: String
    let url: String
    let body: [UInt8]
    let signature: String
    /// Real Unix milliseconds, as are all times of a delivery: retries do not follow the movable clock.
    let createdMs: Int64
    var state = State.waiting
    var attempts: [Attempt] = []
    var nextAttemptMs: Int64

    /// As `GET /_sim/webhooks` shows it.
    var json: JSON {
        let tries = attempts.map { attempt in
            JSON.object([
                "at_ms": .integer(attempt.atMs), "status": attempt.status.map { .integer(Int64($0)) },
                "error": .optional(attempt.error),
            ])
        }
        return .object([
            "id": .integer(id), "field": .string(field), "url": .string(url), "state": .string(state.rawValue),
            "signature": .string(signature), "body": .string(String(decoding: body, as: UTF8.self)),
            "created_ms": .integer(createdMs), "attempts": .array(tries),
            "next_attempt_ms": state == .waiting ? .integer(nextAttemptMs) : nil,
        ])
    }
}

/// Webhooks that wait, that are on their way, and the newest that ended.
struct PostOffice: Sendable {
    static let maximumWaiting = 10_000
    static let maximumEnded = 1000
    static let longestWaitMs: Int64 = 60_000
    static let giveUpMs: Int64 = 36 * 3_600_000

    private let key: SymmetricKey
    private var open: [Delivery] = []
    private var ended: [Delivery] = []
    private var nextID: Int64 = 1
    private var inFlight: Int64 = 0

    init(appSecret: String) {
        key = SymmetricKey(data: Data(appSecret.utf8))
    }

    /// Those that ended and those that are still under way, oldest first.
    var all: [Delivery] { (ended + open).sorted { $0.id < $1.id } }

    /// When something is to be tried next, in real time.
    func nextAttemptMs(atOnce limit: Int64) -> Int64? {
        guard inFlight < limit else { return nil }
        return open.filter { $0.state == .waiting }.map(\.nextAttemptMs).min()
    }

    /// Takes bytes in for sending; a full office drops them, as Meta does when nobody answers for long.
    ///
    /// - Parameters:
    ///   - body: The bytes.
    ///   - field: What kind of change it is, or the first of several.
    ///   - url: Where it goes.
    ///   - isDropped: Whether it is lost on the way.
    ///   - realMs: Now.
    ///   - startMs: When it is tried first.
    mutating func post(
        _ body: [UInt8],
        field: String,
        to url: String,
        isDropped: Bool,
        realMs: Int64,
        startMs: Int64
    ) {
        let signature = HMAC<SHA256>.authenticationCode(for: body, using: key)
        var delivery = Delivery(
            id: nextID,
            field: field,
            url: url,
            body: body,
            signature: "sha256=" + signature.map { Hex.encode($0) }.joined(),
            createdMs: realMs,
            nextAttemptMs: startMs
        )
        nextID += 1
        if isDropped || open.count >= Self.maximumWaiting {
            delivery.state = .dropped
            end(delivery)
        } else {
            open.append(delivery)
        }
    }

    /// Those whose time has come, as far as there are free hands.
    mutating func takeReady(atOnce limit: Int64, realMs: Int64) -> [Delivery] {
        var taken: [Delivery] = []
        for index in open.indices where inFlight < limit {
            guard open[index].state == .waiting, open[index].nextAttemptMs <= realMs else { continue }
            open[index].state = .inFlight
            inFlight += 1
            taken.append(open[index])
        }
        return taken
    }

    /// Writes down how a try ended: 200 is success, everything else is tried again later.
    mutating func finish(_ id: Int64, _ attempt: Delivery.Attempt, retryBaseMs: Int64, realMs: Int64) {
        inFlight -= 1
        guard let index = open.firstIndex(where: { $0.id == id }) else { return }
        open[index].attempts.append(attempt)
        if attempt.status == 200 {
            open[index].state = .delivered
        } else if realMs - open[index].createdMs >= Self.giveUpMs {
            open[index].state = .givenUp
        } else {
            open[index].state = .waiting
            let wait = Self.wait(afterAttempts: open[index].attempts.count, baseMs: retryBaseMs)
            open[index].nextAttemptMs = realMs + wait
            // Thousands of tries would be kept otherwise in a day and a half.
            if open[index].attempts.count > 100 { open[index].attempts.removeFirst() }
            return
        }
        end(open.remove(at: index))
    }

    /// 1, 2, 4 … 60 seconds.
    static func wait(afterAttempts count: Int, baseMs: Int64) -> Int64 {
        min(longestWaitMs, baseMs << Int64(min(count - 1, 16)))
    }

    private mutating func end(_ delivery: Delivery) {
        ended.append(delivery)
        if ended.count > Self.maximumEnded { ended.removeFirst(ended.count - Self.maximumEnded) }
    }
}
