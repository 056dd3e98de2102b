import FileStore
import Foundation
import HTTPTypes
import Hummingbird

/// A stored content on its way to a browser, which is told to trust nothing in it.
struct ServedFile: Sendable {
    let digest: String
    let name: String
    let kind: String
    let size: Int
    /// Whether it is to be shown in a window rather than saved; only kinds that cannot do harm there are.
    let isInline: Bool

    func response(_ files: FileStore, to request: Request, context: some RequestContext) async throws -> Response {
        let tag = "\"\(digest)\""
        let shown = isInline ? FileKind.shown(kind) : nil
        var headers: HTTPFields = [
            .contentType: shown ?? FileKind.unknown,
            .contentDisposition: Self.disposition(shown == nil ? "attachment" : "inline", name: name),
            .contentSecurityPolicy: Self.policy(of: shown),
            .cacheControl: "private, no-cache",
            .eTag: tag,
            .acceptRanges: "bytes",
        ]
        if request.headers[.ifNoneMatch] == tag { return Response(status: .notModified, headers: headers) }
        guard await files.size(of: digest) == size else { throw MissingFile(digest: digest) }
        let path = files.path(of: digest)
        let fileIO = FileIO()
        let wanted = request.headers[.ifRange].map { $0 == tag } ?? true ? request.headers[.range] : nil
        switch ByteRange(wanted, size: size) {
        case .whole:
            let body = try await fileIO.loadFile(path: path, context: context)
            return Response(status: .ok, headers: headers, body: body)
        case .part(let range):
            headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound)/\(size)"
            let body = try await fileIO.loadFile(path: path, range: range, context: context)
            return Response(status: .partialContent, headers: headers, body: body)
        case .outside:
            headers[.contentRange] = "bytes */\(size)"
            return Response(status: .rangeNotSatisfiable, headers: headers)
        }
    }

    /// A PDF is shown by the browser's own viewer, which a sandbox would keep from running; it has a sandbox of its own.
    private static func policy(of shown: String?) -> String {
        let nothing =
            "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'; frame-ancestors 'self'"
        return shown == "application/pdf" ? nothing + "; object-src 'self'" : nothing + "; sandbox"
    }

    /// Source: RFC 6266 with RFC 5987; what knows no UTF-8 gets plain letters.
    static func disposition(_ type: String, name: String) -> String {
        let plain = name.unicodeScalars.map { scalar in
            let isPlain = scalar.isASCII && scalar.value >= 32 && scalar != "\"" && scalar != "\\" && scalar != "%"
            return isPlain && scalar.value < 127 ? String(scalar) : "_"
        }.joined()
        let encoded = name.utf8.map { byte -> String in
            let isPlain = byte < 128 && Self.plainBytes.contains(byte)
            let hex = String(byte, radix: 16, uppercase: true)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + hex
        }.joined()
        return "\(type); filename=\"\(plain)\"; filename*=UTF-8''\(encoded)"
    }

    private static let plainBytes = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`|~".utf8
    )
}

/// A row names a content that is not in the folder.
struct MissingFile: Error {
    let digest: String
}

/// Which bytes a request wants.
enum ByteRange: Equatable {
    case whole
    case part(ClosedRange<Int>)
    case outside

    /// Reads a `Range` header; more than one range, and what is none, means all of it.
    init(_ header: String?, size: Int) {
        guard let header, header.hasPrefix("bytes="), !header.contains(",") else {
            self = .whole
            return
        }
        let ends = header.dropFirst("bytes=".count).split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2 else {
            self = .whole
            return
        }
        switch (Int(ends[0]), Int(ends[1])) {
        case (nil, let last?) where ends[0].isEmpty && last >= 0:
            self = last == 0 || size == 0 ? .outside : .part(max(0, size - last)...(size - 1))
        case (let first?, nil) where ends[1].isEmpty && first >= 0:
            self = first >= size ? .outside : .part(first...(size - 1))
        case (let first?, let last?) where first >= 0 && first <= last:
            self = first >= size ? .outside : .part(first...min(last, size - 1))
        default: self = .whole
        }
    }
}

/// What an upload is called, from its `Content-Disposition`.
enum UploadName {
    /// Reads the name.
    ///
    /// - Parameter header: Such as `attachment; filename*=UTF-8''%E5%90%88.pdf`.
    /// - Returns: Nil where there is none.
    static func read(_ header: String?) -> String? {
        guard let header else { return nil }
        var plain: String?
        for part in header.split(separator: ";").dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard pair.count == 2 else { continue }
            switch pair[0].lowercased() {
            case "filename*":
                let value = pair[1].split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
                guard value.count == 3, value[0].lowercased() == "utf-8" else { continue }
                return String(value[2]).removingPercentEncoding
            case "filename": plain = pair[1].trimmingCharacters(in: CharacterSet(charactersIn: "\""))
            default: continue
            }
        }
        return plain
    }
}
