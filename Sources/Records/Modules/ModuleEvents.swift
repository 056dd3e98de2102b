import Identity
import Storage

/// Tells audit trail and event log that an organisation shaped a module.
enum ModuleEvents {
    static func append(
        _ tx: any WriteTransaction,
        ids: IDGenerator,
        _ module: Module,
        _ action: AuditTrail.Action,
        changes: [AuditChange] = [],
        kind: String = "module.changed",
        by user: SignedIn,
        atMs: Int64
    ) throws {
        try AuditTrail.append(
            tx,
            id: ids.next(),
            organization: user.organization,
            user: user.user,
            action: action,
            subject: module.id.rawValue,
            subjectName: module.name,
            changes: changes,
            atMs: atMs
        )
        try EventLog.append(
            tx,
            id: ids.next(),
            organizationID: user.organization.rawValue,
            kind: kind,
            subjectID: module.id.rawValue,
            atMs: atMs
        )
    }
}
