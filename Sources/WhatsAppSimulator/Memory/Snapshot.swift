/// What outlives the program: people, chats, templates and what is due.
///
/// Webhooks under way and the bytes of media do not: who was not reached hears of the next change. Ids and secrets come from the command line, and
/// scenario switches start at rest.
struct Snapshot: Codable {
    private let clockOffsetMs: Int64
    private let numbers: [BusinessNumber]
    private let customers: [Customer]
    private let conversations: [Conversation]
    private let templates: TemplateShelf
    private let agenda: Agenda
    private let accountURL: String?
    private let isSubscribed: Bool
    private let nextTemplate: Int64
    private let nextNumber: Int64
    private let servicesDelivered: [String: Int]
    /// Not in files of earlier versions.
    private let nextMedia: Int64?

    init(of world: World, clockOffsetMs: Int64) {
        self.clockOffsetMs = clockOffsetMs
        numbers = world.numbers
        customers = world.customers.all
        // In the order in which they changed last.
        conversations = world.recent.compactMap { world.conversations[$0] }
        templates = world.templates
        agenda = world.agenda
        accountURL = world.subscription.accountURL
        isSubscribed = world.subscription.isActive
        nextTemplate = world.ids.nextTemplate
        nextNumber = world.ids.nextNumber
        servicesDelivered = world.servicesDelivered
        nextMedia = world.ids.nextMedia
    }

    func restore(_ world: inout World, _ clock: SimulatorClock) {
        clock.start(atOffsetMs: clockOffsetMs)
        world.numbers = numbers
        for customer in customers { world.customers.insert(customer) }
        world.recent = conversations.map(\.key)
        world.conversations = Dictionary(uniqueKeysWithValues: conversations.map { ($0.key, $0) })
        world.templates = templates
        world.agenda = agenda
        world.subscription.accountURL = accountURL
        world.subscription.isActive = isSubscribed
        world.ids.nextTemplate = nextTemplate
        world.ids.nextNumber = nextNumber
        world.servicesDelivered = servicesDelivered
        if let nextMedia { world.ids.nextMedia = nextMedia }
    }
}
