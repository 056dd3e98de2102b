/// What a message says, once its form is known to be right.
struct MessageContent: Sendable {
    let type: String
    let text: String
    var header: String?
    var footer: String?
    var buttons: [Message.Button] = []
    var template: MessageTemplate?
    var callbackData: String?
    var context: String?
    /// The message that a reaction is put on.
    var reactsTo: String?

    /// Checks a message that is no template.
    ///
    /// - Parameters:
    ///   - type: The `type` of the body, in lower case.
    ///   - object: The member of that name.
    /// - Returns: What it says.
    /// - Throws: 131008 for what is missing, 131009 for what is wrong, 131051 for an unknown type.
    static func freeForm(_ type: String, _ object: JSON?) throws(GraphFailure) -> MessageContent {
        guard types.contains(type) else {
            throw GraphFailure(131051, "Message type \(type) is not supported.")
        }
        guard let object else { throw GraphFailure(131008, "Required parameter \(type) is missing.") }
        if type == "contacts" { return try contacts(object) }
        guard object.isObject else { throw GraphFailure(131009, "Param \(type) must be a JSON object.") }
        switch type {
        case "text": return try text(object)
        case "reaction": return try reaction(object)
        case "location": return try location(object)
        case "interactive": return try interactive(object)
        default: return try media(type, object)
        }
    }

    private static let types: Set<String> = [
        "text", "image", "video", "audio", "document", "sticker", "location", "contacts", "reaction", "interactive",
    ]

    private static func text(_ object: JSON) throws(GraphFailure) -> MessageContent {
        let body = try Check.text(object, "body", of: "text", limit: 4096)
        if let preview = object["preview_url"], preview.flag == nil, preview.text != "true", preview.text != "false" {
            throw GraphFailure(131009, "Param text['preview_url'] must be a boolean.")
        }
        return MessageContent(type: "text", text: body)
    }

    private static func media(_ type: String, _ object: JSON) throws(GraphFailure) -> MessageContent {
        let id = object["id"]?.looseText
        let link = object["link"]?.text
        guard (id == nil) != (link == nil) else {
            throw GraphFailure(131008, "Exactly one of id and link is required in \(type).")
        }
        if let link, !link.hasPrefix("http://"), !link.hasPrefix("https://") {
            throw GraphFailure(131009, "Param \(type)['link'] is not a valid URL.")
        }
        let caption = try Check.optionalText(object, "caption", of: type, limit: 1024)
        if caption != nil, type == "audio" || type == "sticker" {
            throw GraphFailure(131009, "Param \(type)['caption'] is not allowed.")
        }
        let name = object["filename"]?.text
        return MessageContent(type: type, text: [name, caption].compactMap { $0 }.joined(separator: "\n"))
    }

    private static func location(_ object: JSON) throws(GraphFailure) -> MessageContent {
        for name in ["latitude", "longitude"] where !Check.isNumber(object[name]) {
            throw GraphFailure(131009, "Param location['\(name)'] must be a number.")
        }
        let words = [object["name"]?.text, object["address"]?.text].compactMap { $0 }
        return MessageContent(type: "location", text: words.joined(separator: "\n"))
    }

    private static func contacts(_ list: JSON) throws(GraphFailure) -> MessageContent {
        guard let cards = list.items, (1...257).contains(cards.count) else {
            throw GraphFailure(131009, "Param contacts must be a list of 1 to 257 contacts.")
        }
        var names: [String] = []
        for card in cards {
            guard let name = card["name"]?["formatted_name"]?.text, !name.isEmpty else {
                throw GraphFailure(131008, "Required parameter contacts['name']['formatted_name'] is missing.")
            }
            names.append(name)
        }
        return MessageContent(type: "contacts", text: names.joined(separator: "\n"))
    }

    private static func reaction(_ object: JSON) throws(GraphFailure) -> MessageContent {
        guard let target = object["message_id"]?.text, !target.isEmpty else {
            throw GraphFailure(131008, "Required parameter reaction['message_id'] is missing.")
        }
        guard let emoji = object["emoji"]?.text else {
            throw GraphFailure(131008, "Required parameter reaction['emoji'] is missing.")
        }
        var content = MessageContent(type: "reaction", text: emoji)
        content.reactsTo = target
        return content
    }

