import ArgumentParser
import ParleyServer

/// Runs the server.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Run the server.")

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var options: ServeOptions

    func run() async throws {
        let configuration = try ServerConfiguration(database, options)
        let logger = configuration.bootstrapLogging()
        try await Server.open(configuration, logger: logger).run()
    }
}

/// Brings the database to this program's schema.
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the database to this program's schema; parley serve does so as well."
    )

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        let configuration = try ServerConfiguration(database)
        let applied = try await Maintenance(configuration: configuration, logger: configuration.bootstrapLogging())
            .migrate()
        print(applied.isEmpty ? "The schema is current." : applied.map { "applied \($0)" }.joined(separator: "\n"))
    }
}

/// Looks over configuration and database.
struct Examine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look over configuration and database, and say what to do about what is not well."
    )

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var options: ServeOptions

    func run() async throws {
        let configuration = try ServerConfiguration(database, options)
        let doctor = Doctor(configuration: configuration, logger: configuration.bootstrapLogging())
        let findings = await doctor.examine()
        for finding in findings { print(finding.isWell ? "ok    \(finding.sentence)" : "FAIL  \(finding.sentence)") }
        if findings.contains(where: { !$0.isWell }) { throw ExitCode(1) }
    }
}
