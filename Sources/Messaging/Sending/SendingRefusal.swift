package import PhoneNumbers
package import Records
package import Storage

/// Why something is not sent; the operation throws the first, a dry run tells of all.
package protocol SendingRefusal: Error {}

extension SendRefusal: SendingRefusal {}
extension TemplateRefusal: SendingRefusal {}
extension MarketingRefusal: SendingRefusal {}
extension ChannelRefusal: SendingRefusal {}
extension RecordReadOnly: SendingRefusal {}

/// The organisation cannot pay for the message.
package struct ChargeRefusal: SendingRefusal, Equatable {
    /// It cannot.
    package init() {}
}

/// What a template costs, asked in the transaction that decides about it.
package protocol SendCharge: Sendable {
    /// Why a message cannot be paid for.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - template: What would be sent.
    ///   - phone: Where it would go; nil where nobody knows it.
    /// - Returns: Nil where it can.
    /// - Throws: ``StoreError``.
    func refusal(
        _ tx: any ReadTransaction,
        for template: MessageTemplate,
        to phone: PhoneNumber?
    ) throws -> ChargeRefusal?
}

/// Nothing costs anything.
package struct NoCharge: SendCharge {
    /// Charges nothing.
    package init() {}

    package func refusal(
        _ tx: any ReadTransaction,
        for template: MessageTemplate,
        to phone: PhoneNumber?
    ) throws -> ChargeRefusal? {
        nil
    }
}
