import Identity
import PhoneNumbers
import Records
import Storage
import WhatsAppCloud

/// Whom a webhook is about, by everything that Meta tells of them.
struct Person: Sendable {
    /// WhatsApp's id, digits.
    let waID: String?
    /// The number that the id stands for; nil where there is none.
    let phone: PhoneNumber?
    /// Meta's business-scoped user id.
    let userID: String?
    let profileName: String?
    let username: String?
    /// What stands for the person where nothing else does: one message is one person then.
    private let fallback: String

    init(_ message: InboundMessage) {
        waID = message.waID
        phone = message.waID.flatMap { PhoneNumber(waID: $0) }
        userID = message.userID
        profileName = message.profileName
        username = message.username
        fallback = message.wamid
    }

    init(waID: String?, userID: String?) {
        self.waID = waID
        phone = waID.flatMap { PhoneNumber(waID: $0) }
        self.userID = userID
        profileName = nil
        username = nil
        fallback = ""
    }

    /// Under which their conversation is looked for and made by one at a time.
    var lockName: String { phone?.matchKey ?? userID ?? fallback }

    /// What somebody without a name of their own is called.
    var fallbackName: String { phone?.e164 ?? userID ?? "WhatsApp" }

    /// A profile's name as one line of at most 80 characters; nil where nothing is left of it.
    var plainName: String? { Self.line(profileName) ?? Self.line(username.map { "@" + $0 }) }

    private static func line(_ name: String?) -> String? {
        guard let name else { return nil }
        let scalars = name.unicodeScalars.filter { $0.properties.generalCategory != .control }
        let line = String(String.UnicodeScalarView(scalars)).split(whereSeparator: \.isWhitespace).joined(
            separator: " "
        )
        return line.isEmpty ? nil : String(line.prefix(80))
    }
}

/// Finds the conversation of a person, and puts somebody nobody knows into the CRM.
///
/// Source: spec rows 1.51, 2.11, 2.14, 2.15, A-43, A-45; wire reference 5.6.
struct PersonFinder {
    let context: InboundContext

    init(_ context: InboundContext) {
        self.context = context
    }

    /// A conversation, and whose bell rings: the record's owner's, or the channel's where there is no record.
    ///
    /// Source: spec row A-36.
    struct Found {
        var conversation: Conversation
        var attendant: ID<User>
    }

    /// The person's conversation with the number; made where there is none.
    func conversation(_ tx: any WriteTransaction, with person: Person, atMs: Int64) throws -> Found {
        if let found = try known(tx, person) {
            try ConversationQueries.learn(tx, found.conversation, person)
            return try linked(tx, found, person)
        }
        let record = try record(tx, of: person)
        let attendant = try hold(tx, record?.id)
        let id = context.ids.next(Conversation.self)
        try ConversationQueries.insert(
            tx,
            ConversationQueries.New(
                id: id,
                organization: context.organization,
                businessNumber: context.number.id,
                record: record?.id,
                matchKey: person.phone?.matchKey,
                waID: person.waID,
                providerUserID: person.userID,
                username: person.username,
                personName: person.plainName ?? record?.name ?? person.fallbackName,
                atMs: atMs
            )
        )
        guard let made = try ConversationQueries.find(tx, organization: context.organization, id: id) else {
            throw SendRefusal.notFound
        }
        return Found(conversation: made, attendant: attendant)
    }

    /// The person's conversation, its record held: while one looks for it, the record may go into the recycle bin, which leaves no
    /// conversation, or become a Contact.
    func known(_ tx: any WriteTransaction, _ person: Person) throws -> Found? {
        func find() throws -> Conversation? {
            try ConversationQueries.find(
                tx,
                organization: context.organization,
                businessNumber: context.number.id,
                providerUserID: person.userID,
                matchKey: person.phone?.matchKey
            )
        }
        guard let found = try find() else { return nil }
        do {
            return Found(conversation: found, attendant: try hold(tx, found.record))
        } catch is RecordNotFound {
            guard let moved = try find() else { return nil }
            return Found(conversation: moved, attendant: try hold(tx, moved.record))
        }
    }

    /// A conversation of nobody gets the record that its person has by now.
    private func linked(_ tx: any WriteTransaction, _ found: Found, _ person: Person) throws -> Found {
        let conversation = found.conversation
        guard conversation.record == nil, let record = try record(tx, of: person) else { return found }
        let attendant = try hold(tx, record.id)
        try LinkQueries.link(tx, organization: context.organization, conversation.id, to: record.id)
        let linked = try ConversationQueries.find(tx, organization: context.organization, id: conversation.id)
        return Found(conversation: linked ?? conversation, attendant: attendant)
    }

    private func hold(_ tx: any WriteTransaction, _ record: ID<Record>?) throws -> ID<User> {
        guard let record else { return context.channel.owner }
        return try LifecycleQueries.hold(tx, organization: context.organization, record)
    }

    /// The Contact or Lead with this number, or whoever writes to another number of ours under the same user id; else what the
    /// channel makes of new people, under the profile's name or the number.
    private func record(_ tx: any WriteTransaction, of person: Person) throws -> (id: ID<Record>, name: String)? {
        if let known = try knownRecord(tx, of: person),
            let record = try RecordQueries.find(tx, organization: context.organization, id: known)
        {
            return (record.id, record.name)
        }
        var values: [String: FieldValue] = ["last_name": .text(person.plainName ?? person.fallbackName)]
        let moduleName: String
        switch context.channel.newPeople {
        case .leads:
            moduleName = "Leads"
            values["company"] = .text("—")
        case .contacts: moduleName = "Contacts"
        case .nothing: return nil
        }
        guard let module = try ModuleQueries.find(tx, organization: context.organization, name: moduleName) else {
            throw SendRefusal.notAPerson
        }
        if let phone = person.phone { values["mobile"] = .text(phone.e164) }
        let record = try RecordWriter.insert(
            tx,
            ids: context.ids,
            clock: context.clock,
            organization: context.organization,
            module: module,
            values: values,
            owner: try ChannelAssignment.next(tx, of: context.channel),
            author: .system(cause: "whatsapp")
        )
        return (record.id, record.name)
    }

    private func knownRecord(_ tx: any ReadTransaction, of person: Person) throws -> ID<Record>? {
        if let phone = person.phone {
            // Other modules have numbers as well, and get no messages. Source: spec row 1.41.
            let match = try MatchKeyQueries.find(tx, organization: context.organization, matchKey: phone.matchKey)
                .first { $0.moduleName == "Contacts" || $0.moduleName == "Leads" }
            if let match { return match.record }
        }
        guard let userID = person.userID else { return nil }
        return try ConversationQueries.record(tx, organization: context.organization, ofUser: userID)
    }
}
