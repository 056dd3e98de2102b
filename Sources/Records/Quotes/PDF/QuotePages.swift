/// Lays a quote out on A4 pages: head, parties, lines with their header on each page, sums, notes.
struct QuotePages {
    private static let margin = 48.0
    private static let bottom = PDFCanvas.height - 64
    private static let inner = PDFCanvas.width - 2 * margin
    private static let gap = 8.0

    /// A stretch of a page that is not cut.
    private struct Block {
        let height: Double
        let draw: (Double) -> Void
        /// Lines stand below a header, which is repeated on each page.
        var isLine = false
        /// Stays on the page of the next one, so that no heading stands alone.
        var keepsNext = false
    }

    private let sheet: QuoteSheet
    private let words: QuoteWords
    private let canvas: PDFCanvas
    private let logo: PDFPicture?

    init(_ sheet: QuoteSheet, logo: PDFPicture?, on canvas: PDFCanvas) {
        self.sheet = sheet
        words = QuoteWords(sheet.language)
        self.canvas = canvas
        self.logo = logo
    }

    func draw() {
        let blocks = [parties()] + lines() + [sums()] + notes()
        let pages = paginate(blocks)
        for (index, page) in pages.enumerated() {
            if index > 0 { canvas.nextPage() }
            var y = index == 0 ? drawHead() : Self.margin
            var isInTable = false
            for block in page {
                if block.isLine, !isInTable { y += drawTableHead(at: y) }
                isInTable = block.isLine
                block.draw(y)
                y += block.height
            }
            drawFoot(index + 1, of: pages.count)
        }
    }

    /// Puts blocks on pages, before anything is drawn: each foot says how many pages there are.
    private func paginate(_ blocks: [Block]) -> [[Block]] {
        var pages: [[Block]] = [[]]
        var y = headHeight
        for (index, block) in blocks.enumerated() {
            var needed = block.height
            let follows = pages[pages.count - 1].last?.isLine ?? false
            if block.isLine, !follows { needed += tableHeadHeight }
            if block.keepsNext, index + 1 < blocks.count { needed += blocks[index + 1].height }
            if y + needed > Self.bottom, !(pages[pages.count - 1].isEmpty) {
                pages.append([])
                y = Self.margin + (block.isLine ? tableHeadHeight : 0)
            } else if block.isLine, !follows {
                y += tableHeadHeight
            }
            pages[pages.count - 1].append(block)
            y += block.height
        }
        return pages
    }

    // MARK: - Head and foot

    private static let logoHeight = 44.0
    private static let logoWidth = 150.0

    private var headHeight: Double {
        let subject = canvas.height(of: subjectText, width: Self.inner)
        return Self.margin + Self.logoHeight + 22 + titleHeight + subject + 14
    }

    private var titleHeight: Double {
        canvas.height(of: PDFText(text: words.heading, size: 20, isBold: true), width: 300)
    }
    private var subjectText: PDFText { PDFText(text: sheet.subject, size: 11, grey: 0.3) }

    private func drawHead() -> Double {
        var y = Self.margin
        let name = PDFText(text: sheet.organization, size: 12, isBold: true)
        let drawn =
            logo.map {
                canvas.draw(
                    $0,
                    right: PDFCanvas.width - Self.margin,
                    y: y,
                    width: Self.logoWidth,
                    height: Self.logoHeight
                )
            } ?? 0
        canvas.draw(name, x: Self.margin, y: y, width: Self.inner - (drawn > 0 ? Self.logoWidth + 16 : 0))
        y += Self.logoHeight + 22
        y += canvas.draw(PDFText(text: words.heading, size: 20, isBold: true), x: Self.margin, y: y, width: 300)
        y += canvas.draw(subjectText, x: Self.margin, y: y, width: Self.inner)
        return y + 14
    }

