import Storage

extension RecordsMigrations {
    /// What profiles close, and whom views are shared with besides users.
    static let fourth = Migration(
        domain: "records",
        number: 4,
        name: "modules and fields that profiles close, views shared with roles and groups",
        statements: [
            // Open is what has no row: a new module or field is open to everybody until an administrator closes it.
            """
            CREATE TABLE profile_modules (
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                profile_id BIGINT NOT NULL REFERENCES profiles (id) ON DELETE CASCADE,
                module_id BIGINT NOT NULL REFERENCES modules (id),
                may_view BOOLEAN NOT NULL,
                may_create BOOLEAN NOT NULL,
                may_edit BOOLEAN NOT NULL,
                may_delete BOOLEAN NOT NULL,
                PRIMARY KEY (organization_id, profile_id, module_id)
            )
            """,
            """
            CREATE TABLE profile_fields (
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                profile_id BIGINT NOT NULL REFERENCES profiles (id) ON DELETE CASCADE,
                field_id BIGINT NOT NULL REFERENCES fields (id) ON DELETE CASCADE,
                access TEXT NOT NULL CHECK (access IN ('read_only', 'hidden')),
                PRIMARY KEY (organization_id, profile_id, field_id)
            )
            """,
            """
            CREATE TABLE view_role_shares (
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                view_id BIGINT NOT NULL REFERENCES views (id) ON DELETE CASCADE,
                role_id BIGINT NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
                PRIMARY KEY (organization_id, view_id, role_id)
            )
            """,
            """
            CREATE TABLE view_group_shares (
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                view_id BIGINT NOT NULL REFERENCES views (id) ON DELETE CASCADE,
                group_id BIGINT NOT NULL REFERENCES user_groups (id) ON DELETE CASCADE,
                PRIMARY KEY (organization_id, view_id, group_id)
            )
            """,
            "CREATE INDEX records_of_owner ON records (organization_id, owner_id)",
        ]
    )
}
