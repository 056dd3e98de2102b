import CoreMetrics
import Foundation
package import Hummingbird
import Identity
package import Logging
import NIOCore
import ServiceLifecycle
import Storage
import UnixSignals

/// The server as a program: opened, composed and run until it is told to stop.
package struct Server: Sendable {
    private let configuration: ServerConfiguration
    private let instance: Instance
    private let metrics: PrometheusRegistry
    private let setUpCode = SetUpCode()
    private let logger: Logger

    /// Opens the database and, in a demo, seeds it.
    ///
    /// - Parameters:
    ///   - configuration: The options.
    ///   - logger: The program's logger.
    /// - Returns: The server, not listening yet.
    /// - Throws: What keeps it from starting.
    package static func open(_ configuration: ServerConfiguration, logger: Logger) async throws -> Server {
        let instance = try await Instance.open(configuration, logger: logger)
        do {
            if configuration.isDemo {
                try await DemoSeed(instance).plant(startingAtMs: configuration.demoStartMs)
            }
            return Server(configuration: configuration, instance: instance, logger: logger)
        } catch {
            await instance.close(releasing: true)
            throw error
        }
    }

    private init(configuration: ServerConfiguration, instance: Instance, logger: Logger) {
        self.configuration = configuration
        self.instance = instance
        self.logger = logger
        metrics = PrometheusRegistry()
    }

    /// Runs until SIGTERM or SIGINT, then lets what is under way end, for ten seconds at most.
    ///
    /// - Throws: What ended a service.
    package func run() async throws {
        MetricsSystem.bootstrap(metrics)
        try await announceSetUp()
        let services = try await makeServices()
        var group = ServiceGroupConfiguration(
            services: services,
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        group.maximumGracefulShutdownDuration = .seconds(10)
        do {
            try await ServiceGroup(configuration: group).run()
        } catch {
            await instance.close(releasing: false)
            throw error
        }
        await instance.close(releasing: false)
    }

    /// In the order of dependency: what others stand on stops last.
    private func makeServices() async throws -> [any Service] {
        let sweep = SweepSessions(store: instance.store, clock: instance.clock)
        try await sweep.schedule(ids: instance.ids)
        return [
            NodeLeaseService(lease: instance.lease, logger: logger),
            EventSequencer(store: instance.store, logger: logger),
            JobRunner(store: instance.store, clock: instance.clock, logger: logger, handlers: [sweep]),
            makeApplication(),
        ]
    }

    private func announceSetUp() async throws {
        let hasOrganization = try await instance.store.read { tx in try OrganizationQueries.exists(tx) }
        if hasOrganization { return }
        logger.notice(
            "no organisation yet: open the set-up page and enter this code",
            metadata: ["page": "/setup", "code": "\(setUpCode.text)"]
        )
    }

    /// The HTTP server; also run by tests, without a socket.
    ///
    /// - Returns: The application.
    package func makeApplication() -> some ApplicationProtocol {
        let routes = RouterComposition(
            configuration: configuration,
            instance: instance,
            metrics: metrics,
            setUpCode: setUpCode
        )
        return Application(
            router: routes.makeRouter(),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port),
                serverName: nil
            ),
            onServerRunning: { [logger] channel in
                let address = channel.localAddress.map { "\($0.ipAddress ?? ""):\($0.port ?? 0)" } ?? ""
                logger.notice("listening", metadata: ["address": "\(address)"])
            },
            logger: logger
        )
    }

    /// Stops what ``open(_:logger:)`` opened, for a server that was never run.
    package func close() async {
        await instance.close(releasing: true)
    }
}
