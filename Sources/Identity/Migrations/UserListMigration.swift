import Storage

extension IdentityMigrations {
    static let fifth = Migration(
        domain: "identity",
        number: 5,
        name: "users by name",
        statements: ["CREATE INDEX users_by_name ON users (organization_id, name, id)"]
    )
}
