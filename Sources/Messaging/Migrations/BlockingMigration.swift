import Storage

extension MessagingMigrations {
    /// Whom a number does not want to hear from.
    static let fourteenth = Migration(
        domain: "messaging",
        number: 14,
        name: "people who are blocked",
        statements: ["ALTER TABLE conversations ADD COLUMN blocked_at_ms BIGINT"]
    )
}
