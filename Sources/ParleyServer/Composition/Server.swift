import AsyncHTTPClient
import CoreMetrics
import FileStore
import Foundation
package import Hummingbird
import HummingbirdCore
import Identity
package import Logging
import Messaging
package import NIOCore
import Records
import ServiceLifecycle
import Storage
import UnixSignals

/// The server as a program: opened, composed and run until it is told to stop.
package struct Server: Sendable {
    private let configuration: ServerConfiguration
    private let instance: Instance
    private let metrics: PrometheusRegistry
    private let setUpCode = SetUpCode()
    private let http: HTTPClient
    private let graph: GraphAccess
    private let journal: JournalWriter
    private let events: EventHub
    private let files: FileStore
    private let bin: RecycleBin
    private let logger: Logger

    /// Opens the database and, in a demo, seeds it.
    ///
    /// - Parameters:
    ///   - configuration: The options.
    ///   - logger: The program's logger.
    /// - Returns: The server, not listening yet.
    /// - Throws: What keeps it from starting.
    package static func open(_ configuration: ServerConfiguration, logger: Logger) async throws -> Server {
        guard let box = configuration.secretBox else {
            throw ServerConfiguration.Invalid(
                key: "secret.key",
                problem: "is needed to seal access tokens; make one with: openssl rand -base64 32"
            )
        }
        let instance = try await Instance.open(configuration, logger: logger)
        do {
            if configuration.isDemo {
                try await DemoSeed(instance, channel: configuration.demoChannel, box: box)
                    .plant(
                        startingAtMs: configuration.demoStartMs
                    )
            }
            return Server(configuration: configuration, instance: instance, box: box, logger: logger)
        } catch {
            await instance.close(releasing: true)
            throw error
        }
    }

    private init(configuration: ServerConfiguration, instance: Instance, box: SecretBox, logger: Logger) {
        self.configuration = configuration
        self.instance = instance
        self.logger = logger
        metrics = PrometheusRegistry()
        http = OutgoingHTTP.client()
        graph = GraphAccess(baseURL: configuration.graphURL, http: http, box: box)
        journal = JournalWriter(store: instance.store)
        events = EventHub(store: instance.store, logger: logger)
        files = FileStore(folder: configuration.filesPath)
        bin = RecycleBin(
            store: instance.store,
            clock: instance.clock,
            ids: instance.ids,
            followers: instance.followers
        )
    }

    /// Runs until SIGTERM or SIGINT, then lets what is under way end, for ten seconds at most.
    ///
    /// - Throws: What ended a service.
    package func run() async throws {
        MetricsSystem.bootstrap(metrics)
        try await announceSetUp()
        await simulator?.follow(offsetMs: instance.clock.offsetMs)
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
            await closeAfterRun()
            throw error
        }
        await closeAfterRun()
    }

    private var simulator: SimulatorLink? {
        guard configuration.isDemo, configuration.demoChannel != nil else { return nil }
        return SimulatorLink(baseURL: configuration.graphURL, http: http, logger: logger)
    }

    /// In the order of dependency: what others stand on stops last.
    private func makeServices() async throws -> [any Service] {
        let jobs = makeJobs()
        let courtesies: [any JobHandler] = [
            SendReaction(
                store: instance.store,
                clock: instance.clock,
                ids: instance.ids,
                graph: graph,
                logger: logger
            ),
            TellRead(store: instance.store, graph: graph, logger: logger),
            TellBlocked(store: instance.store, graph: graph, logger: logger),
        ]
        let media = FetchMedia(
            store: instance.store,
            clock: instance.clock,
            ids: instance.ids,
            graph: graph,
            files: files,
            logger: logger
        )
        let submission = SubmitTemplateJob(
            store: instance.store,
            clock: instance.clock,
            ids: instance.ids,
            graph: graph,
            files: files
        )
        let refreshTemplates = RefreshTemplatesJob(
            store: instance.store,
            clock: instance.clock,
            ids: instance.ids,
            graph: graph,
            logger: logger
        )
        let withMeta: [any JobHandler] = [
            media, submission, refreshTemplates, DeleteTemplateJob(store: instance.store, graph: graph),
        ]
        let checkChannels = CheckChannelJob(
            store: instance.store,
            clock: instance.clock,
            ids: instance.ids,
            check: CheckChannel(
                store: instance.store,
                clock: instance.clock,
                ids: instance.ids,
                graph: graph,
                publicAddress: configuration.publicAddress
            )
        )
        try await checkChannels.schedule()
        try await refreshTemplates.schedule()
        for job in jobs { try await job.schedule(in: instance.store, clock: instance.clock, ids: instance.ids) }
        return [
            NodeLeaseService(lease: instance.lease, logger: logger),
            journal,
            EventSequencer(store: instance.store, logger: logger),
            events,
            InboundProcessor(
                store: instance.store,
                clock: instance.clock,
                ids: instance.ids,
                journal: journal,
                logger: logger
            ),
            Dispatcher(
                store: instance.store,
                clock: instance.clock,
                ids: instance.ids,
                graph: graph,
                files: files,
                perSecond: configuration.sendsPerSecond,
                logger: logger
            ),
            ReminderService(
                store: instance.store,
                clock: instance.clock,
                ids: instance.ids,
                logger: logger
            ),
            JobRunner(
                store: instance.store,
                clock: instance.clock,
                logger: logger,
                handlers: jobs + [checkChannels]
            ),
            // Meta's answers may take long, and large files do: neither holds up the other work.
            JobRunner(store: instance.store, clock: instance.clock, logger: logger, handlers: courtesies),
            JobRunner(store: instance.store, clock: instance.clock, logger: logger, handlers: withMeta),
            makeApplication(),
        ]
    }

    private func makeJobs() -> [any JobHandler] {
        [
            SweepSessions(store: instance.store, clock: instance.clock),
            SweepBin(bin: bin),
            bin.purging,
            RelinkRecords(store: instance.store, clock: instance.clock, ids: instance.ids),
            RemoveField(store: instance.store, clock: instance.clock),
            instance.deactivateUser.passOn,
            SweepFiles(store: instance.store, clock: instance.clock, files: files),
            SweepUnsentFiles(store: instance.store, clock: instance.clock),
            SweepUploads(store: instance.store, clock: instance.clock),
            SweepInbound(store: instance.store, clock: instance.clock, ids: instance.ids, logger: logger),
            FailQueued(store: instance.store, clock: instance.clock, ids: instance.ids),
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
    /// - Parameter idleTimeout: How long a connection may say nothing while it is its turn; an answer under way may take its time.
    /// - Returns: The application.
    package func makeApplication(idleTimeout: TimeAmount = .seconds(60)) -> some ApplicationProtocol {
        let routes = RouterComposition(
            configuration: configuration,
            instance: instance,
            metrics: metrics,
            setUpCode: setUpCode,
            graph: graph,
            journal: journal,
            simulator: simulator,
            events: events,
            files: files,
            bin: bin
        )
        return Application(
            router: routes.makeRouter(),
            server: .http1(configuration: HTTP1Channel.Configuration(idleTimeout: idleTimeout)),
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
        await shutDownClient()
        await instance.close(releasing: true)
    }

    private func closeAfterRun() async {
        await shutDownClient()
        await instance.close(releasing: false)
    }

    private func shutDownClient() async {
        do { try await http.shutdown() } catch {
            // Whatever was under way has been told; the process ends next.
        }
    }
}
