import Identity
import Messaging
import ParleyTestSupport
import Storage
import Testing

@Suite("files that Meta has")
struct UploadTests {
    private static let dayMs: Int64 = 86_400_000

    @Test("what Meta has forgotten is forgotten here, and nothing else", arguments: Engine.allCases)
    func sweep(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let now = database.clock.nowMs
            try await insert(fixture, "young", 1, atMs: now - 28 * Self.dayMs)
            try await insert(fixture, "old", 501, atMs: now - 30 * Self.dayMs)
            let sweep = SweepUploads(store: database.store, clock: database.clock)
            let job = Job(id: ID(1), kind: sweep.kind, payload: "{}", attempt: 1, dueAtMs: now)
            #expect(try await sweep.perform(job) == .again(atMs: now))
            #expect(try await sweep.perform(job) == .again(atMs: now + Self.dayMs))
            let left = try await database.store.read { tx in
                try tx.run("SELECT digest FROM uploaded_media").map { try $0.get("digest") as String }
            }
            #expect(left == ["young 0"])
        }
    }

    private func insert(_ fixture: Fixture, _ name: String, _ count: Int, atMs: Int64) async throws {
        let organization = fixture.user.organization
        try await fixture.database.store.write { tx in
            let number = try ChannelQueries.numbers(tx, organization: organization).first
            for index in 0..<count {
                try tx.execute(
                    """
                    INSERT INTO uploaded_media (organization_id, business_number_id, digest, kind, media_id, uploaded_at_ms)
                    VALUES (\(organization), \(number?.id), \("\(name) \(index)"), 'image/png', '1', \(atMs))
                    """
                )
            }
        }
    }
}
