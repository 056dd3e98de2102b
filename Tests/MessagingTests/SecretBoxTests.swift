import Foundation
import Messaging
import Testing

@Suite("sealed secrets and statuses")
struct SecretBoxTests {
    @Test("a key must be 32 bytes in base64", arguments: ["", "x", "c2hvcnQ=", String(repeating: "A", count: 44)])
    func keys(text: String) {
        #expect(throws: SecretBox.Failure.self) { try SecretBox(base64: text) }
        let key = Data(repeating: 7, count: 32).base64EncodedString()
        #expect(throws: Never.self) { try SecretBox(base64: key) }
    }

    @Test(
        "a status only rises",
        arguments: [
            (DeliveryStatus.queued, DeliveryStatus.sent, true), (.queued, .read, true), (.sent, .queued, false),
            (.sent, .delivered, true), (.delivered, .sent, false), (.delivered, .failed, false),
            (.read, .delivered, false),
            (.sent, .failed, true), (.failed, .sent, false), (.failed, .delivered, true), (.read, .read, false),
            (.received, .read, false),
        ]
    )
    func rises(from: DeliveryStatus, to: DeliveryStatus, expected: Bool) {
        #expect(from.rises(to: to) == expected)
    }
}
