import FileStore
import Foundation
import Identity
import Records
import Storage

/// Reads quotes for a user.
struct QuoteReader: Sendable {
    let store: any Store
    let press: QuotePress
    let files: FileStore

    func quote(_ id: ID<Record>, for user: SignedIn) async throws -> QuoteResource {
        try await store.read { tx in
            guard let record = try RecordQueries.find(tx, visibleTo: user, id: id), record.isQuote else {
                throw RecordNotFound()
            }
            try QuoteAmounts.require(tx, of: record, shownTo: user)
            let quote = try QuoteQueries.fetch(tx, organization: user.organization, record: id)
            return QuoteResource(
                try RecordPresenter(tx, module: record.module.id, for: user).resource(record),
                quote,
                sums: try QuoteArithmetic.sums(of: quote),
                stock: try QuoteProducts.stock(tx, visibleTo: user, quote.lines.compactMap(\.product))
            )
        }
    }

    /// What a new quote is reckoned in.
    func currency(for user: SignedIn) async throws -> QuoteResource.CurrencyBody {
        let currency = try await store.read { tx in try Currency.of(tx, organization: user.organization) }
        return QuoteResource.CurrencyBody(code: currency.code, digits: currency.digits)
    }

    /// The quote as a file, and what the file is called.
    func pdf(of id: ID<Record>, in language: Language?, for user: SignedIn) async throws -> (name: String, [UInt8]) {
        let (sheet, logo) = try await store.read { tx -> (QuoteSheet, OrganizationLogo?) in
            let language = try language ?? RecordPresenter.language(tx, of: user)
            let sheet = try QuoteSheet(tx, id, visibleTo: user, in: language)
            return (sheet, try OrganizationLogo.find(tx, organization: user.organization))
        }
        return ("\(sheet.number).pdf", try await press.print(sheet, logo: picture(of: logo)))
    }

    /// The logo as it is drawn; one whose file is gone is left out.
    private func picture(of logo: OrganizationLogo?) -> PDFPicture? {
        guard let logo, let data = FileManager.default.contents(atPath: files.path(of: logo.digest)) else { return nil }
        return PDFPicture(bytes: [UInt8](data), kind: logo.kind == .png ? .png : .jpeg)
    }
}
