package import Storage

/// The schema of this domain.
package enum SignalsMigrations {
    /// The steps in order.
    package static let all: [Migration] = [
        Migration(
            domain: "signals",
            number: 1,
            name: "signals",
            statements: [
                """
                CREATE TABLE signals (
                    id BIGINT PRIMARY KEY,
                    organization_id BIGINT NOT NULL REFERENCES organizations (id),
                    user_id BIGINT NOT NULL REFERENCES users (id),
                    kind TEXT NOT NULL,
                    subject_id BIGINT NOT NULL,
                    group_id BIGINT NOT NULL,
                    at_ms BIGINT NOT NULL,
                    is_read BOOLEAN NOT NULL,
                    UNIQUE (organization_id, user_id, kind, subject_id)
                )
                """,
                "CREATE INDEX signals_by_user ON signals (organization_id, user_id, id)",
                """
                CREATE INDEX signals_unread ON signals (organization_id, user_id, group_id)
                 WHERE NOT is_read
                """,
            ]
        ),
        Migration(
            domain: "signals",
            number: 2,
            name: "switches per person",
            statements: [
                """
                CREATE TABLE silenced_signals (
                    organization_id BIGINT NOT NULL REFERENCES organizations (id),
                    user_id BIGINT NOT NULL REFERENCES users (id),
                    kind TEXT NOT NULL,
                    PRIMARY KEY (organization_id, user_id, kind)
                )
                """
            ]
        ),
        Migration(
            domain: "signals",
            number: 3,
            name: "signals of one group",
            statements: ["CREATE INDEX signals_by_group ON signals (organization_id, group_id)"]
        ),
    ]
}
