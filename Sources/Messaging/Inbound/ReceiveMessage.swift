import Foundation
import Identity
import PhoneNumbers
import Records
import Signals
import Storage
import WhatsAppCloud

/// Puts a customer's message into its conversation, and a person nobody knows into the CRM.
///
/// Source: spec rows 1.50 to 1.52, 2.11, 2.14, 2.15, A-43, A-45.
struct ReceiveMessage {
    let clock: WallClock
    let ids: IDGenerator

    /// Applies a message.
    ///
    /// - Returns: False for kinds that are no message to show: what they are about comes later.
    func apply(
        _ tx: any WriteTransaction,
        _ message: InboundMessage,
        item: WebhookItem,
        number: BusinessNumber,
        entry: JournalEntry
    ) throws -> Bool {
        let channel = entry.channel
        guard let shown = Shown(message.content) else { return false }
        let phone = message.waID.flatMap { PhoneNumber(waID: $0) }
        let person = phone?.matchKey ?? message.userID ?? message.wamid
        try tx.lock(ConversationLock.of(number: number.id, person: person))
        let known = try MessageQueries.find(
            tx,
            organization: channel.organization,
            businessNumber: number.id,
            wamid: message.wamid
        )
        if known != nil { return true }
        let conversation = try conversation(tx, message, phone: phone, number: number, channel: channel)
        let id = ids.next(Message.self)
        let atMs = Self.time(of: message, receivedIn: entry)
        let raw = String(decoding: try JSONEncoder().encode(item.raw), as: UTF8.self)
        let isNew = try MessageQueries.insert(
            tx,
            MessageQueries.New(
                id: id,
                organization: channel.organization,
                businessNumber: number.id,
                conversation: conversation.id,
                direction: .inbound,
                kind: shown.kind,
                text: shown.text,
                status: .received,
                wamid: message.wamid,
                raw: raw,
                atMs: atMs
            )
        )
        guard isNew else { return true }
        try ConversationQueries.received(
            tx,
            conversation,
            message: id,
            text: shown.text,
            sentAtMs: message.sentAtMs,
            opensWindow: message.opensWindow,
            atMs: atMs
        )
        let now = clock.nowMs
        try MessageEvent.append(tx, ids: ids, organization: channel.organization, message: id, .received, atMs: now)
        try RaiseSignal.apply(
            tx,
            ids: ids,
            organization: channel.organization,
            for: try attendant(tx, of: conversation, channel: channel),
            .messageReceived,
            subjectID: id.rawValue,
            groupID: conversation.id.rawValue,
            atMs: now
        )
        return true
    }

    /// Whose bell rings: the record's owner, or the channel's where there is no record.
    ///
    /// Source: spec row A-36.
    private func attendant(
        _ tx: any ReadTransaction,
        of conversation: Conversation,
        channel: ChannelAccount
    ) throws -> ID<User> {
        guard let record = conversation.record else { return channel.owner }
        return try RecordQueries.find(tx, organization: channel.organization, id: record)?.owner ?? channel.owner
    }

    /// Meta tells whole seconds.
    ///
    /// Within that second the arrival decides, so that question and answer stand in their order.
    private static func time(of message: InboundMessage, receivedIn entry: JournalEntry) -> Int64 {
        let arrival = IDGenerator.timeMs(of: entry.id)
        return min(max(arrival, message.sentAtMs), message.sentAtMs + 999)
    }

    /// What a thread shows of a message.
    private struct Shown {
        let kind: Message.Kind
        let text: String

        init?(_ content: InboundMessage.Content) {
            switch content {
            // NUL ends text in PostgreSQL; nobody sees it missing.
            case .text(let text): (kind, self.text) = (.text, text.replacing("\0", with: ""))
            case .choice(let title): (kind, self.text) = (.text, title.replacing("\0", with: ""))
            case .other(let type) where type == "edit" || type == "revoke": return nil
            case .other(let type): (kind, self.text) = (.other, type)
            case .reaction, .system: return nil
            }
        }
    }

