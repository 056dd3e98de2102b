import Foundation
import NIOCore

/// Files that customers send when a call names none, one of each kind.
struct SampleMedia: Sendable {
    private static let names: [(MediaRules.Kind, String, String)] = [
        (.image, "picture.jpg", "image/jpeg"), (.audio, "voice.ogg", "audio/ogg; codecs=opus"),
        (.video, "clip.mp4", "video/mp4"), (.document, "offer.pdf", "application/pdf"),
        (.sticker, "sticker.webp", "image/webp"),
    ]

    private var files: [MediaRules.Kind: NewMedia] = [:]

    /// Reads those that are there.
    init(folder: String) {
        for (kind, name, type) in Self.names {
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { continue }
            files[kind] = NewMedia(type: type, fileName: name, content: ByteBuffer(bytes: data))
        }
    }

    /// A customer's file: base64 in `data`, or a sample of its kind.
    ///
    /// - Parameters:
    ///   - object: The media object, perhaps with `data`, `mime_type` and `filename`.
    ///   - kind: What it arrives as.
    /// - Returns: The file.
    /// - Throws: ``ControlRefusal`` for a file that cannot be read or is too large.
    func file(_ object: JSON, _ kind: MediaRules.Kind) throws(ControlRefusal) -> NewMedia {
        guard let data = object["data"]?.text else {
            guard let file = files[kind] else {
                throw .notValid(kind.rawValue, "The id of a file of POST /_sim/media, or data in base64.")
            }
            return file
        }
        guard let bytes = Base64.decode(data), bytes.count <= MediaRules.maximum else {
            throw .notValid("data", "A file of at most 100 MB in base64.")
        }
        let type = Self.names.first { $0.0 == kind }?.2 ?? "application/octet-stream"
        return NewMedia(
            type: object["mime_type"]?.text ?? type,
            fileName: object["filename"]?.text,
            content: ByteBuffer(bytes: bytes)
        )
    }
}
