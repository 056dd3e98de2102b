import Dispatch
import Synchronization

/// Too many quotes are being printed; come again.
package struct QuotePressBusy: Error, Equatable {}

/// Makes quotes' PDFs, one after the other on a thread of its own, so that no request holds up another.
package final class QuotePress: Sendable {
    private static let maximumWaiting = 32

    private let queue = DispatchQueue(label: "parley.quote-press")
    private let waiting = Mutex(0)

    /// A press.
    package init() {}

    /// Makes a PDF when its turn comes.
    ///
    /// - Parameters:
    ///   - sheet: What it says.
    ///   - logo: The organisation's, if it has one.
    /// - Returns: The file.
    /// - Throws: ``QuotePressBusy`` where too many wait; ``PDFFailure``.
    package func print(_ sheet: QuoteSheet, logo: PDFPicture? = nil) async throws -> [UInt8] {
        let isFull = waiting.withLock { waiting in
            waiting += 1
            return waiting > Self.maximumWaiting
        }
        defer { waiting.withLock { $0 -= 1 } }
        if isFull { throw QuotePressBusy() }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try sheet.pdf(logo: logo) }) }
        }
    }
}

extension QuoteSheet {
    /// The quote as a PDF of A4 pages, its fonts inside.
    ///
    /// Takes tens of milliseconds of the thread it is called on; ``QuotePress`` has one for it.
    ///
    /// - Parameter logo: The organisation's, if it has one.
    /// - Returns: The file.
    /// - Throws: ``PDFFailure``.
    package func pdf(logo: PDFPicture? = nil) throws -> [UInt8] {
        let title = "\(number) · \(subject)"
        return try PDFCanvas.pages(title: title, language: language) { canvas in
            QuotePages(self, logo: logo, on: canvas).draw()
        }
    }
}
