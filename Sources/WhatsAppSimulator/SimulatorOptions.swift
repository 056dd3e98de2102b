/// What `parley simulate` was given.
package struct SimulatorOptions: Sendable {
    /// Host part of the address to listen on.
    package var host: String
    /// Port to listen on; 0 takes a free one.
    package var port: Int
    /// Where webhooks go unless an override address is set.
    package var webhookURL: String
    /// Key of the webhooks' signatures.
    package var appSecret: String
    /// What the handshake of the application's own address carries.
    package var verifyToken: String
    /// The bearer token that Graph calls must carry.
    package var accessToken: String
    /// Id of the business's number.
    package var phoneNumberID = "100000000000001"
    /// Id of the WhatsApp Business Account.
    package var wabaID = "200000000000001"
    /// Id of the application.
    package var appID = "300000000000001"
    /// Id of the business portfolio.
    package var businessID = "400000000000001"
    /// Folder of the phone page.
    package var phoneRoot = "web/phone"
    /// Scheme, host and port by which others reach it, for the addresses in webhooks; nil takes those it listens on.
    package var publicURL: String?
    /// The file that keeps its memory over restarts; nil keeps it in memory only.
    package var statePath: String?
    /// How far its clock starts from the real one, in milliseconds.
    package var startOffsetMs: Int64 = 0

    /// The options that have no default.
    package init(
        host: String,
        port: Int,
        webhookURL: String,
        appSecret: String,
        verifyToken: String,
        accessToken: String
    ) {
        self.host = host
        self.port = port
        self.webhookURL = webhookURL
        self.appSecret = appSecret
        self.verifyToken = verifyToken
        self.accessToken = accessToken
    }
}
