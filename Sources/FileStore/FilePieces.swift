import Foundation

/// A stored content in pieces of a quarter of a megabyte, read as they are asked for.
package struct FilePieces: AsyncSequence, Sendable {
    private static let pieceSize = 262_144

    fileprivate let path: String
    fileprivate let queue: DispatchQueue

    init(path: String, queue: DispatchQueue) {
        self.path = path
        self.queue = queue
    }

    /// Reads from the beginning.
    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let file: FilePieces
        private var reader: OpenFile?

        fileprivate init(_ file: FilePieces) {
            self.file = file
        }

        package mutating func next() async throws -> [UInt8]? {
            let path = file.path
            let known = reader
            // Disks may be slow, and the threads that serve requests do not wait for them.
            let (reader, bytes) = try await withCheckedThrowingContinuation { continuation in
                file.queue.async {
                    continuation.resume(
                        with: Result {
                            let reader = try known ?? OpenFile(path)
                            return (reader, try reader.read(upTo: FilePieces.pieceSize))
                        }
                    )
                }
            }
            self.reader = reader
            return bytes.isEmpty ? nil : bytes
        }
    }

    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(self) }
}

/// A file open for reading; a class, since it is closed when nobody has it any more.
private final class OpenFile: Sendable {
    private let descriptor: Int32

    init(_ path: String) throws {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { throw FileStore.Failure(call: "open", code: errno) }
    }

    deinit { close(descriptor) }

    func read(upTo count: Int) throws -> [UInt8] {
        try Array(unsafeUninitializedCapacity: count) { buffer, filled in
            var result: Int
            repeat {
                result = Foundation.read(descriptor, buffer.baseAddress, count)
            } while result < 0 && errno == EINTR
            if result < 0 { throw FileStore.Failure(call: "read", code: errno) }
            filled = result
        }
    }
}
