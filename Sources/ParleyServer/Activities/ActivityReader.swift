import Foundation
import Identity
import Records
import Storage

/// Reads activities by day, and participants.
struct ActivityReader: Sendable {
    let store: any Store
    let clock: WallClock

    func agenda(_ wanted: Agenda.Request, for user: SignedIn) async throws -> AgendaResource {
        let now = clock.nowMs
        return try await store.read { tx in
            let zone = try UserQueries.find(tx, organization: user.organization, id: user.user)?.timeZone
            let agenda = try Agenda(
                tx,
                wanted,
                for: user,
                timeZone: zone.flatMap(TimeZone.init(identifier:)) ?? .gmt,
                nowMs: now
            )
            let shown = try Self.shown(tx, agenda.entries + agenda.overdue + agenda.undated, for: user)
            func resources(_ entries: [Agenda.Entry]) -> [AgendaResource.Entry] {
                entries.compactMap { entry in
                    shown[entry.record.id].map { record in
                        AgendaResource.Entry(
                            day: Nullable(entry.day?.description),
                            is_done: entry.isDone,
                            record: record
                        )
                    }
                }
            }
            return AgendaResource(
                entries: resources(agenda.entries),
                overdue: resources(agenda.overdue),
                undated: resources(agenda.undated)
            )
        }
    }

    /// The records as their pages show them, module by module.
    private static func shown(
        _ tx: any ReadTransaction,
        _ entries: [Agenda.Entry],
        for user: SignedIn
    ) throws -> [ID<Record>: RecordResource] {
        var shown: [ID<Record>: RecordResource] = [:]
        for (module, entries) in Dictionary(grouping: entries, by: { $0.record.module.id }) {
            let presenter = try RecordPresenter(tx, module: module, for: user)
            for resource in try presenter.resources(entries.map(\.record)) { shown[resource.id] = resource }
        }
        return shown
    }

    func participants(of id: ID<Record>, for user: SignedIn) async throws -> ParticipantsResource {
        try await store.read { tx in
            guard let meeting = try RecordQueries.find(tx, visibleTo: user, id: id),
                ActivityKind(meeting.module) == .meeting
            else { throw RecordNotFound() }
            let all = try ParticipantQueries.all(tx, organization: user.organization, record: id)
            let users = all.compactMap { if case .user(let id) = $0 { id } else { nil } }
            let records = all.compactMap { if case .record(let id) = $0 { id } else { nil } }
            let userNames = try UserQueries.names(tx, organization: user.organization, ids: users)
            let recordNames = try RecordQueries.names(tx, visibleTo: user, ids: records)
            return ParticipantsResource(
                users: users.map { UserReference(id: $0, name: userNames[$0] ?? "") },
                records: records.compactMap { id in
                    recordNames[id].map { ParticipantsResource.Person(id: id, module: $0.module, name: $0.name) }
                }
            )
        }
    }
}
