import AsyncHTTPClient
import Crypto
import FileStore
import Foundation
import Identity
import Messaging
import ParleyTestSupport
import Records
import Storage

/// An organisation with a connected channel (the ids and secrets of the demo), a Lead and a Contact.
struct Fixture: Sendable {
    static let appSecret = "demo-app-secret"

    let database: TestDatabase
    let user: SignedIn
    let lead: ID<Record>
    /// Made with its first file; the system empties its folder.
    let files = FileStore(folder: NSTemporaryDirectory() + UUID().uuidString)

    init(_ database: TestDatabase) async throws {
        self.database = database
        let hasher = try PasswordHasher()
        let made = try await CreateOrganization(
            store: database.store,
            clock: database.clock,
            ids: database.ids,
            hasher: hasher,
            founders: [RecordsFounding(ids: database.ids)]
        )(
            NewOrganization(name: "Acme", timeZone: "Asia/Shanghai", defaultCountry: "CN"),
            administrator: NewUser(email: "ada@acme.example", name: "Ada", password: "correct horse battery")
        )
        let signIn = SignIn(store: database.store, clock: database.clock, ids: database.ids, hasher: hasher)
        let secret = try await signIn.startSession(organization: made.organization, user: made.administrator)
        let authenticate = Authenticate(store: database.store, clock: database.clock)
        guard let found = try await authenticate(session: secret) else { throw NotPermitted(missing: nil) }
        user = found.user
        try await DemoChannel(store: database.store, clock: database.clock, ids: database.ids, box: .demo).plant(
            in: made.organization,
            owner: made.administrator,
            accessToken: "demo-access-token",
            appSecret: Self.appSecret,
            verifyToken: "demo-verify-token"
        )
        let create = CreateRecord(store: database.store, clock: database.clock, ids: database.ids)
        lead = try await create(
            [
                "last_name": .text("林"), "first_name": .text("佳怡"), "company": .text("半日咖啡"),
                "mobile": .text("13800138000"),
            ],
            in: "Leads",
            by: found.user
        ).id
    }

    /// Takes webhooks in, through a journal that is or is not being written.
    func receiver(_ writer: JournalWriter) -> ReceiveWebhook {
        ReceiveWebhook(
            store: database.store,
            clock: database.clock,
            ids: database.ids,
            box: .demo,
            writer: writer
        )
    }

    var processor: InboundProcessor {
        InboundProcessor(store: database.store, clock: database.clock, ids: database.ids, logger: quietLogger)
    }

    var sendReply: SendReply { SendReply(store: database.store, clock: database.clock, ids: database.ids) }
    var sending: TemplateSending { TemplateSending(clock: database.clock, ids: database.ids, charge: NoCharge()) }
    var sendTemplate: SendTemplate {
        SendTemplate(store: database.store, clock: database.clock, ids: database.ids, sending: sending)
    }
    var retry: RetryMessage {
        RetryMessage(store: database.store, clock: database.clock, ids: database.ids, sending: sending)
    }
    var submitTemplate: SubmitTemplate {
        SubmitTemplate(store: database.store, clock: database.clock, ids: database.ids)
    }

    /// Sends a template to the Lead's number, or about another record.
    @discardableResult
    func send(
        _ template: ID<MessageTemplate>,
        about record: ID<Record>? = nil,
        by lookup: ID<Field>? = nil,
        to phone: String = "+8613800138000",
        from number: ID<BusinessNumber>? = nil,
        key: String? = nil
    ) async throws -> Message {
        let question = TemplateSending.Question(
            template: template,
            phone: phone,
            lookup: lookup,
            businessNumber: number
        )
        return try await sendTemplate(question, about: record ?? lead, idempotencyKey: key, by: user)
    }

