import HTTPTypes
import Messaging
import Records

extension Problem {
    /// Why something is not sent, and what can be done about it.
    init(sending refusal: any SendingRefusal) {
        switch refusal {
        case let refusal as SendRefusal:
            self.init(refusal)
            remedy = refusal.remedy
        case let refusal as TemplateRefusal:
            self.init(refusal)
            remedy = refusal.remedy
        case let refusal as MarketingRefusal:
            self.init(refusal)
            remedy = refusal.remedy
        case let refusal as ChannelRefusal:
            self.init(refusal)
            remedy = refusal.remedy
        case is RecordReadOnly:
            self.init(
                status: .forbidden,
                code: "record_read_only",
                detail: "You may read this record and not change it. Its owner or an administrator can."
            )
        case is ChargeRefusal:
            self.init(
                status: .conflict,
                code: "credits_insufficient",
                detail: "There are not enough credits for this message."
            )
            remedy = "An administrator buys credits."
        default: self.init(status: .conflict, code: "not_sendable", detail: "This cannot be sent now.")
        }
    }
}

extension SendRefusal {
    fileprivate var remedy: String? {
        switch self {
        case .windowClosed: "Send a template."
        case .phoneNotUsable: "Write the number with + and its country code, digits only."
        case .notAPerson: "Send from a Lead or Contact, or name the field that leads to one."
        case .noRecipient: "Fill in the field, or choose another one."
        case .blocked: "Unblock them in the conversation."
        case .threadOfAnother: "Ask whoever owns that record."
        case .notFound, .notRetryable, .notUnknown, .keyUsedOtherwise: nil
        }
    }
}

extension TemplateRefusal {
    fileprivate var remedy: String? {
        switch self {
        case .notApproved(.inReview): "Wait until Meta has reviewed it, or choose another one."
        case .notApproved(.rejected), .notApproved(.failed): "Correct it and submit it again, or choose another one."
        case .notApproved: "Choose another one."
        case .changed: "Send it anew from the record."
        case .otherModule: "Choose a template of the record's module."
        case .otherAccount: "Choose a number of the template's account."
        case .notUsable: "Choose another one, or make one here."
        case .tooLong: "Shorten the values, or the template."
        case .missingValues: "Fill in the fields, or give the template a fallback for them."
        case .notFound, .nameTaken, .locked, .inUse: nil
        }
    }
}

extension MarketingRefusal {
    fileprivate var remedy: String? {
        switch self {
        case .noConsent: "Write down their agreement first, or send a notification."
        case .optedOut, .stoppedAtWhatsApp, .unitedStates: "Send a notification instead."
        }
    }
}

extension ChannelRefusal {
    fileprivate var remedy: String? {
        switch self {
        case .noChannel: "An administrator connects the account under Settings › Channels."
        case .stopped: "Settings › Channels says what can be done."
        default: nil
        }
    }
}
