/// A WhatsApp Business Account: its numbers, its templates, whose token reaches them, and where its webhooks go.
struct Account: Sendable, Codable {
    let id: String
    let name: String
    /// The only token that reaches it, besides the application's own.
    let accessToken: String
    var numbers: [BusinessNumber] = []
    var templates = TemplateShelf()
    /// Where its webhooks go instead of the application's address.
    var overrideURL: String?
    /// Whether the application hears of the account at all.
    var isSubscribed = true

    /// The account that every world begins with.
    init(_ options: SimulatorOptions) {
        self.init(id: options.wabaID, name: "Parley Demo", accessToken: options.accessToken)
        numbers = BusinessNumber.defaults(first: options.phoneNumberID)
    }

    init(id: String, name: String, accessToken: String) {
        self.id = id
        self.name = name
        self.accessToken = accessToken
    }

    /// Where a change of that field goes; the number's override is preferred to the account's to the application's.
    func url(field: String, number: BusinessNumber?, applicationURL: String, overridesGetAll: Bool) -> String? {
        guard isSubscribed else { return nil }
        guard overridesGetAll || field == "messages" else { return applicationURL }
        return number?.overrideURL ?? overrideURL ?? applicationURL
    }
}

extension World {
    static let maximumAccounts = 20
    static let maximumNumbers = 20

    /// The numbers of all accounts.
    var numbers: [BusinessNumber] { accounts.flatMap(\.numbers) }

    func account(_ id: String) -> Account? { accounts.first { $0.id == id } }

    func account(of number: BusinessNumber) -> Account? {
        accounts.first { $0.numbers.contains { $0.id == number.id } }
    }

    func number(_ id: String) -> BusinessNumber? {
        for account in accounts {
            if let number = account.numbers.first(where: { $0.id == id }) { return number }
        }
        return nil
    }

    func template(_ id: Int64) -> MessageTemplate? {
        for account in accounts {
            if let template = account.templates.find(id) { return template }
        }
        return nil
    }

    /// The account that an object of the Graph API is or belongs to; nil for what belongs to none.
    func owner(of object: String, nowMs: Int64) -> Account? {
        let number = media.find(object, nowMs: nowMs)?.numberID ?? object
        let template = Int64(object)
        return accounts.first { account in
            account.id == object || account.numbers.contains { $0.id == number }
                || template.map { account.templates.find($0) != nil } ?? false
        }
    }

    /// Changes an account in place.
    mutating func changeAccount(_ id: String, _ body: (inout Account) -> Void) {
        guard let index = accounts.firstIndex(where: { $0.id == id }) else { return }
        body(&accounts[index])
    }

    /// Changes a number in place.
    mutating func changeNumber(_ id: String, _ body: (inout BusinessNumber) -> Void) {
        for account in accounts.indices {
            guard let index = accounts[account].numbers.firstIndex(where: { $0.id == id }) else { continue }
            return body(&accounts[account].numbers[index])
        }
    }

    /// Changes a template in place.
    mutating func changeTemplate(_ id: Int64, _ body: (inout MessageTemplate) -> Void) {
        for account in accounts.indices { accounts[account].templates.change(id, body) }
    }

    /// Adds an account to the portfolio, as a control call; it has no number yet.
    ///
    /// - Parameter body: `name` and `access_token`, and perhaps `id`; without a token that of the first account reaches it.
    /// - Returns: The account.
    /// - Throws: ``ControlRefusal`` when something is not valid or taken.
    mutating func addAccount(_ body: JSON) throws(ControlRefusal) -> Account {
        let id = body["id"]?.looseText ?? ids.accountID()
        guard !id.isEmpty, id.allSatisfy({ $0.isASCII && $0.isNumber }) else { throw .notValid("id", "Digits.") }
        if accounts.contains(where: { $0.id == id }) || accounts.count >= Self.maximumAccounts {
            throw .conflict("There is such an account, or there are \(Self.maximumAccounts).")
        }
        let token = body["access_token"]?.text ?? accounts.first?.accessToken ?? ""
        guard !token.isEmpty else { throw .notValid("access_token", "The bearer token that reaches the account.") }
        let account = Account(id: id, name: body["name"]?.text ?? "Parley Demo", accessToken: token)
        accounts.append(account)
        return account
    }
}
