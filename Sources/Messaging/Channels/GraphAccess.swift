package import AsyncHTTPClient
import Identity
import Storage
import WhatsAppCloud

/// Makes Graph clients for channels: knows Meta's address, the program's HTTP client and how tokens are sealed.
package struct GraphAccess: Sendable {
    /// Opens and seals channel secrets.
    package let box: SecretBox
    private let baseURL: String
    private let http: HTTPClient

    /// Access to one Graph host.
    ///
    /// - Parameters:
    ///   - baseURL: Scheme and host, without a trailing slash.
    ///   - http: The program's one HTTP client.
    ///   - box: The server's key.
    package init(baseURL: String, http: HTTPClient, box: SecretBox) {
        self.baseURL = baseURL
        self.http = http
        self.box = box
    }

    /// A client whose every call proves that it knows the app's secret.
    func client(token: String, appSecret: String) -> GraphClient {
        GraphClient(baseURL: baseURL, token: token, appSecret: appSecret, http: http)
    }

    /// A client that proves nothing, for a token that is looked at for the first time.
    func client(token: String) -> GraphClient {
        GraphClient(baseURL: baseURL, token: token, http: http)
    }

    /// A client with a channel's own token.
    func client(
        for channel: ID<ChannelAccount>,
        of organization: ID<Organization>,
        store: any Store
    ) async throws -> GraphClient {
        let secrets = try await store.read { [box] tx in
            try ConnectionQueries.secrets(tx, organization: organization, of: channel, box: box)
        }
        guard let secrets else { throw ChannelRefusal.noChannel }
        return client(token: secrets.accessToken, appSecret: secrets.appSecret)
    }
}
