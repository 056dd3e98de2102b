import CMagic

/// What a file is by its content; its name says nothing.
package enum FileKind {
    /// What stands for everything that is not recognised.
    package static let unknown = "application/octet-stream"

    /// Looks into a file.
    ///
    /// - Parameter path: The file.
    /// - Returns: A media type without parameters, such as `image/png`.
    static func of(path: String) -> String {
        // A handle is one thread's, and opening one costs less than a millisecond.
        guard let magic = magic_open(MAGIC_MIME_TYPE) else { return unknown }
        defer { magic_close(magic) }
        guard magic_load(magic, nil) == 0, let found = magic_file(magic, path) else { return unknown }
        let kind = String(cString: found)
        return kind.contains("/") && !kind.hasPrefix("inode/") && !kind.contains(" ") ? kind : unknown
    }

    /// How a browser may show a file of a kind in its own window.
    ///
    /// - Parameter kind: A media type.
    /// - Returns: The type to show it as; nil for what is only downloaded.
    package static func shown(_ kind: String) -> String? {
        switch kind {
        case "image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp", "application/pdf": kind
        case "text/plain", "text/csv", "text/markdown": "text/plain; charset=utf-8"
        default: kind.hasPrefix("audio/") || kind.hasPrefix("video/") ? kind : nil
        }
    }
}
