/// The rules of `interactive` messages.
struct InteractiveForm: Sendable {
    private let kind: String
    private let object: JSON
    private let action: JSON

    init(_ object: JSON) throws(GraphFailure) {
        self.object = object
        kind = try Check.text(object, "type", of: "interactive", limit: 64).lowercased()
        guard Self.headers[kind] != nil else {
            throw GraphFailure(131009, "Param interactive['type'] must be one of {\(Self.kinds)} - got \"\(kind)\".")
        }
        guard let action = object["action"], action.isObject else {
            throw GraphFailure(131008, "Required parameter interactive['action'] is missing.")
        }
        self.action = action
    }

    /// Which headers a kind can have.
    private static let headers: [String: Set<String>] = [
        "button": ["text", "image", "video", "document"], "list": ["text"],
        "cta_url": ["text", "image", "video", "document"], "location_request_message": [],
        "flow": ["text", "image", "video", "document"], "carousel": [], "product": [], "product_list": ["text"],
        "catalog_message": [], "request_contact_info": [], "call_permission_request": [], "voice_call": [],
        "address_message": ["text"], "order_details": ["text", "image", "document"], "order_status": ["text"],
    ]
    private static let kinds = headers.keys.sorted().joined(separator: ", ")
    /// Kinds that may stand without a body.
    private static let bodiless: Set<String> = ["product", "call_permission_request"]
    private static let footless: Set<String> = ["location_request_message", "carousel"]

    /// Checks everything.
    ///
    /// - Returns: What it says.
    /// - Throws: 131008 for what is missing, 131009 for what is wrong.
    func check() throws(GraphFailure) -> MessageContent {
        var content = MessageContent(type: "interactive", text: try body())
        try header(&content)
        if let footer = object["footer"], footer != .null {
            if Self.footless.contains(kind) { throw refused("footer", "is not allowed with \(kind)") }
            content.footer = try Check.text(footer, "text", of: "interactive['footer']", limit: 60)
        }
        switch kind {
        case "button": content.buttons = try replyButtons(action, limit: 3)
        case "list":
            content.listLabel = try Check.text(action, "button", of: "action", limit: 20)
            content.buttons = try rows()
        case "cta_url": content.buttons = [try link(action)]
        case "carousel":
            let cards = try cards()
            content.buttons = cards.buttons
            content.attachment = cards.first
        case "product", "product_list", "catalog_message": content.buttons = try products()
        default: content.buttons = [try other()]
        }
        return content
    }

    private func refused(_ part: String, _ sentence: String) -> GraphFailure {
        GraphFailure(131009, "Param interactive['\(part)'] \(sentence).")
    }

    // MARK: - Body and header

    private func body() throws(GraphFailure) -> String {
        guard let body = object["body"], body != .null else {
            if Self.bodiless.contains(kind) { return "" }
            throw GraphFailure(131008, "Required parameter interactive['body'] is missing.")
        }
        return try Check.text(body, "text", of: "interactive['body']", limit: kind == "list" ? 4096 : 1024)
    }

    private func header(_ content: inout MessageContent) throws(GraphFailure) {
        guard let header = object["header"], header != .null else {
            if kind == "product_list" {
                throw GraphFailure(131008, "Required parameter interactive['header'] is missing.")
            }
            return
        }
        let type = try Check.text(header, "type", of: "interactive['header']", limit: 16).lowercased()
        guard Self.headers[kind]?.contains(type) == true else {
            throw refused("header", "of type \(type) is not allowed with \(kind)")
        }
        if type == "text" {
            content.header = try Check.text(header, "text", of: "interactive['header']", limit: 60)
        } else {
            content.attachment = try media(header, type, "interactive['header']")
        }
    }

    private func media(_ header: JSON, _ type: String, _ path: String) throws(GraphFailure) -> Message.Attachment {
        guard let object = header[type], object.isObject else {
            throw GraphFailure(131008, "Required parameter \(path)['\(type)'] is missing.")
        }
        return try MessageContent.attachment(type, object, of: "\(path)['\(type)']")
    }

    // MARK: - Buttons, rows, links

    private func replyButtons(_ action: JSON, limit: Int) throws(GraphFailure) -> [Message.Button] {
        guard let buttons = action["buttons"]?.items, (1...limit).contains(buttons.count) else {
            throw GraphFailure(131009, "Param interactive['action']['buttons'] must have 1 to \(limit) buttons.")
        }
        var made: [Message.Button] = []
        for button in buttons {
            guard (button["type"]?.text ?? "reply").lowercased() == "reply" || button["quick_reply"] != nil else {
                throw GraphFailure(131009, "Param button['type'] must be one of {REPLY}.")
            }
            let reply = button["reply"] ?? button["quick_reply"] ?? .null
            let id = try Check.text(reply, "id", of: "button['reply']", limit: 256)
            let title = try Check.text(reply, "title", of: "button['reply']", limit: 20)
            if made.contains(where: { $0.text == title || $0.value == id }) {
                throw GraphFailure(131009, "Buttons must have unique ids and titles.")
            }
            made.append(Message.Button(kind: .reply, text: title, value: id))
        }
        return made
    }

    private func rows() throws(GraphFailure) -> [Message.Button] {
        guard let sections = action["sections"]?.items, (1...10).contains(sections.count) else {
            throw GraphFailure(131009, "Param interactive['action']['sections'] must have 1 to 10 sections.")
        }
        var made: [Message.Button] = []
        for section in sections {
            let title = try Check.optionalText(section, "title", of: "section", limit: 24)
            if sections.count > 1, title == nil {
                throw GraphFailure(131008, "Sections need a title when there are more than one.")
            }
            for row in section["rows"]?.items ?? [] {
                let id = try Check.text(row, "id", of: "row", limit: 200)
                let text = try Check.text(row, "title", of: "row", limit: 24)
                var button = Message.Button(kind: .row, text: text, value: id)
                button.detail = try Check.optionalText(row, "description", of: "row", limit: 72)
                button.section = title
                made.append(button)
            }
        }
        guard (1...10).contains(made.count), Set(made.map(\.value)).count == made.count else {
            throw GraphFailure(131009, "A list has 1 to 10 rows with ids of their own.")
        }
        return made
    }

