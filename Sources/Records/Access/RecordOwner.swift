import Identity
import Storage

/// Who may look after a record.
enum RecordOwner {
    /// Finds whoever shall look after a record.
    ///
    /// What the product makes by itself may fall to somebody who has just gone: it is passed on with everything else of theirs.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - id: Who is named.
    ///   - organization: The organisation.
    ///   - author: Who names them; people name somebody active.
    /// - Throws: ``InvalidInput`` naming `owner`; ``StoreError``.
    static func require(
        _ tx: any ReadTransaction,
        _ id: ID<User>,
        in organization: ID<Organization>,
        by author: RecordAuthor
    ) throws {
        let user = try UserQueries.find(tx, organization: organization, id: id)
        guard let user, user.isActive || author.user == nil else {
            throw InvalidInput(field: "owner", code: "not_valid", detail: "There is no such active user.")
        }
    }
}
