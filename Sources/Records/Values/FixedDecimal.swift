/// A number with four decimals, as amounts, percentages and quantities have them: exact, without rounding of its own.
///
/// Stored as ten-thousandths in 64 bits; at most 14 digits stand before the point, so sums of many stay within.
package struct FixedDecimal: Sendable, Hashable, Comparable {
    /// Ten-thousandths.
    package let units: Int64

    /// Units in one.
    package static let scale: Int64 = 10_000
    private static let maximumUnits: Int64 = 99_999_999_999_999 * scale + (scale - 1)

    /// Wraps ten-thousandths.
    ///
    /// - Parameter units: Ten-thousandths.
    package init(units: Int64) {
        self.units = units
    }

    /// Reads `-1234.5`: digits, at most one point, at most four decimals, no grouping.
    ///
    /// - Parameter text: The number.
    package init?(_ text: String) {
        var digits = text[...]
        let isNegative = digits.hasPrefix("-")
        if isNegative || digits.hasPrefix("+") { digits = digits.dropFirst() }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = parts.first, (1...14).contains(whole.count) else { return nil }
        let decimals: Substring = parts.count == 2 ? parts[1] : ""
        guard parts.count == 1 || (1...4).contains(decimals.count) else { return nil }
        guard parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }), let units = Int64(whole) else {
            return nil
        }
        let padded = String(decimals) + String(repeating: "0", count: 4 - decimals.count)
        guard let fraction = Int64(padded) else { return nil }
        let total = units * Self.scale + fraction
        self.units = isNegative ? -total : total
    }

    /// Whether it has few enough digits to be stored.
    package var isInRange: Bool { units.magnitude <= Self.maximumUnits.magnitude }

    package static func < (left: FixedDecimal, right: FixedDecimal) -> Bool { left.units < right.units }
}

extension FixedDecimal: CustomStringConvertible {
    /// Without needless zeros: `1239.04`, `-4.2`, `100`.
    package var description: String {
        let whole = units.magnitude / UInt64(Self.scale)
        var fraction = String(units.magnitude % UInt64(Self.scale) + UInt64(Self.scale)).dropFirst()
        while fraction.hasSuffix("0") { fraction = fraction.dropLast() }
        let sign = units < 0 ? "-" : ""
        return fraction.isEmpty ? "\(sign)\(whole)" : "\(sign)\(whole).\(fraction)"
    }
}
