import Identity
import PhoneNumbers
import Records
import Storage

/// What every kind of sending has in common: the sender, the conversation, and message, outbox row and event in one transaction.
struct OutgoingWriter: Sendable {
    let clock: WallClock
    let ids: IDGenerator

    /// A message that passed its checks.
    struct Draft {
        let conversation: Conversation
        let channel: ChannelAccount
        let number: BusinessNumber
        var kind: Message.Kind
        var text: String
        var content = MessageContent()
        var quotedWAMID: String?
        var template: ID<MessageTemplate>?
        var retryOf: ID<Message>?
        var payload: OutboxPayload
        let isReply: Bool
        let once: IdempotencyKey?
    }

    /// The message that the same client key has queued before.
    func earlier(_ tx: any WriteTransaction, by user: SignedIn, once: IdempotencyKey?) throws -> Message? {
        guard let once else { return nil }
        try tx.lock(AdvisoryLock(named: "idempotency \(user.user) \(once.key)"))
        let found = try MessageQueries.find(tx, organization: user.organization, sender: user.user, once: once)
        guard let found else { return nil }
        guard found.isSameRequest else { throw SendRefusal.keyUsedOtherwise }
        return try MessageQueries.find(tx, organization: user.organization, id: found.id)
    }

    /// A conversation in which the user may answer now: as ``reach(_:_:by:)``, and its window is open.
    func open(
        _ tx: any WriteTransaction,
        _ id: ID<Conversation>,
        by user: SignedIn
    ) throws -> (Conversation, (ChannelAccount, BusinessNumber)) {
        let (found, sender) = try reach(tx, id, by: user)
        guard ServiceWindow.isOpen(closesAtMs: found.windowClosesAtMs, nowMs: clock.nowMs) else {
            throw SendRefusal.windowClosed(atMs: found.windowClosesAtMs)
        }
        return (found, sender)
    }

    /// A conversation in which the user may speak for the team, and whose channel sends.
    ///
    /// Its record is held, so that it does not go into the recycle bin meanwhile.
    ///
    /// - Throws: ``SendRefusal``, ``ChannelRefusal``, ``RecordReadOnly`` or ``RecordNotFound``.
    func reach(
        _ tx: any WriteTransaction,
        _ id: ID<Conversation>,
        isReply: Bool = true,
        by user: SignedIn
    ) throws -> (Conversation, (ChannelAccount, BusinessNumber)) {
        guard let found = try ConversationQueries.find(tx, for: user, id: id)?.conversation else {
            throw SendRefusal.notFound
        }
        // Whoever may only read a record does not speak for the team there. Source: spec row A-18.
        if let record = found.record {
            _ = try RecordQueries.require(tx, writableBy: user, id: record)
            try LifecycleQueries.hold(tx, organization: user.organization, record)
        }
        if found.blockedAtMs != nil { throw SendRefusal.blocked }
        return (found, try sender(tx, nil, found.businessNumber, isReply: isReply, by: user))
    }

    /// The number a message goes out from, and its channel, which must be sending.
    ///
    /// Source: spec rows 2.7, 2.40, A-21.
    func sender(
        _ tx: any ReadTransaction,
        _ channel: ID<ChannelAccount>?,
        _ number: ID<BusinessNumber>?,
        isReply: Bool,
        by user: SignedIn
    ) throws -> (ChannelAccount, BusinessNumber) {
        let fitting = try ChannelQueries.numbers(tx, organization: user.organization).filter { candidate in
            (number == nil || candidate.id == number) && (channel == nil || candidate.channel == channel)
        }
        guard let chosen = fitting.first(where: \.isUsable) ?? fitting.first(where: \.isInUse),
            let account = try ChannelQueries.find(tx, organization: user.organization, id: chosen.channel)
        else { throw ChannelRefusal.noChannel }
        switch account.state {
        case .connecting, .disabled: throw ChannelRefusal.noChannel
        case .stopped(let code): throw ChannelRefusal.stopped(code: code)
        case .active: break
        }
        if let reason = chosen.stoppedReason { throw ChannelRefusal.stopped(code: reason) }
        let notices = try NoticeQueries.standing(tx, organization: user.organization, nowMs: clock.nowMs)
        let restriction = notices.first { $0.channel == account.id && $0.notice.restricts(replies: isReply) }
        if let restriction { throw ChannelRefusal.stopped(code: restriction.notice.detail) }
        return (account, chosen)
    }

