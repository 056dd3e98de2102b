/// Work that is done a page at a time, each page in a transaction of its own, so that others can write in between.
///
/// Whoever decides it adds a job in the transaction of the decision. What there is usually to do ends within the request.
package enum PagedWork {
    /// What a request spends on work that a job ends.
    package static let inRequest: Duration = .seconds(2)

    /// Does pages until nothing is left or the time is over.
    ///
    /// - Parameters:
    ///   - limit: After so long no page is begun; the first one always is.
    ///   - page: Does a page and says whether there may be another.
    /// - Returns: Whether nothing is left.
    /// - Throws: What a page throws; the pages before it stay done.
    package static func run(atMost limit: Duration, _ page: () async throws -> Bool) async throws -> Bool {
        let end = ContinuousClock.now.advanced(by: limit)
        repeat {
            if try await !page() { return true }
        } while ContinuousClock.now < end
        return false
    }

    /// Begins what a job ends: a page that fails is the job's to repeat.
    ///
    /// - Parameter page: Does a page and says whether there may be another.
    package static func begin(_ page: () async throws -> Bool) async {
        do { _ = try await run(atMost: inRequest, page) } catch {
            // What was decided stands, and the job does it.
        }
    }
}
