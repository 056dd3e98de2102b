package import AsyncHTTPClient
import Crypto
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// Calls Meta's Graph API for one access token.
///
/// Every call has a deadline, which holds up to the last byte of its answer.
package struct GraphClient: Sendable {
    /// The version every call names; without one Graph would choose.
    package static let version = "v25.0"
    /// How long a call may take.
    package static let patience: Duration = .seconds(30)
    private static let maximumAnswer = 8 * 1_048_576

    enum Method: String {
        case get = "GET"
        case post = "POST"
        case delete = "DELETE"
    }

    private let baseURL: String
    let token: String
    private let proof: String?
    private let http: HTTPClient
    private let patience: Duration

    /// A client for one account.
    ///
    /// - Parameters:
    ///   - baseURL: Scheme and host; Meta's is `https://graph.facebook.com`.
    ///   - token: The access token; it is sent in a header only, never in an address.
    ///   - appSecret: The secret of the token's app, which then every call proves; nil proves nothing.
    ///   - http: The program's one HTTP client.
    ///   - patience: How long a call may take.
    package init(
        baseURL: String,
        token: String,
        appSecret: String? = nil,
        http: HTTPClient,
        patience: Duration = patience
    ) {
        self.baseURL = baseURL
        self.token = token
        self.http = http
        self.patience = patience
        proof = appSecret.map { Self.proof(of: token, appSecret: $0) }
    }

    /// Source: wire reference 1.2, `appsecret_proof`.
    private static func proof(of token: String, appSecret: String) -> String {
        let key = SymmetricKey(data: Data(appSecret.utf8))
        return HMAC<SHA256>.authenticationCode(for: Data(token.utf8), using: key).map { byte in
            let hex = String(byte, radix: 16)
            return hex.count == 1 ? "0" + hex : hex
        }.joined()
    }

    /// Calls and returns the answer's JSON.
    ///
    /// - Parameters:
    ///   - method: `GET`, `POST` or `DELETE`.
    ///   - path: Below the version, without a leading slash.
    ///   - query: Names and values; encoded here.
    ///   - body: JSON to send.
    ///   - form: A form to send in its place.
    ///   - scheme: What stands before the token; sessions of uploads want `OAuth`.
    ///   - transfer: How much longer the call may take because of what it carries.
    /// - Returns: The answer.
    /// - Throws: ``CallFailure``.
    func call(
        _ method: Method,
        _ path: String,
        query: [(String, String)] = [],
        body: JSONValue? = nil,
        form: (any RequestForm)? = nil,
        scheme: String = "Bearer",
        transfer: Duration = .zero
    ) async throws(CallFailure) -> JSONValue {
        let request: HTTPClientRequest
        do {
            request = try self.request(method, path, query: query, body: body, form: form, scheme: scheme)
        } catch {
            throw .unreachable("not a request: \(error)")
        }
        do {
            let (status, data) = try await answer(to: request, within: patience + transfer)
            guard status == 200 else { throw CallFailure.refused(GraphError(status: status, body: data)) }
            return try JSONDecoder().decode(JSONValue.self, from: data)
        } catch {
            throw CallFailure(error)
        }
    }

    /// Calls an address that Meta has given, and returns as soon as the answer begins.
    func answer(to url: String) async throws(CallFailure) -> HTTPClientResponse {
        var request = HTTPClientRequest(url: url)
        request.headers.add(name: "Authorization", value: "Bearer \(token)")
        request.headers.add(name: "User-Agent", value: "parley")
        do {
            return try await http.execute(request, deadline: .now() + TimeAmount(patience))
        } catch {
            throw CallFailure(error)
        }
    }

    /// The HTTP client's own deadline ends where the answer begins.
    private func answer(to request: HTTPClientRequest, within limit: Duration) async throws -> (Int, Data) {
        try await withThrowingTaskGroup(of: (Int, Data).self) { race in
            defer { race.cancelAll() }
            race.addTask {
                let response = try await http.execute(request, deadline: .now() + TimeAmount(limit))
                let body = try await response.body.collect(upTo: Self.maximumAnswer)
                return (Int(response.status.code), Data(body.readableBytesView))
            }
            race.addTask {
                try await Task.sleep(for: limit)
                throw CallFailure.unanswered("no whole answer within \(limit)")
            }
            guard let first = try await race.next() else { throw CancellationError() }
            return first
        }
    }

    /// Calls a listing and follows its pages.
    ///
    /// - Parameters:
    ///   - path: Below the version.
    ///   - query: Of the first page.
    ///   - limit: Items at most, over all pages.
    /// - Returns: The items of `data`.
    /// - Throws: ``CallFailure``.
    func list(_ path: String, query: [(String, String)], limit: Int) async throws(CallFailure) -> [JSONValue] {
        var items: [JSONValue] = []
        var cursor: String?
        repeat {
            let page = try await call(.get, path, query: query + (cursor.map { [("after", $0)] } ?? []))
            items += page["data"].items
            let next = page["paging"]["next"].isNull ? nil : page["paging"]["cursors"]["after"].text
            // A cursor that does not move would never end.
            cursor = next == cursor ? nil : next
        } while cursor != nil && items.count < limit
        return Array(items.prefix(limit))
    }

    private func request(
        _ method: Method,
        _ path: String,
        query: [(String, String)],
        body: JSONValue?,
        form: (any RequestForm)?,
        scheme: String
    ) throws -> HTTPClientRequest {
        var components = URLComponents(string: "\(baseURL)/\(Self.version)/\(path)")
        let query = query + (proof.map { [("appsecret_proof", $0)] } ?? [])
        if !query.isEmpty { components?.queryItems = query.map { URLQueryItem(name: $0, value: $1) } }
        guard let url = components?.string else { throw URLError(.badURL) }
        var request = HTTPClientRequest(url: url)
        request.method = .init(rawValue: method.rawValue)
        request.headers.add(name: "Authorization", value: "\(scheme) \(token)")
        request.headers.add(name: "User-Agent", value: "parley")
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(body)))
        } else if let form {
            request.headers.add(name: "Content-Type", value: form.contentType)
            for (name, value) in form.headers { request.headers.add(name: name, value: value) }
            request.body = form.body
        }
        return request
    }
}

extension CallFailure {
    /// What an error of the HTTP client means for a call.
    init(_ error: any Error) {
        if let failure = error as? CallFailure {
            self = failure
        } else if Self.neverLeft(error) {
            self = .unreachable(String(describing: error))
        } else {
            self = .unanswered(String(describing: error))
        }
    }

    /// Whether the request certainly did not leave: no connection was there to carry it.
    private static func neverLeft(_ error: any Error) -> Bool {
        if error is NIOConnectionError { return true }
        // These come from connecting only.
        if let error = error as? IOError { return [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH].contains(error.errnoCode) }
        guard let error = error as? HTTPClientError else { return false }
        return error == .connectTimeout || error == .getConnectionFromPoolTimeout || error == .tlsHandshakeTimeout
            || error == .alreadyShutdown || error == .invalidURL || error == .emptyHost
    }
}