    private func drawFoot(_ number: Int, of count: Int) {
        let y = PDFCanvas.height - 44
        let half = Self.inner / 2
        let left = "\(sheet.organization) · \(sheet.number)"
        canvas.draw(PDFText(text: left, size: 7.5, grey: 0.45), x: Self.margin, y: y, width: half)
        let page = PDFText(text: words.page(number, of: count), size: 7.5, grey: 0.45, align: .right)
        canvas.draw(page, x: Self.margin + half, y: y, width: half)
    }

    // MARK: - Parties and facts

    /// The customer and addresses at the left, number and days at the right.
    private func parties() -> Block {
        let columns = sheet.parties.map { (label: $0.label, text: $0.lines.joined(separator: "\n")) }
        let facts = (
            label: "",
            text: sheet.facts.map { "\($0.label)  \($0.value)" }.joined(separator: "\n")
        )
        let factsWidth = 180.0
        let width = (Self.inner - factsWidth) / Double(max(1, columns.count)) - 14
        let labelHeight = columns.isEmpty ? 0 : canvas.height(of: label("Xg报"), width: width) + 2
        let heights =
            columns.map { labelHeight + canvas.height(of: PDFText(text: $0.text), width: width) }
            + [canvas.height(of: PDFText(text: facts.text), width: factsWidth)]
        return Block(height: (heights.max() ?? 0) + 22) { y in
            var x = Self.margin
            for column in columns {
                canvas.draw(label(column.label), x: x, y: y, width: width)
                canvas.draw(PDFText(text: column.text), x: x, y: y + labelHeight, width: width)
                x += width + 14
            }
            var line = y
            for fact in sheet.facts {
                let left = PDFCanvas.width - Self.margin - factsWidth
                canvas.draw(PDFText(text: fact.label, grey: 0.45), x: left, y: line, width: 70)
                let value = PDFText(text: fact.value, align: .right)
                line += canvas.draw(value, x: left + 70, y: line, width: factsWidth - 70)
            }
        }
    }

    private func label(_ text: String) -> PDFText {
        PDFText(text: text, size: 8, grey: 0.45)
    }

    // MARK: - Lines

    private struct Column {
        let width: Double
        let title: String
        let text: (Int, QuoteSheet.Line) -> String
        var align = PDFText.Align.right
    }

    private var columns: [Column] {
        let hasDiscounts = sheet.lines.contains { !$0.discount.isEmpty }
        let hasTaxes = sheet.lines.contains { !$0.tax.isEmpty }
        var right = [
            Column(width: 52, title: words.quantity) { _, line in line.quantity },
            Column(width: 70, title: words.price) { _, line in line.price },
        ]
        if hasDiscounts { right.append(Column(width: 60, title: words.discount) { _, line in line.discount }) }
        if hasTaxes { right.append(Column(width: 42, title: words.tax) { _, line in line.tax }) }
        right.append(Column(width: 76, title: words.amount) { _, line in line.net })
        let number = Column(width: 22, title: "#", text: { index, _ in String(index + 1) }, align: .left)
        let taken = right.reduce(number.width) { $0 + $1.width }
        let item = Column(width: Self.inner - taken, title: words.item, text: { _, line in line.name }, align: .left)
        return [number, item] + right
    }

    private var tableHeadHeight: Double { 30 }

    private func drawTableHead(at y: Double) -> Double {
        canvas.fill(x: Self.margin, y: y, width: Self.inner, height: tableHeadHeight - 8, grey: 0.95)
        var x = Self.margin
        for column in columns {
            let text = PDFText(text: column.title, size: 8, isBold: true, grey: 0.3, align: column.align)
            canvas.draw(text, x: x + 4, y: y + 5, width: column.width - Self.gap)
            x += column.width
        }
        return tableHeadHeight
    }

    private func lines() -> [Block] {
        let columns = self.columns
        return sheet.lines.enumerated().flatMap { index, line in self.line(index, line, columns) }
    }

