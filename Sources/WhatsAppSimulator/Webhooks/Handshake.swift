import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Asks an address whether it wants to be called, before anything is sent there.
struct Handshake: Sendable {
    private static let timeout: TimeAmount = .seconds(10)
    private static let longestURL = 200

    let client: HTTPClient

    /// The GET of the verification.
    ///
    /// - Parameters:
    ///   - url: The address.
    ///   - token: What its owner expects as `hub.verify_token`.
    ///   - challenge: What it has to answer with.
    /// - Throws: ``GraphFailure`` when it does not answer 200 with the challenge.
    func verify(_ url: String, token: String, challenge: String) async throws(GraphFailure) {
        guard url.count <= Self.longestURL, var parts = URLComponents(string: url), parts.host?.isEmpty == false,
            ["http", "https"].contains(parts.scheme?.lowercased() ?? "")
        else {
            throw .parameter("override_callback_uri must be a web address of at most \(Self.longestURL) characters.")
        }
        parts.queryItems =
            (parts.queryItems ?? []) + [
                URLQueryItem(name: "hub.mode", value: "subscribe"),
                URLQueryItem(name: "hub.challenge", value: challenge),
                URLQueryItem(name: "hub.verify_token", value: token),
            ]
        // `+` means a space in a query; URLComponents leaves it.
        parts.percentEncodedQuery = parts.percentEncodedQuery?.replacing("+", with: "%2B")
        let answer: (status: HTTPResponseStatus, body: String)
        do {
            let response = try await client.execute(HTTPClientRequest(url: parts.string ?? url), timeout: Self.timeout)
            let body = try await response.body.collect(upTo: 4096)
            answer = (response.status, String(buffer: body))
        } catch {
            throw Self.failed("The URL couldn't be reached.")
        }
        guard answer.status == .ok else {
            throw Self.failed("HTTP Status Code = \(answer.status.code); HTTP Message = \(answer.status.reasonPhrase)")
        }
        guard answer.body == challenge else { throw Self.failed("The challenge was not answered with its value.") }
    }

    private static func failed(_ reason: String) -> GraphFailure {
        let message = "(#2200) Callback verification failed with the following errors: \(reason)"
        return GraphFailure(status: 400, code: 2200, message: message)
    }
}
