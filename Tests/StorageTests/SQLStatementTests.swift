import Storage
import Testing

@Suite("SQL statements")
struct SQLStatementTests {
    @Test("interpolated values are bound, never spliced")
    func valuesAreBound() {
        let name = "x'; DROP TABLE users; --"
        let statement: SQLStatement = "SELECT * FROM users WHERE name = \(name) AND id = \(7)"
        let rendered = statement.rendered(for: .postgres)
        #expect(rendered.text == "SELECT * FROM users WHERE name = $1 AND id = $2")
        #expect(rendered.parameters == [.value(.text, .text(name)), .value(.integer, .integer(7))])
    }

    @Test("fragments keep their parameters and are numbered anew")
    func fragmentsCompose() {
        let visible: SQLStatement = "owner_id = \(5)"
        let both = SQLStatement.joined([visible, "kind = \("lead")"], separator: " AND ")
        let rendered = ("SELECT \(1) WHERE \(fragment: both)" as SQLStatement).rendered(for: .sqlite)
        #expect(rendered.text == "SELECT $1 WHERE owner_id = $2 AND kind = $3")
        #expect(
            rendered.parameters == [
                .value(.integer, .integer(1)), .value(.integer, .integer(5)), .value(.text, .text("lead")),
            ]
        )
    }

    @Test("an empty list matches nothing instead of being a syntax error")
    func emptyList() {
        let statement: SQLStatement = "SELECT 1 WHERE id IN (\(list: [Int64]()))"
        #expect(statement.rendered(for: .sqlite).text == "SELECT 1 WHERE id IN (NULL)")
    }

    @Test("a dialect fragment is the engine's own words")
    func dialects() {
        let statement: SQLStatement = "SELECT 1 \(dialect: .forUpdate)"
        #expect(statement.rendered(for: .sqlite).text == "SELECT 1 ")
        #expect(statement.rendered(for: .postgres).text == "SELECT 1 FOR UPDATE")
    }
}
