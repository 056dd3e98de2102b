/// How a code reaches whoever holds a number.
package enum CodeMethod: String, Sendable, CaseIterable, Codable {
    case sms
    case voice
}

extension GraphClient {
    /// Has Meta send a code to a number.
    ///
    /// - Parameters:
    ///   - number: Meta's id of the number.
    ///   - method: By text or by a call.
    ///   - language: What the code is told in, such as `zh_CN`.
    /// - Throws: ``CallFailure``; 136024 where no code is to be had now.
    package func requestCode(
        for number: String,
        by method: CodeMethod,
        language: String
    ) async throws(CallFailure) {
        let query = [("code_method", method.rawValue.uppercased()), ("language", language)]
        _ = try await call(.post, "\(number)/request_code", query: query)
    }

    /// Tells Meta the code that came.
    ///
    /// - Parameters:
    ///   - code: Six digits.
    ///   - number: Meta's id of the number.
    /// - Throws: ``CallFailure``; 136025 where the code is wrong or too old.
    package func verify(_ code: String, for number: String) async throws(CallFailure) {
        _ = try await call(.post, "\(number)/verify_code", query: [("code", code)])
    }

    /// Registers a verified number for the Cloud API.
    ///
    /// At most ten times in 72 hours.
    ///
    /// - Parameters:
    ///   - number: Meta's id of the number.
    ///   - pin: The two-step code; it becomes the number's where it has none.
    /// - Throws: ``CallFailure``; 133005 where the number has another one.
    package func register(_ number: String, pin: String) async throws(CallFailure) {
        let body: JSONValue = .object(["messaging_product": .string("whatsapp"), "pin": .string(pin)])
        _ = try await call(.post, "\(number)/register", body: body)
    }
}
