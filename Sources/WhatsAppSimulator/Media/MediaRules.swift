import NIOCore

/// What WhatsApp takes as media, how large it may be, and how it has to begin.
enum MediaRules {
    enum Kind: String, Sendable, Codable {
        case audio, document, image, sticker, video
    }

    /// The largest file that a customer can send, and the largest document.
    static let maximum = 100 << 20

    private static let documents = [
        "text/plain", "application/pdf", "application/msword", "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ]
    private static let others: [(type: String, kind: Kind)] = [
        ("audio/aac", .audio), ("audio/mp4", .audio), ("audio/mpeg", .audio), ("audio/amr", .audio),
        ("audio/ogg", .audio), ("image/jpeg", .image), ("image/png", .image), ("image/webp", .sticker),
        ("video/mp4", .video), ("video/3gpp", .video),
    ]

    /// Types that a business may send, in the order in which the refusal names them.
    static let types: [String] = others.map(\.type) + documents

    /// `audio/ogg; codecs=opus` without what follows the semicolon.
    static func base(_ type: String) -> String {
        let base = type.prefix { $0 != ";" }
        return base.trimmingPrefix(while: \.isWhitespace).lowercased().filter { !$0.isWhitespace }
    }

    /// As what a business sends this type; nil when it cannot.
    static func kind(of type: String) -> Kind? {
        let base = base(type)
        if documents.contains(base) { return .document }
        return others.first { $0.type == base }?.kind
    }

    /// As what a customer's file of this type arrives.
    static func inboundKind(of type: String) -> Kind {
        if let kind = kind(of: type) { return kind }
        return base(type).hasPrefix("audio/") ? .audio : .document
    }

    static func maximum(of kind: Kind) -> Int {
        switch kind {
        case .audio, .video: 16 << 20
        case .image: 5 << 20
        case .sticker: 500 << 10
        case .document: maximum
        }
    }

    /// Checks what a business uploads.
    ///
    /// - Parameters:
    ///   - type: The declared type.
    ///   - content: The file.
    /// - Throws: Code 100 for a type that WhatsApp does not take, 131053 for size and content.
    static func check(_ type: String, _ content: ByteBuffer) throws(GraphFailure) {
        guard let kind = kind(of: type) else {
            throw .parameter(
                "Param file must be a file with one of the following types: \(types.joined(separator: ", ")). "
                    + "Received file of type '\(base(type))'."
            )
        }
        if let fault = fault(of: content, type: type, kind: kind) { throw GraphFailure(131053, fault) }
    }

    /// What is wrong with a file that is to be sent as this kind; nil when nothing is.
    static func fault(of content: ByteBuffer, type: String, kind: Kind) -> String? {
        guard let own = self.kind(of: type), own == kind || kind == .document else {
            return "Unsupported \(kind.rawValue) mime type \(base(type))."
        }
        let size = content.readableBytes
        if size == 0 { return "The file is empty." }
        var limit = maximum(of: kind)
        if kind == .sticker, !isAnimated(content) { limit = 100 << 10 }
        if size > limit { return "The file has \(size) bytes; a \(kind.rawValue) has \(limit) at most." }
        guard looksLike(base(type), content) else {
            return "The content of the file is not what its type \(base(type)) says."
        }
        return nil
    }

    /// Whether a WebP says of itself that it is animated.
    static func isAnimated(_ content: ByteBuffer) -> Bool {
        guard content.getString(at: content.readerIndex + 12, length: 4) == "VP8X" else { return false }
        let flags: UInt8 = content.getInteger(at: content.readerIndex + 20) ?? 0
        return flags & 0x02 != 0
    }

    private static func looksLike(_ type: String, _ content: ByteBuffer) -> Bool {
        let head = content.getBytes(at: content.readerIndex, length: min(16, content.readableBytes)) ?? []
        func has(_ mark: [UInt8], at offset: Int = 0) -> Bool { head.dropFirst(offset).starts(with: mark) }
        let frame = head.count > 1 && head[0] == 0xff && head[1] & 0xe0 == 0xe0
        switch type {
        case "image/jpeg": return has([0xff, 0xd8, 0xff])
        case "image/png": return has([0x89, 0x50, 0x4e, 0x47])
        case "image/webp": return has(Array("RIFF".utf8)) && has(Array("WEBP".utf8), at: 8)
        case "application/pdf": return has(Array("%PDF".utf8))
        case "audio/ogg": return has(Array("OggS".utf8))
        case "audio/amr": return has(Array("#!AMR".utf8))
        case "audio/mpeg": return has(Array("ID3".utf8)) || frame
        case "audio/aac": return frame || has(Array("ADIF".utf8))
        case "audio/mp4", "video/mp4", "video/3gpp": return has(Array("ftyp".utf8), at: 4)
        case "text/plain": return !head.contains(0)
        case let other where other.contains("openxmlformats"): return has(Array("PK".utf8))
        default: return has([0xd0, 0xcf, 0x11, 0xe0])
        }
    }
}
