/// One message in a chat, in either direction.
struct Message: Sendable, Equatable, Codable {
    enum Direction: String, Sendable, Codable {
        /// The customer wrote.
        case inbound
        /// The business sent.
        case outbound
    }

    /// How far a message of the business came; ordered.
    enum Status: String, Sendable, Codable {
        case accepted, sent, delivered, read, played, failed

        var rank: Int {
            switch self {
            case .accepted: 0
            case .sent: 1
            case .delivered: 2
            case .read: 3
            case .played: 4
            case .failed: 5
            }
        }
    }

    /// A button under a message, as the phone shows it.
    struct Button: Sendable, Equatable, Codable {
        enum Kind: String, Sendable, Codable {
            case quickReply = "quick_reply"
            case reply
            case row
            case url
            case phone
            case copyCode = "copy_code"
            /// Asks where the customer is.
            case location
            /// Asks for the customer's number.
            case contact
            /// Opens a form.
            case flow
            case call
            case product
        }

        let kind: Kind
        let text: String
        /// What a tap sends back, or where it leads.
        let value: String
        /// What stands below the text of a row.
        var detail: String?
        /// The heading of the row's section.
        var section: String?

        init(kind: Kind, text: String, value: String) {
            self.kind = kind
            self.text = text
            self.value = value
        }
    }

    /// The file of a message.
    struct Attachment: Sendable, Equatable, Codable {
        var kind: MediaRules.Kind
        var id: String?
        /// Where Meta fetches it.
        var link: String?
        var type: String?
        var fileName: String?
        var isVoice: Bool?

        mutating func take(_ file: StoredMedia) {
            id = file.id
            type = file.type
            fileName = fileName ?? (kind == .document ? file.fileName : nil)
        }
    }

    let id: String
    let direction: Direction
    var type: String
    /// Unix milliseconds on the simulator's clock.
    let atMs: Int64
    var header: String?
    var text: String
    var footer: String?
    var buttons: [Button] = []
    /// What opens the list of rows.
    var listLabel: String?
    var attachment: Attachment?
    /// The object of a location or a contact, as it was sent.
    var content: JSON?
    /// The message that this one quotes.
    var context: String?
    var templateName: String?
    /// `marketing`, `utility`, `authentication` or `service`.
    var category = "service"
    /// `biz_opaque_callback_data`.
    var callbackData: String?
    var status = Status.accepted
    var pricing: JSON?
    /// The free conversation that it belongs to, by its end in seconds.
    var freeUntil: Int64?
    var failureCode: Int64?
    /// The business has seen this message of the customer.
    var isSeen = false
    /// The emoji that the other side put on it.
    var reaction: String?
    var isDeleted: Bool?
    var isEdited: Bool?
    var isForwarded: Bool?
}

/// What one number of the business and one customer wrote to each other.
struct Conversation: Sendable, Codable {
    struct Key: Sendable, Hashable, Codable {
        let numberID: String
        let userID: String
    }

    static let maximumMessages = 2000

    let key: Key
    private(set) var messages: [Message] = []
    /// When the customer last wrote; opens the service window for 24 hours.
    var lastInboundMs: Int64?
    /// When the customer last came from an advertisement.
    var referredMs: Int64?
    /// Until when everything is free, because the business answered somebody who came from an advertisement.
    var freeUntilMs: Int64?
    /// When the business began to be shown as typing.
    var typingSinceMs: Int64?
    var pairBucket = TokenBucket(capacity: 45, refillMs: 6000)

    init(key: Key) { self.key = key }

    /// The same chat under another key, because the customer's user id has changed.
    init(key: Key, moving chat: Conversation) {
        self.key = key
        messages = chat.messages
        lastInboundMs = chat.lastInboundMs
        referredMs = chat.referredMs
        freeUntilMs = chat.freeUntilMs
        pairBucket = chat.pairBucket
    }

    mutating func append(_ message: Message) {
        messages.append(message)
        if messages.count > Self.maximumMessages { messages.removeFirst(messages.count - Self.maximumMessages) }
    }

    func find(_ id: String) -> Message? { messages.last { $0.id == id } }

    mutating func change(_ id: String, _ body: (inout Message) -> Void) {
        guard let index = messages.lastIndex(where: { $0.id == id }) else { return }
        body(&messages[index])
    }

    /// Whether free-form messages are allowed: strictly less than 24 hours after the customer's last message.
    func isWindowOpen(atMs nowMs: Int64) -> Bool {
        guard let lastInboundMs else { return false }
        return nowMs < lastInboundMs + 86_400_000
    }
}

/// So many at once, and one more after each interval.
struct TokenBucket: Sendable, Codable {
    let capacity: Int64
    let refillMs: Int64
    private var tokens: Int64
    private var countedAtMs: Int64?

    init(capacity: Int64, refillMs: Int64) {
        self.capacity = capacity
        self.refillMs = refillMs
        tokens = capacity
    }

    mutating func take(atMs nowMs: Int64) -> Bool {
        let since = countedAtMs ?? nowMs
        let gained = max(0, (nowMs - since) / refillMs)
        tokens = min(capacity, tokens + gained)
        countedAtMs = tokens == capacity ? nowMs : since + gained * refillMs
        guard tokens > 0 else { return false }
        tokens -= 1
        return true
    }
}
