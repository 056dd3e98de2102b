/// The tables that every domain stands on.
enum StorageMigrations {
    static let all: [Migration] = [
        Migration(
            domain: "storage",
            number: 1,
            name: "nodes, events, jobs, demo clock",
            statements: [
                """
                CREATE TABLE nodes (
                    node BIGINT PRIMARY KEY CHECK (node BETWEEN 0 AND 1023),
                    holder TEXT NOT NULL,
                    leased_until_ms BIGINT NOT NULL,
                    floor_ms BIGINT NOT NULL
                )
                """,
                """
                CREATE TABLE events (
                    id BIGINT PRIMARY KEY,
                    position BIGINT,
                    organization_id BIGINT NOT NULL,
                    kind TEXT NOT NULL,
                    subject_id BIGINT NOT NULL,
                    body TEXT NOT NULL,
                    at_ms BIGINT NOT NULL
                )
                """,
                "CREATE UNIQUE INDEX events_by_position ON events (position)",
                "CREATE INDEX events_without_position ON events (id) WHERE position IS NULL",
                """
                CREATE TABLE jobs (
                    id BIGINT PRIMARY KEY,
                    kind TEXT NOT NULL,
                    dedupe_key TEXT,
                    payload TEXT NOT NULL,
                    due_at_ms BIGINT NOT NULL,
                    leased_until_ms BIGINT NOT NULL,
                    attempt BIGINT NOT NULL,
                    is_dead BOOLEAN NOT NULL,
                    last_error TEXT,
                    UNIQUE (kind, dedupe_key)
                )
                """,
                "CREATE INDEX jobs_by_due_time ON jobs (due_at_ms, id) WHERE NOT is_dead",
                """
                CREATE TABLE demo_clock (
                    id BIGINT PRIMARY KEY CHECK (id = 1),
                    offset_ms BIGINT NOT NULL
                )
                """,
            ]
        ),
        Migration(
            domain: "storage",
            number: 2,
            name: "events of one organisation, and for one person",
            statements: [
                "ALTER TABLE events ADD COLUMN user_id BIGINT",
                "CREATE INDEX events_by_organization ON events (organization_id, position)",
            ]
        ),
    ]
}
