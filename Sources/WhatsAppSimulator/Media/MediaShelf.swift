import Crypto
import Foundation
import NIOCore

/// A file that Meta keeps.
struct StoredMedia: Sendable {
    let id: String
    /// The business number that it was uploaded for or sent to.
    let numberID: String
    let type: String
    let fileName: String?
    let content: ByteBuffer
    let digest: [UInt8]
    /// On the simulator's clock.
    let expiresMs: Int64

    var hexDigest: String { digest.map { Hex.encode($0) }.joined() }

    /// As a control call shows it.
    var json: JSON {
        .object([
            "id": .string(id), "mime_type": .string(type), "sha256": .string(Base64.encode(digest)),
            "file_size": .integer(Int64(content.readableBytes)), "filename": .optional(fileName),
        ])
    }
}

/// A file before it has an id; its digest is computed outside of the world's lock.
struct NewMedia: Sendable {
    let type: String
    let fileName: String?
    let content: ByteBuffer
    let digest: [UInt8]

    init(type: String, fileName: String?, content: ByteBuffer) {
        self.type = type
        self.fileName = fileName
        self.content = content
        var hash = SHA256()
        content.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
        digest = Array(hash.finalize())
    }

    static func digest(of text: String) -> [UInt8] { Array(SHA256.hash(data: Data(text.utf8))) }
}

/// The newest files, as many as fit: the oldest go when there is no more room.
struct MediaShelf: Sendable {
    static let maximumBytes = 256 << 20
    static let maximumFiles = 5000
    /// How long an uploaded file can be sent.
    static let uploadedMs: Int64 = 30 * 86_400_000
    /// How long a customer's file can be fetched.
    static let receivedMs: Int64 = 7 * 86_400_000
    /// How long an address works.
    static let addressMs: Int64 = 300_000
    /// How long a link that was fetched is not fetched again.
    static let linkMs: Int64 = 600_000

    private let key = SymmetricKey(size: .bits256)
    private var files: [String: StoredMedia] = [:]
    private var order: [String] = []
    private var bytes = 0
    private var links: [String: (id: String, untilMs: Int64)] = [:]

    func find(_ id: String, nowMs: Int64) -> StoredMedia? {
        guard let file = files[id], file.expiresMs > nowMs else { return nil }
        return file
    }

    mutating func insert(_ file: StoredMedia) {
        files[file.id] = file
        order.append(file.id)
        bytes += file.content.readableBytes
        while bytes > Self.maximumBytes || order.count > Self.maximumFiles, let oldest = order.first {
            remove(oldest)
        }
    }

    mutating func remove(_ id: String) {
        guard let file = files.removeValue(forKey: id) else { return }
        bytes -= file.content.readableBytes
        order.removeAll { $0 == id }
    }

    // MARK: - Addresses

    /// An address for five minutes, for whoever has the token.
    func address(of id: String, origin: String, nowMs: Int64) -> String {
        let end = (nowMs + Self.addressMs) / 1000
        return "\(origin)/whatsapp_business/attachments/?mid=\(id)&ext=\(end)&hash=\(signature(id, end))"
    }

    /// The file behind an address; nil when the address is not one of ours or not valid any more.
    func open(mid: String, ext: String, hash: String, nowMs: Int64) -> StoredMedia? {
        guard let end = Int64(ext), nowMs / 1000 <= end, hash == signature(mid, end) else { return nil }
        return find(mid, nowMs: nowMs)
    }

    private func signature(_ id: String, _ end: Int64) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data("\(id) \(end)".utf8), using: key)
        return "AR" + code.prefix(16).map { Hex.encode($0) }.joined()
    }

    // MARK: - Links

    func cached(_ link: String, nowMs: Int64) -> StoredMedia? {
        guard let known = links[link], known.untilMs > nowMs else { return nil }
        return find(known.id, nowMs: nowMs)
    }

    mutating func cache(_ link: String, _ id: String, nowMs: Int64) {
        if links.count > Self.maximumFiles { links = [:] }
        links[link] = (id, nowMs + Self.linkMs)
    }
}

extension World {
    /// Keeps a file under a new id.
    ///
    /// - Parameters:
    ///   - new: The file.
    ///   - numberID: The business number that it belongs to.
    ///   - lifetimeMs: How long it is there.
    ///   - nowMs: The simulator's time.
    /// - Returns: The file with its id.
    mutating func keep(_ new: NewMedia, numberID: String, lifetimeMs: Int64, nowMs: Int64) -> StoredMedia {
        let file = StoredMedia(
            id: ids.mediaID(),
            numberID: numberID,
            type: new.type,
            fileName: new.fileName,
            content: new.content,
            digest: new.digest,
            expiresMs: nowMs + lifetimeMs
        )
        media.insert(file)
        return file
    }

    /// `GET /{MEDIA_ID}`.
    func node(of file: StoredMedia, origin: String, nowMs: Int64) -> JSON {
        .object([
            "url": .string(media.address(of: file.id, origin: origin, nowMs: nowMs)), "mime_type": .string(file.type),
            "sha256": .string(file.hexDigest), "file_size": .integer(Int64(file.content.readableBytes)),
            "id": .string(file.id), "messaging_product": .string("whatsapp"),
        ])
    }
}

/// Two digits a byte.
enum Hex {
    static func encode(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }
}
