/// What outlives the program: people, chats, templates and what is due.
///
/// Webhooks under way and the bytes of media do not: who was not reached hears of the next change. The first account's id and token come from
/// the command line, and scenario switches start at rest.
struct Snapshot: Codable {
    private let clockOffsetMs: Int64
    private let accounts: [Account]?
    private let customers: [Customer]
    private let conversations: [Conversation]
    private let agenda: Agenda
    private let nextTemplate: Int64
    private let nextNumber: Int64
    private let servicesDelivered: [String: Int]
    private let nextMedia: Int64?
    private let nextAccount: Int64?
    // In files of earlier versions the one account's parts stand here.
    private let numbers: [BusinessNumber]?
    private let templates: TemplateShelf?
    private let accountURL: String?
    private let isSubscribed: Bool?

    init(of world: World, clockOffsetMs: Int64) {
        self.clockOffsetMs = clockOffsetMs
        accounts = world.accounts
        customers = world.customers.all
        // In the order in which they changed last.
        conversations = world.recent.compactMap { world.conversations[$0] }
        agenda = world.agenda
        nextTemplate = world.ids.nextTemplate
        nextNumber = world.ids.nextNumber
        servicesDelivered = world.servicesDelivered
        nextMedia = world.ids.nextMedia
        nextAccount = world.ids.nextAccount
        (numbers, templates, accountURL, isSubscribed) = (nil, nil, nil, nil)
    }

    func restore(_ world: inout World, _ clock: SimulatorClock) {
        clock.start(atOffsetMs: clockOffsetMs)
        let first = accounts?.first
        world.accounts[0].numbers = first?.numbers ?? numbers ?? world.accounts[0].numbers
        world.accounts[0].templates = first?.templates ?? templates ?? TemplateShelf()
        world.accounts[0].overrideURL = first?.overrideURL ?? accountURL
        world.accounts[0].isSubscribed = first?.isSubscribed ?? isSubscribed ?? true
        world.accounts += accounts?.dropFirst() ?? []
        for customer in customers { world.customers.insert(customer) }
        world.recent = conversations.map(\.key)
        world.conversations = Dictionary(uniqueKeysWithValues: conversations.map { ($0.key, $0) })
        world.agenda = agenda
        world.ids.nextTemplate = nextTemplate
        world.ids.nextNumber = nextNumber
        world.servicesDelivered = servicesDelivered
        if let nextMedia { world.ids.nextMedia = nextMedia }
        if let nextAccount { world.ids.nextAccount = nextAccount }
    }
}