    /// The thread of a record's number and a business number, in which the user has a say; nil where there is none yet.
    ///
    /// A number may stand on two records: what is sent to it stands in the one thread it has.
    ///
    /// - Throws: ``SendRefusal/threadOfAnother``.
    ///
    /// Source: spec rows 1.51, A-18.
    func thread(
        _ tx: any ReadTransaction,
        with record: Record,
        at phone: PhoneNumber,
        from number: BusinessNumber,
        by user: SignedIn
    ) throws -> Conversation? {
        let found = try ConversationQueries.find(
            tx,
            organization: user.organization,
            businessNumber: number.id,
            providerUserID: nil,
            matchKey: phone.matchKey
        )
        if let owner = found?.record, owner != record.id,
            try !RecordQueries.permitted(tx, to: user, ids: [owner]).writable.contains(owner)
        {
            throw SendRefusal.threadOfAnother
        }
        if found?.blockedAtMs != nil { throw SendRefusal.blocked }
        return found
    }

    /// The same; made where there is none.
    func conversation(
        _ tx: any WriteTransaction,
        with record: Record,
        at phone: PhoneNumber,
        from number: BusinessNumber,
        by user: SignedIn
    ) throws -> Conversation {
        try tx.lock(ConversationLock.of(number: number.id, person: phone.matchKey))
        let found = try thread(tx, with: record, at: phone, from: number, by: user)
        try LifecycleQueries.hold(tx, organization: user.organization, found?.record ?? record.id)
        if let found {
            if found.record == nil {
                try LinkQueries.link(tx, organization: user.organization, found.id, to: record.id)
            }
            return found
        }
        let id = ids.next(Conversation.self)
        try ConversationQueries.insert(
            tx,
            ConversationQueries.New(
                id: id,
                organization: user.organization,
                businessNumber: number.id,
                record: record.id,
                matchKey: phone.matchKey,
                waID: String(phone.e164.dropFirst()),
                providerUserID: nil,
                personName: record.name,
                atMs: clock.nowMs
            )
        )
        guard let made = try ConversationQueries.find(tx, organization: user.organization, id: id) else {
            throw SendRefusal.notFound
        }
        return made
    }

    func queue(_ tx: any WriteTransaction, _ draft: Draft, by user: SignedIn) throws -> Message {
        let id = ids.next(Message.self)
        let now = clock.nowMs
        let isNew = try MessageQueries.insert(
            tx,
            MessageQueries.New(
                id: id,
                organization: user.organization,
                businessNumber: draft.number.id,
                conversation: draft.conversation.id,
                direction: .outbound,
                kind: draft.kind,
                text: draft.text,
                content: draft.content,
                quotedWAMID: draft.quotedWAMID,
                retryOf: draft.retryOf,
                template: draft.template,
                status: .queued,
                sender: user.user,
                once: draft.once,
                atMs: now
            )
        )
        guard isNew else { throw StoreError(.serialization, detail: "the idempotency key was used meanwhile") }
        try OutboxQueries.insert(
            tx,
            message: id,
            organization: user.organization,
            channel: draft.channel.id,
            businessNumber: draft.number.id,
            conversation: draft.conversation.id,
            isReply: draft.isReply,
            payload: draft.payload,
            atMs: now
        )
        try ConversationQueries.sending(
            tx,
            draft.conversation,
            message: id,
            kind: draft.kind,
            text: draft.kind.line(draft.text, fileName: draft.payload.file?.name),
            atMs: now
        )
        try MessageEvent.append(tx, ids: ids, organization: user.organization, message: id, .queued, atMs: now)
        guard let message = try MessageQueries.find(tx, organization: user.organization, id: id) else {
            throw SendRefusal.notFound
        }
        return message
    }
}

/// Held while a person's conversation with a number is looked for and made, so that two at once make one.
enum ConversationLock {
    static func of(number: ID<BusinessNumber>, person: String) -> AdvisoryLock {
        AdvisoryLock(named: "conversation \(number) \(person)")
    }
}
