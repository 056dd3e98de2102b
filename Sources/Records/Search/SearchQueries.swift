package import Identity
package import Storage

/// A record that was found.
package struct SearchHit: Sendable, Hashable {
    /// The record.
    package let record: Record
    /// The field that has what was asked for; nil where the name has it.
    package let field: Field?
}

/// SQL of the words by which records are found.
package enum SearchQueries {
    /// Hits that are looked at in one go; those that only a hidden field would explain are passed over.
    private static let pageSize = 40
    /// So many pages of such hits are passed over before a search ends.
    private static let maximumPages = 25

    /// Finds records by the beginnings of words: those called exactly so, then those whose name begins so, then those whose name has all
    /// words, then those that have them in any field; of each kind the newest first.
    ///
    /// A field that the user may not see finds nothing for them: a hit counts only where the fields they see explain it.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - user: Who is looking.
    ///   - question: What for.
    ///   - limit: How many at most.
    /// - Returns: The hits, best first; none for a blank question.
    /// - Throws: ``StoreError``.
    package static func find(
        _ tx: any ReadTransaction,
        visibleTo user: SignedIn,
        _ question: SearchQuestion,
        limit: Int
    ) throws -> [SearchHit] {
        if question.isBlank { return [] }
        var looker = try Looker(tx, user, question)
        for step in question.steps {
            var last: ID<Record>?
            for _ in 0..<maximumPages {
                let page = try self.page(tx, visibleTo: user, step, below: last)
                for record in page where looker.hits.count < limit { try looker.look(at: record) }
                if looker.hits.count >= limit { return looker.hits }
                if page.count < pageSize { break }
                last = page.last?.id
            }
        }
        return looker.hits
    }

    private static func page(
        _ tx: any ReadTransaction,
        visibleTo user: SignedIn,
        _ step: [(place: SearchIndex.Place, beginning: String)],
        below last: ID<Record>?
    ) throws -> [Record] {
        let marked = step.map { SearchIndex.mark($0.beginning, $0.place, of: user.organization) }
        let order = TextSearch.order("record_words")
        let below: SQLStatement = if let last { "AND \(fragment: order) < \(last)" } else { "" }
        return try tx.run(
            """
            \(fragment: RecordQueries.selected(also: "1 AS found"))
              JOIN record_words ON record_words.rowid = records.id
             WHERE \(fragment: TextSearch.condition("record_words", hasWordsBeginning: marked)) \(fragment: below)
               AND \(fragment: RecordQueries.visible(to: user, byID: true))
             ORDER BY \(fragment: order) DESC
             LIMIT \(pageSize)
            """
        ).map(Record.init(row:))
    }

    /// Looks at found records with the eyes of a user.
    private struct Looker {
        private(set) var hits: [SearchHit] = []
        private var seen: Set<ID<Record>> = []
        private var fields: [ID<Module>: [Field]] = [:]
        private let tx: any ReadTransaction
        private let user: SignedIn
        private let question: SearchQuestion
        private let defaultCountry: String?

        init(_ tx: any ReadTransaction, _ user: SignedIn, _ question: SearchQuestion) throws {
            self.tx = tx
            self.user = user
            self.question = question
            defaultCountry = try OrganizationQueries.find(tx, id: user.organization)?.defaultCountry
        }

        mutating func look(at record: Record) throws {
            guard seen.insert(record.id).inserted else { return }
            let module = record.module.id
            let shown = try fields[module] ?? FieldQueries.shown(tx, to: user, module: module)
            fields[module] = shown
            switch question.reason(for: record, fields: shown, defaultCountry: defaultCountry) {
            case .name: hits.append(SearchHit(record: record, field: nil))
            case .field(let field): hits.append(SearchHit(record: record, field: field))
            case nil: break
            }
        }
    }

    /// Writes the words of a record whose words changed.
    ///
    /// - Parameters:
    ///   - tx: The transaction that writes the record.
    ///   - record: The record as it now is.
    ///   - fields: All fields of its module.
    ///   - previous: What it had before; empty for a new record.
    /// - Throws: ``StoreError``.
    static func rewrite(
        _ tx: any WriteTransaction,
        _ record: Record,
        fields: [Field],
        previous: [ID<Field>: FieldValue]
    ) throws {
        let changed = fields.filter { record.values[$0.id] != previous[$0.id] }
        // The name is made of such fields as well.
        guard changed.contains(where: { SearchDocument.isSearched($0.type) }) else { return }
        try write(tx, record, fields: fields)
    }

    static func write(_ tx: any WriteTransaction, _ record: Record, fields: [Field]) throws {
        let country = try OrganizationQueries.find(tx, id: record.organization)?.defaultCountry
        let document = SearchDocument(record, fields: fields, defaultCountry: country)
        try tx.execute("DELETE FROM record_words WHERE rowid = \(record.id)")
        try tx.execute(
            """
            INSERT INTO record_words (rowid, words)
            VALUES (\(record.id), \(fragment: TextSearch.value(document.words(of: record.organization))))
            """
        )
    }

    /// Records that are not in the index yet, those in the recycle bin included.
    static func withoutWords(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        after last: ID<Record>?,
        limit: Int
    ) throws -> [Record] {
        try tx.run(
            """
            \(fragment: RecordQueries.selected(also: "1 AS found"))
             WHERE records.organization_id = \(organization) AND records.id > \(last?.rawValue ?? 0)
               AND NOT EXISTS (SELECT 1 FROM record_words WHERE record_words.rowid = records.id)
             ORDER BY records.id
             LIMIT \(limit)
            """
        ).map(Record.init(row:))
    }
}
