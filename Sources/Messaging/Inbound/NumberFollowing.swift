import Identity
import PhoneNumbers
import Records
import Storage
import WhatsAppCloud

/// Follows a person to their new number or id, and tells it in the thread.
///
/// Whoever nobody knows is not followed: there is nothing to keep.
///
/// Source: wire reference 5.4, 10 case 33; spec row A-44.
struct NumberFollowing {
    let context: InboundContext

    init(_ context: InboundContext) {
        self.context = context
    }

    func apply(
        _ tx: any WriteTransaction,
        _ notice: SystemNotice,
        of person: Person,
        message: InboundMessage,
        shown: ShownMessage
    ) throws -> Treatment {
        guard let conversation = try PersonFinder(context).known(tx, person)?.conversation else { return .notTreated }
        var shown = shown
        switch notice {
        case .changedNumber(let waID, _):
            shown.content.notice?.old = conversation.waID.map { "+" + $0 }
            try follow(tx, conversation, from: person, to: waID)
        case .changedUserID(let userID, _):
            try ConversationQueries.changeUser(tx, conversation, to: userID)
        case .other: break
        }
        try ThreadNotice.append(
            tx,
            shown.content,
            text: shown.text,
            wamid: message.wamid,
            in: conversation,
            sentAtMs: message.sentAtMs,
            context
        )
        return .treated
    }

    /// The thread has the new number from now on, and so has the record where it had the old one.
    private func follow(
        _ tx: any WriteTransaction,
        _ conversation: Conversation,
        from person: Person,
        to waID: String
    ) throws {
        guard let phone = PhoneNumber(waID: waID) else { return }
        try ConversationQueries.changeNumber(tx, conversation, waID: waID, matchKey: phone.matchKey)
        let before = person.phone ?? conversation.phone
        guard let record = conversation.record, let before else { return }
        try NumberChange.apply(
            tx,
            ids: context.ids,
            clock: context.clock,
            organization: context.organization,
            record,
            from: before.matchKey,
            to: phone,
            cause: "whatsapp"
        )
    }
}
