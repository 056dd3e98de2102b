/// Where a message goes.
enum Recipient: Sendable, Equatable {
    case phone(input: String, digits: String)
    case userID(String)
    /// A user id in `to`: accepted, and silently lost.
    case lost(String)

    init(_ body: JSON) throws(GraphFailure) {
        if let kind = body["recipient_type"], kind.text?.lowercased() != "individual" {
            throw GraphFailure(131009, "recipient_type: the simulator has no groups; use individual.")
        }
        if let to = body["to"], to != .null, to != .string("") {
            guard let input = to.looseText else { throw .parameter("Param to must be a string.") }
            if UserID.isSpeltLike(input) {
                self = .lost(input)
                return
            }
            guard let digits = PhoneDigits.parse(input) else {
                throw GraphFailure(131009, "Parameter 'to' is not a valid phone number.")
            }
            self = .phone(input: input, digits: digits)
            return
        }
        guard let recipient = body["recipient"]?.text, !recipient.isEmpty else {
            throw .parameter("The parameter to is required.")
        }
        guard UserID.isSpeltLike(recipient) else {
            throw GraphFailure(131009, "Parameter 'recipient' is not a valid business-scoped user id.")
        }
        self = .userID(recipient)
    }
}

/// Recipients whose number ends in an error code get that error.
enum MagicNumber {
    static func code(in phone: String) -> Int64? {
        guard phone.count > 6, let code = Int64(phone.suffix(6)), code >= 130_000 else { return nil }
        return FailureCatalogue.knows(code) ? code : nil
    }
}
