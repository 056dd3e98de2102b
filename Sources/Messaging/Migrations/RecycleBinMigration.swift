import Storage

extension MessagingMigrations {
    /// A conversation whose record is in the recycle bin gives up whom it is with, so that the person can begin anew.
    static let fourth = Migration(
        domain: "messaging",
        number: 4,
        name: "conversations in the recycle bin",
        statements: [
            "ALTER TABLE conversations ADD COLUMN former_match_key TEXT",
            "ALTER TABLE conversations ADD COLUMN former_user_id TEXT",
        ]
    )
}
