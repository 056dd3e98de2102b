/// A QR code of version 3 with error correction M: 29 modules a side, 42 bytes of text, which a short link never exceeds.
struct QRCode: Sendable {
    static let side = 29
    static let capacity = 42

    private static let dataBytes = 44
    private static let checkBytes = 26

    /// Dark modules, row by row.
    private(set) var modules = [Bool](repeating: false, count: side * side)
    private var fixed = [Bool](repeating: false, count: side * side)

    /// Draws a text; nil when it is too long.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.capacity else { return nil }
        drawPatterns()
        place(Self.codewords(bytes))
    }

    subscript(x: Int, y: Int) -> Bool { modules[y * Self.side + x] }

    // MARK: - Bytes

    /// Byte mode, padded, with its Reed-Solomon remainder behind it.
    private static func codewords(_ bytes: [UInt8]) -> [UInt8] {
        var bits: [Bool] = []
        func append(_ value: Int, _ count: Int) {
            for shift in stride(from: count - 1, through: 0, by: -1) { bits.append(value >> shift & 1 == 1) }
        }
        append(0b0100, 4)
        append(bytes.count, 8)
        for byte in bytes { append(Int(byte), 8) }
        append(0, min(4, dataBytes * 8 - bits.count))
        while bits.count % 8 != 0 { bits.append(false) }
        var data: [UInt8] = stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<start + 8].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
        }
        var pad: UInt8 = 0xec
        while data.count < dataBytes {
            data.append(pad)
            pad ^= 0xec ^ 0x11
        }
        return data + remainder(of: data)
    }

    private static func remainder(of data: [UInt8]) -> [UInt8] {
        var divisor = [UInt8](repeating: 0, count: checkBytes)
        divisor[checkBytes - 1] = 1
        var root: UInt8 = 1
        for _ in 0..<checkBytes {
            for index in 0..<checkBytes {
                divisor[index] = product(divisor[index], root)
                if index + 1 < checkBytes { divisor[index] ^= divisor[index + 1] }
            }
            root = product(root, 2)
        }
        var result = [UInt8](repeating: 0, count: checkBytes)
        for byte in data {
            let factor = byte ^ result.removeFirst()
            result.append(0)
            for index in 0..<checkBytes { result[index] ^= product(divisor[index], factor) }
        }
        return result
    }

    /// In the field of 256 elements with the polynomial 0x11d.
    private static func product(_ one: UInt8, _ other: UInt8) -> UInt8 {
        var result = 0
        for shift in stride(from: 7, through: 0, by: -1) {
            result = result << 1 ^ (result >> 7) * 0x11d
            result ^= Int(other >> UInt8(shift) & 1) * Int(one)
        }
        return UInt8(truncatingIfNeeded: result)
    }

    // MARK: - Modules

    private mutating func set(_ x: Int, _ y: Int, _ isDark: Bool) {
        modules[y * Self.side + x] = isDark
        fixed[y * Self.side + x] = true
    }

    private mutating func drawPatterns() {
        let last = Self.side - 1
        for index in 0...last {
            set(6, index, index % 2 == 0)
            set(index, 6, index % 2 == 0)
        }
        for (x, y) in [(3, 3), (last - 3, 3), (3, last - 3)] { drawFinder(x, y) }
        for dy in -2...2 {
            for dx in -2...2 { set(22 + dx, 22 + dy, max(abs(dx), abs(dy)) != 1) }
        }
        drawFormat()
    }

    private mutating func drawFinder(_ x: Int, _ y: Int) {
        for dy in -4...4 {
            for dx in -4...4 where (0..<Self.side).contains(x + dx) && (0..<Self.side).contains(y + dy) {
                let ring = max(abs(dx), abs(dy))
                set(x + dx, y + dy, ring != 2 && ring != 4)
            }
        }
    }

    /// Level M and mask 0 in fifteen bits, twice.
    private mutating func drawFormat() {
        let bits = 0b101_0100_0001_0010
        func bit(_ index: Int) -> Bool { bits >> index & 1 == 1 }
        let last = Self.side - 1
        for index in 0...5 { set(8, index, bit(index)) }
        set(8, 7, bit(6))
        set(8, 8, bit(7))
        set(7, 8, bit(8))
        for index in 9...14 { set(14 - index, 8, bit(index)) }
        for index in 0...7 { set(last - index, 8, bit(index)) }
        for index in 8...14 { set(8, last - 14 + index, bit(index)) }
        set(8, last - 7, true)
    }

    /// Two columns at a time, upwards and downwards in turn, through mask 0.
    private mutating func place(_ bytes: [UInt8]) {
        var index = 0
        for right in [28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 5, 3, 1] {
            let isUpward = (right + 1) & 2 == 0
            for step in 0..<Self.side {
                let y = isUpward ? Self.side - 1 - step : step
                for x in [right, right - 1] where !fixed[y * Self.side + x] {
                    let isDark = index < bytes.count * 8 && bytes[index / 8] >> UInt8(7 - index % 8) & 1 == 1
                    modules[y * Self.side + x] = isDark != ((x + y) % 2 == 0)
                    index += 1
                }
            }
        }
    }

    // MARK: - Pictures

    private static let margin = 4

    var svg: String {
        var path = ""
        for y in 0..<Self.side {
            for x in 0..<Self.side where self[x, y] { path += "M\(x + Self.margin) \(y + Self.margin)h1v1h-1z" }
        }
        let size = Self.side + 2 * Self.margin
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(size) \(size)" shape-rendering="crispEdges">\
            <path fill="#fff" d="M0 0h\(size)v\(size)H0z"/><path d="\(path)"/></svg>
            """
    }

    /// Eight pixels a module.
    var png: [UInt8] {
        let scale = 8
        let size = (Self.side + 2 * Self.margin) * scale
        var rows: [UInt8] = []
        for y in 0..<size {
            rows.append(0)
            for x in 0..<size {
                let (column, row) = (x / scale - Self.margin, y / scale - Self.margin)
                let isInside = (0..<Self.side).contains(column) && (0..<Self.side).contains(row)
                rows.append(isInside && self[column, row] ? 0 : 255)
            }
        }
        return PNG.gray(width: size, height: size, rows: rows)
    }
}

/// The least of the format that makes a grey picture: stored, not compressed.
enum PNG {
    /// - Parameters:
    ///   - width: Pixels a row.
    ///   - height: Rows.
    ///   - rows: A zero and a byte for each pixel, row by row.
    /// - Returns: The file.
    static func gray(width: Int, height: Int, rows: [UInt8]) -> [UInt8] {
        var data: [UInt8] = [0x78, 0x01]
        var start = 0
        while start < rows.count {
            let count = min(65_535, rows.count - start)
            let isLast = start + count == rows.count
            data += [
                isLast ? 1 : 0, UInt8(count & 255), UInt8(count >> 8), UInt8(~count & 255), UInt8(~count >> 8 & 255),
            ]
            data += rows[start..<start + count]
            start += count
        }
        data += big(adler(rows))
        let header = big(UInt32(width)) + big(UInt32(height)) + [8, 0, 0, 0, 0]
        return [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] + chunk("IHDR", header) + chunk("IDAT", data)
            + chunk("IEND", [])
    }

    private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let named = Array(name.utf8) + content
        return big(UInt32(content.count)) + named + big(crc(named))
    }

    private static func big(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    private static func adler(_ bytes: [UInt8]) -> UInt32 {
        var (one, two): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            one = (one + UInt32(byte)) % 65_521
            two = (two + one) % 65_521
        }
        return two << 16 | one
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        var value: UInt32 = .max
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xedb8_8320 : value >> 1 }
        }
        return ~value
    }
}
