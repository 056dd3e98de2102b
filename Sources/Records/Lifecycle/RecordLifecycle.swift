package import Identity
package import Storage

/// What a higher floor keeps of records follows them: called in the transaction that moves the records.
///
/// The records are held meanwhile, so nothing new comes to them.
package protocol RecordLifecycle: Sendable {
    /// The records go into the recycle bin: what belongs to them is seen no more.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - records: The records; a hundred at most.
    /// - Throws: Anything, and the records stay.
    func trash(_ tx: any WriteTransaction, organization: ID<Organization>, records: [ID<Record>]) throws

    /// The records come back, and what belongs to them with them.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - records: The records; a hundred at most.
    /// - Throws: Anything, and the records stay in the bin.
    func restore(_ tx: any WriteTransaction, organization: ID<Organization>, records: [ID<Record>]) throws

    /// The records are about to be gone for good.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - records: The records; a hundred at most.
    /// - Throws: Anything, and the records stay in the bin.
    func purge(_ tx: any WriteTransaction, organization: ID<Organization>, records: [ID<Record>]) throws

    /// A Lead became a Contact: what belonged to the one belongs to the other.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - lead: The Lead.
    ///   - contact: The Contact.
    /// - Throws: Anything, and nothing is converted.
    func convert(
        _ tx: any WriteTransaction,
        organization: ID<Organization>,
        lead: ID<Record>,
        into contact: ID<Record>
    ) throws
}
