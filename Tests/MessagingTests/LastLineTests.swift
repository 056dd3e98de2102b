import Identity
import Messaging
import ParleyTestSupport
import Storage
import Testing

@Suite("the list's line about the latest message")
struct LastLineTests {
    private func document(_ wamid: String, _ members: String) -> String {
        Fixture.messages(
            """
            "messages":[{"from":"8613800138000","id":"\(wamid)","timestamp":"1795000000","type":"document",
                         "document":{"id":"600000000000001","mime_type":"application/pdf"\(members)}}]
            """
        )
    }

    @Test(
        "2.36 a document is told by its caption, and where it has none, by its name, whoever sends it",
        arguments: Engine.allCases
    )
    func documents(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let fixture = try await Fixture(database)
            let name = #","filename":"报价.pdf""#
            try await fixture.webhook(document("wamid.1", name))
            #expect(try await fixture.conversations().first?.lastText == "报价.pdf")
            try await fixture.webhook(document("wamid.2", name + #","caption":"含安装""#))
            let conversation = try #require(try await fixture.conversations().first)
            #expect(conversation.lastText == "含安装")
            for (caption, line) in [("", "清单.txt"), ("见附件", "见附件")] {
                let file = try await fixture.upload("清单.txt", in: conversation.id)
                let content = ReplyContent.file(file.id, caption: caption)
                _ = try await fixture.sendReply(content, in: conversation.id, idempotencyKey: nil, by: fixture.user)
                #expect(try await fixture.conversations().first?.lastText == line)
            }
        }
    }
}

extension Fixture {
    fileprivate func upload(_ name: String, in conversation: ID<Conversation>) async throws -> MessageFile {
        let upload = UploadMessageFile(store: database.store, clock: database.clock, ids: database.ids, files: files)
        let pieces = AsyncStream { continuation in
            continuation.yield(Array("一、二、三".utf8))
            continuation.finish()
        }
        return try await upload(pieces, name: name, in: conversation, by: user)
    }
}
