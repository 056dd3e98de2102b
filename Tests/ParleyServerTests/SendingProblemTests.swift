import Messaging
@testable import ParleyServer
import Testing

@Suite("what a refusal to send is called")
struct SendingProblemTests {
    private struct Unheard: SendingRefusal {}

    @Test("2.37 only what cannot be paid for speaks of credits")
    func credits() {
        #expect(Problem(sending: ChargeRefusal()).code == "credits_insufficient")
        let unheard = Problem(sending: Unheard())
        #expect(unheard.code == "not_sendable")
        #expect(unheard.remedy == nil)
    }
}
