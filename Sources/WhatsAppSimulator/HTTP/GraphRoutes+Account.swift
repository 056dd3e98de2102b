/// The WhatsApp Business Accounts, their portfolio, its application and the templates.
extension GraphRoutes {
    func accountCall(_ call: GraphCall, _ account: Account, _ edge: String) async throws(GraphFailure) -> JSON {
        switch (call.method, edge) {
        case ("GET", ""):
            let node = platform.read { world in
                let numbers = account.numbers.map { number in
                    GraphFields.select(world.node(of: number), nil, default: BusinessNumber.defaultFields)
                }
                return world.node(of: account).setting("subscribed_apps", world.subscribedApps(of: account))
                    .setting("phone_numbers", .object(["data": .array(numbers)]))
            }
            return GraphFields.select(node, call.query["fields"], default: World.accountDefaultFields)
        case ("POST", ""): return World.success.setting("id", .string(account.id))
        case ("GET", "phone_numbers"): return try phoneNumbers(call, account)
        case ("POST", "phone_numbers"):
            return try change(account) { (world, account, _) throws(GraphFailure) in
                try world.createNumber(call.body, of: account)
            }
        case ("GET", "message_templates"):
            let world = platform.read { $0 }
            return try world.listTemplates(call.query, of: account, address: call.address)
        case ("POST", "message_templates"):
            return try change(account) { (world, account, nowMs) throws(GraphFailure) in
                try world.createTemplate(call.body, of: account, nowMs: nowMs)
            }
        case ("DELETE", "message_templates"):
            return try change(account) { (world, account, nowMs) throws(GraphFailure) in
                try world.deleteTemplates(call.query, of: account, nowMs: nowMs)
            }
        case (_, "subscribed_apps"): return try await subscribedApps(call, account)
        default: throw .unknownPath(edge)
        }
    }

    /// Changes the account as it is by then: another call may have changed it meanwhile.
    private func change(
        _ account: Account,
        _ body: (inout World, Account, Int64) throws(GraphFailure) -> JSON
    ) throws(GraphFailure) -> JSON {
        try platform.change { (world, nowMs) throws(GraphFailure) in
            try body(&world, world.account(account.id) ?? account, nowMs)
        }
    }

    private func subscribedApps(_ call: GraphCall, _ account: Account) async throws(GraphFailure) -> JSON {
        switch call.method {
        case "GET": return platform.read { $0.subscribedApps(of: account) }
        case "POST":
            let url = try await checkedOverride(call.body)
            subscribe(account, true, url)
        default:
            subscribe(account, false, nil)
        }
        return World.success
    }

    private func subscribe(_ account: Account, _ isSubscribed: Bool, _ url: String?) {
        platform.change { world, _ in
            world.changeAccount(account.id) { changed in
                changed.isSubscribed = isSubscribed
                changed.overrideURL = url
            }
        }
    }

    private func phoneNumbers(_ call: GraphCall, _ account: Account) throws(GraphFailure) -> JSON {
        let mode = call.body["filtering"]?.items?.first { $0["field"]?.text == "account_mode" }?["value"]?.text
        let items = platform.read { world in
            account.numbers.filter { mode == nil || $0.standing.accountMode == mode }.map { number in
                let node = GraphFields.select(
                    world.node(of: number),
                    call.query["fields"],
                    default: BusinessNumber.defaultFields
                )
                return (id: number.id, node: node)
            }
        }
        return try GraphFields.page(items, query: call.query, address: call.address)
    }

    func businessCall(_ call: GraphCall, _ edge: String) throws(GraphFailure) -> JSON {
        switch (call.method, edge) {
        case ("GET", ""):
            return .object([
                "id": .string(platform.options.businessID), "name": .string("Parley Demo"),
                "verification_status": .string("verified"),
            ])
        case ("GET", "owned_whatsapp_business_accounts"):
            let items = platform.read { world in
                world.accounts.filter { platform.tokens.open($0, with: call.token) }.map { account in
                    let node = world.node(of: account)
                    let fields = call.query["fields"]
                    return (id: account.id, node: GraphFields.select(node, fields, default: World.accountDefaultFields))
                }
            }
            return try GraphFields.page(items, query: call.query, address: call.address)
        case ("GET", "client_whatsapp_business_accounts"): return .object(["data": .array([])])
        default: throw .unknownPath(edge)
        }
    }

    // MARK: - The application

