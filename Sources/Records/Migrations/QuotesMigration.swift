import Storage

extension RecordsMigrations {
    /// What quotes have beside their records' fields, and the words by which records are found.
    static let sixth = Migration(
        domain: "records",
        number: 6,
        name: "quotes and their lines, search",
        statements: [
            """
            CREATE TABLE quotes (
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                record_id BIGINT NOT NULL REFERENCES records (id) ON DELETE CASCADE,
                currency TEXT NOT NULL,
                discount_kind TEXT NOT NULL CHECK (discount_kind IN ('percent', 'amount')),
                discount BIGINT NOT NULL CHECK (discount >= 0),
                tax_percent BIGINT NOT NULL CHECK (tax_percent >= 0),
                adjustment BIGINT NOT NULL,
                PRIMARY KEY (organization_id, record_id)
            )
            """,
            """
            CREATE TABLE quote_lines (
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                record_id BIGINT NOT NULL REFERENCES records (id) ON DELETE CASCADE,
                position BIGINT NOT NULL,
                product_id BIGINT REFERENCES records (id) ON DELETE SET NULL,
                name TEXT NOT NULL,
                description TEXT NOT NULL,
                quantity BIGINT NOT NULL CHECK (quantity > 0),
                list_price BIGINT NOT NULL CHECK (list_price >= 0),
                discount_kind TEXT NOT NULL CHECK (discount_kind IN ('percent', 'amount')),
                discount BIGINT NOT NULL CHECK (discount >= 0),
                tax_percent BIGINT NOT NULL CHECK (tax_percent >= 0),
                PRIMARY KEY (organization_id, record_id, position)
            )
            """,
            // A purge asks for what names the record, by its id alone.
            "CREATE INDEX quote_lines_by_product ON quote_lines (product_id) WHERE product_id IS NOT NULL",
            "CREATE INDEX quote_lines_by_record ON quote_lines (record_id)",
            "CREATE INDEX quotes_by_record ON quotes (record_id)",
        ] + TextSearch.table("record_words", of: "records")
    )
}
