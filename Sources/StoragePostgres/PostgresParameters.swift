import CLibPQ
import Storage

/// The parameters of one statement as libpq takes them: all their bytes in one buffer, and where each begins.
struct PostgresParameters {
    private var bytes: [UInt8] = []
    /// Where each begins; nil for a null.
    private var starts: [Int?] = []
    private var lengths: [Int32] = []

    init(_ parameters: [SQLParameter]) {
        for parameter in parameters {
            let start = bytes.count
            starts.append(PostgresBinary.append(parameter, to: &bytes) ? start : nil)
            lengths.append(Int32(bytes.count - start))
        }
        // An empty buffer has no address, and libpq takes a parameter without one for null.
        if bytes.isEmpty { bytes.append(0) }
    }

    /// Hands over addresses, lengths and formats, which hold during the call only.
    func withPointers<Result>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Result
    ) -> Result {
        bytes.withUnsafeBytes { buffer in
            let base = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            let pointers = starts.map { start in start.flatMap { base?.advanced(by: $0) } }
            let formats = [Int32](repeating: 1, count: starts.count)
            return body(pointers, lengths, formats)
        }
    }
}
