/// What a message says, once its form is known to be right.
struct MessageContent: Sendable {
    let type: String
    let text: String
    var header: String?
    var footer: String?
    var buttons: [Message.Button] = []
    var listLabel: String?
    var attachment: Message.Attachment?
    /// What the phone draws: a location, contacts.
    var object: JSON?
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
        case "interactive": return try InteractiveForm(object).check()
        default: return try media(type, object)
        }
    }

    private static let types: Set<String> = [
        "text", "image", "video", "audio", "document", "sticker", "location", "contacts", "reaction", "interactive",
    ]

    private static func text(_ object: JSON) throws(GraphFailure) -> MessageContent {
        let body = try Check.text(object, "body", of: "text", limit: 4096)
        if let preview = object["preview_url"], preview != .null, preview.looseFlag == nil {
            throw GraphFailure(131009, "Param text['preview_url'] must be a boolean.")
        }
        return MessageContent(type: "text", text: body)
    }

    private static func media(_ type: String, _ object: JSON) throws(GraphFailure) -> MessageContent {
        let attachment = try attachment(type, object, of: type)
        let caption = try Check.optionalText(object, "caption", of: type, limit: 1024)
        if caption != nil, type == "audio" || type == "sticker" {
            throw GraphFailure(131009, "Param \(type)['caption'] is not allowed.")
        }
        var content = MessageContent(type: type, text: caption ?? "")
        content.attachment = attachment
        return content
    }

    /// The file of a media object, here or in a header.
    ///
    /// - Parameters:
    ///   - type: `image`, `video`, `audio`, `document` or `sticker`.
    ///   - object: The object with `id` or `link`.
    ///   - path: Where it stands, for the sentences.
    /// - Returns: The file.
    /// - Throws: 131008 unless exactly one of both is there, 131009 for what is wrong.
    static func attachment(_ type: String, _ object: JSON, of path: String) throws(GraphFailure) -> Message.Attachment {
        guard let kind = MediaRules.Kind(rawValue: type) else {
            throw GraphFailure(131009, "Param \(path) cannot be of type \(type).")
        }
        let id = object["id"]?.looseText
        let link = object["link"]?.text
        guard (id == nil) != (link == nil) else {
            throw GraphFailure(131008, "Exactly one of id and link is required in \(path).")
        }
        if let link, !link.hasPrefix("http://"), !link.hasPrefix("https://") {
            throw GraphFailure(131009, "Param \(path)['link'] is not a valid URL.")
        }
        if let voice = object["voice"], voice != .null, voice.looseFlag == nil {
            throw GraphFailure(131009, "Param \(path)['voice'] must be a boolean.")
        }
        var attachment = Message.Attachment(kind: kind, id: id, link: link)
        attachment.fileName = kind == .document ? object["filename"]?.text : nil
        attachment.isVoice = object["voice"]?.looseFlag
        return attachment
    }

    private static func location(_ object: JSON) throws(GraphFailure) -> MessageContent {
        for (name, limit) in [("latitude", 90.0), ("longitude", 180.0)] {
            guard let value = object[name], value != .null else {
                throw GraphFailure(131008, "Required parameter location['\(name)'] is missing.")
            }
            guard let number = value.looseNumber, abs(number) <= limit else {
                throw GraphFailure(131009, "Param location['\(name)'] must be a number from -\(limit) to \(limit).")
            }
        }
        let words = [object["name"]?.text, object["address"]?.text].compactMap { $0 }
        var content = MessageContent(type: "location", text: words.joined(separator: "\n"))
        content.object = object
        return content
    }

    private static let nameParts = ["first_name", "last_name", "middle_name", "suffix", "prefix"]

    private static func contacts(_ list: JSON) throws(GraphFailure) -> MessageContent {
        guard let cards = list.items, (1...257).contains(cards.count) else {
            throw GraphFailure(131009, "Param contacts must be a list of 1 to 257 contacts.")
        }
        var names: [String] = []
        for card in cards {
            let name = card["name"] ?? .null
            names.append(try Check.text(name, "formatted_name", of: "contacts['name']", limit: 1024))
            guard nameParts.contains(where: { name[$0]?.text?.isEmpty == false }) else {
                throw GraphFailure(
                    131009,
                    "Param contacts['name'] needs one of \(nameParts.joined(separator: ", ")) beside formatted_name."
                )
            }
            for part in ["phones", "emails", "addresses", "urls"] {
                guard let value = card[part], value != .null else { continue }
                guard value.items != nil else {
                    throw GraphFailure(131009, "Param contacts['\(part)'] must be a list.")
                }
            }
            if let birthday = card["birthday"]?.text, birthday.wholeMatch(of: /\d{4}-\d{2}-\d{2}/) == nil {
                throw GraphFailure(131009, "Param contacts['birthday'] must be spelt YYYY-MM-DD.")
            }
        }
        var content = MessageContent(type: "contacts", text: names.joined(separator: "\n"))
        content.object = list
        return content
    }

    private static func reaction(_ object: JSON) throws(GraphFailure) -> MessageContent {
        guard let target = object["message_id"]?.text, !target.isEmpty else {
            throw GraphFailure(131008, "Required parameter reaction['message_id'] is missing.")
        }
        guard let emoji = object["emoji"]?.text else {
            throw GraphFailure(131008, "Required parameter reaction['emoji'] is missing.")
        }
        guard emoji.count <= 1, emoji.allSatisfy({ !$0.isLetter && !$0.isASCII }) else {
            throw GraphFailure(131009, "Param reaction['emoji'] must be one emoji, or empty to remove it.")
        }
        var content = MessageContent(type: "reaction", text: emoji)
        content.reactsTo = target
        return content
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
        guard let value = object[name], value != .null, value != .string("") else { return nil }
        return try text(object, name, of: parent, limit: limit)
    }

    /// Characters as Meta counts them: Unicode code points.
    static func length(_ text: String) -> Int { text.unicodeScalars.count }
}
