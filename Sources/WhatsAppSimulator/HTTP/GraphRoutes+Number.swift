/// A number of the business.
extension GraphRoutes {
    func numberCall(_ call: GraphCall, _ number: BusinessNumber, _ edge: String) async throws(GraphFailure) -> JSON {
        switch (call.method, edge) {
        case ("GET", ""):
            let node = platform.read { $0.node(of: number) }
            return GraphFields.select(node, call.query["fields"], default: BusinessNumber.defaultFields)
        case ("POST", ""): return try await update(call, number)
        case ("POST", "messages"), ("POST", "marketing_messages"):
            return try change(number) { (world, number, nowMs) throws(GraphFailure) in
                if edge == "marketing_messages" { try Self.requireMarketing(call.body, world.account(of: number)) }
                return try world.send(call.body, from: number, nowMs: nowMs)
            }
        case ("POST", "media"): return try upload(call, number)
        case ("POST", "request_code"):
            return try change(number) { (world, number, nowMs) throws(GraphFailure) in
                try world.requestCode(number, call.body, nowMs: nowMs)
            }
        case ("POST", "verify_code"):
            return try change(number) { (world, number, nowMs) throws(GraphFailure) in
                try world.verifyCode(number, call.body, nowMs: nowMs)
            }
        case ("POST", "register"):
            return try change(number) { (world, number, nowMs) throws(GraphFailure) in
                try world.register(number, call.body, nowMs: nowMs)
            }
        case ("POST", "deregister"):
            return try change(number) { (world, number, nowMs) throws(GraphFailure) in
                try world.deregister(number, nowMs: nowMs)
            }
        case (_, "whatsapp_business_profile"): return try profile(call, number)
        case (_, "block_users"): return try blockList(call, number)
        case (_, "settings"), (_, "conversational_automation"): return try kept(call, number, edge)
        case (_, let edge) where edge.hasPrefix("message_qrdls"): return try links(call, number)
        default: throw .unknownPath(edge)
        }
    }

    /// Changes the number as it is by then: another call may have changed it meanwhile.
    private func change(
        _ number: BusinessNumber,
        _ body: (inout World, BusinessNumber, Int64) throws(GraphFailure) -> JSON
    ) throws(GraphFailure) -> JSON {
        try platform.change { (world, nowMs) throws(GraphFailure) in
            try body(&world, world.number(number.id) ?? number, nowMs)
        }
    }

    /// The marketing endpoint takes marketing templates only.
    private static func requireMarketing(_ body: JSON, _ account: Account?) throws(GraphFailure) {
        let name = body["template"]?["name"]?.text ?? ""
        let templates = account?.templates.all ?? []
        let isMarketing = templates.contains { $0.name == name && $0.category == "MARKETING" }
        if !isMarketing { throw GraphFailure(131055, "Only marketing templates are sent here.") }
    }

    private func update(_ call: GraphCall, _ number: BusinessNumber) async throws(GraphFailure) -> JSON {
        guard let configuration = call.body["webhook_configuration"] else {
            return try change(number) { (world, number, nowMs) throws(GraphFailure) in
                try world.updateNumber(number, call.body, nowMs: nowMs)
            }
        }
        let url = try await checkedOverride(configuration)
        platform.change { world, _ in world.changeNumber(number.id) { $0.overrideURL = url } }
        return World.success
    }

    // MARK: - Media

    private func upload(_ call: GraphCall, _ number: BusinessNumber) throws(GraphFailure) -> JSON {
        guard call.body["messaging_product"]?.text == "whatsapp" else {
            throw .parameter("The parameter messaging_product is required.")
        }
        guard let part = call.files.first(where: { $0.name == "file" }) else {
            throw .parameter("The parameter file is required.")
        }
        let type = call.body["type"]?.text ?? part.contentType ?? "application/octet-stream"
        try MediaRules.check(type, part.content)
        let new = NewMedia(type: MediaRules.base(type), fileName: part.fileName, content: part.content)
        let file = platform.change { world, nowMs in
            world.keep(new, numberID: number.id, lifetimeMs: MediaShelf.uploadedMs, nowMs: nowMs)
        }
        return .object(["id": .string(file.id)])
    }

