import Storage
import WhatsAppCloud

/// What a row needs to be sent, as JSON in the table; members are added and never change their meaning.
struct OutboxPayload: Codable, Sendable, Equatable {
    let phoneNumberID: String
    private(set) var phone: String?
    private(set) var userID: String?
    /// Free text, or the words of what is to be tapped; allowed only while the window is open.
    var text: String?
    /// Nil for what earlier versions queued, which shows one.
    var previewsLink: Bool?
    var template: Template?
    var file: File?
    var location: MessageContent.Location?
    var interactive: MessageContent.Interactive?
    var quotedWAMID: String?

    /// The template's id, to see whether it is still approved when it is sent.
    struct Template: Codable, Sendable, Equatable {
        let id: ID<MessageTemplate>
        let name: String
        let language: String
        let parameters: [String]
    }

    /// A file, which Meta is handed before the message.
    struct File: Codable, Sendable, Equatable {
        let digest: String
        /// Meta's word: `image`, `video`, `audio`, `document`.
        let kind: String
        let type: String
        let name: String
        let caption: String?
        /// Meta's id, once it has the file.
        var mediaID: String?
    }

    init(phoneNumberID: String, recipient: Recipient) {
        self.phoneNumberID = phoneNumberID
        address(to: recipient)
    }

    /// Says who gets it.
    mutating func address(to recipient: Recipient) {
        switch recipient {
        case .phone(let e164): (phone, userID) = (e164, nil)
        case .user(let id): (phone, userID) = (nil, id)
        }
    }

    /// Whether Meta has to be handed something first.
    var needsUpload: Bool { file != nil }

    /// Nil where nobody is to get it.
    func message(id: ID<Message>) -> OutgoingMessage? {
        guard let recipient = phone.map(Recipient.phone(e164:)) ?? userID.map(Recipient.user(id:)) else { return nil }
        return OutgoingMessage(
            phoneNumberID: phoneNumberID,
            recipient: recipient,
            content: content,
            callbackData: id.description,
            quotedWAMID: quotedWAMID
        )
    }

    private var content: OutgoingContent {
        if let template {
            return .template(
                name: template.name,
                language: template.language,
                bodyParameters: template.parameters
            )
        }
        if let file {
            return .media(
                OutgoingMedia(
                    kind: file.kind,
                    id: file.mediaID ?? "",
                    caption: file.caption,
                    fileName: file.kind == "document" ? file.name : nil
                )
            )
        }
        if let location {
            return .location(
                OutgoingLocation(
                    latitude: location.latitude,
                    longitude: location.longitude,
                    name: location.name,
                    address: location.address
                )
            )
        }
        if let interactive { return .interactive(interactive.outgoing(body: text ?? "")) }
        return .text(text ?? "", previewsLink: previewsLink ?? true)
    }
}

extension MessageContent.Interactive {
    fileprivate func outgoing(body: String) -> OutgoingInteractive {
        let action: OutgoingInteractive.Action
        if let sections {
            let parts = sections.map { OutgoingInteractive.Section(title: $0.title, rows: $0.rows.map(\.outgoing)) }
            action = .list(button: list ?? "", sections: parts)
        } else {
            action = .buttons((buttons ?? []).map(\.outgoing))
        }
        return OutgoingInteractive(body: body, header: header, footer: footer, action: action)
    }
}

extension MessageContent.Option {
    fileprivate var outgoing: OutgoingInteractive.Option {
        OutgoingInteractive.Option(id: id, title: title, description: description)
    }
}