    func appCall(_ call: GraphCall, _ edge: String) async throws(GraphFailure) -> JSON {
        switch (call.method, edge) {
        case ("GET", ""):
            let link = "https://www.facebook.com/games/?app_id=\(platform.options.appID)"
            return .object([
                "link": .string(link), "name": .string("Parley"), "id": .string(platform.options.appID),
            ])
        case ("POST", "uploads"):
            return try platform.change { (world, _) throws(GraphFailure) in try world.openUpload(call.body) }
        case ("GET", "subscriptions"):
            let url = platform.read { $0.applicationURL }
            let field = JSON.object(["name": .string("messages"), "version": .string("v25.0")])
            let entry = JSON.object([
                "object": .string("whatsapp_business_account"), "callback_url": .string(url), "active": .bool(true),
                "fields": .array([field]),
            ])
            return .object(["data": .array([entry])])
        case ("POST", "subscriptions"):
            guard let url = call.body["callback_url"]?.text, let token = call.body["verify_token"]?.text else {
                throw .parameter("The parameters callback_url and verify_token are required.")
            }
            try await verify(url, token: token)
            platform.change { world, _ in world.applicationURL = url }
            return World.success
        default: throw .unknownPath(edge)
        }
    }

    /// `GET /me` and `GET /debug_token`.
    func tokenCall(_ call: GraphCall, _ edge: String) throws(GraphFailure) -> JSON {
        guard call.method == "GET", edge.isEmpty else { throw .unknownPath(edge) }
        guard call.segments.first == "debug_token" else {
            let node = JSON.object(["name": .string("Parley system user"), "id": .string("122100000000001")])
            return GraphFields.select(node, call.query["fields"], default: ["name", "id"])
        }
        guard let token = call.query["input_token"] else { throw .parameter("The parameter input_token is required.") }
        let (accounts, fault) = platform.read { ($0.accounts, $0.settings.tokenFault) }
        return platform.tokens.inspect(token, of: accounts, failure: fault)
    }

    /// `GET /oauth/access_token` with `grant_type=client_credentials`.
    func appToken(_ call: GraphCall) throws(GraphFailure) -> JSON {
        let isRight =
            call.body["client_id"]?.looseText == platform.options.appID
            && call.body["client_secret"]?.text == platform.options.appSecret
        guard isRight else {
            throw GraphFailure(status: 400, code: 1, message: "Error validating client secret.")
        }
        guard call.body["grant_type"]?.text == "client_credentials" else {
            throw GraphFailure(status: 400, code: 100, subcode: 36_009, message: "This authorization code has expired.")
        }
        return .object(["access_token": .string(platform.tokens.app), "token_type": .string("bearer")])
    }

    // MARK: - Templates

    func templateCall(_ call: GraphCall, _ template: MessageTemplate, _ edge: String) throws(GraphFailure) -> JSON {
        switch (call.method, edge) {
        case ("GET", ""):
            let node = platform.read { $0.shown(template, origin: call.origin) }
            return GraphFields.select(node, call.query["fields"], default: MessageTemplate.defaultFields)
        case ("POST", ""):
            return try platform.change { (world, nowMs) throws(GraphFailure) in
                try world.editTemplate(template, call.body, nowMs: nowMs)
            }
        case ("POST", "unpause"):
            do throws(ControlRefusal) {
                _ = try platform.change { (world, nowMs) throws(ControlRefusal) in
                    try world.decide(.unpause, about: template.id, .null, nowMs: nowMs)
                }
            } catch {
                return .object(["success": .bool(false), "reason": .string("The template is not paused.")])
            }
            return World.success
        default: throw .unknownPath(edge)
        }
    }

    // MARK: - Override addresses

    /// The address in a body once it has answered the handshake; nil when there is none, which removes it.
    func checkedOverride(_ body: JSON) async throws(GraphFailure) -> String? {
        guard let url = body["override_callback_uri"]?.text, !url.isEmpty else { return nil }
        guard let token = body["verify_token"]?.text, !token.isEmpty else {
            throw .parameter("The parameter verify_token is required with override_callback_uri.")
        }
        try await verify(url, token: token)
        return url
    }

    private func verify(_ url: String, token: String) async throws(GraphFailure) {
        let challenge = platform.change { world, _ in world.ids.challenge() }
        try await handshake.verify(url, token: token, challenge: challenge)
    }
}
