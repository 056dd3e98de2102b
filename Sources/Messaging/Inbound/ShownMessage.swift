import Foundation
import WhatsAppCloud

/// What a thread shows of a customer's message.
///
/// Everything in here comes from outside: text is cut to a length, lists to a count, and addresses are `http` or `https`.
struct ShownMessage {
    /// Characters of a text at most; Meta's own bound is lower, and what is longer is still whole in the journal.
    private static let maximumText = 16_384
    private static let maximumLine = 1_024
    private static let maximumItems = 100

    var kind: Message.Kind
    var text: String
    var content = MessageContent()
    var media: InboundMedia?

    /// What its file is called here.
    var fileName: String? {
        media.map { MediaRules.name($0.fileName, kind: $0.kind, mimeType: $0.mimeType) }
    }

    /// Nil for what is no message of its own: a reaction, an edit, a deletion.
    init?(_ content: InboundMessage.Content) {
        switch content {
        case .text(let text): self.init(.text, text)
        case .media(let media): self.init(media)
        case .location(let place):
            self.init(.location, place.name ?? place.address ?? "")
            self.content.location = MessageContent.Location(
                latitude: place.latitude,
                longitude: place.longitude,
                name: place.name.map(Self.line),
                address: place.address.map(Self.line)
            )
        case .contacts(let cards):
            self.init(.contacts, cards.compactMap(\.name).joined(separator: ", "))
            self.content.contacts = cards.prefix(Self.maximumItems).map(Self.card)
        case .choice(let choice):
            self.init(.choice, choice.title)
            self.content.choice = MessageContent.Choice(
                id: choice.id.map(Self.line),
                description: choice.description.map(Self.line)
            )
        case .form(let body, let answers):
            self.init(.form, body)
            self.content.form = Self.answers(answers)
        case .order(let order):
            self.init(.order, order.text ?? "")
            self.content.order = order.items.prefix(Self.maximumItems).map { item in
                MessageContent.OrderItem(
                    product: Self.line(item.product),
                    quantity: item.quantity,
                    price: item.price,
                    currency: String(Self.line(item.currency).prefix(3))
                )
            }
        case .system(let notice): self.init(notice)
        case .unsupported(let kind, let code):
            self.init(.unsupported, "")
            self.content.unsupported = Self.line(kind ?? code.map(String.init) ?? "unknown")
        case .other(let type):
            self.init(.unsupported, "")
            self.content.unsupported = Self.line(type)
        case .reaction, .edit, .revoke: return nil
        }
    }

    private init(_ kind: Message.Kind, _ text: String) {
        self.kind = kind
        self.text = Self.text(text)
    }

    private init(_ media: InboundMedia) {
        switch media.kind {
        case .image: self.init(.image, media.caption ?? "")
        case .video: self.init(.video, media.caption ?? "")
        case .audio: self.init(media.isVoice ? .voice : .audio, media.caption ?? "")
        case .document: self.init(.document, media.caption ?? "")
        case .sticker: self.init(.sticker, media.caption ?? "")
        }
        self.media = media
    }

    private init(_ notice: SystemNotice) {
        switch notice {
        case .changedNumber(let waID, let text):
            self.init(.notice, text)
            content.notice = MessageContent.Notice(kind: .numberChanged, new: "+" + Self.line(waID))
        case .changedUserID(_, let text):
            self.init(.notice, text)
            content.notice = MessageContent.Notice(kind: .identityChanged)
        case .other(let kind, let text):
            self.init(.notice, text)
            let isIdentity = kind == "user_identity_changed" || kind == "customer_identity_changed"
            content.notice = MessageContent.Notice(kind: isIdentity ? .identityChanged : .other)
        }
    }

    /// Adds what the message says about its way.
    mutating func add(_ referral: Referral?, forwarding: InboundMessage.Forwarding?) {
        content.forwarded = forwarding?.rawValue
        guard let referral else { return }
        let url = referral.sourceURL.map(Self.line)
        let isWeb = url.map { $0.hasPrefix("https://") || $0.hasPrefix("http://") } ?? false
        content.origin = MessageContent.Origin(
            type: Self.line(referral.sourceType),
            url: isWeb ? url : nil,
            headline: referral.headline.map(Self.line),
            body: referral.body.map(Self.line)
        )
    }

    // MARK: - Bounds

    /// NUL ends text in PostgreSQL; nobody sees it missing.
    private static func text(_ text: String) -> String {
        String(text.replacing("\0", with: "").prefix(maximumText))
    }

    private static func line(_ text: String) -> String {
        String(text.replacing("\0", with: "").prefix(maximumLine))
    }

    private static func card(_ contact: InboundContact) -> MessageContent.ContactCard {
        MessageContent.ContactCard(
            name: line(contact.name ?? contact.phones.first?.number ?? ""),
            phones: contact.phones.prefix(maximumItems).map { line($0.number) },
            emails: contact.emails.prefix(maximumItems).map(line),
            company: contact.company.map(line)
        )
    }

    /// The answers of a form as lines; what is no object of answers is one line as it came.
    ///
    /// The token that the form was sent with is no answer.
    private static func answers(_ json: String) -> [MessageContent.FormAnswer] {
        // What is not JSON is shown as it is.
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(json.utf8)),
            case .object(let members) = value
        else { return json.isEmpty ? [] : [MessageContent.FormAnswer(name: "", value: line(json))] }
        return members.filter { $0.key != "flow_token" }.sorted { $0.key < $1.key }.prefix(maximumItems).map {
            name,
            value in
            MessageContent.FormAnswer(name: line(name), value: line(value.text ?? value.json))
        }
    }
}