    /// A line, and the rest of its description in blocks of their own where that is long enough to fill pages.
    private func line(_ index: Int, _ line: QuoteSheet.Line, _ columns: [Column]) -> [Block] {
        let width = columns[1].width - Self.gap
        let left = Self.margin + columns[0].width + 4
        let name = PDFText(text: line.name, isBold: true)
        let heights = columns.enumerated().map { place, column in
            place == 1
                ? canvas.height(of: name, width: width)
                : canvas.height(of: PDFText(text: column.text(index, line)), width: column.width - Self.gap)
        }
        let head = heights.max() ?? 0
        // A description goes on below the numbers beside its name.
        let wide = columns[1...3].reduce(-Self.gap) { $0 + $1.width }
        let parts = description(line.description, width: wide)
        let first = Block(
            height: head + (parts.isEmpty ? 11 : 2),
            draw: { y in
                var x = Self.margin
                for (place, column) in columns.enumerated() {
                    var text = PDFText(text: column.text(index, line), align: column.align)
                    if place == 1 { text = name }
                    canvas.draw(text, x: x + 4, y: y, width: column.width - Self.gap)
                    x += column.width
                }
                if parts.isEmpty { rule(y + head + 5) }
            },
            isLine: true,
            keepsNext: !parts.isEmpty
        )
        let rest = parts.enumerated().map { place, part in
            let height = canvas.height(of: part, width: wide)
            let isLast = place == parts.count - 1
            return Block(
                height: height + (isLast ? 11 : 0),
                draw: { y in
                    canvas.draw(part, x: left, y: y, width: wide)
                    if isLast { rule(y + height + 5) }
                },
                isLine: true
            )
        }
        return [first] + rest
    }

    private func rule(_ y: Double) {
        canvas.fill(x: Self.margin, y: y, width: Self.inner, height: 0.5, grey: 0.88)
    }

    /// Text in pieces of a few printed lines, between which a page may end.
    private func description(_ text: String, width: Double, size: Double = 8, grey: Double = 0.4) -> [PDFText] {
        if text.isEmpty { return [] }
        let whole = PDFText(text: text, size: size, grey: grey)
        let lines = canvas.lines(of: whole, width: width)
        let most = 8
        if lines.count <= most { return [whole] }
        return stride(from: 0, to: lines.count, by: most).map { start in
            let piece = lines[start..<min(lines.count, start + most)].joined(separator: "\n")
            return PDFText(text: piece, size: size, grey: grey)
        }
    }

    // MARK: - Sums and notes

    private func sums() -> Block {
        let width = 240.0
        let left = PDFCanvas.width - Self.margin - width
        let rowHeight = 17.0
        let height = Double(sheet.sums.count) * rowHeight + 34
        return Block(height: height) { y in
            var line = y + 8
            for sum in sheet.sums {
                if sum.isTotal {
                    canvas.fill(x: left, y: line, width: width, height: 0.8, grey: 0.3)
                    line += 6
                }
                let size = sum.isTotal ? 12.0 : 9.0
                let label = PDFText(text: sum.label, size: size, isBold: sum.isTotal)
                canvas.draw(label, x: left + 4, y: line, width: 90)
                let value = PDFText(text: sum.value, size: size, isBold: sum.isTotal, align: .right)
                canvas.draw(value, x: left + 90, y: line, width: width - 94)
                line += rowHeight
            }
        }
    }

    private func notes() -> [Block] {
        sheet.notes.flatMap { note -> [Block] in
            let parts = description(note.text, width: Self.inner, size: 8.5, grey: 0.2)
            let heading = PDFText(text: note.label, size: 9, isBold: true)
            let headingHeight = canvas.height(of: heading, width: Self.inner) + 3
            let head = Block(
                height: headingHeight,
                draw: { y in canvas.draw(heading, x: Self.margin, y: y, width: Self.inner) },
                keepsNext: true
            )
            return [head]
                + parts.enumerated().map { place, part in
                    let height = canvas.height(of: part, width: Self.inner) + (place == parts.count - 1 ? 14 : 0)
                    return Block(height: height) { y in canvas.draw(part, x: Self.margin, y: y, width: Self.inner) }
                }
        }
    }
}
