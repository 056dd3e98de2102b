package import FileStore
package import Identity
package import Storage

/// Adds files to records, and removes them.
///
/// Source: spec rows 2.64, 2.66.
package struct AttachFile: Sendable {
    /// Bytes of one file, at most: 50 MB.
    package static let maximumBytes = 50 * 1_048_576
    /// Files of one record, at most.
    package static let maximumFiles = 500

    private let store: any Store
    private let clock: WallClock
    private let ids: IDGenerator
    private let files: FileStore

    /// Prepares the operations.
    ///
    /// - Parameters:
    ///   - store: The database.
    ///   - clock: For the times of adding.
    ///   - ids: For the new rows.
    ///   - files: Where the contents go.
    package init(store: any Store, clock: WallClock, ids: IDGenerator, files: FileStore) {
        self.store = store
        self.clock = clock
        self.ids = ids
        self.files = files
    }

    /// Adds a file: the content as it arrives, then the row.
    ///
    /// - Parameters:
    ///   - content: The bytes, in pieces.
    ///   - name: What it is called, 255 characters at most; folders in front are left out.
    ///   - record: The record.
    ///   - user: May change the record, when it begins and when it ends.
    /// - Returns: The file.
    /// - Throws: ``InvalidInput`` for `name`, ``FileStore/TooLarge``, ``RecordNotFound``, ``RecordReadOnly``, ``StoreError``, or what
    ///   the content throws.
    package func add<Content: AsyncSequence & Sendable>(
        _ content: Content,
        name: String,
        to record: ID<Record>,
        by user: SignedIn
    ) async throws -> RecordFile where Content.Element: Collection<UInt8> {
        let name = try Self.checked(name)
        _ = try await store.read { tx in try Self.requireRoom(tx, record, by: user) }
        let stored = try await files.write(content, limit: Self.maximumBytes)
        let now = clock.nowMs
        return try await store.write { [ids] tx in
            let found = try Self.requireRoom(tx, record, by: user)
            try LifecycleQueries.hold(tx, organization: user.organization, record)
            let file = RecordFile(
                id: ids.next(),
                record: record,
                digest: stored.digest,
                name: name,
                kind: stored.kind,
                size: stored.size,
                user: user.user,
                atMs: now
            )
            try RecordFileQueries.insert(tx, organization: user.organization, file)
            try RecordWriter.log(
                tx,
                ids: ids,
                .fileAdded(name: name),
                of: found,
                author: .user(user.user),
                atMs: now
            )
            return file
        }
    }

    /// Removes a file from its record.
    ///
    /// - Parameters:
    ///   - id: The file.
    ///   - user: May change the record.
    /// - Throws: ``RecordNotFound``, ``RecordReadOnly`` or ``StoreError``.
    package func remove(_ id: ID<RecordFile>, by user: SignedIn) async throws {
        let now = clock.nowMs
        try await store.write { [ids] tx in
            guard let file = try RecordFileQueries.find(tx, visibleTo: user, id: id) else { throw RecordNotFound() }
            let record = try RecordQueries.require(tx, writableBy: user, id: file.record)
            try RecordFileQueries.delete(tx, organization: user.organization, id: id)
            try RecordWriter.log(
                tx,
                ids: ids,
                .fileRemoved(name: file.name),
                of: record,
                author: .user(user.user),
                atMs: now
            )
            try RecordAudit.append(
                tx,
                ids: ids,
                .fileRemoved,
                record,
                changes: [AuditChange(name: "file", old: file.name, new: nil)],
                author: .user(user.user),
                atMs: now
            )
        }
    }

    @discardableResult
    private static func requireRoom(_ tx: any ReadTransaction, _ id: ID<Record>, by user: SignedIn) throws -> Record {
        let record = try RecordQueries.require(tx, writableBy: user, id: id)
        guard try RecordFileQueries.count(tx, organization: user.organization, record: id) < maximumFiles else {
            throw InvalidInput(
                field: "record",
                code: "too_many",
                detail: "A record has at most \(maximumFiles) files."
            )
        }
        return record
    }

    /// Checks what a file is called.
    ///
    /// Browsers of some systems send the folders as well.
    ///
    /// - Parameter name: As it came.
    /// - Returns: The name without folders.
    /// - Throws: ``InvalidInput`` for `name`.
    package static func checked(_ name: String) throws(InvalidInput) -> String {
        let line = try TextRule.line(name, field: "name", maximum: 255)
        let last = line.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        guard !last.isEmpty, last != ".", last != ".." else {
            throw InvalidInput(field: "name", code: "not_valid", detail: "This is no name of a file.")
        }
        return last
    }
}
