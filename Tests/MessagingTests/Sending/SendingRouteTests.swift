import Identity
import Messaging
import ParleyTestSupport
import Records
import Storage
import Testing

/// Every way in which something leaves by a person's hand.
enum SendingRoute: CaseIterable {
    case record
    case lookup
    case retriedTemplate
    case reply
    case retriedReply
    case reaction
    case typing

    /// The others say something freely, for which the window has to be open.
    var isTemplate: Bool { [.record, .lookup, .retriedTemplate].contains(self) }
}

/// A person with an open window, an approved Marketing template, and messages that have failed.
private struct SendingWorld: Sendable {
    let team: ChannelTeam
    let template: ID<MessageTemplate>
    let aboutDeals: ID<MessageTemplate>
    let contact: ID<Record>
    let deal: ID<Record>
    let lookup: ID<Field>
    let conversation: ID<Conversation>
    let received: ID<Message>
    let failedReply: ID<Message>
    let failedTemplate: ID<Message>

    var fixture: Fixture { team.fixture }

    init(_ team: ChannelTeam) async throws {
        let fixture = team.fixture
        self.team = team
        contact = try await fixture.contact()
        deal = try await fixture.deal(contact: contact)
        lookup = try await fixture.field("contact", of: "Deals")
        template = try await fixture.template("您好，新品 ${Contacts.Last Name} 已到店。", of: "Contacts", .marketing)
        aboutDeals = try await fixture.template("您好，报价 ${Deals.Amount} 已经准备好。", of: "Deals", .marketing)
        try await fixture.text("hi", from: "5511987654321", wamid: "wamid.A")
        conversation = try #require(try await fixture.conversations().first).id
        received = try #require(try await fixture.messages(of: conversation).first).id
        failedReply = try await fixture.sendReply("hi", in: conversation, idempotencyKey: nil, by: fixture.user).id
        failedTemplate = try await fixture.send(template, about: contact, to: "+5511987654321").id
        try await fixture.database.store.write { [failedReply, failedTemplate] tx in
            try tx.execute(
                "UPDATE messages SET status = 'failed' WHERE id IN (\(list: [failedReply, failedTemplate]))"
            )
        }
    }

    func take(_ route: SendingRoute, by user: SignedIn? = nil) async throws {
        let user = user ?? fixture.user
        let (store, clock, ids) = (fixture.database.store, fixture.database.clock, fixture.database.ids)
        let retry = fixture.retry
        switch route {
        case .record: try await send(template, about: contact, by: nil, user)
        case .lookup: try await send(aboutDeals, about: deal, by: lookup, user)
        case .retriedTemplate: _ = try await retry(failedTemplate, by: user)
        case .retriedReply: _ = try await retry(failedReply, by: user)
        case .reply: _ = try await fixture.sendReply("hi", in: conversation, idempotencyKey: nil, by: user)
        case .reaction: try await SetReaction(store: store, clock: clock, ids: ids)("👍", on: received, by: user)
        case .typing:
            try await TellTyping(store: store, clock: clock, ids: ids, graph: team.graph)(in: conversation, by: user)
        }
    }

    private func send(
        _ template: ID<MessageTemplate>,
        about record: ID<Record>,
        by lookup: ID<Field>?,
        _ user: SignedIn
    ) async throws {
        let question = TemplateSending.Question(
            template: template,
            phone: "+5511987654321",
            lookup: lookup,
            businessNumber: nil
        )
        _ = try await fixture.sendTemplate(question, about: record, idempotencyKey: nil, by: user)
    }

    var outbox: Int {
        get async throws { try await fixture.count("SELECT count(*) AS n FROM outbox") }
    }
}

@Suite("rules hold wherever something is sent from")
struct SendingRouteTests {
    private func with(_ engine: Engine, _ body: (SendingWorld) async throws -> Void) async throws {
        try await ChannelTeam.with(engine) { team async throws in
            let world = try await SendingWorld(team)
            let before = try await world.outbox
            try await body(world)
            #expect(try await world.outbox == before)
        }
    }

    @Test(
        "1.15 nothing but a template leaves once the window has closed",
        arguments: SendingRoute.allCases,
        Engine.allCases
    )
    func window(route: SendingRoute, engine: Engine) async throws {
        try await ChannelTeam.with(engine) { team async throws in
            let world = try await SendingWorld(team)
            let closes = try await team.fixture.conversations().first?.windowClosesAtMs
            team.database.clock.advance(byMs: ServiceWindow.lengthMs)
            if route.isTemplate {
                try await world.take(route)
            } else {
                await #expect(throws: SendRefusal.windowClosed(atMs: closes)) { try await world.take(route) }
            }
        }
    }

