import Storage

extension IdentityMigrations {
    /// Who stands above whom, who belongs together, and how people join.
    static let third = Migration(
        domain: "identity",
        number: 3,
        name: "roles, groups, profiles of one's own, links to join, currency",
        statements: [
            """
            CREATE TABLE roles (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                name TEXT NOT NULL,
                parent_id BIGINT REFERENCES roles (id),
                UNIQUE (organization_id, name)
            )
            """,
            "CREATE INDEX roles_by_parent ON roles (organization_id, parent_id)",
            "CREATE UNIQUE INDEX roles_root ON roles (organization_id) WHERE parent_id IS NULL",
            // An organisation that exists gets its root role under the organisation's own number: ids are unique per table.
            """
            INSERT INTO roles (id, organization_id, name, parent_id)
            SELECT id, id,
                   CASE WHEN EXISTS (SELECT 1 FROM users
                                      WHERE users.organization_id = organizations.id AND users.language = 'zh-CN')
                        THEN '总经理' ELSE 'CEO' END,
                   NULL
              FROM organizations
            """,
            "ALTER TABLE users ADD COLUMN role_id BIGINT REFERENCES roles (id)",
            "UPDATE users SET role_id = organization_id",
            "ALTER TABLE users ADD COLUMN is_invited BOOLEAN NOT NULL DEFAULT FALSE",
            "CREATE INDEX users_by_role ON users (organization_id, role_id)",
            "CREATE INDEX users_by_profile ON users (organization_id, profile_id)",
            "ALTER TABLE profiles ADD COLUMN standing TEXT",
            "UPDATE profiles SET standing = CASE WHEN is_administrator THEN 'administrator' ELSE 'standard' END",
            "CREATE UNIQUE INDEX profiles_by_standing ON profiles (organization_id, standing)",
            """
            CREATE TABLE user_groups (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                name TEXT NOT NULL,
                UNIQUE (organization_id, name)
            )
            """,
            """
            CREATE TABLE user_group_members (
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                group_id BIGINT NOT NULL REFERENCES user_groups (id) ON DELETE CASCADE,
                user_id BIGINT NOT NULL REFERENCES users (id),
                PRIMARY KEY (organization_id, group_id, user_id)
            )
            """,
            "CREATE INDEX user_group_members_by_user ON user_group_members (organization_id, user_id)",
            """
            CREATE TABLE user_links (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                user_id BIGINT NOT NULL REFERENCES users (id),
                purpose TEXT NOT NULL CHECK (purpose IN ('join', 'reset_password')),
                token_digest TEXT NOT NULL UNIQUE,
                expires_at_ms BIGINT NOT NULL,
                UNIQUE (organization_id, user_id)
            )
            """,
            "ALTER TABLE organizations ADD COLUMN currency TEXT NOT NULL DEFAULT 'USD'",
            """
            UPDATE organizations
               SET currency = CASE default_country WHEN 'CN' THEN 'CNY' WHEN 'HK' THEN 'HKD' WHEN 'TW' THEN 'TWD'
                                                   WHEN 'JP' THEN 'JPY' WHEN 'SG' THEN 'SGD' WHEN 'MY' THEN 'MYR'
                                                   WHEN 'IN' THEN 'INR' WHEN 'BR' THEN 'BRL' WHEN 'GB' THEN 'GBP'
                                                   WHEN 'DE' THEN 'EUR' WHEN 'FR' THEN 'EUR' WHEN 'ES' THEN 'EUR'
                                                   WHEN 'IT' THEN 'EUR' ELSE 'USD' END
            """,
            "ALTER TABLE organizations ADD COLUMN default_language TEXT NOT NULL DEFAULT 'zh-CN'",
        ]
    )
}
