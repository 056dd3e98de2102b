/// Everything that Meta knows in here: a value in memory that is changed by one caller at a time.
///
/// Time is passed in, in Unix milliseconds of the simulator's clock.
struct World: Sendable {
    static let maximumConversations = 500

    let portfolio: Portfolio
    var settings = Settings()
    /// The first one is there from the start.
    var accounts: [Account]
    var customers = CustomerBook()
    var conversations: [Conversation.Key: Conversation] = [:]
    /// Keys of the conversations, the one that changed last at the end.
    var recent: [Conversation.Key] = []
    var agenda = Agenda()
    /// Where webhooks go unless an override address is set.
    var applicationURL: String
    var postOffice: PostOffice
    var media = MediaShelf()
    var uploads = UploadDesk()
    let samples: SampleMedia
    /// Changes that wait for company, by address.
    var bundles: [String: WebhookBundle] = [:]
    /// While this is set, changes are collected whatever the settings say.
    var isBundling = false
    /// Links of accepted messages that are still to be fetched.
    var fetches: [LinkFetch] = []
    /// How many are being fetched.
    var fetching = 0
    /// Where the simulator itself is reached, for the addresses in webhooks.
    var origin: String
    var ids: IDSource
    /// Real time of the change under way, which webhooks are sent by; ``Platform`` sets it.
    var realMs: Int64 = 0
    /// Billable messages of a month that came in, by number and month.
    var servicesDelivered: [String: Int] = [:]

    init(options: SimulatorOptions, ids: IDSource = IDSource()) {
        portfolio = Portfolio(options)
        accounts = [Account(options)]
        samples = SampleMedia(folder: options.phoneRoot + "/samples")
        origin = options.publicURL ?? "http://\(options.host):\(options.port)"
        applicationURL = options.webhookURL
        postOffice = PostOffice(appSecret: options.appSecret)
        self.ids = ids
    }

    /// The chat, made when there was none.
    mutating func openConversation(_ key: Conversation.Key) {
        if conversations[key] == nil {
            conversations[key] = Conversation(key: key)
            if conversations.count > Self.maximumConversations, let oldest = recent.first {
                conversations.removeValue(forKey: oldest)
                recent.removeFirst()
            }
        }
        recent.removeAll { $0 == key }
        recent.append(key)
    }

    /// Does what is due by now.
    mutating func runAgenda(nowMs: Int64) {
        while let entry = agenda.takeDue(nowMs: nowMs) {
            switch entry.action {
            case .status(let key, let message, let status):
                advanceStatus(of: message, in: key, to: status, atMs: entry.dueMs)
            case .failure(let key, let message, let code, let details):
                failMessage(message, in: key, code: code, details: details, atMs: entry.dueMs)
            case .undeliverable(let number, let message, let userID, let callbackData):
                reportUndeliverable(message, by: number, userID: userID, callbackData: callbackData, atMs: entry.dueMs)
            case .review(let template, let revision):
                approveByItself(template, revision: revision, nowMs: entry.dueMs)
            }
        }
    }
}

/// The ids of the simulated business and its application.
struct Portfolio: Sendable {
    let appID: String
    let businessID: String

    init(_ options: SimulatorOptions) {
        appID = options.appID
        businessID = options.businessID
    }
}

/// What happens later, in the order in which it is due.
struct Agenda: Sendable, Codable {
    enum Action: Sendable, Codable {
        case status(Conversation.Key, String, Message.Status)
        case failure(Conversation.Key, String, Int64, String?)
        /// A message to a user id that nobody has.
        case undeliverable(String, String, userID: String, callbackData: String?)
        case review(Int64, revision: Int)
    }

    struct Entry: Sendable, Codable {
        let dueMs: Int64
        let number: Int
        let action: Action
    }

    static let maximum = 20_000

    private var entries: [Entry] = []
    private var nextNumber = 0

    /// When the next entry is due, on the simulator's clock.
    var nextDueMs: Int64? { entries.first?.dueMs }

    /// A full agenda forgets the entry that is furthest away.
    mutating func add(_ action: Action, dueMs: Int64) {
        nextNumber += 1
        let entry = Entry(dueMs: dueMs, number: nextNumber, action: action)
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].dueMs <= dueMs { low = middle + 1 } else { high = middle }
        }
        entries.insert(entry, at: low)
        if entries.count > Self.maximum { entries.removeLast() }
    }

    mutating func takeDue(nowMs: Int64) -> Entry? {
        guard let first = entries.first, first.dueMs <= nowMs else { return nil }
        return entries.removeFirst()
    }
}

/// Ids and chance; seeded, they are the same every time.
struct IDSource: Sendable {
    private var generator: any RandomNumberGenerator & Sendable
    var nextTemplate: Int64 = 500_000_000_000_001
    var nextNumber: Int64 = 100_000_000_000_101
    var nextMedia: Int64 = 600_000_000_000_001
    var nextAccount: Int64 = 200_000_000_000_101

    init(generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()) {
        self.generator = generator
    }

    mutating func templateID() -> Int64 {
        defer { nextTemplate += 1 }
        return nextTemplate
    }

    mutating func numberID() -> String {
        defer { nextNumber += 1 }
        return String(nextNumber)
    }

    mutating func accountID() -> String {
        defer { nextAccount += 1 }
        return String(nextAccount)
    }

    mutating func mediaID() -> String {
        defer { nextMedia += 1 }
        return String(nextMedia)
    }

    mutating func uploadID() -> String { word(32, from: Self.letters) }

    mutating func number(upTo limit: Int64) -> Int64 { Int64.random(in: 0...limit, using: &generator) }

    /// Of a short link.
    mutating func linkCode() -> String { word(14, from: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") }

    /// Six digits, as a text message brings them.
    mutating func verificationCode() -> String { word(6, from: "0123456789") }

    /// An id as Meta makes them: a frame around the user's digits and random characters.
    mutating func messageID(digits: String, direction: Message.Direction) -> String {
        var bytes: [UInt8] = [0x1c, 0x18, UInt8(truncatingIfNeeded: digits.utf8.count)]
        bytes += Array(digits.utf8)
        bytes += [0x15, 0x02, 0x00, direction == .outbound ? 0x11 : 0x12, 0x18, 0x12]
        bytes += Array(word(18, from: "0123456789ABCDEF").utf8)
        bytes.append(0)
        return "wamid." + Base64.encode(bytes)
    }

    mutating func traceID() -> String { "A" + word(22, from: Self.letters) }

    /// Digits only: letters are allowed as well, but not every client knows.
    mutating func userID(country: String) -> String { "\(country).\(word(17, from: "123456789"))" }

    mutating func challenge() -> String { word(10, from: "123456789") }

    private mutating func word(_ length: Int, from alphabet: String) -> String {
        let letters = Array(alphabet)
        var word = ""
        for _ in 0..<length {
            if let letter = letters.randomElement(using: &generator) { word.append(letter) }
        }
        return word
    }

    private static let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
}
