import AsyncHTTPClient
import WhatsAppCloud

/// What `./bench` holds the dispatcher against: the client that it calls Meta with, in a window of the same size, and no product.
package struct BareClient: Sendable {
    private let graphURL: String
    private let accessToken: String
    private let appSecret: String

    /// A client of some Graph host.
    ///
    /// - Parameters:
    ///   - graphURL: Scheme and host, without a trailing slash.
    ///   - accessToken: The host's.
    ///   - appSecret: The host's.
    package init(graphURL: String, accessToken: String, appSecret: String) {
        self.graphURL = graphURL
        self.accessToken = accessToken
        self.appSecret = appSecret
    }

    /// Sends texts, each as soon as another has been answered.
    ///
    /// - Parameters:
    ///   - messages: How many.
    ///   - window: Calls under way at once.
    ///   - phoneNumberID: The number they go out from.
    /// - Throws: ``SendFailure`` of the first that was not accepted.
    package func send(_ messages: Int, window: Int, from phoneNumberID: String) async throws {
        // As the server's own.
        let http = HTTPClient(eventLoopGroupProvider: .singleton)
        do {
            try await send(messages, window: window, from: phoneNumberID, http)
        } catch {
            try await http.shutdown()
            throw error
        }
        try await http.shutdown()
    }

    private func send(_ messages: Int, window: Int, from phoneNumberID: String, _ http: HTTPClient) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<messages {
                if index >= window { try await group.next() }
                group.addTask {
                    // The dispatcher makes a client for each message as well.
                    let client = GraphClient(
                        baseURL: graphURL,
                        token: accessToken,
                        appSecret: appSecret,
                        http: http
                    )
                    let message = OutgoingMessage(
                        phoneNumberID: phoneNumberID,
                        recipient: .phone(e164: "+8613800138000"),
                        content: .text("您好，样机周三下午到店，方便过来看看吗？", previewsLink: false),
                        callbackData: String(index)
                    )
                    _ = try await client.send(message)
                }
            }
            try await group.waitForAll()
        }
    }
}
