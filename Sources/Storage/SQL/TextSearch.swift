/// Search for words in the engine's own index: FTS5 on SQLite, a `tsvector` with GIN on PostgreSQL.
///
/// Both take words as they are given: who fills the index has cut and folded them already, and they consist of letters, digits and `_`
/// only. Neither ranks: a row has the words or it has not, and rows come in the order of their ids.
package enum TextSearch {
    /// Makes an index with a row for rows of another table; where one of those goes, its row goes with it.
    ///
    /// The index has the columns `rowid`, the other row's id, and `words`.
    ///
    /// - Parameters:
    ///   - name: The index's name.
    ///   - table: The other table, whose ids are integers.
    /// - Returns: Statements for a migration.
    package static func table(_ name: StaticString, of table: StaticString) -> [SQLStatement] {
        [
            // The tokenizer `ascii` leaves letters beyond ASCII alone, those that unicode61 does not know yet included.
            either(
                sqlite: """
                    CREATE VIRTUAL TABLE \(name)
                     USING fts5 (words, detail = none, columnsize = 0, tokenize = "ascii tokenchars '_'")
                    """,
                postgres: """
                    CREATE TABLE \(name) (
                        rowid BIGINT PRIMARY KEY REFERENCES \(table) (id) ON DELETE CASCADE,
                        words TSVECTOR NOT NULL
                    )
                    """
            ),
            either(
                sqlite: """
                    CREATE TRIGGER \(name)_follow AFTER DELETE ON \(table)
                    BEGIN DELETE FROM \(name) WHERE rowid = old.id; END
                    """,
                // Words that wait in a list of their own would be read through by every search.
                postgres: "CREATE INDEX \(name)_by_word ON \(name) USING gin (words) WITH (fastupdate = off)"
            ),
        ]
    }

    /// What the column `words` is set to.
    ///
    /// - Parameter words: The words, in any order.
    /// - Returns: A value for `INSERT`.
    package static func value(_ words: [String]) -> SQLStatement {
        let text = words.joined(separator: " ")
        return """
            \(fragment: either(sqlite: "", postgres: "array_to_tsvector(string_to_array("))\
            \(text)\
            \(fragment: either(sqlite: "", postgres: ", ' '))"))
            """
    }

    /// A condition for an index: for each of some beginnings it has a word.
    ///
    /// - Parameters:
    ///   - name: The index's name.
    ///   - beginnings: At least one.
    /// - Returns: The condition.
    package static func condition(_ name: StaticString, hasWordsBeginning beginnings: [String]) -> SQLStatement {
        let question = beginnings.map { $0 + "*" }.joined(separator: " AND ")
        return """
            \(fragment: either(
                sqlite: "\(name) MATCH ",
                postgres: "\(name).words @@ CAST(replace(replace("
            ))\
            \(question)\
            \(fragment: either(sqlite: "", postgres: ", '*', ':*'), ' AND ', ' & ') AS tsquery)"))
            """
    }

    /// What hits are sorted by and paged through: the ids of an index's rows.
    ///
    /// SQLite finds hits in their order. PostgreSQL has to find them first and sort them then; where it may walk the ids in their order
    /// instead, it takes a small limit for a reason to, and looks at the words of every row.
    ///
    /// - Parameter name: The index's name.
    /// - Returns: An expression.
    package static func order(_ name: StaticString) -> SQLStatement {
        either(sqlite: "\(name).rowid", postgres: "(\(name).rowid + 0)")
    }

    private static func either(sqlite: String, postgres: String) -> SQLStatement {
        SQLStatement(segments: [.engine(sqlite: sqlite, postgres: postgres)])
    }
}
