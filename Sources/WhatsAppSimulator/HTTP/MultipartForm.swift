import Foundation
import NIOCore

/// The parts of a `multipart/form-data` body; their contents are slices of it, so nothing is copied.
struct MultipartForm: Sendable {
    struct Part: Sendable {
        let name: String
        let fileName: String?
        let contentType: String?
        let content: ByteBuffer
    }

    private static let maximumParts = 64
    private static let maximumHead = 8192

    let parts: [Part]

    /// Reads a body strictly: CRLF line ends, every part with a name, the closing boundary in place.
    init?(_ body: ByteBuffer, contentType: String) {
        guard let boundary = Self.boundary(contentType) else { return nil }
        var rest = body
        guard rest.readString(length: boundary.utf8.count + 2) == "--" + boundary else { return nil }
        var parts: [Part] = []
        while let end = rest.readString(length: 2) {
            if end == "--" {
                self.parts = parts
                return
            }
            guard end == "\r\n", parts.count < Self.maximumParts,
                let head = Self.read(&rest, until: "\r\n\r\n", atMost: Self.maximumHead),
                let content = Self.read(&rest, until: "\r\n--" + boundary, atMost: rest.readableBytes),
                let part = Self.part(head: String(buffer: head), content: content)
            else { return nil }
            parts.append(part)
        }
        return nil
    }

    private static func boundary(_ contentType: String) -> String? {
        guard let range = contentType.range(of: "boundary=", options: .caseInsensitive) else { return nil }
        let value = contentType[range.upperBound...].prefix { $0 != ";" }
        let boundary = value.trimmingCharacters(in: CharacterSet(charactersIn: " \""))
        return (1...70).contains(boundary.utf8.count) ? boundary : nil
    }

    /// What stands before the mark, which is read over.
    private static func read(_ rest: inout ByteBuffer, until mark: String, atMost limit: Int) -> ByteBuffer? {
        let wanted = Array(mark.utf8)
        let distance = rest.withUnsafeReadableBytes { Self.distance(to: wanted, in: $0) }
        guard let distance, distance <= limit, let content = rest.readSlice(length: distance) else { return nil }
        rest.moveReaderIndex(forwardBy: wanted.count)
        return content
    }

    /// In steps from one first byte to the next, which the C library finds fast in a large file.
    private static func distance(to mark: [UInt8], in bytes: UnsafeRawBufferPointer) -> Int? {
        guard let start = bytes.baseAddress, let first = mark.first else { return nil }
        var offset = 0
        while offset + mark.count <= bytes.count {
            let room = bytes.count - mark.count + 1 - offset
            guard let hit = memchr(start + offset, Int32(first), room) else { return nil }
            let found = start.distance(to: UnsafeRawPointer(hit))
            if memcmp(start + found, mark, mark.count) == 0 { return found }
            offset = found + 1
        }
        return nil
    }

    private static func part(head: String, content: ByteBuffer) -> Part? {
        var disposition: String?
        var type: String?
        for line in head.components(separatedBy: "\r\n") {
            let pieces = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard pieces.count == 2 else { continue }
            switch pieces[0].lowercased() {
            case "content-disposition": disposition = pieces[1]
            case "content-type": type = pieces[1]
            default: break
            }
        }
        guard let disposition, disposition.lowercased().hasPrefix("form-data"),
            let name = parameter("name", of: disposition)
        else { return nil }
        let fileName = parameter("filename", of: disposition)
        return Part(name: name, fileName: fileName, contentType: type, content: content)
    }

    private static func parameter(_ name: String, of header: String) -> String? {
        for piece in header.split(separator: ";").dropFirst() {
            let pair = piece.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard pair.count == 2, pair[0].lowercased() == name else { continue }
            return pair[1].trimmingCharacters(in: CharacterSet(charactersIn: "\""))
        }
        return nil
    }
}
