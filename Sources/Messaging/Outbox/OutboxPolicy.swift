import WhatsAppCloud

/// Decides what becomes of a row after its call.
enum OutboxPolicy {
    static let maximumAttempts = 5

    enum Step: Sendable, Equatable {
        case failed(code: String)
        case again(afterMs: Int64)
        /// Put back without counting the attempt, and let the whole number wait.
        case hold(code: String, afterMs: Int64)
        case unknown
        /// Put back, and stop sending from this channel.
        case channelStopped(code: String)
    }

    /// The step after a failed call.
    static func step(after failure: SendFailure, attempt: Int) -> Step {
        switch failure.answer {
        case .refused: return .failed(code: failure.code)
        case .unknown: return .unknown
        case .channelStopped: return .channelStopped(code: failure.code)
        case .hold(let after): return .hold(code: failure.code, afterMs: after.milliseconds)
        case .retry(let after):
            guard attempt < maximumAttempts else { return .failed(code: failure.code) }
            // Doubling from Meta's own wait, an hour at most.
            return .again(afterMs: min(after.milliseconds << Int64(attempt - 1), 3_600_000))
        }
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    }
}
