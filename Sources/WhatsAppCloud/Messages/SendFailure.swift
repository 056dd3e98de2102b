/// Why a message was not sent, for three readers: the worker, the customer, the operator.
package struct SendFailure: Error, Sendable, Equatable {
    /// What the worker does.
    package enum Answer: Sendable, Equatable {
        /// Final for this message.
        case refused
        /// Certainly not accepted: the same call may be made again after the wait.
        case retry(after: Duration)
        /// Not accepted, and for no fault of the message: whatever the number sends waits, this message first.
        case hold(after: Duration)
        /// Token, account or number: stop sending from it and tell people.
        case channelStopped
        /// It left and no answer came: it may have been accepted, so it is never sent again by the program.
        case unknown
    }

    /// What the worker does.
    package let answer: Answer
    /// Stable and bounded: for metrics and the customer's screen.
    ///
    /// Meta's number, or a word of ours.
    package let code: String
    /// For the operator's log; never leaves the server.
    package let detail: String

    /// A failure.
    package init(answer: Answer, code: String, detail: String) {
        self.answer = answer
        self.code = code
        self.detail = detail
    }
}

extension SendFailure {
    /// Classes a failed call by Meta's error table.
    ///
    /// An error without a code of Meta's and a 5xx status comes from something in between, which may have passed the message on:
    /// that is unknown. Source: wire reference 1.5.
    ///
    /// - Parameter failure: What came back.
    package init(_ failure: CallFailure) {
        switch failure {
        case .unreachable(let detail):
            self.init(answer: .hold(after: .seconds(2)), code: "unreachable", detail: detail)
        case .unanswered(let detail):
            self.init(answer: .unknown, code: "unanswered", detail: detail)
        case .refused(let error):
            let detail = "\(error.details) (\(error.traceID ?? "no trace id"))"
            self.init(
                answer: Self.answer(status: error.status, code: error.code, subcode: error.subcode),
                code: error.isObjectMissing ? "33" : error.code.map(String.init) ?? "http_\(error.status)",
                detail: detail
            )
        }
    }

    /// Classes an error by Meta's table.
    ///
    /// - Parameters:
    ///   - status: The HTTP status.
    ///   - code: Meta's code; nil where the body is none of Meta's.
    ///   - subcode: The finer code where the call names nothing but the account's own objects: with 100, 33 says that such a one is
    ///     not there for the token. Nil where a call may name something that Meta has forgotten.
    /// - Returns: What to do.
    package static func answer(status: Int, code: Int?, subcode: Int? = nil) -> Answer {
        guard let code else {
            if status == 429 { return .hold(after: .seconds(10)) }
            return status >= 500 ? .unknown : .refused
        }
        if GraphError.isObjectMissing(code, subcode) { return .channelStopped }
        switch code {
        case 0, 3, 10, 104, 190, 200...299, 368, 131_005, 131_031, 131_042, 131_045, 133_010, 33: return .channelStopped
        case 4, 80_007, 17, 613: return .hold(after: .seconds(60))
        case 130_429: return .hold(after: .seconds(2))
        case 131_056: return .retry(after: .seconds(6))
        case 131_048, 131_064: return .hold(after: .seconds(3_600))
        case 2, 131_016, 131_057, 133_004: return .hold(after: .seconds(5))
        case 1, 131_000: return .retry(after: .seconds(5))
        default: return status == 429 || status >= 500 ? .retry(after: .seconds(10)) : .refused
        }
    }
}
