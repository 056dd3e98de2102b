/// The work took longer than it may.
package struct DeadlineExceeded: Error, CustomStringConvertible {
    package var description: String { "deadline exceeded" }
}

/// Runs work and cancels it when its time is up.
///
/// - Parameters:
///   - limit: The longest it may take.
///   - work: Must react to cancellation.
/// - Returns: What the work returns.
/// - Throws: ``DeadlineExceeded``, or what the work throws.
package func withDeadline<Result: Sendable>(
    _ limit: Duration,
    _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await withThrowingTaskGroup(of: Result.self) { group in
        group.addTask { try await work() }
        group.addTask {
            try await Task.sleep(for: limit)
            throw DeadlineExceeded()
        }
        defer { group.cancelAll() }
        guard let first = try await group.next() else { throw CancellationError() }
        return first
    }
}
