import CLibPQ
import Foundation

/// Where a database is, as a libpq connection URI.
enum PostgresAddress {
    /// A server that has gone without a word is noticed by these; what the URI itself says goes before.
    ///
    /// Seconds, and milliseconds for `tcp_user_timeout`. Source: PostgreSQL's manual, 34.1.2, parameter key words.
    private static let deadlines: KeyValuePairs<String, String> = [
        "connect_timeout": "5",
        "tcp_user_timeout": "15000",
        "keepalives_idle": "15",
        "keepalives_interval": "5",
        "keepalives_count": "3",
    ]

    /// Opens a connection, which the caller closes whether or not it is one.
    static func connect(_ url: String) -> OpaquePointer? {
        // libpq takes the URI apart where it stands, so that it overrides what stands before it.
        let parameters = deadlines.map { ($0.key, $0.value) } + [("dbname", url)]
        let texts = parameters.flatMap { [strdup($0.0), strdup($0.1)] }
        defer { for text in texts { free(text) } }
        let keywords = stride(from: 0, to: texts.count, by: 2).map { UnsafePointer(texts[$0]) } + [nil]
        let values = stride(from: 1, to: texts.count, by: 2).map { UnsafePointer(texts[$0]) } + [nil]
        return PQconnectdbParams(keywords, values, 1)
    }
}
