import Foundation
package import Logging

/// Writes one JSON object a line to standard error.
package struct JSONLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var logLevel: Logger.Level = .info
    package var metadataProvider: Logger.MetadataProvider?
    private let label: String

    /// A handler for one logger.
    package init(label: String, metadataProvider: Logger.MetadataProvider? = nil) {
        self.label = label
        self.metadataProvider = metadataProvider
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var line: [String: String] = [:]
        let given = event.metadata ?? [:]
        let all = metadata.merging(metadataProvider?.get() ?? [:]) { _, new in new }.merging(given) { _, new in new }
        for (key, value) in all { line[key] = "\(value)" }
        line["time"] = Date.ISO8601FormatStyle(includingFractionalSeconds: true).format(Date())
        line["level"] = event.level.rawValue
        line["logger"] = label
        line["message"] = "\(event.message)"
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // A dictionary of strings always encodes.
        guard var data = try? encoder.encode(line) else { return }
        data.append(UInt8(ascii: "\n"))
        FileHandle.standardError.write(data)
    }
}