    private func link(_ action: JSON) throws(GraphFailure) -> Message.Button {
        let parameters = action["parameters"] ?? .null
        let title = try Check.text(parameters, "display_text", of: "parameters", limit: 20)
        let url = try Check.text(parameters, "url", of: "parameters", limit: 2000)
        guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
            throw GraphFailure(131009, "Param parameters['url'] is not a valid URL.")
        }
        return Message.Button(kind: .url, text: title, value: url)
    }

    private func cards() throws(GraphFailure) -> (buttons: [Message.Button], first: Message.Attachment?) {
        guard let cards = action["cards"]?.items, (2...10).contains(cards.count) else {
            throw GraphFailure(131009, "Param interactive['action']['cards'] must have 2 to 10 cards.")
        }
        var buttons: [Message.Button] = []
        var attachments: [Message.Attachment] = []
        for card in cards {
            let header = card["header"] ?? .null
            let type = try Check.text(header, "type", of: "card['header']", limit: 16).lowercased()
            guard ["image", "video"].contains(type) else {
                throw GraphFailure(131009, "Param card['header']['type'] must be one of {IMAGE, VIDEO}.")
            }
            attachments.append(try media(header, type, "card['header']"))
            if let body = card["body"], body != .null {
                _ = try Check.text(body, "text", of: "card['body']", limit: 160)
            }
            let own = card["action"] ?? .null
            buttons += own["buttons"] == nil ? [try link(own)] : try replyButtons(own, limit: 2)
        }
        guard Set(attachments.map(\.kind)).count == 1 else {
            throw GraphFailure(131009, "All cards of a carousel have the same type of header.")
        }
        return (buttons, attachments.first)
    }

    private func products() throws(GraphFailure) -> [Message.Button] {
        if kind == "catalog_message" {
            try named("catalog_message")
            return [Message.Button(kind: .product, text: "View catalog", value: "")]
        }
        let catalog = try Check.text(action, "catalog_id", of: "action", limit: 128)
        if kind == "product" {
            let item = try Check.text(action, "product_retailer_id", of: "action", limit: 128)
            return [Message.Button(kind: .product, text: "View", value: "\(catalog)/\(item)")]
        }
        let sections = action["sections"]?.items ?? []
        let items = sections.flatMap { $0["product_items"]?.items ?? [] }
        guard (1...10).contains(sections.count), (1...30).contains(items.count) else {
            throw GraphFailure(131009, "A product list has 1 to 10 sections and 1 to 30 products.")
        }
        for item in items { _ = try Check.text(item, "product_retailer_id", of: "product_items", limit: 128) }
        return [Message.Button(kind: .product, text: "View items", value: catalog)]
    }

    // MARK: - Kinds with one button of their own

    private func other() throws(GraphFailure) -> Message.Button {
        let parameters = action["parameters"] ?? .null
        switch kind {
        case "location_request_message":
            try named("send_location")
            return Message.Button(kind: .location, text: "Send location", value: "")
        case "request_contact_info":
            try named("request_contact_info")
            return Message.Button(kind: .contact, text: "Share contact", value: "")
        case "call_permission_request":
            try named("call_permission_request")
            return Message.Button(kind: .call, text: "Choose preference", value: "permission")
        case "voice_call":
            try named("voice_call")
            let label = try Check.optionalText(parameters, "display_text", of: "parameters", limit: 20)
            return Message.Button(kind: .call, text: label ?? "Call now", value: "call")
        case "flow": return try flow(parameters)
        case "address_message":
            try named("address_message")
            _ = try Check.text(parameters, "country", of: "parameters", limit: 2)
            return Message.Button(kind: .flow, text: "Provide address", value: "address_message")
        default:
            try named(kind == "order_details" ? "review_and_pay" : "review_order")
            _ = try Check.text(parameters, "reference_id", of: "parameters", limit: 64)
            return Message.Button(kind: .product, text: "Review", value: "")
        }
    }

    private func named(_ name: String) throws(GraphFailure) {
        guard action["name"]?.text == name else {
            throw GraphFailure(131009, "Param interactive['action']['name'] must be one of {\(name)}.")
        }
    }

    private func flow(_ parameters: JSON) throws(GraphFailure) -> Message.Button {
        try named("flow")
        _ = try Check.text(parameters, "flow_message_version", of: "parameters", limit: 8)
        guard (parameters["flow_id"] == nil) != (parameters["flow_name"] == nil) else {
            throw GraphFailure(131008, "Exactly one of flow_id and flow_name is required.")
        }
        let label = try Check.text(parameters, "flow_cta", of: "parameters", limit: 30)
        let action = parameters["flow_action"]?.text ?? "navigate"
        guard ["navigate", "data_exchange"].contains(action) else {
            throw GraphFailure(131009, "Param parameters['flow_action'] must be one of {NAVIGATE, DATA_EXCHANGE}.")
        }
        if action == "data_exchange", parameters["flow_action_payload"] != nil {
            throw GraphFailure(131009, "Param parameters['flow_action_payload'] is not allowed with data_exchange.")
        }
        return Message.Button(kind: .flow, text: label, value: parameters["flow_token"]?.text ?? "unused")
    }
}
