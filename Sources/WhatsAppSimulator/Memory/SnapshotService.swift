import Foundation
import Logging
import ServiceLifecycle

/// Keeps the simulator's memory in a file: soon after each change, and once more at the end.
struct SnapshotService: Service {
    private static let pause: Duration = .seconds(1)

    let platform: Platform
    let path: String
    let logger: Logger

    func run() async throws {
        var saved: Int64 = platform.bell.rings
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            let known = saved
            await cancelWhenGracefulShutdown {
                await platform.bell.wait(after: known, atMost: .seconds(60))
                // Changes come in bursts; being woken by shutdown is fine, the file is written all the same.
                try? await Task.sleep(for: Self.pause)
            }
            let rings = platform.bell.rings
            guard rings > known else { continue }
            save()
            saved = rings
        }
        save()
    }

    private func save() {
        do {
            let snapshot = platform.read { Snapshot(of: $0, clockOffsetMs: platform.clock.offsetMs) }
            try JSONEncoder().encode(snapshot).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            logger.error("the state was not kept", metadata: ["file": "\(path)", "error": "\(error)"])
        }
    }
}
