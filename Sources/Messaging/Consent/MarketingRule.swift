package import Identity
package import PhoneNumbers
package import Records
package import Storage

/// Why somebody gets no marketing; they are excluded, nothing has failed.
package enum MarketingRefusal: String, Error, Sendable, CaseIterable {
    /// They have said so.
    case optedOut = "opted_out"
    /// They have said nothing, and the organisation sends to those only who have agreed.
    case noConsent = "no_consent"
    /// They have stopped it in WhatsApp, which would refuse it.
    case stoppedAtWhatsApp = "stopped_at_whatsapp"
    /// WhatsApp delivers no marketing to numbers of the United States.
    ///
    /// Source: spec row 2.39.
    case unitedStates = "us_number"
}

/// What an organisation decides about marketing.
package struct SendingRules: Sendable, Equatable {
    /// Whether those who have said nothing get none.
    package let needsConsent: Bool
    /// Whether it is sent to numbers of the United States all the same.
    package let allowsUSMarketing: Bool

    /// Rules.
    ///
    /// - Parameters:
    ///   - needsConsent: Whether those who have said nothing get none.
    ///   - allowsUSMarketing: Whether it is sent to numbers of the United States.
    package init(needsConsent: Bool = false, allowsUSMarketing: Bool = false) {
        self.needsConsent = needsConsent
        self.allowsUSMarketing = allowsUSMarketing
    }
}

/// Judges whether somebody may get marketing.
package enum MarketingRule {
    /// Why a person gets none.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    ///   - record: The person's Lead or Contact.
    ///   - phone: The number it would go to.
    /// - Returns: Nil where they may.
    /// - Throws: ``StoreError``.
    package static func refusal(
        _ tx: any ReadTransaction,
        organization: ID<Organization>,
        record: ID<Record>,
        phone: PhoneNumber?
    ) throws -> MarketingRefusal? {
        let rules = try SendingRuleQueries.find(tx, organization: organization)
        switch try ConsentQueries.state(tx, organization: organization, of: record, at: phone) {
        case .optedOut: return .optedOut
        case .unknown where rules.needsConsent: return .noConsent
        case .unknown, .optedIn: break
        }
        if let phone {
            if !rules.allowsUSMarketing, phone.region == "US" { return .unitedStates }
            let condition = stopped(organization: "\(organization)", matchKey: "\(phone.matchKey)")
            if try tx.first("SELECT 1 AS found WHERE \(fragment: condition)") != nil { return .stoppedAtWhatsApp }
        }
        return nil
    }

    /// Whether a number has stopped marketing in WhatsApp, from whichever number of the organisation's.
    ///
    /// - Returns: A condition; a number that nobody knows has not.
    static func stopped(organization: SQLStatement, matchKey: SQLStatement) -> SQLStatement {
        """
        EXISTS (SELECT 1 FROM conversations AS stopped
                 WHERE stopped.organization_id = \(fragment: organization)
                   AND stopped.business_number_id IN (SELECT business_numbers.id FROM business_numbers
                                                       WHERE business_numbers.organization_id = \(fragment: organization))
                   AND stopped.match_key = \(fragment: matchKey) AND stopped.marketing_stopped_at_ms IS NOT NULL)
        """
    }
}

/// SQL of the rules.
package enum SendingRuleQueries {
    /// An organisation's rules.
    ///
    /// - Parameters:
    ///   - tx: The transaction.
    ///   - organization: The organisation.
    /// - Returns: The usual rules where it has decided nothing.
    /// - Throws: ``StoreError``.
    package static func find(_ tx: any ReadTransaction, organization: ID<Organization>) throws -> SendingRules {
        let row = try tx.first(
            "SELECT needs_consent, allows_us_marketing FROM sending_rules WHERE organization_id = \(organization)"
        )
        guard let row else { return SendingRules() }
        return SendingRules(
            needsConsent: try row.get("needs_consent"),
            allowsUSMarketing: try row.get("allows_us_marketing")
        )
    }

    static func set(_ tx: any WriteTransaction, organization: ID<Organization>, _ rules: SendingRules) throws {
        try tx.execute(
            """
            INSERT INTO sending_rules (organization_id, needs_consent, allows_us_marketing)
            VALUES (\(organization), \(rules.needsConsent), \(rules.allowsUSMarketing))
            ON CONFLICT (organization_id)
            DO UPDATE SET needs_consent = excluded.needs_consent, allows_us_marketing = excluded.allows_us_marketing
            """
        )
    }
}
