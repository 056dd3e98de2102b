import WhatsAppCloud

/// What WhatsApp lets a business send, and what a customer's file is called here.
///
/// Source: wire reference 3.3; spec rows 2.62, 2.63.
package enum MediaRules {
    /// Bytes of a customer's file at most; Meta hands on nothing larger.
    package static let maximumInbound = 100 * 1_048_576
    /// Bytes of a document that is sent, at most.
    package static let maximumDocument = 50 * 1_048_576
    /// Bytes of a file of any kind that is sent, at most.
    package static let maximumOutbound = maximumDocument

    /// Why a file cannot be sent.
    package enum Refusal: Error, Sendable, Equatable {
        /// WhatsApp takes no such files; the type by content.
        case kind(String)
        /// It is larger than its kind may be.
        case tooLarge(limit: Int)
    }

    /// As what a file is sent.
    ///
    /// - Parameters:
    ///   - kind: What it is by its content.
    ///   - name: Its name, which tells apart what content does not.
    ///   - size: Bytes.
    /// - Returns: The kind of message, and the type to name to Meta.
    /// - Throws: ``Refusal``.
    package static func outbound(
        kind: String,
        name: String,
        size: Int
    ) throws(Refusal) -> (kind: Message.Kind, type: String) {
        let found = try classify(kind: kind, name: name)
        let limit =
            switch found.kind {
            case .image: 5 * 1_048_576
            case .video, .audio: 16 * 1_048_576
            default: maximumDocument
            }
        guard size <= limit else { throw .tooLarge(limit: limit) }
        return found
    }

    private static func classify(kind: String, name: String) throws(Refusal) -> (kind: Message.Kind, type: String) {
        switch kind {
        case "image/jpeg", "image/png": return (.image, kind)
        case "video/mp4", "video/3gpp": return (.video, kind)
        case "audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg": return (.audio, kind)
        case "audio/x-m4a": return (.audio, "audio/mp4")
        case "audio/x-hx-aac-adts": return (.audio, "audio/aac")
        case "text/plain", "text/csv": return (.document, "text/plain")
        case "application/pdf": return (.document, kind)
        default: break
        }
        // Office's files are archives by their content; which program's they are, their name says.
        let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        guard let type = officeTypes[ending], officeKinds.contains(kind) || kind == type else { throw .kind(kind) }
        return (.document, type)
    }

    private static let openXML = "application/vnd.openxmlformats-officedocument."
    private static let officeTypes: [String: String] = [
        "doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint",
        "docx": openXML + "wordprocessingml.document", "xlsx": openXML + "spreadsheetml.sheet",
        "pptx": openXML + "presentationml.presentation",
    ]
    private static let officeKinds: Set<String> = [
        "application/zip", "application/x-ole-storage", "application/CDFV2", "application/msword",
        "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "application/vnd.ms-office",
    ]

    /// The media type without its parameters; a sender's word, so nothing is made of it but a line of text.
    static func essence(of mimeType: String?) -> String {
        let essence = mimeType?.split(separator: ";").first.map { $0.filter { !$0.isWhitespace && $0 != "\0" } } ?? ""
        return essence.isEmpty ? "application/octet-stream" : String(essence.prefix(100)).lowercased()
    }

    /// What a customer's file is called: a document's own name without folders, else a word with an ending.
    static func name(_ given: String?, kind: InboundMedia.Kind, mimeType: String?) -> String {
        let last = given?.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        let scalars = last.unicodeScalars.filter { $0.properties.generalCategory != .control }
        let plain = String(String.UnicodeScalarView(scalars)).trimmingPrefix { $0 == "." || $0.isWhitespace }
        if !plain.isEmpty { return String(plain.suffix(200)) }
        let ending = endings[essence(of: mimeType)]
        return ending.map { "\(kind.rawValue).\($0)" } ?? kind.rawValue
    }

    private static let endings: [String: String] = [
        "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/gif": "gif", "video/mp4": "mp4",
        "video/3gpp": "3gp", "audio/ogg": "ogg", "audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/aac": "aac",
        "audio/amr": "amr", "application/pdf": "pdf", "text/plain": "txt", "application/zip": "zip",
    ]
}
