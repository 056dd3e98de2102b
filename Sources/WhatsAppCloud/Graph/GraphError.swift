import Foundation

/// Meta's answer to a call it refused.
///
/// Logic stands on `code`; titles and messages change.
///
/// Source: wire reference 1.3.
package struct GraphError: Error, Sendable, Equatable {
    /// The HTTP status.
    package let status: Int
    /// Meta's code; nil where the body is none of Meta's.
    package let code: Int?
    /// The finer code, where Meta gives one.
    package let subcode: Int?
    /// The human sentence, often naming the parameter at fault.
    ///
    /// For the operator's log.
    package let details: String
    /// Meta's title, which says the same in other words.
    package let message: String
    /// What Meta's support asks for.
    package let traceID: String?

    /// Reads an error body, whatever its shape.
    init(status: Int, body: Data) {
        // A body that is no JSON has no code, and that is what is kept of it.
        let json = (try? JSONDecoder().decode(JSONValue.self, from: body)) ?? .null
        let error = json["error"]
        self.status = status
        code = error["code"].int.map(Int.init)
        subcode = error["error_subcode"].int.map(Int.init)
        // `error_data` is usually an object, sometimes plain text, sometimes missing.
        details =
            error["error_data"]["details"].text ?? error["error_data"].text ?? error["error_user_msg"].text
            ?? error["message"].text ?? "HTTP \(status)"
        message = error["message"].text ?? ""
        traceID = error["fbtrace_id"].text
    }

    /// Whether what the call is about is not there, or not for this token: Meta does not tell which.
    ///
    /// Source: wire reference 1.2, 1.5.
    package var isObjectMissing: Bool { Self.isObjectMissing(code, subcode) }

    static func isObjectMissing(_ code: Int?, _ subcode: Int?) -> Bool { code == 100 && subcode == 33 }

    /// Whether the object is not there for this token, or the token does not reach so far.
    package var isAboutObject: Bool {
        isObjectMissing || code == 803 || code == 10 || (200...299).contains(code ?? 0)
    }
}

/// Why a call gave no answer of Meta's.
package enum CallFailure: Error, Sendable {
    /// Meta answered, and refused.
    case refused(GraphError)
    /// The call certainly did not reach Meta.
    case unreachable(String)
    /// The call may have reached Meta; what became of it is not known.
    case unanswered(String)
}
