/// Runs a transaction again when it lost a race: at most ten times within five seconds, with jitter.
///
/// - Parameter attempt: One try of the whole transaction.
/// - Returns: What the first successful try returns.
/// - Throws: What the last try threw, or any error that is not transient.
package func retryingTransient<Result: Sendable>(_ attempt: () async throws -> Result) async throws -> Result {
    let start = ContinuousClock.now
    var tries = 1
    while true {
        do {
            return try await attempt()
        } catch let error as StoreError where error.isTransient {
            guard tries < 10, start.duration(to: .now) < .seconds(5) else { throw error }
            // Doubling from 2 ms, and a random share of it, so that two who collided do not collide again.
            let ceiling = min(2 << tries, 250)
            try await Task.sleep(for: .milliseconds(Int.random(in: 1...ceiling)))
            tries += 1
        }
    }
}
