import Crypto
import Foundation

/// One step of a domain's schema.
///
/// Once released it never changes: the next step is a new one.
package struct Migration: Sendable {
    /// The domain that owns the tables.
    package let domain: String
    /// Counts up from 1 within the domain.
    package let number: Int
    /// What the step does, in a few words.
    package let name: String
    /// The statements in order, with table names as text.
    package let statements: [SQLStatement]

    /// A step of a domain's schema.
    package init(domain: String, number: Int, name: String, statements: [SQLStatement]) {
        self.domain = domain
        self.number = number
        self.name = name
        self.statements = statements
    }

    /// A digest of the statements as one engine receives them; hexadecimal SHA-256.
    func checksum(for dialect: Dialect) -> String {
        var hash = SHA256()
        for statement in statements {
            hash.update(data: Data(statement.rendered(for: dialect).text.utf8))
            hash.update(data: Data([0]))
        }
        return hash.finalize().map { byte in
            let hex = String(byte, radix: 16)
            return hex.count == 1 ? "0" + hex : hex
        }.joined()
    }
}

/// Why a database cannot be brought to this program's schema.
package enum MigrationFailure: Error, CustomStringConvertible {
    /// The step was applied with other statements than this program has.
    case changed(domain: String, number: Int)
    /// The database has a step this program does not know: a newer program has been here.
    case newer(domain: String, number: Int)

    package var description: String {
        switch self {
        case .changed(let domain, let number):
            "migration \(domain) \(number) was applied with other statements than this program has; restore a backup or use "
                + "the program that made the database"
        case .newer(let domain, let number):
            "the database has migration \(domain) \(number), which this program does not know; use the newer program"
        }
    }
}
