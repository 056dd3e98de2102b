import ArgumentParser
import Configuration
import Logging
import ParleyServer

/// Options that say where the data lives; every command has them.
struct DatabaseOptions: ParsableArguments {
    @Option(help: "Where the data lives: sqlite:PATH or postgres://… (default: sqlite:parley.db).")
    var database: String?
}

/// Options of the server itself.
struct ServeOptions: ParsableArguments {
    @Option(help: "Address and port (default: 127.0.0.1:8080).")
    var listen: String?

    @Option(help: "Folder of attachments (default: ./files).")
    var files: String?

    @Option(help: "Folder of the built web app (default: web/dist).")
    var webRoot: String?

    @Option(help: "The address people use: for webhooks, links and Secure cookies.")
    var publicURL: String?

    @Option(help: "Address range of the proxy whose X-Forwarded-For is believed, as CIDR.")
    var trustedProxy: String?

    @Option(help: "Messages a second that a business number sends at most (default: 64; Meta allows 80).")
    var sendsPerSecond: Double?

    @Option(help: "json or text (default: json; text in a demo).")
    var logFormat: String?

    @Flag(help: "Seed a demo organisation and let its clock be moved.")
    var demo = false
}

extension ServerConfiguration {
    /// Puts the command line before the environment.
    ///
    /// An option that was not given is absent, not a default.
    init(_ database: DatabaseOptions, _ options: ServeOptions? = nil) throws {
        var values: [AbsoluteConfigKey: ConfigValue] = [:]
        func set(_ key: [String], _ value: String?) {
            guard let value else { return }
            values[AbsoluteConfigKey(["parley"] + key)] = ConfigValue(.string(value), isSecret: key == ["database"])
        }
        set(["database"], database.database)
        set(["listen"], options?.listen)
        set(["files"], options?.files)
        set(["web", "root"], options?.webRoot)
        set(["public", "url"], options?.publicURL)
        set(["trusted", "proxy"], options?.trustedProxy)
        set(["log", "format"], options?.logFormat)
        if let rate = options?.sendsPerSecond {
            values[AbsoluteConfigKey(["parley", "sends", "per", "second"])] = ConfigValue(
                .double(rate),
                isSecret: false
            )
        }
        if options?.demo == true {
            values[AbsoluteConfigKey(["parley", "demo"])] = ConfigValue(.bool(true), isSecret: false)
        }
        let reader = ConfigReader(providers: [
            InMemoryProvider(name: "command line", values: values), EnvironmentVariablesProvider(),
        ])
        try self.init(reader)
    }

    /// A logger as configured, and the process's only one.
    func bootstrapLogging() -> Logger {
        let isJSON = logsJSON
        LoggingSystem.bootstrap { label -> any LogHandler in
            if isJSON { return JSONLogHandler(label: label) }
            return StreamLogHandler.standardError(label: label)
        }
        return Logger(label: "parley")
    }
}
