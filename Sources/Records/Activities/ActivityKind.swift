/// The modules of what somebody has to do, and how each says when and whether it is done.
///
/// Source: spec rows 1.55, A-38.
package enum ActivityKind: String, Sendable, CaseIterable {
    case task = "Tasks"
    case meeting = "Meetings"
    case call = "Calls"
    case appointment = "Appointments"

    /// The kind of a module's records; nil for records that are no activities.
    ///
    /// - Parameter module: The module, as a record knows it.
    package init?(_ module: Record.ModuleReference) {
        self.init(rawValue: module.name)
    }

    /// The name of the field that says when: a day for tasks, a moment for the others.
    var startField: String { self == .task ? "due_date" : "start" }

    /// The values of the field `status` that mean that nothing is left to do.
    var doneStatuses: [String] {
        switch self {
        case .task: ["Completed"]
        case .appointment: ["Completed", "Cancelled", "No Show"]
        case .meeting, .call: []
        }
    }

    /// Whether nothing is left to do.
    ///
    /// - Parameters:
    ///   - record: A record of the kind's module.
    ///   - fields: The module's fields.
    /// - Returns: True where its status says so.
    func isDone(_ record: Record, fields: [Field]) -> Bool {
        guard let status = fields.first(where: { $0.name == "status" }),
            case .text(let text)? = record.values[status.id]
        else { return false }
        return doneStatuses.contains(text)
    }
}