    func mediaCall(_ call: GraphCall, _ file: StoredMedia) throws(GraphFailure) -> JSON {
        if let number = call.query["phone_number_id"], number != file.numberID {
            throw .unknownObject(file.id, method: call.method)
        }
        switch call.method {
        case "GET":
            let nowMs = platform.clock.nowMs
            return platform.read { $0.node(of: file, origin: call.origin, nowMs: nowMs) }
        case "DELETE":
            platform.change { world, _ in world.media.remove(file.id) }
            return World.success
        default: throw .unknownObject(file.id, method: call.method)
        }
    }

    func uploadCall(_ call: GraphCall, _ id: String) throws(GraphFailure) -> JSON {
        if call.method == "GET" {
            return try platform.read { world in Result { () throws(GraphFailure) in try world.uploadState(id) } }.get()
        }
        return try platform.change { (world, _) throws(GraphFailure) in
            try world.continueUpload(id, offset: call.fileOffset ?? 0, call.content)
        }
    }

    // MARK: - What the business keeps with its number

    private func profile(_ call: GraphCall, _ number: BusinessNumber) throws(GraphFailure) -> JSON {
        if call.method == "POST" {
            return try change(number) { (world, number, _) throws(GraphFailure) in
                var profile = number.profile
                try profile.apply(call.body) { world.uploads.sample(handle: $0) != nil }
                world.changeNumber(number.id) { $0.profile = profile }
                return World.success
            }
        }
        guard call.method == "GET" else { throw .unknownPath("whatsapp_business_profile") }
        let node = platform.read { world in
            let picture = number.profile.pictureHandle.flatMap { world.uploads.address(of: $0, origin: call.origin) }
            return number.profile.node(pictureURL: picture)
        }
        let wanted = call.query["fields"].map { $0 + ",messaging_product" }
        let names = node.fields.map(\.name)
        return .object(["data": .array([GraphFields.select(node, wanted, default: names)])])
    }

    private func blockList(_ call: GraphCall, _ number: BusinessNumber) throws(GraphFailure) -> JSON {
        guard call.method != "GET" else {
            let items = platform.read { $0.blocked(by: number) }
            return try GraphFields.page(items, query: call.query, address: call.address)
        }
        return try change(number) { (world, number, nowMs) throws(GraphFailure) in
            try world.block(number, call.body, blocks: call.method == "POST", nowMs: nowMs)
        }
    }

    private func kept(_ call: GraphCall, _ number: BusinessNumber, _ edge: String) throws(GraphFailure) -> JSON {
        let isSettings = edge == "settings"
        switch call.method {
        case "GET":
            guard isSettings else { return number.automation.setting("id", .string(number.id)) }
            let storage = JSON.object(["status": .string("DEFAULT")])
            return number.settings["storage_configuration"] == nil
                ? number.settings.setting("storage_configuration", storage) : number.settings
        case "POST":
            let own: Set<String> = ["access_token", "appsecret_proof", "messaging_product"]
            let members = call.body.fields.filter { !own.contains($0.name) }
            if members.isEmpty { throw .parameter("There is nothing to change.") }
            platform.change { world, _ in
                world.changeNumber(number.id) { changed in
                    for member in members {
                        if isSettings {
                            changed.settings = changed.settings.setting(member.name, member.value)
                        } else {
                            changed.automation = changed.automation.setting(member.name, member.value)
                        }
                    }
                }
            }
            return World.success
        default: throw .unknownPath(edge)
        }
    }

    private func links(_ call: GraphCall, _ number: BusinessNumber) throws(GraphFailure) -> JSON {
        let code = call.segments.count > 2 ? call.segments[2] : call.query["code"]
        let found = number.links.filter { code == nil || $0.code == code }
        if code != nil, found.isEmpty { throw .unknownObject(code ?? "", method: call.method) }
        switch call.method {
        case "POST":
            return try change(number) { (world, number, _) throws(GraphFailure) in
                try world.saveLink(number, call.body, origin: call.origin)
            }
        case "GET":
            let fields = call.query["fields"]?.replacing("qr_image_url.format(PNG)", with: "qr_image_url")
                .replacing("qr_image_url.format(SVG)", with: "qr_image_url")
            let items = found.map { link in
                let node = GraphFields.select(
                    link.node(origin: call.origin),
                    fields,
                    default: ShortLink.defaultFields + (link.picture == nil ? [] : ["qr_image_url"])
                )
                return (id: link.code, node: node)
            }
            return try GraphFields.page(items, query: call.query, address: call.address)
        default:
            guard let code else { throw .parameter("The parameter code is required.") }
            platform.change { world, _ in
                world.changeNumber(number.id) { $0.links.removeAll { $0.code == code } }
            }
            return World.success
        }
    }
}
