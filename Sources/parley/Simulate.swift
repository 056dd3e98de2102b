import ArgumentParser
import Logging
import WhatsAppSimulator

/// Runs Meta's side, to try the program without an account there.
struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run a simulated WhatsApp: Meta's Cloud API and a customer's phone.",
        discussion:
            "It keeps everything in memory, or in the file of --state, and its control API under /_sim has no sign-in: for this machine only."
    )

    @Option(help: "Address and port.") var listen = "127.0.0.1:8090"
    @Option(help: "Where webhooks go unless an override address is set.") var webhookURL: String
    @Option(help: "Key of the webhooks' signatures.") var appSecret: String
    @Option(help: "What the webhook's owner expects as hub.verify_token.") var verifyToken: String
    @Option(help: "The bearer token of Graph calls.") var accessToken: String
    @Option(help: "Id of the business's number.") var phoneNumberID = "100000000000001"
    @Option(help: "Id of the WhatsApp Business Account.") var wabaID = "200000000000001"
    @Option(help: "Id of the application.") var appID = "300000000000001"
    @Option(help: "Id of the business portfolio.") var businessID = "400000000000001"
    @Option(help: "Folder of the phone page.") var phoneRoot = "web/phone"
    @Option(help: "Address by which others reach it, for links to media in webhooks; --listen unless given.")
    var publicURL: String?
    @Option(help: "File that keeps people, chats and templates over restarts; none keeps them in memory.")
    var state: String?
    @Option(help: "Milliseconds that its clock starts ahead of the real one.") var startOffsetMs: Int64 = 0

    func run() async throws {
        let parts = listen.split(separator: ":")
        guard let host = parts.dropLast().last, let port = parts.last.flatMap({ Int($0) }), parts.count == 2 else {
            throw ValidationError("--listen is an address and a port, for example 127.0.0.1:8090.")
        }
        var options = SimulatorOptions(
            host: String(host),
            port: port,
            webhookURL: webhookURL,
            appSecret: appSecret,
            verifyToken: verifyToken,
            accessToken: accessToken
        )
        options.phoneNumberID = phoneNumberID
        options.wabaID = wabaID
        options.appID = appID
        options.businessID = businessID
        options.phoneRoot = phoneRoot
        options.publicURL = publicURL
        options.startOffsetMs = startOffsetMs
        options.statePath = state
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        try await Simulator(options, logger: Logger(label: "parley")).run()
    }
}
