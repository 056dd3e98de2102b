import Foundation
import NIOCore

/// A range of network addresses: an address and how many leading bits count.
package struct AddressRange: Sendable, Equatable {
    private let bytes: [UInt8]
    private let prefixLength: Int

    /// Reads `ADDRESS/BITS`, or a single address.
    ///
    /// - Parameter text: IPv4 or IPv6.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let bytes = Self.bytes(of: String(parts[0])) else { return nil }
        let maximum = bytes.count * 8
        var length = maximum
        if parts.count == 2 {
            guard let bits = Int(parts[1]), (0...maximum).contains(bits) else { return nil }
            length = bits
        }
        self.bytes = bytes
        prefixLength = length
    }

    /// Whether an address is in the range.
    ///
    /// - Parameter address: As text.
    /// - Returns: False also for what is no address.
    package func contains(_ address: String) -> Bool {
        guard let other = Self.bytes(of: address), other.count == bytes.count else { return false }
        for index in bytes.indices {
            let counting = min(max(prefixLength - index * 8, 0), 8)
            let mask = counting == 0 ? 0 : UInt8(truncatingIfNeeded: 0xff << (8 - counting))
            if bytes[index] & mask != other[index] & mask { return false }
        }
        return true
    }

    private static func bytes(of address: String) -> [UInt8]? {
        // Not an address is the one way this fails, and nil says so.
        guard let parsed = try? SocketAddress(ipAddress: address, port: 0) else { return nil }
        switch parsed {
        case .v4(let v4): return withUnsafeBytes(of: v4.address.sin_addr) { Array($0) }
        case .v6(let v6): return withUnsafeBytes(of: v6.address.sin6_addr) { Array($0) }
        case .unixDomainSocket: return nil
        }
    }
}
