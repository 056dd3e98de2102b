package import Configuration
package import Foundation
package import Messaging

/// What the server is told: each option of the command line, also as `PARLEY_…` in the environment.
///
/// Keys, each under `parley`:
/// - `database`: `sqlite:PATH` or a `postgres://` URI; `sqlite:parley.db`. May hold a password, so it is secret.
/// - `listen`: `HOST:PORT`; `127.0.0.1:8080`.
/// - `files`: the folder of attachments; `./files`.
/// - `web.root`: the folder of the built web app; `web/dist`.
/// - `public.url`: the address people use, for links, webhooks and Secure cookies; none.
/// - `trusted.proxy`: CIDR of the proxy whose `X-Forwarded-For` is believed; none.
/// - `demo`: seed a demo organisation and let the clock be moved; false.
/// - `demo.start`: where a new demo's clock starts, RFC 3339; now.
/// - `graph.url`: Meta's Graph API, or another host that speaks it; `https://graph.facebook.com`.
/// - `secret.key`: seals tokens and secrets in the database; 32 bytes in base64. Needed to connect a channel. Secret.
/// - `demo.access.token`, `demo.app.secret`, `demo.verify.token`: connect a new demo to the simulator. Secret.
/// - `log.format`: `json` or `text`; json, and text in a demo.
/// - `bench`: adds `POST /bench/bare`, which reads a body and answers, for `./bench` to measure against; false.
package struct ServerConfiguration: Sendable {
    /// Where the data lives.
    package enum Database: Sendable, Equatable {
        case sqlite(path: String)
        case postgres(url: String)
    }

    /// Where the data lives.
    package let database: Database
    /// The address to listen on.
    package let host: String
    /// The port to listen on; 0 lets the system choose.
    package let port: Int
    /// The folder of attachments.
    package let filesPath: String
    /// The folder of the built web app.
    package let webRoot: String
    /// The address people use.
    package let publicURL: URL?
    /// Whose `X-Forwarded-For` is believed.
    package let trustedProxy: AddressRange?
    /// Whether this is a demo.
    package let isDemo: Bool
    /// Where a new demo's clock starts, Unix milliseconds.
    package let demoStartMs: Int64?
    /// Scheme and host of Meta's Graph API.
    package let graphURL: String
    /// Messages a second that a business number sends at most.
    package let sendsPerSecond: Double
    /// Seals secrets; nil where none is configured.
    package let secretBox: SecretBox?
    /// What connects a new demo to the simulator.
    package let demoChannel: DemoChannelSecrets?
    /// Whether logs are JSON lines.
    package let logsJSON: Bool
    /// Whether there is an endpoint to measure against.
    package let isBench: Bool

    /// An option that makes no sense.
    package struct Invalid: Error, CustomStringConvertible {
        let key: String
        let problem: String

        package var description: String {
            let variable = "PARLEY_" + key.uppercased().replacingOccurrences(of: ".", with: "_")
            return "\(variable) (--\(key.replacingOccurrences(of: ".", with: "-"))): \(problem)"
        }
    }

    /// Reads and checks the options.
    ///
    /// - Parameter config: Command line first, then the environment.
    /// - Throws: ``Invalid``, naming the option.
    package init(_ config: ConfigReader) throws {
        let config = config.scoped(to: "parley")
        database = try Self.database(config.string(forKey: "database", isSecret: true, default: "sqlite:parley.db"))
        (host, port) = try Self.listen(config.string(forKey: "listen", default: "127.0.0.1:8080"))
        filesPath = config.string(forKey: "files", default: "./files")
        webRoot = config.string(forKey: "web.root", default: "web/dist")
        publicURL = try Self.publicURL(config.string(forKey: "public.url"))
        trustedProxy = try Self.proxy(config.string(forKey: "trusted.proxy"))
        isDemo = config.bool(forKey: "demo", default: false)
        demoStartMs = try Self.demoStart(config.string(forKey: "demo.start"))
        graphURL = try Self.graphURL(config.string(forKey: "graph.url", default: "https://graph.facebook.com"))
        sendsPerSecond = try Self.sendsPerSecond(config.double(forKey: "sends.per.second"))
        secretBox = try Self.secretBox(config.string(forKey: "secret.key", isSecret: true), isDemo: isDemo)
        demoChannel = DemoChannelSecrets(config)
        logsJSON = try Self.logsJSON(config.string(forKey: "log.format", default: isDemo ? "text" : "json"))
        isBench = config.bool(forKey: "bench", default: false)
    }

    /// Scheme, host and port that others reach this server by: the public address, else the one it listens on.
    var publicAddress: String {
        guard let publicURL else { return "http://\(host):\(port)" }
        let text = publicURL.absoluteString
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    private static func database(_ text: String) throws -> Database {
        if text.hasPrefix("sqlite:") { return .sqlite(path: String(text.dropFirst("sqlite:".count))) }
        if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") { return .postgres(url: text) }
        throw Invalid(key: "database", problem: "must start with sqlite: or postgres://")
    }

    private static func listen(_ text: String) throws -> (String, Int) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port), colon > text.startIndex
        else { throw Invalid(key: "listen", problem: "must be HOST:PORT") }
        return (text[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: "[]")), port)
    }

    private static func publicURL(_ text: String?) throws -> URL? {
        guard let text, !text.isEmpty else { return nil }
        guard let url = URL(string: text), let scheme = url.scheme, ["http", "https"].contains(scheme),
            url.host() != nil
        else { throw Invalid(key: "public.url", problem: "must be an http or https address") }
        return url
    }

    private static func proxy(_ text: String?) throws -> AddressRange? {
        guard let text, !text.isEmpty else { return nil }
        guard let range = AddressRange(text) else {
            throw Invalid(key: "trusted.proxy", problem: "must be an address or CIDR such as 10.0.0.0/8")
        }
        return range
    }

    private static func demoStart(_ text: String?) throws -> Int64? {
        guard let text, !text.isEmpty else { return nil }
        guard let date = try? Date(text, strategy: .iso8601) else {
            // The parser's own error says nothing that this one does not.
            throw Invalid(key: "demo.start", problem: "must be a time such as 2026-09-01T00:00:00Z")
        }
        return Int64(date.timeIntervalSince1970 * 1000)
    }

    private static func sendsPerSecond(_ rate: Double?) throws -> Double {
        let rate = rate ?? Dispatcher.usualPerSecond
        guard (1...10_000).contains(rate) else {
            throw Invalid(key: "sends.per.second", problem: "must be from 1 to 10000")
        }
        return rate
    }

    private static func graphURL(_ text: String) throws -> String {
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme), url.host() != nil else {
            throw Invalid(key: "graph.url", problem: "must be an http or https address")
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    private static func secretBox(_ text: String?, isDemo: Bool) throws -> SecretBox? {
        if let text, !text.isEmpty {
            do { return try SecretBox(base64: text) } catch {
                throw Invalid(key: "secret.key", problem: "must be 32 bytes in base64: openssl rand -base64 32")
            }
        }
        return isDemo ? .demo : nil
    }

    private static func logsJSON(_ text: String) throws -> Bool {
        switch text {
        case "json": true
        case "text": false
        default: throw Invalid(key: "log.format", problem: "must be json or text")
        }
    }
}

/// What a new demo's channel needs to work with the simulator.
package struct DemoChannelSecrets: Sendable {
    let accessToken: String
    let appSecret: String
    let verifyToken: String

    init?(_ config: ConfigReader) {
        guard let accessToken = config.string(forKey: "demo.access.token", isSecret: true),
            let appSecret = config.string(forKey: "demo.app.secret", isSecret: true),
            let verifyToken = config.string(forKey: "demo.verify.token", isSecret: true)
        else { return nil }
        self.accessToken = accessToken
        self.appSecret = appSecret
        self.verifyToken = verifyToken
    }
}