    /// Signs a body as Meta does, has it taken in and worked through.
    func webhook(_ changes: String, account: String = "200000000000001", toldAtMs: Int64? = nil) async throws {
        let time = toldAtMs.map { #""time":\#($0 / 1_000),"# } ?? ""
        let body = Data(
            #"{"object":"whatsapp_business_account","entry":[{"id":"\#(account)",\#(time)"changes":[\#(changes)]}]}"#
                .utf8
        )
        let writer = JournalWriter(store: database.store)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await writer.run() }
            try await receiver(writer)([UInt8](body), signature: Self.signature(of: body), key: "demo")
            group.cancelAll()
        }
        while try await processor.processBatch() > 0 {}
    }

    static func signature(of body: Data, secret: String = appSecret) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: body, using: SymmetricKey(data: Data(secret.utf8)))
        return "sha256=" + code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    static func messages(_ members: String, to number: String = "100000000000001") -> String {
        #"{"field":"messages","value":{"messaging_product":"whatsapp","metadata":{"phone_number_id":"\#(number)"},\#(members)}}"#
    }

    /// A second account of the organisation under the same app, or a second number of the first account.
    ///
    /// - Returns: The number.
    func addNumber(_ phoneNumberID: String, account wabaID: String? = nil) async throws -> ID<BusinessNumber> {
        let (number, channel) = (database.ids.next(BusinessNumber.self), database.ids.next(ChannelAccount.self))
        try await database.store.write { tx in
            if let wabaID {
                try tx.execute(
                    """
                    INSERT INTO channel_accounts (id, organization_id, nickname, waba_id, webhook_key, owner_id, new_people,
                                                  connected_at_ms)
                    SELECT \(channel), organization_id, 'Other', \(wabaID), \(wabaID), owner_id, new_people, connected_at_ms
                      FROM channel_accounts
                    """
                )
                try tx.execute(
                    """
                    INSERT INTO channel_connections (channel_id, organization_id, access_token_sealed, app_secret_sealed,
                                                     verify_token_sealed, activated_at_ms)
                    SELECT \(channel), organization_id, access_token_sealed, app_secret_sealed, verify_token_sealed,
                           activated_at_ms
                      FROM channel_connections
                    """
                )
            }
            try tx.execute(
                """
                INSERT INTO business_numbers (id, organization_id, channel_id, phone_number_id, display_number,
                                              verified_name, quality, is_in_use)
                SELECT \(number), organization_id, id, \(phoneNumberID), '+86 21 5550 0200', 'Other', 'GREEN', \(true)
                  FROM channel_accounts WHERE waba_id = \(wabaID ?? "200000000000001")
                """
            )
        }
        return number
    }

    /// A customer's text, sent at the test clock's time.
    func text(_ text: String, from waID: String, wamid: String, name: String = "Deniz", atMs: Int64? = nil) async throws
    {
        let seconds = (atMs ?? database.clock.nowMs) / 1_000
        try await webhook(
            Self.messages(
                """
                "contacts":[{"profile":{"name":"\(name)"},"wa_id":"\(waID)"}],
                "messages":[{"from":"\(waID)","id":"\(wamid)","timestamp":"\(seconds)","type":"text","text":{"body":"\(text)"}}]
                """
            )
        )
    }

    func conversations() async throws -> [Conversation] {
        try await database.store.read { [user] tx in
            try ConversationQueries.page(tx, for: user, record: nil, before: nil, limit: 100).map(\.conversation)
        }
    }

    func messages(of conversation: ID<Conversation>) async throws -> [Message] {
        try await database.store.read { [user] tx in
            try MessageQueries.page(
                tx,
                organization: user.organization,
                conversation: conversation,
                before: nil,
                limit: 100
            )
        }
    }

    func count(_ statement: SQLStatement) async throws -> Int {
        try await database.store.read { tx in try tx.first(statement)?.get("n") ?? 0 }
    }
}

/// Tests mostly answer with plain words.
extension ReplyContent: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) {
        self = .text(text, previewsLink: true)
    }
}
