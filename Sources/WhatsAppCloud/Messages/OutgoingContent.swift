/// What a message of ours says.
package enum OutgoingContent: Sendable, Hashable {
    /// At most 4,096 characters; only inside an open window.
    case text(String, previewsLink: Bool)
    /// An approved template with what varies in it.
    case template(OutgoingTemplate)
    /// A file that Meta has been handed before.
    case media(OutgoingMedia)
    /// A place.
    case location(OutgoingLocation)
    /// Words with something to tap on.
    case interactive(OutgoingInteractive)
    /// An emoji on a message, or none to take it back.
    case reaction(emoji: String?, to: String)
}

/// A file in a message of ours.
package struct OutgoingMedia: Sendable, Hashable {
    /// Meta's word for the kind: `image`, `video`, `audio`, `document`.
    package let kind: String
    /// Meta's id of the file.
    package let id: String
    /// At most 1,024 characters; sound has none.
    package let caption: String?
    /// What a document is called on the customer's phone.
    package let fileName: String?

    /// A file.
    package init(kind: String, id: String, caption: String?, fileName: String?) {
        self.kind = kind
        self.id = id
        self.caption = caption
        self.fileName = fileName
    }
}

/// A place in a message of ours.
package struct OutgoingLocation: Sendable, Hashable {
    /// Degrees, north positive.
    package let latitude: Double
    /// Degrees, east positive.
    package let longitude: Double
    /// What the place is called.
    package let name: String?
    /// Where it is.
    package let address: String?

    /// A place.
    package init(latitude: Double, longitude: Double, name: String?, address: String?) {
        self.latitude = latitude
        self.longitude = longitude
        self.name = name
        self.address = address
    }
}

/// Words with buttons, or with a list behind one button.
///
/// Source: wire reference 2.4.
package struct OutgoingInteractive: Sendable, Hashable {
    /// What can be tapped.
    package struct Option: Sendable, Hashable {
        /// What the answer names.
        package let id: String
        /// What stands on it.
        package let title: String
        /// The smaller line of a list's row.
        package let description: String?

        /// Something to tap on.
        package init(id: String, title: String, description: String?) {
            self.id = id
            self.title = title
            self.description = description
        }
    }

    /// What is offered.
    package enum Action: Sendable, Hashable {
        /// One to three.
        case buttons([Option])
        /// What opens it, and its parts with their titles: ten rows over all.
        case list(button: String, sections: [Section])
    }

    /// One part of a list.
    package struct Section: Sendable, Hashable {
        /// Needed where there are several.
        package let title: String?
        /// Its rows.
        package let rows: [Option]

        /// A part of a list.
        package init(title: String?, rows: [Option]) {
            self.title = title
            self.rows = rows
        }
    }

    /// The words.
    package let body: String
    /// The line above.
    package let header: String?
    /// The smaller line below.
    package let footer: String?
    /// What is offered.
    package let action: Action

    /// Words with something to tap on.
    package init(body: String, header: String?, footer: String?, action: Action) {
        self.body = body
        self.header = header
        self.footer = footer
        self.action = action
    }
}

extension OutgoingContent {
    /// Meta's word for the type, and the object of that name.
    ///
    /// Source: wire reference 2.3 to 2.5.
    var payload: (type: String, object: JSONValue) {
        switch self {
        case .text(let body, let previewsLink):
            return ("text", .object(["body": .string(body), "preview_url": .bool(previewsLink)]))
        case .template(let template): return ("template", template.payload)
        case .media(let media): return (media.kind, media.payload)
        case .location(let place):
            var members: [String: JSONValue] = [
                "latitude": .number(place.latitude), "longitude": .number(place.longitude),
            ]
            members["name"] = place.name.map(JSONValue.string)
            members["address"] = place.address.map(JSONValue.string)
            return ("location", .object(members))
        case .interactive(let interactive): return ("interactive", interactive.payload)
        case .reaction(let emoji, let wamid):
            return ("reaction", .object(["message_id": .string(wamid), "emoji": .string(emoji ?? "")]))
        }
    }
}

extension OutgoingMedia {
    var payload: JSONValue {
        let members: [String: String?] = ["id": id, "caption": caption, "filename": fileName]
        return .object(members.compactMapValues { $0.map(JSONValue.string) })
    }
}

extension OutgoingInteractive {
    fileprivate var payload: JSONValue {
        var members: [String: JSONValue] = ["body": .object(["text": .string(body)])]
        if let header { members["header"] = .object(["type": .string("text"), "text": .string(header)]) }
        if let footer { members["footer"] = .object(["text": .string(footer)]) }
        switch action {
        case .buttons(let options):
            members["type"] = .string("button")
            let buttons = options.map { JSONValue.object(["type": .string("reply"), "reply": $0.payload]) }
            members["action"] = .object(["buttons": .array(buttons)])
        case .list(let button, let sections):
            members["type"] = .string("list")
            let parts = sections.map { section -> JSONValue in
                var part: [String: JSONValue] = ["rows": .array(section.rows.map(\.payload))]
                part["title"] = section.title.map(JSONValue.string)
                return .object(part)
            }
            members["action"] = .object(["button": .string(button), "sections": .array(parts)])
        }
        return .object(members)
    }
}

extension OutgoingInteractive.Option {
    fileprivate var payload: JSONValue {
        var members: [String: JSONValue] = ["id": .string(id), "title": .string(title)]
        members["description"] = description.map(JSONValue.string)
        return .object(members)
    }
}
