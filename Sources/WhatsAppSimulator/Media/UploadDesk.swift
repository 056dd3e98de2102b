import NIOCore

/// Resumable uploads: sessions that grow, and the files behind their handles.
struct UploadDesk: Sendable {
    struct Session: Sendable {
        let id: String
        /// What stands behind the id in its address.
        let signature: String
        let length: Int
        let type: String
        var content = ByteBuffer()

        /// As the API names it.
        var address: String { "\(id)?sig=\(signature)" }
    }

    /// A finished upload: a template's sample or a profile picture.
    struct Sample: Sendable {
        let handle: String
        let number: Int64
        let type: String
        let content: ByteBuffer
    }

    static let maximumSessions = 20
    static let maximumSamples = 50
    static let types: Set<String> = ["application/pdf", "image/jpeg", "image/jpg", "image/png", "video/mp4"]

    private var sessions: [Session] = []
    private var samples: [Sample] = []
    private var nextSample: Int64 = 1

    mutating func open(_ session: Session) {
        sessions.append(session)
        if sessions.count > Self.maximumSessions { sessions.removeFirst() }
    }

    func session(_ id: String) -> Session? { sessions.first { $0.id == id } }

    mutating func append(_ content: ByteBuffer, to id: String) -> Session? {
        guard let index = sessions.firstIndex(where: { $0.id == id }) else { return nil }
        sessions[index].content.writeImmutableBuffer(content)
        return sessions[index]
    }

    /// Ends a session; its file is there under the handle.
    mutating func finish(_ session: Session, handle: String) {
        sessions.removeAll { $0.id == session.id }
        let type = session.type == "image/jpg" ? "image/jpeg" : session.type
        samples.append(Sample(handle: handle, number: nextSample, type: type, content: session.content))
        nextSample += 1
        if samples.count > Self.maximumSamples { samples.removeFirst() }
    }

    func sample(handle: String) -> Sample? { samples.last { $0.handle == handle } }

    func sample(number: Int64) -> Sample? { samples.last { $0.number == number } }

    /// Where a handle's file can be seen, as Meta shows it when a template is read back.
    func address(of handle: String, origin: String) -> String? {
        sample(handle: handle).map { "\(origin)/whatsapp_business/samples/\($0.number)" }
    }
}

extension World {
    /// `POST /{APP_ID}/uploads`.
    ///
    /// - Parameter body: `file_name`, `file_length` and `file_type`.
    /// - Returns: The session's id.
    /// - Throws: Code 100 with what is wrong.
    mutating func openUpload(_ body: JSON) throws(GraphFailure) -> JSON {
        guard let length = body["file_length"]?.looseInteger, (1...Int64(MediaRules.maximum)).contains(length) else {
            throw .parameter("Param file_length must be an integer from 1 to \(MediaRules.maximum).")
        }
        let type = body["file_type"]?.text?.lowercased() ?? ""
        guard UploadDesk.types.contains(type) else {
            let known = UploadDesk.types.sorted().joined(separator: ", ")
            throw .parameter("Param file_type must be one of {\(known)} - got \"\(type)\".")
        }
        let session = UploadDesk.Session(
            id: "upload:" + ids.uploadID(),
            signature: ids.uploadID(),
            length: Int(length),
            type: type
        )
        uploads.open(session)
        return .object(["id": .string(session.address)])
    }

    /// `POST /upload:…`: goes on where the session stands.
    ///
    /// - Parameters:
    ///   - id: The session.
    ///   - offset: What the caller believes was received.
    ///   - content: The bytes from there on.
    /// - Returns: The handle once everything is there, the new offset until then.
    /// - Throws: Code 100 for a session that is not there, a wrong offset or too many bytes.
    mutating func continueUpload(_ id: String, offset: Int, _ content: ByteBuffer) throws(GraphFailure) -> JSON {
        guard let session = uploads.session(id) else { throw .unknownObject(id, method: "post") }
        guard offset == session.content.readableBytes else {
            throw .parameter("file_offset must be \(session.content.readableBytes), the number of bytes received.")
        }
        guard offset + content.readableBytes <= session.length else {
            throw .parameter("The file has more bytes than its file_length of \(session.length).")
        }
        guard let grown = uploads.append(content, to: id) else { throw .unknownObject(id, method: "post") }
        guard grown.content.readableBytes == grown.length else {
            return .object([
                "id": .string(session.address), "file_offset": .integer(Int64(grown.content.readableBytes)),
            ])
        }
        let handle = "4::\(Base64.encode(grown.type.utf8)):\(ids.uploadID()):e:\(portfolio.appID)"
        uploads.finish(grown, handle: handle)
        return .object(["h": .string(handle)])
    }

    /// `GET /upload:…`.
    func uploadState(_ id: String) throws(GraphFailure) -> JSON {
        guard let session = uploads.session(id) else { throw .unknownObject(id, method: "get") }
        return .object(["id": .string(session.address), "file_offset": .integer(Int64(session.content.readableBytes))])
    }
}
