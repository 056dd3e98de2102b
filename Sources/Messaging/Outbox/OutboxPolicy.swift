import WhatsAppCloud

/// Decides what becomes of a row after its call.
enum OutboxPolicy {
    static let maximumAttempts = 8

    enum Step: Sendable, Equatable {
        case failed(code: String, detail: String)
        case again(afterMs: Int64)
        case unknown
        /// Put back, and stop sending from this channel.
        case channelStopped(code: String)
    }

    /// The step after a failed call.
    static func step(after failure: SendFailure, attempt: Int) -> Step {
        switch failure.answer {
        case .refused: return .failed(code: failure.code, detail: failure.detail)
        case .unknown: return .unknown
        case .channelStopped: return .channelStopped(code: failure.code)
        case .retry(let after):
            guard attempt < maximumAttempts else { return .failed(code: failure.code, detail: failure.detail) }
            // Doubling from Meta's own wait, an hour at most.
            let (seconds, attoseconds) = after.components
            let base = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
            return .again(afterMs: min(base << Int64(attempt - 1), 3_600_000))
        }
    }
}
