import Crypto
import Foundation

/// Files in a folder, each under the SHA-256 of its content: what is stored twice is there once.
///
/// A file appears under its name only when all of it is on the disk. What nobody refers to any more is found by
/// ``sweep(isUsed:)``; who refers to what is known above. Several processes may use one folder.
package struct FileStore: Sendable {
    /// A file that is there now.
    package struct Stored: Sendable, Hashable {
        /// The name: SHA-256 of the content, hexadecimal.
        package let digest: String
        /// Bytes.
        package let size: Int
        /// What it is by its content, such as `image/png`.
        package let kind: String
    }

    /// The content is larger than the caller allows; nothing was stored.
    package struct TooLarge: Error, Equatable {
        /// Bytes at most.
        package let limit: Int

        /// A refusal, also for whoever knows the size beforehand.
        ///
        /// - Parameter limit: Bytes at most.
        package init(limit: Int) {
            self.limit = limit
        }
    }

    /// A call of the operating system failed.
    package struct Failure: Error, CustomStringConvertible {
        let call: String
        let code: Int32

        package var description: String { "\(call): \(String(cString: strerror(code)))" }
    }

    /// What is not referred to is kept this long, real time, in case it is about to be.
    static let grace: TimeInterval = 86_400

    private let folder: String
    /// Disks may be slow, and the threads that serve requests do not wait for them.
    private let queue = DispatchQueue(label: "parley.files", attributes: .concurrent)

    /// A store in a folder, which is made with the first file.
    ///
    /// - Parameter folder: Its path.
    package init(folder: String) {
        self.folder = folder
    }

    /// Stores a content.
    ///
    /// - Parameters:
    ///   - content: The bytes, in pieces.
    ///   - limit: Bytes at most.
    /// - Returns: The file.
    /// - Throws: ``TooLarge``, ``Failure``, or what the content throws; nothing is left then.
    package func write<Content: AsyncSequence & Sendable>(
        _ content: Content,
        limit: Int
    ) async throws -> Stored where Content.Element: Collection<UInt8> {
        let incoming = try await onQueue { try IncomingFile(in: folder + "/incoming") }
        do {
            var hash = SHA256()
            var size = 0
            for try await piece in content {
                let bytes = Array(piece)
                size += bytes.count
                if size > limit { throw TooLarge(limit: limit) }
                hash.update(data: bytes)
                try await onQueue { try incoming.append(bytes) }
            }
            let digest = hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            let path = path(of: digest)
            let kind = try await onQueue {
                let kind = FileKind.of(path: incoming.path)
                try incoming.finish(as: path)
                return kind
            }
            await onQueue { incoming.end() }
            return Stored(digest: digest, size: size, kind: kind)
        } catch {
            await onQueue { incoming.end() }
            throw error
        }
    }

    /// Where a content is.
    ///
    /// - Parameter digest: From ``Stored/digest``.
    /// - Returns: The path, whether or not it is there.
    package func path(of digest: String) -> String {
        "\(folder)/\(digest.prefix(2))/\(digest)"
    }

    /// How large a stored content is.
    ///
    /// - Parameter digest: From ``Stored/digest``.
    /// - Returns: Bytes; nil where it is not there.
    package func size(of digest: String) async -> Int? {
        await onQueue { FileStatus(path: path(of: digest))?.size }
    }

    /// Reads a stored content.
    ///
    /// - Parameter digest: From ``Stored/digest``.
    /// - Returns: The bytes in pieces; reading one that is not there throws ``Failure``.
    package func pieces(of digest: String) -> FilePieces {
        FilePieces(path: path(of: digest), queue: queue)
    }

    /// Removes what nobody refers to and nobody has stored of late.
    ///
    /// - Parameter isUsed: Of some names, those that somebody refers to.
    /// - Returns: How many were removed.
    /// - Throws: What `isUsed` throws.
    @discardableResult
    package func sweep(isUsed: ([String]) async throws -> Set<String>) async throws -> Int {
        let now = Date()
        await onQueue { removeAbandoned(at: now) }
        var removed = 0
        for part in await onQueue({ parts() }) {
            var rest = await onQueue { old(in: part, at: now) }[...]
            while !rest.isEmpty {
                let some = Array(rest.prefix(200))
                rest = rest.dropFirst(200)
                let unused = Set(some).subtracting(try await isUsed(some))
                removed += await onQueue { unused.count { remove($0, at: now) } }
            }
        }
        return removed
    }

    // MARK: - Sweeping

    private func parts() -> [String] {
        contents(of: folder).filter { $0.count == 2 }.sorted()
    }

    private func old(in part: String, at now: Date) -> [String] {
        contents(of: "\(folder)/\(part)").filter { name in
            guard name.count == 64, let status = FileStatus(path: path(of: name)) else { return false }
            return status.isOld(at: now)
        }
    }

    /// Removes a content unless it was stored again since it was looked at: storing gives it a new time.
    private func remove(_ digest: String, at now: Date) -> Bool {
        let path = path(of: digest)
        let aside = "\(folder)/incoming/\(UUID().uuidString)"
        guard rename(path, aside) == 0 else { return false }
        if let status = FileStatus(path: aside), !status.isOld(at: now) {
            rename(aside, path)
            return false
        }
        unlink(aside)
        return true
    }

    /// What a process that died was writing.
    private func removeAbandoned(at now: Date) {
        for name in contents(of: folder + "/incoming") {
            let path = "\(folder)/incoming/\(name)"
            if let status = FileStatus(path: path), status.isOld(at: now) { unlink(path) }
        }
    }

    private func contents(of path: String) -> [String] {
        // A folder that is not there has nothing in it.
        (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    }

    private func onQueue<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Swift.Result { try work() }) }
        }
    }

    private func onQueue<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work()) }
        }
    }
}
