import CPangoCairo

/// A picture for a PDF, such as an organisation's logo.
package struct PDFPicture: Sendable {
    /// The formats that are drawn.
    package enum Kind: Sendable {
        case png
        case jpeg
    }

    /// The file.
    package let bytes: [UInt8]
    /// Its format.
    package let kind: Kind

    /// A picture; what turns out to be none is left out.
    package init(bytes: [UInt8], kind: Kind) {
        self.bytes = bytes
        self.kind = kind
    }

    /// Opens the picture for the time of a closure.
    ///
    /// - Parameter body: Gets the picture and its size in its own units.
    /// - Returns: What the closure returns; nil for what is no picture.
    func withSurface<Result>(
        _ body: (OpaquePointer, (width: Double, height: Double)) -> Result
    ) -> Result? {
        let opened: OpaquePointer? = kind == .png ? openPNG() : openJPEG()
        guard let surface = opened else { return nil }
        defer { cairo_surface_destroy(surface) }
        let width = Double(cairo_image_surface_get_width(surface))
        let height = Double(cairo_image_surface_get_height(surface))
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, width > 0, height > 0 else { return nil }
        return body(surface, (width, height))
    }

    private func openPNG() -> OpaquePointer? {
        let source = Source(bytes)
        let held = Unmanaged.passRetained(source)
        defer { held.release() }
        return cairo_image_surface_create_from_png_stream(Source.read, held.toOpaque())
    }

    /// A PDF holds JPEG files as they are: the surface has their size, and no pixels of its own that count.
    private func openJPEG() -> OpaquePointer? {
        guard let size = Self.sizeOfJPEG(bytes) else { return nil }
        guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, size.width, size.height) else { return nil }
        // Freed by Cairo with the surface.
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
        _ = copy.initialize(from: bytes)
        let status = cairo_surface_set_mime_data(
            surface,
            CAIRO_MIME_TYPE_JPEG,
            copy.baseAddress,
            UInt(bytes.count),
            { UnsafeMutableRawPointer($0)?.deallocate() },
            copy.baseAddress
        )
        if status != CAIRO_STATUS_SUCCESS { copy.deallocate() }
        return surface
    }

    /// Reads width and height from the frame header.
    ///
    /// Source: ITU-T T.81, B.2.2.
    static func sizeOfJPEG(_ bytes: [UInt8]) -> (width: Int32, height: Int32)? {
        guard bytes.starts(with: [0xff, 0xd8]) else { return nil }
        var index = 2
        while index + 9 < bytes.count, bytes[index] == 0xff {
            let marker = bytes[index + 1]
            let isFrame = (0xc0...0xcf).contains(marker) && ![0xc4, 0xc8, 0xcc].contains(marker)
            if isFrame {
                let height = Int32(bytes[index + 5]) << 8 | Int32(bytes[index + 6])
                let width = Int32(bytes[index + 7]) << 8 | Int32(bytes[index + 8])
                return width > 0 && height > 0 ? (width, height) : nil
            }
            index += 2 + (Int(bytes[index + 2]) << 8 | Int(bytes[index + 3]))
        }
        return nil
    }

    /// Hands the file to Cairo piece by piece.
    private final class Source {
        private let bytes: [UInt8]
        private var place = 0

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
        }

        static let read: cairo_read_func_t = { closure, data, length in
            guard let closure, let data else { return CAIRO_STATUS_READ_ERROR }
            let source = Unmanaged<Source>.fromOpaque(closure).takeUnretainedValue()
            let count = Int(length)
            guard source.place + count <= source.bytes.count else { return CAIRO_STATUS_READ_ERROR }
            source.bytes.withUnsafeBufferPointer { buffer in
                guard let start = buffer.baseAddress else { return }
                data.update(from: start + source.place, count: count)
            }
            source.place += count
            return CAIRO_STATUS_SUCCESS
        }
    }
}
