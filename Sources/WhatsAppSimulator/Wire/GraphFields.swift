import Foundation

/// `fields`, `limit`, `after` and `before`, as every Graph node and edge has them.
enum GraphFields {
    /// The members that were asked for; the id always.
    static func select(_ node: JSON, _ fields: String?, default defaults: [String]) -> JSON {
        let wanted = fields.map { names(in: $0) } ?? defaults
        return .members(node.fields.filter { $0.name == "id" || wanted.contains($0.name) })
    }

    /// Names at the top level: what stands in braces or behind a point belongs to the name before.
    static func names(in fields: String) -> [String] {
        var names: [String] = []
        var name = ""
        var depth = 0
        var isQualified = false
        for character in fields {
            switch character {
            case "{", "(": depth += 1
            case "}", ")": depth -= 1
            case "," where depth == 0:
                names.append(name)
                name = ""
                isQualified = false
            case "." where depth == 0: isQualified = true
            default:
                if depth == 0, !isQualified, !character.isWhitespace { name.append(character) }
            }
        }
        names.append(name)
        return names.filter { !$0.isEmpty }
    }

    /// A page of a list, with its cursors.
    ///
    /// - Parameters:
    ///   - items: All items, each with its id.
    ///   - query: The request's parameters.
    ///   - address: The request's own address without its query, for `next` and `previous`.
    /// - Returns: `data` and `paging`.
    /// - Throws: 131059 for a cursor that leads nowhere any more; 100 for a bad limit.
    static func page(
        _ items: [(id: String, node: JSON)],
        query: [String: String],
        address: String
    ) throws(GraphFailure) -> JSON {
        guard let limit = Int(query["limit"] ?? "25"), limit > 0 else {
            throw .parameter("Param limit must be an integer greater than zero.")
        }
        var range = items.startIndex..<items.endIndex
        if let after = query["after"] {
            range = (try index(of: after, in: items) + 1)..<items.endIndex
        } else if let before = query["before"] {
            let end = try index(of: before, in: items)
            range = max(0, end - limit)..<end
        }
        let shown = items[range].prefix(limit)
        guard let first = shown.first, let last = shown.last else { return .object(["data": .array([])]) }
        let hasNext = shown.endIndex < items.endIndex
        let cursors = JSON.object(["before": .string(cursor(first.id)), "after": .string(cursor(last.id))])
        let next = hasNext ? link(address, query, "after", cursor(last.id)) : nil
        let previous = shown.startIndex > 0 ? link(address, query, "before", cursor(first.id)) : nil
        let paging = JSON.object(["cursors": cursors, "next": .optional(next), "previous": .optional(previous)])
        return .object(["data": .array(shown.map(\.node)), "paging": paging])
    }

    private static func cursor(_ id: String) -> String { Base64.encode("after:\(id)".utf8) }

    private static func index(of cursor: String, in items: [(id: String, node: JSON)]) throws(GraphFailure) -> Int {
        let name = Base64.decode(cursor).map { String(decoding: $0, as: UTF8.self) } ?? ""
        guard name.hasPrefix("after:"), let index = items.firstIndex(where: { $0.id == name.dropFirst(6) }) else {
            throw GraphFailure(131059, "The paging cursor is invalid or has expired.")
        }
        return index
    }

    private static func link(_ address: String, _ query: [String: String], _ name: String, _ cursor: String) -> String {
        var parts = URLComponents(string: address) ?? URLComponents()
        var items = query.filter { !["after", "before", "access_token"].contains($0.key) }
        items[name] = cursor
        parts.queryItems = items.sorted { $0.key < $1.key }.map { URLQueryItem(name: $0.key, value: $0.value) }
        // `+` means a space in a query; URLComponents leaves it.
        parts.percentEncodedQuery = parts.percentEncodedQuery?.replacing("+", with: "%2B")
        return parts.string ?? address
    }
}
