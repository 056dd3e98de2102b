/// A template of the account.
struct MessageTemplate: Sendable, Equatable, Codable {
    enum Status: String, Sendable, Codable {
        case pending = "PENDING"
        case approved = "APPROVED"
        case rejected = "REJECTED"
        case paused = "PAUSED"
        case disabled = "DISABLED"
    }

    let id: Int64
    let name: String
    let language: String
    var category: String
    var previousCategory: String?
    /// `POSITIONAL` or `NAMED`.
    let parameterFormat: String
    var components: [JSON]
    var ttlSeconds: Int64?
    var status = Status.pending
    var rejectedReason = "NONE"
    var quality = "UNKNOWN"
    /// Counts what was submitted, so that a review decides about what it looked at.
    var revision = 0
    /// When it was edited while approved: once in 24 hours, ten times in 30 days.
    var editsMs: [Int64] = []
    /// How often it was paused; the third time disables it.
    var pauses = 0
    var changedMs: Int64

    static let defaultFields = [
        "id", "name", "language", "status", "category", "sub_category", "previous_category", "parameter_format",
        "components", "message_send_ttl_seconds",
    ]

    /// All fields of the node.
    var node: JSON {
        let score = JSON.object(["score": .string(quality), "date": .integer(changedMs / 1000)])
        return .object([
            "id": .string(String(id)), "name": .string(name), "language": .string(language),
            "status": .string(status.rawValue), "category": .string(category), "sub_category": .string("CUSTOM"),
            "previous_category": .optional(previousCategory), "parameter_format": .string(parameterFormat),
            "components": .array(components), "message_send_ttl_seconds": ttlSeconds.map(JSON.integer),
            "quality_score": score, "rejected_reason": .string(rejectedReason),
            "last_updated_time": .integer(changedMs / 1000),
        ])
    }

    func component(_ type: String) -> JSON? { components.first { $0["type"]?.text == type } }
}
