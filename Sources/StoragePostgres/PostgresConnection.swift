import CLibPQ
import Storage

/// One `PGconn` with its prepared statements.
///
/// It belongs to one thread; nothing here is safe to share, and nothing is shared.
final class PostgresConnection {
    private var connection: OpaquePointer?
    private var prepared: [PreparedKey: String] = [:]
    private let url: String

    private struct PreparedKey: Hashable {
        let text: String
        let types: [Oid]
    }

    /// PostgreSQL keeps every prepared statement in memory, per connection; past this many they are all forgotten.
    private static let maximumPrepared = 512

    init(url: String) {
        self.url = url
    }

    deinit {
        if let connection { PQfinish(connection) }
    }

    var isOpen: Bool {
        guard let connection else { return false }
        return PQstatus(connection) == CONNECTION_OK
    }

    /// What another thread needs to cancel the running statement; freed by ``CancelHandle``.
    func makeCancelHandle() -> CancelHandle? {
        connection.flatMap { PQgetCancel($0) }.map(CancelHandle.init)
    }

    /// Opens the connection, anew if it broke.
    func open() throws {
        if isOpen { return }
        close()
        let opened = PostgresAddress.connect(url)
        guard let opened, PQstatus(opened) == CONNECTION_OK else {
            let detail = opened.map { String(cString: PQerrorMessage($0)) } ?? "out of memory"
            if let opened { PQfinish(opened) }
            throw StoreError(.connection, detail: detail)
        }
        connection = opened
        // Each wait inside the server has an end; notices about tables that already exist are not worth a log line. A statement is
        // planned once and kept: were a page by index dear, tables that are small now would be read whole when they have grown.
        try simple(
            """
            SET statement_timeout = '10s'; SET lock_timeout = '5s'; SET idle_in_transaction_session_timeout = '15s';
            SET client_min_messages = warning; SET synchronous_commit = on; SET random_page_cost = 1.1; SET jit = off
            """
        )
    }

    func close() {
        if let connection { PQfinish(connection) }
        connection = nil
        prepared = [:]
    }

    /// Runs statements without parameters: transaction control and settings.
    func simple(_ text: String) throws {
        let connection = try open(connection)
        try check(PQexec(connection, text)).clear()
    }

    /// Runs a prepared statement.
    func run(_ statement: SQLStatement) throws -> PostgresResult {
        let connection = try open(connection)
        let rendered = statement.rendered(for: .postgres)
        try rendered.rowCount()
        let name = try prepare(rendered, on: connection)
        let parameters = PostgresParameters(rendered.parameters)
        let result = parameters.withPointers { values, lengths, formats in
            PQexecPrepared(connection, name, Int32(rendered.parameters.count), values, lengths, formats, 1)
        }
        return try check(result)
    }

    private func open(_ connection: OpaquePointer?) throws -> OpaquePointer {
        guard let connection else { throw StoreError(.connection, detail: "not connected") }
        return connection
    }

    private func prepare(_ rendered: SQLStatement.Rendered, on connection: OpaquePointer) throws -> String {
        let types = rendered.parameters.map(PostgresBinary.oid)
        let key = PreparedKey(text: rendered.text, types: types)
        if let name = prepared[key] { return name }
        if prepared.count >= Self.maximumPrepared {
            try simple("DEALLOCATE ALL")
            prepared = [:]
        }
        let name = "s\(prepared.count)"
        try check(PQprepare(connection, name, rendered.text, Int32(types.count), types)).clear()
        prepared[key] = name
        return name
    }

    private func check(_ result: OpaquePointer?) throws -> PostgresResult {
        guard let result else {
            let detail = connection.map { String(cString: PQerrorMessage($0)) } ?? "no answer"
            throw StoreError(.connection, detail: detail)
        }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
            return PostgresResult(result)
        default:
            defer { PQclear(result) }
            throw error(of: result)
        }
    }

    private func error(of result: OpaquePointer) -> StoreError {
        let state = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) } ?? ""
        // The primary message and the constraint's name, without the details: those show the row's values.
        let parts = [UInt8(ascii: "M"), UInt8(ascii: "n")].compactMap { field in
            PQresultErrorField(result, Int32(field)).map { String(cString: $0) }
        }
        let message = parts.joined(separator: " · ")
        if !isOpen { return StoreError(.connection, detail: message) }
        // A cached plan whose result changed under a migration: forget the plans and let the transaction run again.
        if state == "0A000" || state == "26000" { prepared = [:] }
        return StoreError(PostgresBinary.code(ofState: state), detail: "\(state): \(message)")
    }
}
