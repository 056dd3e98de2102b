/// Changes that travel together: Meta puts up to a thousand into one POST.
struct WebhookBundle: Sendable {
    struct Change: Sendable, Equatable {
        /// Id of the account that it is a change of.
        let account: String
        let field: String
        var value: JSON
        let timeMs: Int64?
    }

    static let maximumChanges = 1000
    /// Well below the 3 MB that a POST may have.
    static let maximumBytes = 2_500_000

    /// Real time by which it is sent.
    let dueMs: Int64
    private(set) var changes: [Change] = []

    var isFull: Bool { changes.count >= Self.maximumChanges }

    mutating func add(_ change: Change) { changes.append(change) }

    /// As many POSTs as the limits ask for.
    var posts: [[Change]] {
        var posts: [[Change]] = []
        var bytes = 0
        for change in changes {
            let size = change.value.bytes.count + 64
            if posts.isEmpty || bytes + size > Self.maximumBytes || posts[posts.count - 1].count >= Self.maximumChanges
            {
                posts.append([])
                bytes = 0
            }
            posts[posts.count - 1].append(change)
            bytes += size
        }
        return posts
    }

    /// The body of a POST: neighbours about the same number become one change with longer lists.
    static func envelope(_ changes: [Change]) -> JSON {
        var entries: [JSON] = []
        for group in grouped(merged(changes)) {
            guard let first = group.first else { continue }
            let list = group.map { JSON.object(["value": $0.value, "field": .string($0.field)]) }
            let entry = JSON.object([
                "id": .string(first.account), "time": first.timeMs.map { .integer($0 / 1000) }, "changes": .array(list),
            ])
            entries.append(entry)
        }
        return .object(["object": .string("whatsapp_business_account"), "entry": .array(entries)])
    }

    /// An entry is about one account at one time.
    private static func grouped(_ changes: [Change]) -> [[Change]] {
        var groups: [[Change]] = []
        for change in changes {
            if let last = groups.last?.last, last.account == change.account, last.timeMs == change.timeMs {
                groups[groups.count - 1].append(change)
            } else {
                groups.append([change])
            }
        }
        return groups
    }

    private static func merged(_ changes: [Change]) -> [Change] {
        guard changes.count > 1 else { return changes }
        var runs: [[Change]] = []
        for change in changes {
            if let last = runs.last?.last, belongTogether(last, change) {
                runs[runs.count - 1].append(change)
            } else {
                runs.append([change])
            }
        }
        return runs.compactMap { run in
            guard var first = run.first else { return nil }
            if run.count > 1 { first.value = merge(run.map(\.value)) }
            return first
        }
    }

    private static func belongTogether(_ one: Change, _ other: Change) -> Bool {
        one.field == "messages" && other.field == "messages" && one.value["metadata"] == other.value["metadata"]
            && (one.value["messages"] == nil) == (other.value["messages"] == nil)
    }

    /// One value with the lists of all; nobody stands in `contacts` twice.
    private static func merge(_ values: [JSON]) -> JSON {
        var lists: [String: [JSON]] = [:]
        for value in values {
            for member in value.fields {
                guard let items = member.value.items else { continue }
                let isNew =
                    member.name == "contacts" ? { lists["contacts"]?.contains($0) != true } : { (_: JSON) in true }
                lists[member.name, default: []] += items.filter(isNew)
            }
        }
        var merged = values[0]
        for name in ["contacts", "messages", "statuses", "errors"] {
            if let list = lists[name] { merged = merged.setting(name, .array(list)) }
        }
        return merged
    }
}
