import Foundation

/// The two engines; every test of a query or an operation takes both as its arguments.
package enum Engine: String, CaseIterable, Sendable {
    case sqlite
    case postgres
}

/// Says where the throw-away PostgreSQL server is, and refuses to go on without.
package enum PostgresServer {
    /// The test run was started without a PostgreSQL server.
    package struct Missing: Error, CustomStringConvertible {
        package let description = "PARLEY_TEST_POSTGRES is not set; start the tests with ./test"
    }

    /// A connection URI of the server's maintenance database.
    ///
    /// - Returns: The URI.
    /// - Throws: ``Missing``.
    package static func url() throws -> String {
        guard let url = ProcessInfo.processInfo.environment["PARLEY_TEST_POSTGRES"] else { throw Missing() }
        return url
    }

    /// The URI of another database on the same server.
    static func url(database: String) throws -> String {
        let base = try url()
        let parts = base.split(separator: "?", maxSplits: 1)
        guard let slash = parts[0].lastIndex(of: "/") else { throw Missing() }
        let query = parts.count == 2 ? "?" + parts[1] : ""
        return String(parts[0][...slash]) + database + query
    }
}
