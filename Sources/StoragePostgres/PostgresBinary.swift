import CLibPQ
import Storage

/// PostgreSQL's binary formats of the few types in use.
///
/// The type numbers are fixed: `pg_type.dat`.
enum PostgresBinary {
    static func oid(_ parameter: SQLParameter) -> Oid {
        switch parameter {
        case .value(let type, _): oid(type)
        case .column(let type, _): arrayOID(type)
        }
    }

    private static func oid(_ type: SQLType) -> Oid {
        switch type {
        case .bool: 16
        case .integer: 20
        case .double: 701
        case .text: 25
        case .blob: 17
        }
    }

    private static func arrayOID(_ type: SQLType) -> Oid {
        switch type {
        case .bool: 1000
        case .integer: 1016
        case .double: 1022
        case .text: 1009
        case .blob: 1001
        }
    }

    /// Writes a parameter behind what is there.
    ///
    /// - Returns: False for a null, which has no bytes.
    static func append(_ parameter: SQLParameter, to bytes: inout [UInt8]) -> Bool {
        switch parameter {
        case .value(_, let value):
            return append(value, to: &bytes)
        case .column(let type, let values):
            append(values, of: type, to: &bytes)
            return true
        }
    }

    private static func append(_ value: SQLValue, to bytes: inout [UInt8]) -> Bool {
        switch value {
        case .null: return false
        case .bool(let bool): bytes.append(bool ? 1 : 0)
        case .integer(let integer): append(bigEndian: integer, to: &bytes)
        case .double(let double): append(bigEndian: double.bitPattern, to: &bytes)
        case .text(let text): bytes.append(contentsOf: text.utf8)
        case .blob(let blob): bytes.append(contentsOf: blob)
        }
        return true
    }

    /// An array of one dimension, its first index 1; an empty one has no dimension.
    ///
    /// Source: PostgreSQL, `array_recv` in `arrayfuncs.c`.
    private static func append(_ values: [SQLValue], of type: SQLType, to bytes: inout [UInt8]) {
        append(bigEndian: Int32(values.isEmpty ? 0 : 1), to: &bytes)
        append(bigEndian: Int32(values.contains(.null) ? 1 : 0), to: &bytes)
        append(bigEndian: oid(type), to: &bytes)
        if values.isEmpty { return }
        append(bigEndian: Int32(values.count), to: &bytes)
        append(bigEndian: Int32(1), to: &bytes)
        for value in values {
            let place = bytes.count
            append(bigEndian: Int32(-1), to: &bytes)
            guard append(value, to: &bytes) else { continue }
            let length = UInt32(bytes.count - place - 4)
            withUnsafeBytes(of: length.bigEndian) { bytes.replaceSubrange(place..<place + 4, with: $0) }
        }
    }

    static func decode(_ bytes: UnsafeRawBufferPointer, type: Oid) throws -> SQLValue {
        switch type {
        case 16: .bool(bytes.first == 1)
        case 20, 23, 21: .integer(integer(bytes))
        case 701: .double(Double(bitPattern: UInt64(bitPattern: integer(bytes))))
        // text, varchar, name, and the type of a bare literal
        case 25, 1043, 19, 705: .text(String(decoding: bytes, as: UTF8.self))
        case 17: .blob([UInt8](bytes))
        default: throw StoreError(.other, detail: "a column has PostgreSQL type \(type): cast it to one of the five")
        }
    }

    /// Maps an SQLSTATE.
    ///
    /// Source: PostgreSQL, appendix A.
    static func code(ofState state: String) -> StoreError.Code {
        switch state {
        case "23505": .unique
        case "23503": .foreignKey
        case "23514", "23502": .check
        case "40001", "40P01", "0A000", "26000": .serialization
        case "55P03", "53300", "57014": .busy
        case _ where state.hasPrefix("08") || state.hasPrefix("57P"): .connection
        default: .other
        }
    }

    private static func append(bigEndian integer: some FixedWidthInteger, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: integer.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Sign-extends two, four or eight bytes.
    private static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        var bits: UInt64 = 0
        for byte in bytes { bits = bits << 8 | UInt64(byte) }
        let unused = UInt64(64 - bytes.count * 8)
        return Int64(bitPattern: bits << unused) >> Int64(unused)
    }
}
