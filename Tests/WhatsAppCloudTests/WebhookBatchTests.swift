import Foundation
import Testing
import WhatsAppCloud

@Suite("webhook bodies")
struct WebhookBatchTests {
    private func items(_ text: String) throws -> [WebhookItem] {
        try WebhookBatch.items(of: Data(text.utf8), receivedAtMs: 1_795_000_000_000)
    }

    private func body(_ value: String, field: String = "messages") -> String {
        #"{"object":"whatsapp_business_account","entry":[{"id":"42","changes":[{"field":"\#(field)","value":\#(value)}]}]}"#
    }

    private let metadata = #""messaging_product":"whatsapp","metadata":{"phone_number_id":"41"}"#

    @Test("a text has its sender, its time and its words")
    func text() throws {
        let value = """
            {\(metadata),"contacts":[{"profile":{"name":"Deniz K"},"wa_id":"905551230001","user_id":"TR.9A"}],
             "messages":[{"from":"905551230001","from_user_id":"TR.9A","id":"wamid.A","timestamp":"1795000123",
                          "type":"text","text":{"body":"蓝色有货吗 👋"}}]}
            """
        let item = try #require(try items(body(value)).first)
        #expect(item.wabaID == "42")
        #expect(item.phoneNumberID == "41")
        guard case .message(let message) = item.content else {
            Issue.record("not a message")
            return
        }
        #expect(message.wamid == "wamid.A")
        #expect(message.waID == "905551230001")
        #expect(message.userID == "TR.9A")
        #expect(message.profileName == "Deniz K")
        #expect(message.sentAtMs == 1_795_000_123_000)
        #expect(message.content == .text("蓝色有货吗 👋"))
        #expect(message.opensWindow)
    }

    @Test("a person with a username has no number, and is still somebody")
    func username() throws {
        let value = """
            {\(metadata),"contacts":[{"profile":{"username":"@denizk"},"user_id":"TR.9A"}],
             "messages":[{"from_user_id":"TR.9A","id":"wamid.A","timestamp":"1795000123","type":"text","text":{"body":"x"}}]}
            """
        guard case .message(let message) = try items(body(value)).first?.content else {
            Issue.record("not a message")
            return
        }
        #expect(message.waID == nil)
        #expect(message.userID == "TR.9A")
        #expect(message.profileName == nil)
    }

    @Test("several messages of several people keep their own senders")
    func manyPeople() throws {
        let value = """
            {\(metadata),"contacts":[{"profile":{"name":"B"},"wa_id":"2"},{"profile":{"name":"A"},"wa_id":"1"}],
             "messages":[{"from":"1","id":"a","timestamp":"1","type":"text","text":{"body":"x"}},
                         {"from":"2","id":"b","timestamp":"1","type":"text","text":{"body":"y"}}]}
            """
        let names = try items(body(value)).map { item -> String? in
            guard case .message(let message) = item.content else { return nil }
            return message.profileName
        }
        #expect(names == ["A", "B"])
    }

    @Test("one broken item among many is kept as it is and harms no other")
    func oneBroken() throws {
        let messages = (0..<1_000).map { index in
            index == 500
                ? #"{"id":7,"timestamp":{}}"#
                : #"{"from":"1","id":"m\#(index)","timestamp":"1795000123","type":"text","text":{"body":"x"}}"#
        }
        let all = try items(body("{\(metadata),\"messages\":[\(messages.joined(separator: ","))]}"))
        #expect(all.count == 1_000)
        #expect(all.filter { $0.content == .other }.count == 1)
        #expect(all[500].raw["id"].int == 7)
    }

    @Test("statuses carry our own id, their error and the other form of the number")
    func statuses() throws {
        let value = """
            {\(metadata),"statuses":[
              {"id":"wamid.S","status":"delivered","timestamp":"1795000130","recipient_id":"5511","biz_opaque_callback_data":"77"},
              {"id":"wamid.F","status":"failed","timestamp":"1795000140",
               "errors":[{"code":131047,"title":"Re-engagement message","error_data":{"details":"window closed"}}]}]}
            """
        let statuses = try items(body(value)).compactMap { item -> MessageStatus? in
            guard case .status(let status) = item.content else { return nil }
            return status
        }
        #expect(statuses.map(\.status) == ["delivered", "failed"])
        #expect(statuses[0].callbackData == "77")
        #expect(statuses[0].recipientWAID == "5511")
        #expect(statuses[1].errorCode == 131_047)
    }

    @Test("a template's verdict names it by id, also where the id is a number and the language has a hyphen")
    func templateStatus() throws {
        let value = """
            {"event":"REJECTED","message_template_id":470000000000031,"message_template_name":"visit",
             "message_template_language":"en-US","reason":"INVALID_FORMAT"}
            """
        let item = try items(body(value, field: "message_template_status_update")).first
        guard case .templateStatus(let update) = item?.content else {
            Issue.record("not a template status")
            return
        }
        #expect(update.templateID == "470000000000031")
        #expect(update.language == "en_US")
        #expect(update.reason == "INVALID_FORMAT")
    }

    @Test("a notice of a category to come changes nothing yet")
    func categoryNotice() throws {
        let notice = #"{"message_template_id":1,"new_category":"UTILITY","correct_category":"MARKETING"}"#
        #expect(try items(body(notice, field: "template_category_update")).first?.content == .other)
        let done = #"{"message_template_id":1,"previous_category":"UTILITY","new_category":"MARKETING"}"#
        let update = try items(body(done, field: "template_category_update")).first?.content
        #expect(update.map { "\($0)" }?.contains("MARKETING") == true)
    }

    @Test(
        "what opens the window and what does not",
        arguments: [
            (#""type":"text","text":{"body":"x"}"#, true), (#""type":"image","image":{"id":"1"}"#, true),
            (#""type":"button","button":{"text":"Yes","payload":"y"}"#, true), (#""type":"unsupported""#, true),
            (#""type":"interactive","interactive":{"type":"list_reply","list_reply":{"title":"A"}}"#, true),
            (#""type":"reaction","reaction":{"message_id":"m","emoji":"👍"}"#, false),
            (#""type":"system","system":{"type":"user_changed_number"}"#, false), (#""type":"edit""#, false),
            (#""type":"revoke""#, false),
        ]
    )
    func window(members: String, opens: Bool) throws {
        let value = "{\(metadata),\"messages\":[{\"id\":\"m\",\"timestamp\":\"1\",\(members)}]}"
        guard case .message(let message) = try items(body(value)).first?.content else {
            Issue.record("not a message")
            return
        }
        #expect(message.opensWindow == opens)
    }

    @Test("kinds nobody knows yet are kept with their field's name")
    func unknownKinds() throws {
        let kept = try items(body(#"{"future":{"deep":[1,2.5,null]}}"#, field: "something_new"))
        #expect(kept.map(\.field) == ["something_new"])
        #expect(kept.first?.raw["future"]["deep"].items == [.integer(1), .number(2.5), .null])
    }

    @Test("what is no webhook is told apart from an empty one", arguments: ["", "{", "[]", "{}", #"{"entry":7}"#])
    func malformed(text: String) {
        #expect(throws: WebhookBatch.Malformed.self) {
            try WebhookBatch.items(of: Data(text.utf8), receivedAtMs: 1_795_000_000_000)
        }
        #expect((try? items(#"{"entry":[]}"#))?.isEmpty == true)
    }
}
