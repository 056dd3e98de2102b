import Identity
import Storage
import WhatsAppCloud

/// Keeps what a person has told WhatsApp about the messages they want, and tells it in their thread.
///
/// Source: wire reference 5.7, `user_preferences`.
struct ReceivePreference {
    let context: InboundContext

    init(_ context: InboundContext) {
        self.context = context
    }

    func apply(_ tx: any WriteTransaction, _ update: PreferenceUpdate) throws -> Treatment {
        guard update.category == "marketing_messages" else { return .notTreated }
        let person = Person(waID: update.waID, userID: update.userID)
        try tx.lock(ConversationLock.of(number: context.number.id, person: person.lockName))
        guard let conversation = try PersonFinder(context).known(tx, person)?.conversation else { return .notTreated }
        let isNews = try ConversationQueries.setMarketing(
            tx,
            conversation,
            isStopped: update.isStopped,
            atMs: update.atMs
        )
        guard isNews else { return .treated }
        if let record = conversation.record {
            let change = ConsentChange(
                id: context.ids.next(),
                state: update.isStopped ? .optedOut : .optedIn,
                source: .whatsApp,
                wording: update.isStopped ? "stop" : "resume",
                user: nil,
                atMs: context.time(sentAtMs: update.atMs)
            )
            try ConsentWriter(clock: context.clock, ids: context.ids, organization: context.organization)
                .add(tx, record, change)
        }
        var content = MessageContent()
        content.notice = MessageContent.Notice(kind: update.isStopped ? .marketingStopped : .marketingResumed)
        try ThreadNotice.append(tx, content, in: conversation, sentAtMs: update.atMs, context)
        return .treated
    }
}
