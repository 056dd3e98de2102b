import Logging
import Messaging
import ParleyTestSupport
import Synchronization
import Testing

@Suite("failures that come by webhook")
struct LateFailureTests {
    @Test("what Meta says of one stands in the operator's log", arguments: Engine.allCases)
    func told(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            try await fixture.text("hi", from: "8613800138000", wamid: "wamid.A")
            let conversation = try #require(try await fixture.conversations().first)
            let message = try await fixture.sendReply("1", in: conversation.id, idempotencyKey: nil, by: fixture.user)
            let log = Log()
            var logged = fixture
            logged.logger = Logger(label: "test") { _ in log }
            try await logged.webhook(
                Fixture.messages(
                    """
                    "statuses":[{"id":"wamid.OUT","status":"failed","timestamp":"1795000130",
                                 "biz_opaque_callback_data":"\(message.id)",
                                 "errors":[{"code":131026,"title":"Message Undeliverable",
                                            "error_data":{"details":"The phone is too old."}}]}]
                    """
                )
            )
            #expect(log.lines == ["a message did not arrive 131026 The phone is too old. \(message.id)"])
        }
    }
}

/// Keeps what is logged.
private final class Log: LogHandler {
    private let kept = Mutex<[String]>([])

    var lines: [String] { kept.withLock { $0 } }

    var logLevel: Logger.Level {
        get { .warning }
        set {}
    }
    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }

    func log(event: LogEvent) {
        let facts = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { "\($0.value)" }
        kept.withLock { $0.append(([event.message.description] + facts).joined(separator: " ")) }
    }
}