    private static func interactive(_ object: JSON) throws(GraphFailure) -> MessageContent {
        let kind = try Check.text(object, "type", of: "interactive", limit: 64)
        guard let action = object["action"], action.isObject else {
            throw GraphFailure(131008, "Required parameter interactive['action'] is missing.")
        }
        guard let bodyObject = object["body"] else {
            throw GraphFailure(131008, "Required parameter interactive['body'] is missing.")
        }
        let body = try Check.text(bodyObject, "text", of: "interactive['body']", limit: kind == "list" ? 4096 : 1024)
        var content = MessageContent(type: "interactive", text: body)
        if let header = object["header"], header["type"]?.text == "text" {
            content.header = try Check.text(header, "text", of: "interactive['header']", limit: 60)
        }
        if let footer = object["footer"] {
            content.footer = try Check.text(footer, "text", of: "interactive['footer']", limit: 60)
        }
        switch kind {
        case "button": content.buttons = try replyButtons(action)
        case "list": content.buttons = try rows(action)
        case "cta_url": content.buttons = [try link(action)]
        default: throw GraphFailure(131009, "interactive['type'] \(kind) is not supported by the simulator.")
        }
        return content
    }

    private static func replyButtons(_ action: JSON) throws(GraphFailure) -> [Message.Button] {
        guard let buttons = action["buttons"]?.items, (1...3).contains(buttons.count) else {
            throw GraphFailure(131009, "Param interactive['action']['buttons'] must have 1 to 3 buttons.")
        }
        var made: [Message.Button] = []
        for button in buttons {
            let reply = button["reply"] ?? .null
            let id = try Check.text(reply, "id", of: "button['reply']", limit: 256)
            let title = try Check.text(reply, "title", of: "button['reply']", limit: 20)
            if made.contains(where: { $0.text == title || $0.value == id }) {
                throw GraphFailure(131009, "Buttons must have unique ids and titles.")
            }
            made.append(Message.Button(kind: .reply, text: title, value: id))
        }
        return made
    }

    private static func rows(_ action: JSON) throws(GraphFailure) -> [Message.Button] {
        _ = try Check.text(action, "button", of: "interactive['action']", limit: 20)
        guard let sections = action["sections"]?.items, (1...10).contains(sections.count) else {
            throw GraphFailure(131009, "Param interactive['action']['sections'] must have 1 to 10 sections.")
        }
        var made: [Message.Button] = []
        for section in sections {
            if sections.count > 1 { _ = try Check.text(section, "title", of: "section", limit: 24) }
            for row in section["rows"]?.items ?? [] {
                let id = try Check.text(row, "id", of: "row", limit: 200)
                let title = try Check.text(row, "title", of: "row", limit: 24)
                _ = try Check.optionalText(row, "description", of: "row", limit: 72)
                made.append(Message.Button(kind: .row, text: title, value: id))
            }
        }
        guard (1...10).contains(made.count), Set(made.map(\.value)).count == made.count else {
            throw GraphFailure(131009, "A list has 1 to 10 rows with ids of their own.")
        }
        return made
    }

    private static func link(_ action: JSON) throws(GraphFailure) -> Message.Button {
        let parameters = action["parameters"] ?? .null
        let title = try Check.text(parameters, "display_text", of: "parameters", limit: 20)
        let url = try Check.text(parameters, "url", of: "parameters", limit: 2000)
        return Message.Button(kind: .url, text: title, value: url)
    }
}

/// Checks of single members.
enum Check {
    static func text(_ object: JSON, _ name: String, of parent: String, limit: Int) throws(GraphFailure) -> String {
        guard let value = object[name], value != .null else {
            throw GraphFailure(131008, "Required parameter \(parent)['\(name)'] is missing.")
        }
        guard let text = value.text else {
            throw GraphFailure(131009, "Param \(parent)['\(name)'] must be a string.")
        }
        if text.isEmpty { throw GraphFailure(131008, "Param \(parent)['\(name)'] cannot be empty.") }
        guard length(text) <= limit else {
            throw GraphFailure(131009, "Param \(parent)['\(name)'] must be at most \(limit) characters long.")
        }
        return text
    }

    static func optionalText(
        _ object: JSON,
        _ name: String,
        of parent: String,
        limit: Int
    ) throws(GraphFailure) -> String? {
        guard let value = object[name], value != .null else { return nil }
        return value.text == "" ? "" : try text(object, name, of: parent, limit: limit)
    }

    static func isNumber(_ value: JSON?) -> Bool {
        switch value {
        case .integer, .number: true
        case .string(let text): Double(text) != nil
        default: false
        }
    }

    /// Characters as Meta counts them: Unicode code points.
    static func length(_ text: String) -> Int { text.unicodeScalars.count }
}
