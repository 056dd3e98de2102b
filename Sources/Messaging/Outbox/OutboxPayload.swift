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

    /// What varies in a template; the file of its header stands beside it, as any other.
    struct Template: Codable, Sendable, Equatable {
        /// To see whether it is still approved when it is sent.
        let id: ID<MessageTemplate>
        let name: String
        let language: String
        /// The body's values.
        let parameters: [String]
        /// The value in a header of words.
        var header: String?
        /// The ends of addresses; nil for what earlier versions queued, which had no buttons.
        var addresses: [Address]?
        /// What the values were made for, ``MessageTemplate/partsDigest``; nil for what earlier versions queued.
        var parts: String?
    }

    /// The end of the address behind a template's button.
    struct Address: Codable, Sendable, Equatable {
        let button: Int
        let end: String
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
        if let template { return .template(template.outgoing(file: file?.outgoing)) }
        if let file { return .media(file.outgoing) }
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

extension OutboxPayload.Template {
    fileprivate func outgoing(file: OutgoingMedia?) -> OutgoingTemplate {
        OutgoingTemplate(
            name: name,
            language: language,
            header: file.map(OutgoingTemplate.Header.file) ?? header.map(OutgoingTemplate.Header.text),
            body: parameters,
            addresses: (addresses ?? []).map { OutgoingTemplate.Address(button: $0.button, end: $0.end) }
        )
    }
}

extension OutboxPayload.File {
    fileprivate var outgoing: OutgoingMedia {
        OutgoingMedia(
            kind: kind,
            id: mediaID ?? "",
            caption: caption,
            fileName: kind == "document" ? name : nil
        )
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