    @Test(
        "1.16, 1.35 a template that Meta has paused leaves from nowhere; free text does",
        arguments: SendingRoute.allCases,
        Engine.allCases
    )
    func approval(route: SendingRoute, engine: Engine) async throws {
        try await ChannelTeam.with(engine) { team async throws in
            let world = try await SendingWorld(team)
            try await team.fixture.set(.paused, of: world.template)
            try await team.fixture.set(.paused, of: world.aboutDeals)
            if route.isTemplate {
                await #expect(throws: TemplateRefusal.notApproved(.paused)) { try await world.take(route) }
            } else {
                try await world.take(route)
            }
        }
    }

    @Test(
        "A-30 whoever opted out gets no Marketing from anywhere; free text they get",
        arguments: SendingRoute.allCases,
        Engine.allCases
    )
    func consent(route: SendingRoute, engine: Engine) async throws {
        try await ChannelTeam.with(engine) { team async throws in
            let (world, database) = (try await SendingWorld(team), team.database)
            let consent = SetConsent(store: database.store, clock: database.clock, ids: database.ids)
            try await consent(.optedOut, wording: "", for: world.contact, by: team.fixture.user)
            if route.isTemplate {
                await #expect(throws: MarketingRefusal.optedOut) { try await world.take(route) }
            } else {
                try await world.take(route)
            }
        }
    }

    @Test(
        "2.57 nothing leaves from anywhere for whoever is blocked",
        arguments: SendingRoute.allCases,
        Engine.allCases
    )
    func blocked(route: SendingRoute, engine: Engine) async throws {
        try await with(engine) { world async throws in
            let database = world.fixture.database
            let block = BlockPerson(store: database.store, clock: database.clock, ids: database.ids)
            try await block(world.conversation, isBlocked: true, by: world.fixture.user)
            await #expect(throws: SendRefusal.blocked) { try await world.take(route) }
        }
    }

    @Test(
        "1.41, 2.132 whoever does not see the person, or is not let, sends nothing",
        arguments: SendingRoute.allCases,
        Engine.allCases
    )
    func people(route: SendingRoute, engine: Engine) async throws {
        try await with(engine) { world async throws in
            _ = try await world.team.rep("grace")
            let rep = try await world.team.signedIn("grace")
            switch route {
            case .record, .lookup:
                await #expect(throws: RecordNotFound.self) { try await world.take(route, by: rep) }
            default: await #expect(throws: SendRefusal.notFound) { try await world.take(route, by: rep) }
            }
            try await world.fixture.database.store.write { [fixture = world.fixture] tx in
                try tx.execute(
                    "DELETE FROM profile_rights WHERE right_name = 'send_messages' AND organization_id = \(fixture.user.organization)"
                )
            }
            let silent = try await world.team.signedIn("grace")
            await #expect(throws: NotPermitted(missing: .sendMessages)) { try await world.take(route, by: silent) }
        }
    }

    @Test(
        "1.41 nothing goes to a person in the recycle bin",
        arguments: SendingRoute.allCases,
        Engine.allCases
    )
    func trashed(route: SendingRoute, engine: Engine) async throws {
        try await with(engine) { world async throws in
            let database = world.fixture.database
            let bin = RecycleBin(
                store: database.store,
                clock: database.clock,
                ids: database.ids,
                followers: [ConversationLifecycle(clock: database.clock, ids: database.ids)]
            )
            try await bin.put([world.contact], by: world.fixture.user)
            switch route {
            case .record: await #expect(throws: RecordNotFound.self) { try await world.take(route) }
            case .lookup: await #expect(throws: SendRefusal.noRecipient) { try await world.take(route) }
            default: await #expect(throws: SendRefusal.notFound) { try await world.take(route) }
            }
        }
    }

    @Test(
        "A-21 nothing leaves from an account that Meta has stopped",
        arguments: SendingRoute.allCases,
        Engine.allCases
    )
    func stopped(route: SendingRoute, engine: Engine) async throws {
        try await with(engine) { world async throws in
            try await world.fixture.database.store.write { tx in
                try tx.execute("UPDATE channel_connections SET stopped_reason = '190'")
            }
            await #expect(throws: ChannelRefusal.stopped(code: "190")) { try await world.take(route) }
        }
    }
}
