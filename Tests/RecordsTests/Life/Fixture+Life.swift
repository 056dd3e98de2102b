import FileStore
import Foundation
import Identity
import ParleyTestSupport
import Records
import Storage

/// The operations on what happens to records.
extension Fixture {
    var bin: RecycleBin {
        RecycleBin(store: database.store, clock: database.clock, ids: database.ids, followers: [])
    }

    var convert: ConvertLead {
        ConvertLead(store: database.store, clock: database.clock, ids: database.ids, followers: [])
    }

    var notes: WriteNotes { WriteNotes(store: database.store, clock: database.clock, ids: database.ids) }

    var tag: TagRecord { TagRecord(store: database.store, clock: database.clock, ids: database.ids) }

    func attach(_ files: FileStore) -> AttachFile {
        AttachFile(store: database.store, clock: database.clock, ids: database.ids, files: files)
    }

    /// A user who is no administrator.
    func rep(_ name: String = "Bo") async throws -> SignedIn {
        let email = "\(name.lowercased())@\(organization).example"
        let (store, clock, ids) = (database.store, database.clock, database.ids)
        _ = try await CreateUser(store: store, clock: clock, ids: ids, hasher: try PasswordHasher())(
            NewUser(email: email, name: name, password: "correct horse battery"),
            in: organization,
            as: .standard
        )
        let token = try await CreateAPIToken(store: store, clock: clock, ids: ids)(
            name: "test",
            email: email,
            scopes: [.read, .write],
            days: nil
        )
        guard let user = try await Authenticate(store: store, clock: clock)(token: token) else {
            throw RecordNotFound()
        }
        return user
    }

    func find(_ id: ID<Record>) async throws -> Record? {
        try await database.store.read { [organization] tx in
            try RecordQueries.find(tx, organization: organization, id: id)
        }
    }

    func names(_ ids: [ID<Record>]) async throws -> [String] {
        try await database.store.read { [user] tx in
            try RecordQueries.names(tx, visibleTo: user, ids: ids).values.map(\.name)
        }
    }

    func inBin(search: String? = nil) async throws -> [TrashedRecord] {
        try await database.store.read { [user] tx in
            try BinQueries.page(tx, for: user, module: nil, search: search, before: nil, limit: 100)
        }
    }

    func count(_ statement: SQLStatement) async throws -> Int {
        try await database.store.read { tx in try tx.first(statement)?.get("n") ?? 0 }
    }

    /// What `parley doctor` would say of the records.
    func faults() async throws -> [String] {
        try await database.store.read { tx in
            try RecordsConsistency.checks.filter { try $0.count(tx) > 0 }.map(\.fault)
        }
    }
}
