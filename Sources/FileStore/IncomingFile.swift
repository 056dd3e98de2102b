import Foundation

/// A file that is being written, under a name that nobody looks for.
///
/// Its one user calls it from one piece of work at a time.
struct IncomingFile: Sendable {
    let path: String
    private let descriptor: Int32

    init(in folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        path = "\(folder)/\(UUID().uuidString)"
        descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        if descriptor < 0 { throw FileStore.Failure(call: "open", code: errno) }
    }

    func append(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let count = Foundation.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw FileStore.Failure(call: "write", code: errno) }
                rest = rest.dropFirst(count)
            }
        }
    }

    /// Gives the file its name once all of it is on the disk; one that is there already is the same, and gets its time.
    func finish(as final: String) throws {
        guard fsync(descriptor) == 0 else { throw FileStore.Failure(call: "fsync", code: errno) }
        let folder = (final as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        guard rename(path, final) == 0 else { throw FileStore.Failure(call: "rename", code: errno) }
        try Self.sync(folder: folder)
    }

    /// Closes the file, and removes it unless it got its name.
    func end() {
        close(descriptor)
        unlink(path)
    }

    /// The name itself has to be on the disk as well.
    private static func sync(folder: String) throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileStore.Failure(call: "open", code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FileStore.Failure(call: "fsync", code: errno) }
    }
}

/// What the operating system knows of a file.
struct FileStatus {
    let size: Int
    private let changedAt: Date

    init?(path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        size = Int(status.st_size)
        changedAt = Date(timeIntervalSince1970: TimeInterval(status.st_mtim.tv_sec))
    }

    func isOld(at now: Date) -> Bool { now.timeIntervalSince(changedAt) > FileStore.grace }
}
