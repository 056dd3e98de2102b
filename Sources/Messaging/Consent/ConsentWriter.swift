import Identity
import Records
import Storage

/// Writes down what a person has said: the history, the record's field that lists and views read, and the event.
///
/// The record is held.
struct ConsentWriter {
    static let field = "whatsapp_marketing"

    let clock: WallClock
    let ids: IDGenerator
    let organization: ID<Organization>

    /// Adds to the history; what is older than what is known already changes nothing else.
    func add(_ tx: any WriteTransaction, _ record: ID<Record>, _ change: ConsentChange) throws {
        try ConsentQueries.insert(tx, organization: organization, record: record, change)
        try show(tx, record, author: change.user.map(RecordAuthor.user) ?? .system(cause: "whatsapp"))
    }

    /// Puts what holds now into the record's field.
    func show(_ tx: any WriteTransaction, _ record: ID<Record>, author: RecordAuthor) throws {
        let state = try ConsentQueries.state(tx, organization: organization, of: record)
        try ComputedValue.set(
            tx,
            ids: ids,
            clock: clock,
            organization: organization,
            record,
            field: Self.field,
            .text(state == .unknown ? "" : state.rawValue),
            author: author
        )
    }

    /// What the customer has said in a conversation by a word that means it, if they have.
    ///
    /// It stays with the conversation too: there may be no record yet, or another one later.
    ///
    /// - Returns: What holds now, where that is news.
    func hear(
        _ tx: any WriteTransaction,
        _ text: String,
        in conversation: Conversation,
        atMs: Int64
    ) throws -> ConsentState? {
        let isStop = ConsentWords.isStop(text)
        guard isStop || ConsentWords.isStart(text) else { return nil }
        let (record, phone) = (conversation.record, conversation.phone)
        let present = try ConsentQueries.state(tx, organization: organization, of: record, at: phone)
        // A word to begin again answers the one to stop, and says nothing by itself.
        guard isStop || present == .optedOut else { return nil }
        let state: ConsentState = isStop ? .optedOut : .optedIn
        let change = ConsentChange(
            id: ids.next(),
            state: state,
            source: .keyword,
            wording: text,
            user: nil,
            atMs: atMs
        )
        try ConversationQueries.setConsent(tx, conversation, state, atMs: atMs)
        if let record { try add(tx, record, change) }
        return state == present ? nil : state
    }
}
