import Foundation
import Identity
import Storage
import WhatsAppCloud

/// The steps of a row of the outbox.
///
/// Only `queued` and `claimed` rows are ever handed out: a row is `sending` before its call leaves and can then end as `sent`, `failed`
/// or `unknown`, but never be sent again.
enum OutboxState: String, Sendable {
    case queued
    case claimed
    case sending
    case sent
    case failed
    case unknown
}

/// A claimed row.
struct OutboxRow: Sendable {
    let message: ID<Message>
    let organization: ID<Organization>
    let channel: ID<ChannelAccount>
    let businessNumber: ID<BusinessNumber>
    let payload: OutboxPayload
    let attempt: Int
}

/// What a row needs to be sent, as JSON in the table.
struct OutboxPayload: Codable, Sendable, Equatable {
    let phoneNumberID: String
    let phone: String?
    let userID: String?
    /// Free text; allowed only while the window is open.
    let text: String?
    let template: Template?
    /// The template's id, to see whether it is still approved when it is sent.
    struct Template: Codable, Sendable, Equatable {
        let id: ID<MessageTemplate>
        let name: String
        let language: String
        let parameters: [String]
    }

    init(phoneNumberID: String, recipient: Recipient, text: String? = nil, template: Template? = nil) {
        self.phoneNumberID = phoneNumberID
        self.text = text
        self.template = template
        switch recipient {
        case .phone(let e164): (phone, userID) = (e164, nil)
        case .user(let id): (phone, userID) = (nil, id)
        }
    }

    func message(id: ID<Message>) -> OutgoingMessage? {
        guard let recipient = phone.map(Recipient.phone(e164:)) ?? userID.map(Recipient.user(id:)) else { return nil }
        let content: OutgoingMessage.Content
        if let template {
            content = .template(name: template.name, language: template.language, bodyParameters: template.parameters)
        } else {
            content = .text(text ?? "", previewsLink: true)
        }
        return OutgoingMessage(
            phoneNumberID: phoneNumberID,
            recipient: recipient,
            content: content,
            callbackData: id.description
        )
    }
}
