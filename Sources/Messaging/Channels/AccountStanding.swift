import WhatsAppCloud

/// What Meta's answers about accounts and numbers mean for sending.
enum AccountStanding {
    /// Why an account does not send; nil where Meta says nothing against it.
    static func stopReason(of account: RemoteAccount) -> String? {
        if account.review == "REJECTED" { return "account_rejected" }
        if ["DISABLED", "BANNED", "DELETED"].contains(account.status) { return "account_disabled" }
        if account.health == "BLOCKED" { return account.healthErrors.first.map(String.init) ?? "account_blocked" }
        return nil
    }

    /// Why a number does not send, whether Meta shows it or not; nil where it does.
    static func stopReason(of number: RemoteNumber?) -> String? {
        guard let number else { return "number_gone" }
        switch number.status {
        case "BANNED": return "number_banned"
        case "RESTRICTED": return "number_restricted"
        case "DISCONNECTED": return "number_disconnected"
        case "MIGRATED": return "number_migrated"
        case "DELETED": return "number_gone"
        case "PENDING", "UNVERIFIED": return "number_unregistered"
        default: return nil
        }
    }

    /// Why Meta refuses a look at an account; nil where that is no reason to stop it.
    static func stopReason(of refusal: GraphError) -> String? {
        switch refusal.code {
        case 0, 104, 190: return refusal.code.map(String.init)
        case _ where refusal.isAboutObject: return "access_removed"
        default: return nil
        }
    }
}
