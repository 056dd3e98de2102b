import Foundation
package import Identity
package import Records
package import Storage
import WhatsAppCloud

/// A message that Meta has to approve before anybody gets it.
package struct MessageTemplate: Sendable {
    /// The state of its review.
    ///
    /// Source: wire reference 4.6.
    package enum Status: String, Sendable, CaseIterable {
        case inReview = "in_review"
        case approved
        case rejected
        case paused
        case disabled
        /// Meta would not take it for review.
        case failed

        /// The state that one of Meta's words means; nil for words that change nothing.
        init?(event: String) {
            switch event.uppercased() {
            case "APPROVED", "REINSTATED", "UNPAUSED", "UNARCHIVED": self = .approved
            case "REJECTED": self = .rejected
            case "PAUSED": self = .paused
            case "DISABLED", "PENDING_DELETION", "DELETED", "ARCHIVED": self = .disabled
            case "PENDING", "IN_APPEAL": self = .inReview
            default: return nil
            }
        }

        /// One of Meta's words that says more than the state it means.
        static func word(of event: String) -> String? {
            let telling: Set<String> = ["DELETED", "PENDING_DELETION", "ARCHIVED", "IN_APPEAL"]
            return telling.contains(event.uppercased()) ? event.uppercased() : nil
        }
    }

    /// What it is for.
    ///
    /// Source: spec rows 1.19 to 1.22.
    package enum Category: String, Sendable, CaseIterable, Codable {
        /// Informative, tied to a transaction; Meta's UTILITY.
        case notification
        case marketing

        var provider: TemplateSubmission.Category { self == .notification ? .utility : .marketing }

        init?(provider: String) {
            switch provider {
            case "UTILITY": self = .notification
            case "MARKETING": self = .marketing
            default: return nil
            }
        }
    }

    /// The template's id.
    package let id: ID<MessageTemplate>
    /// Whose it is.
    package let organization: ID<Organization>
    /// The account it is approved for.
    package let channel: ID<ChannelAccount>
    /// The module whose fields it merges; nil where it was made elsewhere and nobody has said yet.
    package let module: ID<Module>?
    /// As the team knows it.
    package let name: String
    /// As Meta knows it.
    package let providerName: String
    /// Meta's id, once it has one.
    package let providerID: String?
    /// One of Meta's codes.
    package let language: String
    /// As chosen.
    package let category: Category
    /// As Meta has it.
    package let effectiveCategory: Category
    /// The state of its review.
    package let status: Status
    /// Why it is in that state, in Meta's words.
    package let reason: String?
    /// Text with merge fields by id.
    package let body: String
    /// What it has beside the body.
    package let content: TemplateContent
    /// What Meta makes of people's reactions to it, in Meta's word; nil where it has not said.
    package let quality: String?
    /// Who wrote it; nil where it was made elsewhere.
    package let madeBy: ID<User>?
    /// Whether a job has still to hand it to Meta as it stands here.
    package let isUnsent: Bool
    /// Whether it was deleted: what was sent with it still names it.
    let isDeleted: Bool
    /// When it was made, product time, Unix milliseconds.
    package let createdAtMs: Int64
    /// When its state last changed, product time, Unix milliseconds.
    package let statusAtMs: Int64
}

extension MessageTemplate {
    /// What a name is compared by: two that differ in capitals or width only are one.
    static func key(of name: String) -> String { name.precomposedStringWithCompatibilityMapping.lowercased() }

    /// Whether it can be corrected: Meta has not taken it, and it was written here.
    package var isEditable: Bool { [.rejected, .failed].contains(status) && madeBy != nil }

    /// Whether Meta has yet to get it as it stands here: what Meta says until then is about what it was before.
    var isOnItsWay: Bool { isUnsent && status == .inReview && !isDeleted }

    /// All its texts with merge fields, in the order in which people see them.
    package var mergeTexts: [MergeText] {
        ([content.header?.text, body].compactMap(\.self) + content.buttons.compactMap(\.url))
            .map(MergeText.init(stored:))
    }
}

/// Why nothing was done with a template.
package enum TemplateRefusal: Error, Sendable, Equatable {
    /// There is none of this id.
    case notFound
    /// A template of this name and language exists.
    case nameTaken
    /// It is in a state in which nothing of it is changed, or that part never is; the input, where it is about one.
    case locked(String?)
    /// What uses it: it stays.
    case inUse([FieldUse])
    /// It has what cannot be sent from here; a word for the screen.
    case notUsable(String)
    /// The template is not approved now.
    case notApproved(MessageTemplate.Status)
    /// The template is for records of another module.
    case otherModule
    /// The template is approved for another account than the number's.
    case otherAccount
    /// With the record's values a part is longer than WhatsApp takes.
    case tooLong(TemplateFinding.Part)
    /// Fields of the record are blank and have no fallback; their labels.
    case missingValues([String])
}