    private func conversation(
        _ tx: any WriteTransaction,
        _ message: InboundMessage,
        phone: PhoneNumber?,
        number: BusinessNumber,
        channel: ChannelAccount
    ) throws -> Conversation {
        if let found = try known(tx, message, phone: phone, number: number, channel: channel) {
            try ConversationQueries.learn(
                tx,
                found,
                waID: message.waID,
                matchKey: phone?.matchKey,
                providerUserID: message.userID
            )
            return try linked(tx, found, message, phone: phone, channel: channel)
        }
        let record = try record(tx, message, phone: phone, channel: channel)
        if let record { try LifecycleQueries.hold(tx, organization: channel.organization, record.id) }
        let id = ids.next(Conversation.self)
        try ConversationQueries.insert(
            tx,
            ConversationQueries.New(
                id: id,
                organization: channel.organization,
                businessNumber: number.id,
                record: record?.id,
                matchKey: phone?.matchKey,
                waID: message.waID,
                providerUserID: message.userID,
                personName: Self.plainName(message.profileName) ?? record?.name ?? Self.fallbackName(message, phone),
                atMs: message.sentAtMs
            )
        )
        guard let made = try ConversationQueries.find(tx, organization: channel.organization, id: id) else {
            throw SendRefusal.notFound
        }
        return made
    }

    /// The person's conversation, its record held: while one looks for it, the record may go into the recycle bin, which leaves no
    /// conversation, or become a Contact.
    private func known(
        _ tx: any WriteTransaction,
        _ message: InboundMessage,
        phone: PhoneNumber?,
        number: BusinessNumber,
        channel: ChannelAccount
    ) throws -> Conversation? {
        func find() throws -> Conversation? {
            try ConversationQueries.find(
                tx,
                organization: channel.organization,
                businessNumber: number.id,
                providerUserID: message.userID,
                matchKey: phone?.matchKey
            )
        }
        guard let found = try find() else { return nil }
        guard let record = found.record else { return found }
        do {
            try LifecycleQueries.hold(tx, organization: channel.organization, record)
            return found
        } catch is RecordNotFound {
            guard let moved = try find() else { return nil }
            if let record = moved.record { try LifecycleQueries.hold(tx, organization: channel.organization, record) }
            return moved
        }
    }

    /// A conversation of nobody gets the record that its person has by now.
    private func linked(
        _ tx: any WriteTransaction,
        _ found: Conversation,
        _ message: InboundMessage,
        phone: PhoneNumber?,
        channel: ChannelAccount
    ) throws -> Conversation {
        guard found.record == nil, let record = try record(tx, message, phone: phone, channel: channel) else {
            return found
        }
        try LifecycleQueries.hold(tx, organization: channel.organization, record.id)
        try LinkQueries.link(tx, organization: channel.organization, found.id, to: record.id)
        return try ConversationQueries.find(tx, organization: channel.organization, id: found.id) ?? found
    }

    /// The Contact or Lead with this number; else what the channel makes of new people, under the profile's name or the number.
    private func record(
        _ tx: any WriteTransaction,
        _ message: InboundMessage,
        phone: PhoneNumber?,
        channel: ChannelAccount
    ) throws -> (id: ID<Record>, name: String)? {
        if let phone {
            let matches = try MatchKeyQueries.find(tx, organization: channel.organization, matchKey: phone.matchKey)
            if let match = matches.first,
                let record = try RecordQueries.find(tx, organization: channel.organization, id: match.record)
            {
                return (record.id, record.name)
            }
        }
        let name = Self.plainName(message.profileName) ?? Self.fallbackName(message, phone)
        var values: [String: FieldValue] = ["last_name": .text(name)]
        let moduleName: String
        switch channel.newPeople {
        case .leads:
            moduleName = "Leads"
            values["company"] = .text("—")
        case .contacts: moduleName = "Contacts"
        case .nothing: return nil
        }
        guard let module = try ModuleQueries.find(tx, organization: channel.organization, name: moduleName) else {
            throw SendRefusal.notAPerson
        }
        if let phone { values["mobile"] = .text(phone.e164) }
        let record = try RecordWriter.insert(
            tx,
            ids: ids,
            clock: clock,
            organization: channel.organization,
            module: module,
            values: values,
            owner: try ChannelAssignment.next(tx, of: channel),
            author: .system(cause: "whatsapp")
        )
        return (record.id, record.name)
    }

    /// What a person without a name of their own is called.
    private static func fallbackName(_ message: InboundMessage, _ phone: PhoneNumber?) -> String {
        phone?.e164 ?? message.userID ?? "WhatsApp"
    }

    /// A profile's name as one line of at most 80 characters; nil where nothing is left of it.
    private static func plainName(_ name: String?) -> String? {
        guard let name else { return nil }
        let scalars = name.unicodeScalars.filter { $0.properties.generalCategory != .control }
        let line = String(String.UnicodeScalarView(scalars)).split(whereSeparator: \.isWhitespace).joined(
            separator: " "
        )
        return line.isEmpty ? nil : String(line.prefix(80))
    }
}
