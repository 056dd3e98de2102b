import HTTPTypes
import Messaging
import Records

extension NumberRefusal {
    /// The input that it is about.
    fileprivate var field: String {
        switch self {
        case .codeNotSent, .notVerified: "phone_number_id"
        case .codeWrong: "code"
        case .pinWrong, .tooManyTries: "pin"
        }
    }
}

extension Problem {
    /// Why a channel does not do it.
    init(_ refusal: ChannelRefusal) {
        switch refusal {
        case .alreadyConnected:
            self.init(
                status: .conflict,
                code: "already_connected",
                detail: "This WhatsApp account is connected already."
            )
        case .notFound: self = .notFound
        case .noChannel:
            self.init(
                status: .conflict,
                code: "channel_inactive",
                detail: "The WhatsApp account is not connected. An administrator connects it under Settings › Channels."
            )
        case .stopped(let code):
            self.init(
                status: .conflict,
                code: "channel_stopped",
                detail: "Meta stopped this account or number (\(code)). Settings › Channels says what can be done."
            )
        case .missing(let prerequisite):
            self.init(
                status: .unprocessableContent,
                code: "prerequisite_missing",
                detail: "This has to be there before connecting: \(prerequisite.rawValue).",
                field: prerequisite.rawValue
            )
        case .webhookUnreachable(let sentence):
            self.init(
                status: .unprocessableContent,
                code: "webhook_unreachable",
                detail: "Meta has to reach this server under its public address (--public-url). \(sentence)"
            )
        case .notUnsubscribed(let sentence):
            self.init(
                status: .conflict,
                code: "not_unsubscribed",
                detail: sentence ?? "Meta could not be told to send no more webhooks."
            )
        case .number(let refusal, let sentence):
            self.init(status: .unprocessableContent, code: refusal.rawValue, detail: sentence, field: refusal.field)
        case .metaRefused(let sentence):
            self.init(status: .unprocessableContent, code: "meta_refused", detail: sentence, field: "access_token")
        case .metaUnreachable:
            self.init(status: .conflict, code: "meta_unreachable", detail: "Meta did not answer. Try again.")
        }
    }

    /// Why a template is not made or sent.
    init(_ refusal: TemplateRefusal) {
        switch refusal {
        case .notFound: self = .notFound
        case .nameTaken:
            self.init(
                status: .conflict,
                code: "template_exists",
                detail: "A template of this name and language exists.",
                field: "name"
            )
        case .locked(let input):
            self.init(
                status: .conflict,
                code: "template_locked",
                detail: "What Meta reviews or has approved stays as it is. Copy the template instead.",
                field: input
            )
        case .inUse(let found):
            self.init(
                status: .conflict,
                code: "template_in_use",
                detail: "The template is used, so it stays. Take it out of what uses it first."
            )
            uses = found.map(Use.init)
        case .notUsable(let reason):
            self.init(
                status: .conflict,
                code: "template_not_usable",
                detail: "The template has what cannot be sent from here (\(reason))."
            )
        case .notApproved(let status):
            self.init(
                status: .conflict,
                code: "template_not_approved",
                detail: "Only templates approved by Meta can be sent; this one is \(status.rawValue).",
                field: "template"
            )
        case .changed:
            self.init(
                status: .conflict,
                code: "template_changed",
                detail: "The template has other words by now than this message."
            )
        case .otherModule:
            self.init(
                status: .unprocessableContent,
                code: "template_other_module",
                detail: "This template is for records of another module.",
                field: "template"
            )
        case .otherAccount:
            self.init(
                status: .unprocessableContent,
                code: "template_other_account",
                detail: "This template is approved for another WhatsApp account than the number's.",
                field: "business_number"
            )
        case .tooLong(let part):
            self.init(
                status: .unprocessableContent,
                code: "template_too_long",
                detail: "With the record's values the template's \(part.rawValue) is longer than WhatsApp takes.",
                field: "template"
            )
        case .missingValues(let labels):
            self.init(
                status: .unprocessableContent,
                code: "merge_values_missing",
                detail: "The record has no value for: \(labels.joined(separator: ", ")).",
                field: "template"
            )
            fields = labels
        }
    }

    /// Why somebody gets no marketing.
    init(_ refusal: MarketingRefusal) {
        let detail =
            switch refusal {
            case .optedOut: "This person wants no marketing. Notifications and replies are sent as before."
            case .noConsent: "This person has not agreed to marketing, which your organisation asks for first."
            case .stoppedAtWhatsApp: "This person has stopped marketing in WhatsApp, which would refuse it."
            case .unitedStates: "WhatsApp delivers no marketing to numbers of the United States."
            }
        self.init(status: .conflict, code: "marketing_\(refusal.rawValue)", detail: detail, field: "template")
    }

    /// Why a message is not accepted.
    init(_ refusal: SendRefusal) {
        switch refusal {
        case .notFound: self = .notFound
        case .windowClosed(let atMs):
            self.init(
                status: .conflict,
                code: "window_closed",
                detail:
                    "WhatsApp allows free text only for 24 hours after the customer's latest message. Send a template."
            )
            closedAt = atMs?.rfc3339
        case .keyUsedOtherwise:
            self.init(
                status: .unprocessableContent,
                code: "idempotency_key_reused",
                detail: "This Idempotency-Key belongs to another message. Use a new key for each message.",
                field: "Idempotency-Key"
            )
        case .blocked:
            self.init(
                status: .conflict,
                code: "blocked",
                detail: "Your team has blocked this person. Unblock them in the conversation first."
            )
        case .threadOfAnother:
            self.init(
                status: .conflict,
                code: "thread_of_another",
                detail: "This number writes with the team about another record, which you may not change.",
                field: "phone"
            )
        case .notRetryable:
            self.init(
                status: .conflict,
                code: "not_retryable",
                detail: "Only a message that has failed can be tried again."
            )
        case .notUnknown:
            self.init(
                status: .conflict,
                code: "outcome_known",
                detail: "What became of this message is known already."
            )
        case .phoneNotUsable:
            self.init(
                status: .unprocessableContent,
                code: "phone_not_usable",
                detail: "The record has no such number that can be reached internationally.",
                field: "phone"
            )
        case .notAPerson:
            self.init(
                status: .unprocessableContent,
                code: "not_a_person",
                detail: "Messages go to Leads and Contacts only."
            )
        case .noRecipient:
            self.init(
                status: .unprocessableContent,
                code: "no_recipient",
                detail: "The record names no Lead or Contact there whom you may see.",
                field: "lookup"
            )
        }
    }

    /// Why a file cannot be sent.
    init(_ refusal: MediaRules.Refusal) {
        switch refusal {
        case .kind(let kind):
            self.init(
                status: .unprocessableContent,
                code: "file_kind_refused",
                detail: "WhatsApp takes no files of this kind (\(kind)).",
                field: "file"
            )
        case .tooLarge(let limit): self = .fileTooLarge(limit: limit)
        }
    }

    /// Why a webhook is not taken.
    init(_ refusal: ReceiveWebhook.Refusal) {
        switch refusal {
        case .noSuchChannel: self = .notFound
        case .badSignature:
            self.init(status: .unauthorized, code: "bad_signature", detail: "The signature is not that of this body.")
        case .busy:
            self.init(
                status: .serviceUnavailable,
                code: "unavailable",
                detail: "Too many bodies wait. Come again.",
                retryAfterSeconds: 2
            )
        }
    }
}
