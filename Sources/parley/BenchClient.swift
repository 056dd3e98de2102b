import ArgumentParser
import ParleyServer

/// Sends without a server, for `./bench` to compare the server with.
struct BenchClient: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench-client",
        abstract: "Send texts with the server's own client, and without the server.",
        shouldDisplay: false
    )

    @Option(help: "Scheme and host of the Graph API.") var graphURL: String
    @Option(help: "Its access token.") var accessToken: String
    @Option(help: "Its app's secret.") var appSecret: String
    @Option(help: "Id of the business's number.") var phoneNumberID: String
    @Option(help: "How many texts.") var messages: Int
    @Option(help: "Calls under way at once.") var window: Int

    func run() async throws {
        let client = BareClient(graphURL: graphURL, accessToken: accessToken, appSecret: appSecret)
        try await client.send(messages, window: window, from: phoneNumberID)
    }
}
