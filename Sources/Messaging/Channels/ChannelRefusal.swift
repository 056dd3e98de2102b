import WhatsAppCloud

/// Why nothing was done with a channel.
package enum ChannelRefusal: Error, Sendable, Equatable {
    /// This account is connected already.
    case alreadyConnected
    /// The organisation has no channel to send from.
    case noChannel
    /// There is no such channel in the organisation.
    case notFound
    /// Meta stopped the channel; the code says why.
    case stopped(code: String)
    /// Meta answered, and refused; its own sentence.
    case metaRefused(String)
    /// Meta did not answer.
    case metaUnreachable
}

extension ChannelRefusal {
    init(_ failure: CallFailure) {
        switch failure {
        case .refused(let error): self = .metaRefused(error.details)
        case .unreachable, .unanswered: self = .metaUnreachable
        }
    }

    /// Asks Meta, and turns a failed call into a refusal.
    static func asking<Answer>(_ call: () async throws(CallFailure) -> Answer) async throws -> Answer {
        do throws(CallFailure) {
            return try await call()
        } catch {
            throw ChannelRefusal(error)
        }
    }
}
