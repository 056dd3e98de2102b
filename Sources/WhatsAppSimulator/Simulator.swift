import AsyncHTTPClient
import HTTPTypes
package import Hummingbird
package import Logging
import ServiceLifecycle
import UnixSignals

/// Meta's Cloud API and a customer's phone, as a server of its own with everything in memory, and in a file where one is named.
package struct Simulator: Sendable {
    let platform: Platform
    private let client: HTTPClient
    private let logger: Logger

    /// Makes one with an empty memory, or with what its file has kept.
    ///
    /// - Parameters:
    ///   - options: What `parley simulate` was given.
    ///   - logger: The program's logger.
    /// - Throws: What is wrong with the file.
    package init(_ options: SimulatorOptions, logger: Logger) throws {
        platform = Platform(options: options, clock: SimulatorClock(offsetMs: options.startOffsetMs))
        if let path = options.statePath { try platform.restore(from: path) }
        // Meta follows no redirects.
        client = HTTPClient(configuration: HTTPClient.Configuration(redirectConfiguration: .disallow))
        self.logger = logger
    }

    /// Runs until SIGTERM or SIGINT, then lets what is under way end, for five seconds at most.
    ///
    /// - Throws: What keeps it from listening.
    package func run() async throws {
        var group = ServiceGroupConfiguration(
            services: [makeApplication()],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        group.maximumGracefulShutdownDuration = .seconds(5)
        try await ServiceGroup(configuration: group).run()
    }

    private var services: [any Service] {
        let delivery = DeliveryService(platform: platform, client: client, logger: logger)
        guard let path = platform.options.statePath else { return [delivery] }
        return [SnapshotService(platform: platform, path: path, logger: logger), delivery]
    }

    /// The HTTP server and the sender of webhooks; also run by tests, without a socket.
    ///
    /// - Returns: The application.
    package func makeApplication() -> some ApplicationProtocol {
        let router = Router(context: SimulatorContext.self)
        router.get("healthz") { _, _ in "ok" }
        PhonePage(root: platform.options.phoneRoot).add(to: router)
        MediaRoutes(platform: platform).add(to: router)
        ControlRoutes(platform: platform).add(to: router)
        GraphRoutes(platform: platform, handshake: Handshake(client: client)).add(to: router)
        return Application(
            router: router,
            configuration: ApplicationConfiguration(
                address: .hostname(platform.options.host, port: platform.options.port),
                serverName: nil
            ),
            services: services,
            onServerRunning: { [logger, platform] channel in
                if let port = channel.localAddress?.port { platform.listens(onPort: port) }
                let address = channel.localAddress.map { "\($0.ipAddress ?? ""):\($0.port ?? 0)" } ?? ""
                logger.notice("listening", metadata: ["address": "\(address)"])
            },
            logger: logger
        )
    }
}
