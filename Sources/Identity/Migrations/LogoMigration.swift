import Storage

extension IdentityMigrations {
    static let fourth = Migration(
        domain: "identity",
        number: 4,
        name: "the organisation's logo",
        statements: [
            "ALTER TABLE organizations ADD COLUMN logo_digest TEXT",
            "ALTER TABLE organizations ADD COLUMN logo_kind TEXT",
        ]
    )
}
