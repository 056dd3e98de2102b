import CLibPQ
import Storage

/// PostgreSQL's binary formats of the few types in use.
///
/// The type numbers are fixed: `pg_type.dat`.
enum PostgresBinary {
    static func oid(_ type: SQLType) -> Oid {
        switch type {
        case .bool: 16
        case .integer: 20
        case .double: 701
        case .text: 25
        case .blob: 17
        }
    }

    static func encode(_ value: SQLValue) -> [UInt8]? {
        switch value {
        case .null: nil
        case .bool(let bool): [bool ? 1 : 0]
        case .integer(let integer): bigEndian(UInt64(bitPattern: integer))
        case .double(let double): bigEndian(double.bitPattern)
        case .text(let text): Array(text.utf8)
        case .blob(let bytes): bytes
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

    private static func bigEndian(_ bits: UInt64) -> [UInt8] {
        withUnsafeBytes(of: bits.bigEndian) { Array($0) }
    }

    /// Sign-extends two, four or eight bytes.
    private static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        var bits: UInt64 = 0
        for byte in bytes { bits = bits << 8 | UInt64(byte) }
        let unused = UInt64(64 - bytes.count * 8)
        return Int64(bitPattern: bits << unused) >> Int64(unused)
    }
}
