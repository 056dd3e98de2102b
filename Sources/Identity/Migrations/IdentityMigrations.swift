package import Storage

/// The schema of this domain.
package enum IdentityMigrations {
    /// The steps in order.
    package static let all: [Migration] = [first, second, third, fourth, fifth]

    private static let first = Migration(
        domain: "identity",
        number: 1,
        name: "organizations, profiles, users, sessions, tokens, audit",
        statements: [
            """
            CREATE TABLE organizations (
                id BIGINT PRIMARY KEY,
                name TEXT NOT NULL,
                time_zone TEXT NOT NULL,
                default_country TEXT,
                created_at_ms BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE profiles (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                name TEXT NOT NULL,
                is_administrator BOOLEAN NOT NULL,
                UNIQUE (organization_id, name)
            )
            """,
            """
            CREATE TABLE profile_rights (
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                profile_id BIGINT NOT NULL REFERENCES profiles (id),
                right_name TEXT NOT NULL,
                PRIMARY KEY (organization_id, profile_id, right_name)
            )
            """,
            """
            CREATE TABLE users (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                profile_id BIGINT NOT NULL REFERENCES profiles (id),
                email TEXT NOT NULL,
                email_key TEXT NOT NULL UNIQUE,
                name TEXT NOT NULL,
                password_hash TEXT NOT NULL,
                language TEXT NOT NULL,
                theme TEXT NOT NULL,
                time_zone TEXT NOT NULL,
                is_active BOOLEAN NOT NULL,
                created_at_ms BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE sessions (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                user_id BIGINT NOT NULL REFERENCES users (id),
                token_digest TEXT NOT NULL UNIQUE,
                previous_digest TEXT UNIQUE,
                previous_until_ms BIGINT,
                csrf_token TEXT NOT NULL,
                created_at_ms BIGINT NOT NULL,
                rotated_at_ms BIGINT NOT NULL,
                seen_at_ms BIGINT NOT NULL,
                expires_at_ms BIGINT NOT NULL
            )
            """,
            "CREATE INDEX sessions_by_user ON sessions (organization_id, user_id)",
            "CREATE INDEX sessions_by_expiry ON sessions (expires_at_ms)",
            """
            CREATE TABLE sign_in_attempts (
                id BIGINT PRIMARY KEY,
                key_digest TEXT NOT NULL,
                at_ms BIGINT NOT NULL
            )
            """,
            "CREATE INDEX sign_in_attempts_by_key ON sign_in_attempts (key_digest, at_ms)",
            "CREATE INDEX sign_in_attempts_by_time ON sign_in_attempts (at_ms)",
            """
            CREATE TABLE api_tokens (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                user_id BIGINT NOT NULL REFERENCES users (id),
                name TEXT NOT NULL,
                token_digest TEXT NOT NULL UNIQUE,
                scopes TEXT NOT NULL,
                created_at_ms BIGINT NOT NULL,
                expires_at_ms BIGINT
            )
            """,
            """
            CREATE TABLE audit_entries (
                id BIGINT PRIMARY KEY,
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                user_id BIGINT,
                action TEXT NOT NULL,
                subject_id BIGINT,
                at_ms BIGINT NOT NULL
            )
            """,
        ]
    )

    private static let second = Migration(
        domain: "identity",
        number: 2,
        name: "what an audit entry changed, when a token was used",
        statements: [
            "ALTER TABLE audit_entries ADD COLUMN area TEXT NOT NULL DEFAULT 'settings'",
            "ALTER TABLE audit_entries ADD COLUMN subject_name TEXT",
            "ALTER TABLE audit_entries ADD COLUMN changes TEXT",
            "UPDATE audit_entries SET area = 'sign_ins' WHERE action LIKE 'session.%'",
            "CREATE INDEX audit_entries_by_area ON audit_entries (organization_id, area, at_ms, id)",
            "CREATE INDEX audit_entries_by_subject ON audit_entries (organization_id, subject_id, at_ms, id)",
            "ALTER TABLE api_tokens ADD COLUMN last_used_at_ms BIGINT",
            "CREATE INDEX api_tokens_by_user ON api_tokens (organization_id, user_id, id)",
        ]
    )
}
