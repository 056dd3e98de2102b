package import Identity
package import Storage

/// What somebody wants a quote to be: its record's values, its lines and what concerns the whole.
package struct QuoteDraft: Sendable {
    let values: [String: FieldValue]
    let lines: [QuoteLine]
    let terms: QuoteTerms

    /// A draft; the values are checked like those of any record, the lines when they are reckoned.
    ///
    /// - Parameters:
    ///   - values: Values by the fields' names; blank text clears.
    ///   - lines: In their order.
    ///   - terms: What concerns the whole.
    /// - Throws: ``InvalidInput`` for `lines` where there are more than ``Quote/maximumLines``.
    package init(values: [String: FieldValue], lines: [QuoteLine], terms: QuoteTerms) throws(InvalidInput) {
        guard lines.count <= Quote.maximumLines else {
            throw InvalidInput(
                field: "lines",
                code: "too_many",
                detail: "A quote has at most \(Quote.maximumLines) lines."
            )
        }
        self.values = values
        self.lines = lines
        self.terms = terms
    }
}

/// Makes and changes quotes: the record, its lines and its totals in one transaction.
///
/// Source: spec rows 2.137 to 2.139.
package struct SaveQuote: Sendable {
    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator

    /// Prepares the operations.
    package init(store: any Store, clock: WallClock, ids: IDGenerator) {
        self.store = store
        self.clock = clock
        self.ids = ids
    }

    /// Makes a quote in the organisation's currency; it belongs to whoever makes it.
    ///
    /// - Parameters:
    ///   - draft: What it shall be.
    ///   - user: Who is signed in.
    /// - Returns: Its record.
    /// - Throws: ``InvalidInput`` with a field's name or such as `lines.3.quantity`; ``StoreError``.
    @discardableResult
    package func create(_ draft: QuoteDraft, by user: SignedIn) async throws -> Record {
        try await store.write { [clock, ids] tx in
            let found = try ModuleQueries.find(tx, shownTo: user, name: StandardModule.quotes.name)
            guard let module = found else { throw RecordNotFound() }
            try AccessQueries.require(.create, in: module, tx, for: user)
            return try QuoteWriter.insert(
                tx,
                ids: ids,
                clock: clock,
                module: module,
                draft,
                organization: user.organization,
                owner: user.user,
                author: .user(user.user),
                as: user
            )
        }
    }

    /// Changes a quote that still has the version somebody read.
    ///
    /// - Parameters:
    ///   - id: Its record.
    ///   - version: The version that the change was made on.
    ///   - draft: All lines, and the values that shall change; the others stay.
    ///   - user: Who is signed in.
    /// - Returns: The record; with the same version where nothing differs.
    /// - Throws: ``RecordNotFound`` also where the record is no quote, ``RecordReadOnly``, ``QuoteAmountsHidden``, ``StaleRecord``, ``InvalidInput`` or
    ///   ``StoreError``.
    @discardableResult
    package func change(
        _ id: ID<Record>,
        version: Int64,
        to draft: QuoteDraft,
        by user: SignedIn
    ) async throws -> Record {
        try await store.write { [clock, ids] tx in
            let record = try RecordQueries.require(tx, writableBy: user, id: id)
            guard record.isQuote else { throw RecordNotFound() }
            try QuoteAmounts.require(tx, of: record, shownTo: user)
            if record.version != version { throw StaleRecord(current: record) }
            let held = try QuoteQueries.fetch(tx, organization: user.organization, record: id)
            let quote = Quote(currency: held.currency, lines: draft.lines, terms: draft.terms)
            let sums = try QuoteArithmetic.sums(of: quote)
            try QuoteProducts.check(tx, quote.lines, over: held.lines, scope: RecordQueries.visible(to: user))
            let next = try RecordWriter.update(
                tx,
                ids: ids,
                clock: clock,
                record,
                values: draft.values,
                computed: sums.values,
                alsoChanged: quote == held ? nil : "sub_total",
                author: .user(user.user),
                as: user
            )
            // What differs was written under the version's check; lines that do not may be another's by now.
            if quote != held { try QuoteQueries.replace(tx, organization: user.organization, record: id, quote) }
            return next
        }
    }
}

/// Makes quotes, for people and for the product itself.
package enum QuoteWriter {
    /// Makes a quote in the organisation's currency.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - ids: For the new rows.
    ///   - clock: For the time of making.
    ///   - module: The organisation's Quotes.
    ///   - draft: What it shall be.
    ///   - organization: The organisation.
    ///   - owner: A user of the organisation.
    ///   - author: Who makes it.
    ///   - user: Whose profile says which fields are written and which records named; nil on behalf of the product itself.
    /// - Returns: Its record.
    /// - Throws: ``InvalidInput`` or ``StoreError``.
    @discardableResult
    package static func insert(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        clock: WallClock,
        module: Module,
        _ draft: QuoteDraft,
        organization: ID<Organization>,
        owner: ID<User>,
        author: RecordAuthor,
        as user: SignedIn? = nil
    ) throws -> Record {
        let quote = Quote(
            currency: try .of(tx, organization: organization),
            lines: draft.lines,
            terms: draft.terms
        )
        let sums = try QuoteArithmetic.sums(of: quote)
        try QuoteProducts.check(
            tx,
            quote.lines,
            over: [],
            scope: user.map { RecordQueries.visible(to: $0) } ?? RecordQueries.living(in: organization)
        )
        let record = try RecordWriter.insert(
            tx,
            ids: ids,
            clock: clock,
            organization: organization,
            module: module,
            values: draft.values,
            computed: sums.values,
            owner: owner,
            author: author,
            as: user
        )
        try QuoteQueries.replace(tx, organization: organization, record: record.id, quote)
        return record
    }
}

extension QuoteSums {
    /// What of it stands in fields of the record, where lists and conditions find it.
    var values: [String: FieldValue] {
        [
            "sub_total": .text(subtotal.description),
            "discount": .text(discount.description),
            "tax": .text(tax.description),
            "adjustment": .text(adjustment.description),
            "grand_total": .text(total.description),
        ]
    }
}

extension Record {
    /// Whether it belongs to the standard module of quotes.
    package var isQuote: Bool { module.name == StandardModule.quotes.name }
}
