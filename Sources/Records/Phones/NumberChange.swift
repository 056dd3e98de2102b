package import Identity
package import PhoneNumbers
package import Storage

/// Puts a person's new number in place of the old one, on word of WhatsApp.
package enum NumberChange {
    /// Changes every phone field of a record that has the old number.
    ///
    /// What cannot be written (a value that only one record may have, and another has) stays as it is.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - ids: For entry and event.
    ///   - clock: For their time.
    ///   - organization: The organisation.
    ///   - id: The record, which is held.
    ///   - old: What the old number's spellings have in common, ``PhoneNumbers/PhoneNumber/matchKey``.
    ///   - new: The new number.
    ///   - cause: On whose word.
    /// - Returns: Whether a field was changed.
    /// - Throws: ``StoreError``.
    @discardableResult
    package static func apply(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        clock: WallClock,
        organization: ID<Organization>,
        _ id: ID<Record>,
        from old: String,
        to new: PhoneNumber,
        cause: String
    ) throws -> Bool {
        guard let record = try RecordQueries.find(tx, organization: organization, id: id) else { return false }
        let fields = try FieldQueries.all(tx, organization: organization, module: record.module.id)
        let country = try OrganizationQueries.find(tx, id: organization)?.defaultCountry
        let phones = RecordPhones.of(record, fields: fields, defaultCountry: country)
        let values = phones.filter { $0.number?.matchKey == old }.map { ($0.field.name, FieldValue.text(new.e164)) }
        if values.isEmpty { return false }
        do {
            _ = try RecordWriter.update(
                tx,
                ids: ids,
                clock: clock,
                record,
                values: Dictionary(values, uniquingKeysWith: { first, _ in first }),
                author: .system(cause: cause)
            )
            return true
        } catch is InvalidInput {
            return false
        }
    }
}
