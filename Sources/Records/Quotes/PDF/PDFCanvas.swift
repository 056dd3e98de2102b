import CPangoCairo
import Foundation
import Identity

/// The library could not make a PDF.
package struct PDFFailure: Error {
    /// For the operator's log.
    package let detail: String
}

/// A text with its look.
struct PDFText {
    enum Align { case left, right }

    var text: String
    var size: Double = 9
    var isBold = false
    var grey = 0.12
    var align = Align.left
}

/// A4 pages that are drawn on, in points from the top left corner.
///
/// Pango sets the text, so that Chinese is broken and spaced as it should be; Cairo embeds what it uses of the fonts. A canvas lives
/// inside the closure that got it, on one thread.
struct PDFCanvas {
    static let width = 595.28
    static let height = 841.89
    private static let family = "Noto Sans CJK SC, Noto Sans, sans-serif"

    private let cairo: OpaquePointer
    private let pango: OpaquePointer

    /// Makes a PDF.
    ///
    /// - Parameters:
    ///   - title: For the file's metadata.
    ///   - language: Which forms characters have that Chinese and Japanese share.
    ///   - draw: Draws the pages; the last one is ended by itself.
    /// - Returns: The file.
    /// - Throws: ``PDFFailure``, or what the closure throws.
    static func pages(title: String, language: Language, _ draw: (PDFCanvas) throws -> Void) throws -> [UInt8] {
        let sink = Sink()
        let held = Unmanaged.passRetained(sink)
        defer { held.release() }
        let surface = cairo_pdf_surface_create_for_stream(Sink.write, held.toOpaque(), width, height)
        defer { cairo_surface_destroy(surface) }
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Parley")
        guard let cairo = cairo_create(surface) else { throw PDFFailure(detail: "no context") }
        defer { cairo_destroy(cairo) }
        // A font map of its own: the default one belongs to a thread, and jobs of a queue change threads.
        guard let fonts = pango_cairo_font_map_new() else { throw PDFFailure(detail: "no fonts") }
        defer { g_object_unref(fonts) }
        guard let pango = pango_font_map_create_context(fonts) else { throw PDFFailure(detail: "no text") }
        defer { g_object_unref(UnsafeMutableRawPointer(pango)) }
        pango_context_set_language(pango, pango_language_from_string(language == .chinese ? "zh-cn" : "en"))
        // Positions in a file for print are not rounded to the pixels of a screen.
        pango_context_set_round_glyph_positions(pango, 0)
        try draw(PDFCanvas(cairo: cairo, pango: pango))
        cairo_show_page(cairo)
        cairo_surface_finish(surface)
        let status = cairo_surface_status(surface)
        guard status == CAIRO_STATUS_SUCCESS else {
            throw PDFFailure(detail: String(cString: cairo_status_to_string(status)))
        }
        return sink.bytes
    }

    func nextPage() {
        cairo_show_page(cairo)
    }

    /// The height that a text takes.
    func height(of text: PDFText, width: Double) -> Double {
        withLayout(text, width: width) { layout in
            var height: Int32 = 0
            pango_layout_get_size(layout, nil, &height)
            return Double(height) / Double(PANGO_SCALE)
        }
    }

    /// Draws a text.
    ///
    /// - Returns: The height it took.
    @discardableResult
    func draw(_ text: PDFText, x: Double, y: Double, width: Double) -> Double {
        withLayout(text, width: width) { layout in
            cairo_set_source_rgb(cairo, text.grey, text.grey, text.grey)
            cairo_move_to(cairo, x, y)
            pango_cairo_show_layout(cairo, layout)
            var height: Int32 = 0
            pango_layout_get_size(layout, nil, &height)
            return Double(height) / Double(PANGO_SCALE)
        }
    }

    /// The lines of a text, for text that goes on over pages.
    func lines(of text: PDFText, width: Double) -> [String] {
        withLayout(text, width: width) { layout in
            let bytes = Array(text.text.utf8)
            return (0..<pango_layout_get_line_count(layout)).compactMap { index in
                guard let line = pango_layout_get_line_readonly(layout, index) else { return nil }
                let start = Int(line.pointee.start_index)
                let end = min(bytes.count, start + Int(line.pointee.length))
                return String(decoding: bytes[start..<end], as: UTF8.self)
            }
        }
    }

    func fill(x: Double, y: Double, width: Double, height: Double, grey: Double) {
        cairo_set_source_rgb(cairo, grey, grey, grey)
        cairo_rectangle(cairo, x, y, width, height)
        cairo_fill(cairo)
    }

    /// Draws a picture as large as fits into a box, at its top right corner.
    ///
    /// - Returns: The height it took; zero for what is no picture.
    func draw(_ picture: PDFPicture, right: Double, y: Double, width: Double, height: Double) -> Double {
        picture.withSurface { surface, size in
            let scale = min(width / size.width, height / size.height)
            cairo_save(cairo)
            defer { cairo_restore(cairo) }
            cairo_translate(cairo, right - size.width * scale, y)
            cairo_scale(cairo, scale, scale)
            cairo_set_source_surface(cairo, surface, 0, 0)
            cairo_paint(cairo)
            return size.height * scale
        } ?? 0
    }

    private func withLayout<Result>(_ text: PDFText, width: Double, _ body: (OpaquePointer) -> Result) -> Result {
        // Pango makes a layout or ends the program, as all of GLib does without memory.
        guard let layout = pango_layout_new(pango) else { preconditionFailure("no layout") }
        defer { g_object_unref(UnsafeMutableRawPointer(layout)) }
        let font = pango_font_description_new()
        defer { pango_font_description_free(font) }
        pango_font_description_set_family(font, Self.family)
        pango_font_description_set_size(font, Int32(text.size * Double(PANGO_SCALE)))
        pango_font_description_set_weight(font, text.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_layout_set_font_description(layout, font)
        pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        // An address that is broken has no hyphen where it was broken.
        let looks = pango_attr_list_new()
        defer { pango_attr_list_unref(looks) }
        pango_attr_list_insert(looks, pango_attr_insert_hyphens_new(0))
        pango_layout_set_attributes(layout, looks)
        pango_layout_set_alignment(layout, text.align == .right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT)
        pango_layout_set_text(layout, text.text, Int32(text.text.utf8.count))
        return body(layout)
    }

    /// Takes the file's bytes as Cairo writes them.
    private final class Sink {
        var bytes: [UInt8] = []

        static let write: cairo_write_func_t = { closure, data, length in
            guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
            let sink = Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue()
            sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
            return CAIRO_STATUS_SUCCESS
        }
    }
}
