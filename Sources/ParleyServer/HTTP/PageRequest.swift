import Hummingbird
import Identity

/// Which page of a list is asked for: `limit` and `cursor`.
struct PageRequest: Sendable, Equatable {
    static let maximum = 100

    /// 1…100; 50 when nothing is said.
    let limit: Int
    /// Where the page before ended; nil for the first one.
    let cursor: PageCursor?

    /// Reads the query.
    ///
    /// - Parameter request: The request.
    /// - Throws: `InvalidInput` naming `limit` or `cursor`.
    init(_ request: Request) throws(InvalidInput) {
        let query = request.uri.queryParameters
        limit = try Self.limit(query["limit"].map(String.init))
        cursor = try Self.cursor(query["cursor"].map(String.init))
    }

    /// One row more than the page has tells whether there is another page.
    var fetched: Int { limit + 1 }

    /// Cuts the row that only shows that there are more.
    ///
    /// - Parameters:
    ///   - rows: As many as ``fetched`` at most.
    ///   - cursor: A row's place in the list.
    /// - Returns: The page, and where the next one starts if there is one.
    func cut<Row>(_ rows: [Row], cursor: (Row) -> PageCursor) -> (page: [Row], next: String?) {
        let page = Array(rows.prefix(limit))
        guard rows.count > limit, let last = page.last else { return (page, nil) }
        return (page, cursor(last).text)
    }

    private static func limit(_ text: String?) throws(InvalidInput) -> Int {
        guard let text else { return 50 }
        guard let limit = Int(text), (1...maximum).contains(limit) else {
            throw InvalidInput(field: "limit", code: "not_valid", detail: "From 1 to \(maximum).")
        }
        return limit
    }

    private static func cursor(_ text: String?) throws(InvalidInput) -> PageCursor? {
        guard let text else { return nil }
        guard let cursor = PageCursor(text: text) else {
            throw InvalidInput(field: "cursor", code: "not_valid", detail: "Send a next_cursor as it was received.")
        }
        return cursor
    }
}

/// A place in a list that is ordered by time and id; text that clients hand back as they got it.
struct PageCursor: Sendable, Equatable {
    /// Unix milliseconds.
    let atMs: Int64
    /// The row's id.
    let id: Int64

    init(atMs: Int64, id: Int64) {
        self.atMs = atMs
        self.id = id
    }

    init?(text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let atMs = Int64(parts[0], radix: 36), let id = Int64(parts[1], radix: 36) else {
            return nil
        }
        self.init(atMs: atMs, id: id)
    }

    var text: String { String(atMs, radix: 36) + "-" + String(id, radix: 36) }
}
