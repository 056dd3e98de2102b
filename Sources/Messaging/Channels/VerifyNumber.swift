package import Identity
package import Storage
package import WhatsAppCloud

/// Makes a number usable: a code comes to it, is typed here, and the number is registered with a PIN.
///
/// Nothing is kept here; it is all between the number and Meta. Source: spec row 2.4.
package struct VerifyNumber: Sendable {
    private let store: any Store
    private let graph: GraphAccess

    /// Prepares the operations.
    ///
    /// - Parameters:
    ///   - store: The database, for the secrets of a connected channel.
    ///   - graph: Meta.
    package init(store: any Store, graph: GraphAccess) {
        self.store = store
        self.graph = graph
    }

    /// Has Meta send a code to the number.
    ///
    /// - Parameters:
    ///   - number: Meta's id of the number.
    ///   - method: By text or by a call.
    ///   - language: One of Meta's codes, such as `zh_CN`.
    ///   - access: How the account is reached.
    ///   - user: Needs ``Right/manageChannels``.
    /// - Throws: ``NotPermitted``, ``InvalidInput``, ``ChannelRefusal`` or ``StoreError``.
    package func requestCode(
        for number: String,
        by method: CodeMethod,
        language: String,
        _ access: AccountAccess,
        by user: SignedIn
    ) async throws {
        guard TemplateGrammar.languages.contains(language) else {
            throw InvalidInput(
                field: "language",
                code: "not_valid",
                detail: "This is not one of Meta's language codes."
            )
        }
        try await call(number, access, by: user) { client, number async throws(CallFailure) in
            try await client.requestCode(for: number, by: method, language: language)
        }
    }

    /// Tells Meta the code that came.
    ///
    /// - Parameters:
    ///   - code: Six digits.
    ///   - number: Meta's id of the number.
    ///   - access: How the account is reached.
    ///   - user: Needs ``Right/manageChannels``.
    /// - Throws: ``NotPermitted``, ``InvalidInput``, ``ChannelRefusal`` or ``StoreError``.
    package func verify(_ code: String, for number: String, _ access: AccountAccess, by user: SignedIn) async throws {
        let code = try Self.sixDigits(code, field: "code")
        try await call(number, access, by: user) { client, number async throws(CallFailure) in
            try await client.verify(code, for: number)
        }
    }

    /// Registers the number for the Cloud API.
    ///
    /// - Parameters:
    ///   - number: Meta's id of the number.
    ///   - pin: Six digits; they become the number's where it has none.
    ///   - access: How the account is reached.
    ///   - user: Needs ``Right/manageChannels``.
    /// - Throws: ``NotPermitted``, ``InvalidInput``, ``ChannelRefusal`` or ``StoreError``.
    package func register(_ number: String, pin: String, _ access: AccountAccess, by user: SignedIn) async throws {
        let pin = try Self.sixDigits(pin, field: "pin")
        try await call(number, access, by: user) { client, number async throws(CallFailure) in
            try await client.register(number, pin: pin)
        }
    }

    private func call(
        _ number: String,
        _ access: AccountAccess,
        by user: SignedIn,
        _ body: @Sendable (GraphClient, String) async throws(CallFailure) -> Void
    ) async throws {
        try user.require(.manageChannels)
        let number = try MetaID.checked(number, field: "phone_number_id")
        let open = try await OpenAccount(access, by: user, store: store, graph: graph)
        try await open.requireNumber(number)
        try await ChannelRefusal.asking { () async throws(CallFailure) in try await body(open.client, number) }
    }

    private static func sixDigits(_ text: String, field: String) throws(InvalidInput) -> String {
        // Codes are read out and written down in two halves.
        let digits = text.filter { !$0.isWhitespace && $0 != "-" }
        guard digits.count == 6, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else {
            throw InvalidInput(field: field, code: "not_valid", detail: "Six digits.")
        }
        return digits
    }
}
