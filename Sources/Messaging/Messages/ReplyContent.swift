import Identity
package import Storage

/// What somebody answers inside an open window.
package enum ReplyContent: Sendable {
    /// Words; the first address in them is shown with a preview where that is wanted.
    case text(String, previewsLink: Bool)
    /// A file uploaded to the conversation before, with a caption that may be empty.
    case file(ID<MessageFile>, caption: String)
    /// A place.
    case location(MessageContent.Location)
    /// Words with buttons or a list to tap on.
    case interactive(body: String, MessageContent.Interactive)

    /// Checks it against Meta's limits.
    ///
    /// - Returns: The content as it is sent.
    /// - Throws: ``InvalidInput`` naming the member.
    ///
    /// Source: wire reference 2.3, 2.4.
    func checked() throws(InvalidInput) -> ReplyContent {
        switch self {
        case .text(let text, let previewsLink):
            return .text(try TextRule.text(text, field: "text", maximum: 4_096), previewsLink: previewsLink)
        case .file(let id, let caption):
            if caption.allSatisfy(\.isWhitespace) { return .file(id, caption: "") }
            return .file(id, caption: try TextRule.text(caption, field: "caption", maximum: 1_024))
        case .location(let place): return .location(try Self.checked(place))
        case .interactive(let body, let interactive):
            let maximum = interactive.sections == nil ? 1_024 : 4_096
            return .interactive(
                body: try TextRule.text(body, field: "text", maximum: maximum),
                try InteractiveRules.checked(interactive)
            )
        }
    }

    private static func checked(_ place: MessageContent.Location) throws(InvalidInput) -> MessageContent.Location {
        guard (-90...90).contains(place.latitude), (-180...180).contains(place.longitude) else {
            throw InvalidInput(
                field: "location",
                code: "not_valid",
                detail: "Latitude is from -90 to 90 degrees, longitude from -180 to 180."
            )
        }
        var checked = place
        checked.name = try place.name.line("location.name", 100)
        checked.address = try place.address.line("location.address", 200)
        return checked
    }

    /// One text that stands for the request, to tell a repetition from another use of the same key.
    var fingerprint: String {
        switch self {
        case .text(let text, let previewsLink): "text\u{0}\(text)\u{0}\(previewsLink)"
        case .file(let id, let caption): "file\u{0}\(id)\u{0}\(caption)"
        case .location(let place): "location\u{0}\(place)"
        case .interactive(let body, let interactive): "interactive\u{0}\(body)\u{0}\(interactive)"
        }
    }
}

/// What Meta takes of buttons and lists.
///
/// Source: wire reference 2.4.
enum InteractiveRules {
    static func checked(_ given: MessageContent.Interactive) throws(InvalidInput) -> MessageContent.Interactive {
        var checked = MessageContent.Interactive()
        checked.header = try given.header.line("interactive.header", 60)
        checked.footer = try given.footer.line("interactive.footer", 60)
        if let sections = given.sections {
            guard given.buttons == nil else { throw either }
            checked.list = try TextRule.line(given.list ?? "", field: "interactive.list", maximum: 20)
            checked.sections = try Self.sections(sections)
        } else {
            guard let buttons = given.buttons else { throw either }
            checked.buttons = try Self.options(
                buttons,
                field: "interactive.buttons",
                count: 1...3,
                limits: (id: 256, title: 20)
            )
            guard buttons.allSatisfy({ $0.description == nil }) else {
                throw InvalidInput(
                    field: "interactive.buttons",
                    code: "not_valid",
                    detail: "Buttons have no description."
                )
            }
        }
        return checked
    }

    private static var either: InvalidInput {
        InvalidInput(field: "interactive", code: "not_valid", detail: "Give either buttons or the sections of a list.")
    }

    private static func sections(
        _ sections: [MessageContent.ListSection]
    ) throws(InvalidInput) -> [MessageContent.ListSection] {
        let field = "interactive.sections"
        guard (1...10).contains(sections.count) else {
            throw InvalidInput(field: field, code: "not_valid", detail: "A list has 1 to 10 sections.")
        }
        var checked: [MessageContent.ListSection] = []
        for section in sections {
            let title = try section.title.line(field, 24)
            guard title != nil || sections.count == 1 else {
                throw InvalidInput(field: field, code: "required", detail: "Where there are several, each has a title.")
            }
            let rows = try options(section.rows, field: field, count: 1...10, limits: (id: 200, title: 24))
            checked.append(MessageContent.ListSection(title: title, rows: rows))
        }
        let rows = checked.flatMap(\.rows)
        guard rows.count <= 10, Set(rows.map(\.id)).count == rows.count else {
            throw InvalidInput(
                field: field,
                code: "not_valid",
                detail: "A list has at most 10 rows over all its sections, each with an id of its own."
            )
        }
        return checked
    }

    private static func options(
        _ options: [MessageContent.Option],
        field: String,
        count: ClosedRange<Int>,
        limits: (id: Int, title: Int)
    ) throws(InvalidInput) -> [MessageContent.Option] {
        guard count.contains(options.count) else {
            throw InvalidInput(
                field: field,
                code: "not_valid",
                detail: "There are \(count.lowerBound) to \(count.upperBound)."
            )
        }
        var checked: [MessageContent.Option] = []
        for option in options {
            checked.append(
                MessageContent.Option(
                    id: try TextRule.line(option.id, field: field, maximum: limits.id),
                    title: try TextRule.line(option.title, field: field, maximum: limits.title),
                    description: try option.description.line(field, 72)
                )
            )
        }
        guard Set(checked.map(\.id)).count == checked.count, Set(checked.map(\.title)).count == checked.count else {
            throw InvalidInput(field: field, code: "not_valid", detail: "Ids and titles occur once.")
        }
        return checked
    }
}

extension String? {
    /// A line where there is one; what is blank is none.
    fileprivate func line(_ field: String, _ maximum: Int) throws(InvalidInput) -> String? {
        guard let text = self, !text.allSatisfy(\.isWhitespace) else { return nil }
        return try TextRule.line(text, field: field, maximum: maximum)
    }
}
