/// The 24 hours in which free replies are allowed, counted from the customer's latest message by Meta's clock, without a margin.
///
/// Source: spec rows 1.62, A-02; wire reference 8.
package enum ServiceWindow {
    /// Milliseconds from a customer's message to the end of its window.
    package static let lengthMs: Int64 = 24 * 3_600_000

    /// Whether free text is allowed.
    ///
    /// - Parameters:
    ///   - closesAtMs: The window's end, Unix milliseconds; nil where the customer never wrote.
    ///   - nowMs: Product time, Unix milliseconds.
    /// - Returns: Whether now is before the end.
    package static func isOpen(closesAtMs: Int64?, nowMs: Int64) -> Bool {
        closesAtMs.map { nowMs < $0 } ?? false
    }
}
