import Foundation
import Synchronization

/// The one holder of the ``World``: changes happen one at a time, and whoever waits is woken.
final class Platform: Sendable {
    let options: SimulatorOptions
    let clock: SimulatorClock
    let bell = Bell()
    let tokens: Tokens
    private let world: Mutex<World>

    init(options: SimulatorOptions, clock: SimulatorClock) {
        self.options = options
        self.clock = clock
        tokens = Tokens(appID: options.appID, appSecret: options.appSecret)
        world = Mutex(World(options: options))
    }

    /// A port that was left to the system is known once it listens.
    func listens(onPort port: Int) {
        guard options.publicURL == nil else { return }
        world.withLock { $0.origin = "http://\(options.host):\(port)" }
    }

    /// Takes up what an earlier run kept in a file; a file that is not there is an empty memory.
    func restore(from path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        let snapshot = try JSONDecoder().decode(Snapshot.self, from: data)
        world.withLock { snapshot.restore(&$0, clock) }
    }

    /// Reads a consistent state.
    func read<Value: Sendable>(_ body: (World) -> Value) -> Value {
        world.withLock { body($0) }
    }

    /// Changes the state; gets the simulator's time as well.
    func change<Value: Sendable, Failure: Error>(
        _ body: (inout World, Int64) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let outcome = world.withLock { world -> Result<Value, Failure> in
            world.realMs = clock.realMs
            let nowMs = clock.nowMs
            world.runAgenda(nowMs: nowMs)
            world.sendBundles()
            do throws(Failure) {
                return .success(try body(&world, nowMs))
            } catch {
                return .failure(error)
            }
        }
        bell.ring()
        return try outcome.get()
    }

    /// Forgets everything but the first account's addresses for webhooks, the clock and the own address.
    func reset() {
        world.withLock { world in
            var new = World(options: options)
            new.origin = world.origin
            new.applicationURL = world.applicationURL
            new.accounts[0].overrideURL = world.accounts[0].overrideURL
            new.accounts[0].isSubscribed = world.accounts[0].isSubscribed
            world = new
        }
        bell.ring()
    }

    /// Moves the clock forward and does what is due by then.
    func advanceClock(byMs distance: Int64) {
        clock.advance(byMs: distance)
        change { _, _ in }
    }

    /// What is to be sent now, and how long nothing else will be due, in milliseconds.
    func takeWork() -> (deliveries: [Delivery], fetches: [LinkFetch], waitMs: Int64?) {
        let (work, hasChanged) = world.withLock { world in
            world.realMs = clock.realMs
            let hasDue = world.agenda.nextDueMs.map { $0 <= clock.nowMs } ?? false
            world.runAgenda(nowMs: clock.nowMs)
            world.sendBundles()
            let fetches = world.takeFetches()
            let deliveries = world.postOffice.takeReady(atOnce: world.settings.webhooksAtOnce, realMs: world.realMs)
            let waits = [
                world.agenda.nextDueMs.map { $0 - clock.nowMs },
                world.postOffice.nextAttemptMs(atOnce: world.settings.webhooksAtOnce)
                    .map { $0 - world.realMs },
                world.bundles.values.map(\.dueMs).min().map { $0 - world.realMs },
            ]
            let work = (deliveries: deliveries, fetches: fetches, waitMs: waits.compactMap { $0 }.min())
            return (work, hasDue || !deliveries.isEmpty)
        }
        if hasChanged { bell.ring() }
        return work
    }
}
