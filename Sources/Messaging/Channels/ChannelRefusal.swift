import WhatsAppCloud

/// What has to be there before an account can be connected.
///
/// Source: spec row 2.1.
package enum Prerequisite: String, Error, Sendable, CaseIterable {
    /// A business at Meta owns the account.
    case businessManager = "business_manager"
    case verifiedBusiness = "verified_business"
    case whatsAppAccount = "whatsapp_account"
    /// A number that can be used, or made usable.
    case number
}

/// Why nothing was done with a channel.
package enum ChannelRefusal: Error, Sendable, Equatable {
    /// This account is connected already.
    case alreadyConnected
    /// The organisation has no channel to send from, or this one is disabled.
    case noChannel
    /// There is no such channel in the organisation.
    case notFound
    /// Meta stopped the channel or the number; the code says why.
    case stopped(code: String)
    /// Something that has to be there before connecting is not.
    case missing(Prerequisite)
    /// Meta could not reach the address for webhooks; its own sentence.
    case webhookUnreachable(String)
    /// Meta was not told that webhooks shall end; its own sentence, if there is one.
    case notUnsubscribed(String?)
    /// Meta does nothing with the number now; a word of ours, and Meta's sentence.
    case number(NumberRefusal, String)
    /// Meta answered, and refused; its own sentence.
    case metaRefused(String)
    /// Meta did not answer.
    case metaUnreachable
}

/// Why Meta does not verify or register a number.
///
/// Source: wire reference 1.5, number registration.
package enum NumberRefusal: String, Sendable, CaseIterable {
    case codeNotSent = "code_not_sent"
    case codeWrong = "code_wrong"
    case notVerified = "number_not_verified"
    case pinWrong = "pin_wrong"
    case tooManyTries = "too_many_tries"

    init?(_ code: Int?) {
        switch code {
        case 136_024: self = .codeNotSent
        case 136_025: self = .codeWrong
        case 133_006: self = .notVerified
        case 133_005: self = .pinWrong
        case 133_008, 133_009, 133_015, 133_016: self = .tooManyTries
        default: return nil
        }
    }
}

extension ChannelRefusal {
    init(_ failure: CallFailure) {
        switch failure {
        case .refused(let error) where error.code == 2_200: self = .webhookUnreachable(error.details)
        case .refused(let error):
            if let refusal = NumberRefusal(error.code) {
                self = .number(refusal, error.details)
            } else {
                self = .metaRefused(error.details)
            }
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
