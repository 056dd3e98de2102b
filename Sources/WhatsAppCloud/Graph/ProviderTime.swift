/// Reads Meta's points in time.
enum ProviderTime {
    /// Seconds by the book; milliseconds have been seen.
    ///
    /// Nil for times before 1970 and after 2100: whoever computes with those goes astray.
    static func milliseconds(_ timestamp: Int64) -> Int64? {
        guard (0...4_102_444_800_000).contains(timestamp) else { return nil }
        let milliseconds = timestamp > 100_000_000_000 ? timestamp : timestamp * 1_000
        return milliseconds <= 4_102_444_800_000 ? milliseconds : nil
    }
}
