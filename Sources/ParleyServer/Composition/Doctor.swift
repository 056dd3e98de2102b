import FileStore
import Foundation
package import Logging
import Messaging
import Records
package import Storage

/// Looks over a configuration and its database, and says what is well and what to do about the rest.
package struct Doctor: Sendable {
    /// One thing looked at.
    package struct Finding: Sendable {
        /// Whether it is well.
        package let isWell: Bool
        /// What was looked at and what was seen; with a remedy where it is not well.
        package let sentence: String
    }

    private let configuration: ServerConfiguration
    private let logger: Logger

    /// A doctor for a configuration.
    package init(configuration: ServerConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
    }

    /// Looks at everything; changes nothing.
    ///
    /// - Returns: A finding for each thing.
    package func examine() async -> [Finding] {
        var findings = await database()
        findings.append(files())
        findings.append(webApp())
        findings.append(publicAddress())
        return findings
    }

    private func database() async -> [Finding] {
        if case .sqlite(let path) = configuration.database, !FileManager.default.fileExists(atPath: path) {
            return [Finding(isWell: false, sentence: "database: \(path) does not exist yet; parley migrate makes it")]
        }
        do {
            let store = try await Instance.openStore(configuration, logger: logger)
            var findings = await database(store)
            // Without the present schema there is nothing to look at.
            if findings.allSatisfy(\.isWell) { findings += await Self.consistency(of: store) + [await contents(store)] }
            await store.close()
            return findings
        } catch {
            return [Finding(isWell: false, sentence: "database: \(String(reflecting: error))")]
        }
    }

    private func database(_ store: any Store) async -> [Finding] {
        do {
            let engine = try await store.describe()
            let runner = MigrationRunner(store: store, clock: WallClock(), migrations: Instance.migrations)
            let pending = try await runner.pending()
            let dead = try await store.read { tx -> Int in
                try tx.first("SELECT count(*) AS dead FROM jobs WHERE is_dead")?.get("dead") ?? 0
            }
            return [
                Finding(isWell: true, sentence: "database: \(engine)"),
                Finding(
                    isWell: pending.isEmpty,
                    sentence: pending.isEmpty
                        ? "schema: current" : "schema: \(pending.count) steps behind; run parley migrate"
                ),
                Finding(
                    isWell: dead == 0,
                    sentence: dead == 0 ? "jobs: none given up" : "jobs: \(dead) given up; see the log for their errors"
                ),
            ]
        } catch {
            return [Finding(isWell: false, sentence: "database: \(String(reflecting: error)); run parley migrate")]
        }
    }

    /// Looks for what is never so in a sound database.
    ///
    /// - Parameter store: A database with the present schema.
    /// - Returns: One finding where all is well, else one for each fault.
    package static func consistency(of store: any Store) async -> [Finding] {
        do {
            var faults: [Finding] = []
            for check in RecordsConsistency.checks + MessagingConsistency.checks {
                let count = try await store.read { tx in try check.count(tx) }
                if count > 0 { faults.append(Finding(isWell: false, sentence: "data: \(count) \(check.fault)")) }
            }
            return faults.isEmpty ? [Finding(isWell: true, sentence: "data: consistent")] : faults
        } catch {
            return [Finding(isWell: false, sentence: "data: \(String(reflecting: error))")]
        }
    }

    /// Whether the folder has what records refer to.
    private func contents(_ store: any Store) async -> Finding {
        let files = FileStore(folder: configuration.filesPath)
        var (known, missing, last) = (0, 0, "")
        do {
            for contents in [RecordFileQueries.contents, MessageFileQueries.contents, TemplateFileQueries.contents] {
                last = ""
                while true {
                    let page = try await store.read { [last] tx in try contents(tx, last, 500) }
                    guard let end = page.last else { break }
                    last = end.digest
                    known += page.count
                    for content in page where await files.size(of: content.digest) != content.size { missing += 1 }
                }
            }
        } catch {
            return Finding(isWell: false, sentence: "contents: \(String(reflecting: error))")
        }
        return Finding(
            isWell: missing == 0,
            sentence: missing == 0
                ? "contents: \(known) files, all there"
                : "contents: \(missing) of \(known) files are not in \(configuration.filesPath) as they were stored"
        )
    }

    private func files() -> Finding {
        let path = configuration.filesPath
        var isDirectory: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) {
            let isWell = isDirectory.boolValue && FileManager.default.isWritableFile(atPath: path)
            return Finding(
                isWell: isWell,
                sentence: isWell ? "files: \(path) can be written" : "files: \(path) is no folder that can be written"
            )
        }
        return Finding(isWell: true, sentence: "files: \(path) will be made when the first file is stored")
    }

    private func webApp() -> Finding {
        let page = configuration.webRoot + "/index.html"
        let isWell = FileManager.default.fileExists(atPath: page)
        return Finding(
            isWell: isWell,
            sentence: isWell ? "web app: built" : "web app: no \(page); run web/build, or say --web-root"
        )
    }

    private func publicAddress() -> Finding {
        guard let url = configuration.publicURL else {
            return Finding(isWell: true, sentence: "public address: none, so this server is for this machine only")
        }
        let isWell = url.scheme == "https"
        return Finding(
            isWell: isWell,
            sentence: isWell
                ? "public address: \(url.absoluteString)"
                : "public address: \(url.absoluteString) is not https, so cookies travel in the clear"
        )
    }
}
