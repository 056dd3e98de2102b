import HTTPTypes
import Testing

@Suite("templates")
struct TemplateTests {
    static let plain = #"""
        {"name":"notice","language":"en_US","category":"UTILITY","components":[{"type":"BODY","text":"Your order is ready."}]}
        """#
    static let positional = #"""
        {"name":"order_ready","language":"en_US","category":"utility","components":[
        {"type":"body","text":"Dear {{1}}, your order {{2}} is ready for you.","example":{"body_text":[["Deniz","4412"]]}},
        {"type":"buttons","buttons":[{"type":"quick_reply","text":"Thanks"},
        {"type":"url","text":"Track","url":"https://shop.example/t/{{1}}","example":["4412"]}]}]}
        """#

    private static func body(_ text: String, _ more: String = "") -> String {
        #"{"name":"t","language":"en_US","category":"UTILITY","components":[{"type":"BODY","text":"\#(text)"\#(more)}]}"#
    }

    @Test("it is created as pending, approved by hand, and told by webhook with an integer id")
    func approval() async throws {
        try await Rig.with { rig in
            let created = try await rig.create(Self.positional)
            #expect(created.status == 200)
            #expect(created["status"].text == "PENDING" && created["category"].text == "UTILITY")
            let id = try #require(created["id"].text)
            #expect(try await rig.control(.post, "templates/\(id)/approve")["status"].text == "APPROVED")
            let post = try await rig.inbox.next()
            #expect(post.field == "message_template_status_update")
            #expect(post.value["event"].text == "APPROVED")
            #expect(post.value["message_template_id"].integer == Int(id))
            #expect(post.value["message_template_name"].text == "order_ready")
            #expect(Value(post.text)["entry"][0]["time"].integer != nil)
            let node = try await rig.graph(.get, "\(id)?fields=status,components,rejected_reason")
            #expect(node["components"][1]["buttons"][0]["type"].text == "QUICK_REPLY")
            #expect(node["rejected_reason"].text == "NONE")
            #expect(try await rig.control(.post, "templates/\(id)/approve").status == 409)
        }
    }

    @Test("a review delay approves by itself")
    func reviewByItself() async throws {
        try await Rig.with { rig in
            try await rig.control(.post, "settings", #"{"review_delay_ms":60000}"#)
            let id = try await rig.create(Self.plain)["id"].text ?? ""
            #expect(try await rig.graph(.get, id)["status"].text == "PENDING")
            try await rig.advance(60_000)
            #expect(try await rig.inbox.next().value["event"].text == "APPROVED")
            #expect(try await rig.graph(.get, id)["status"].text == "APPROVED")
        }
    }

    @Test("it goes through rejection, editing, pauses and disabling")
    func lifecycle() async throws {
        try await Rig.with { rig in
            let id = try await rig.create(Self.plain)["id"].text ?? ""
            let send = #"{"name":"notice","language":{"code":"en_US"}}"#
            #expect(try await rig.sendTemplate(send).code == 132001)
            try await rig.control(.post, "templates/\(id)/reject", #"{"reason":"PROMOTIONAL"}"#)
            let rejected = try await rig.inbox.next()
            #expect(rejected.value["event"].text == "REJECTED" && rejected.value["reason"].text == "PROMOTIONAL")
            let edit = #"{"components":[{"type":"BODY","text":"Your order can be fetched."}]}"#
            #expect(try await rig.graph(.post, id, edit)["success"].flag == true)
            let edited = try await rig.inbox.next()
            #expect(edited.field == "message_template_components_update")
            #expect(edited.value["message_template_element"].text == "Your order can be fetched.")
            #expect(try await rig.graph(.get, id)["status"].text == "PENDING")
            #expect(try await rig.graph(.post, id, edit).status == 400)
            try await rig.control(.post, "templates/\(id)/approve")
            _ = try await rig.inbox.next()
            for (decision, event, code) in [
                ("pause", "PAUSED", 132015), ("unpause", "APPROVED", nil), ("pause", "PAUSED", 132015),
                ("unpause", "APPROVED", nil), ("pause", "DISABLED", 132016),
            ] {
                try await rig.control(.post, "templates/\(id)/\(decision)")
                #expect(try await rig.inbox.next().value["event"].text == event)
                if let code { #expect(try await rig.sendTemplate(send).code == code) }
            }
            #expect(try await rig.graph(.delete, "\(Rig.wabaID)/message_templates?name=notice").status == 400)
        }
    }

    @Test("an approved template is edited once in 24 hours")
    func editLimit() async throws {
        try await Rig.with { rig in
            let id = try await rig.createApproved(Self.plain)
            let edit = #"{"components":[{"type":"BODY","text":"Your order can be fetched."}]}"#
            #expect(try await rig.graph(.post, id, edit).status == 200)
            try await rig.control(.post, "templates/\(id)/approve")
            #expect(try await rig.graph(.post, id, edit).status == 400)
            try await rig.advance(86_400_000)
            #expect(try await rig.graph(.post, id, edit).status == 200)
            #expect(try await rig.graph(.post, id, #"{"category":"MARKETING"}"#).status == 400)
        }
    }

    @Test("name and language are taken once, and a deleted name is blocked for 30 days")
    func names() async throws {
        try await Rig.with { rig in
            _ = try await rig.createApproved(Self.plain)
            let again = try await rig.create(Self.plain)
            #expect(again.status == 400 && again.code == 100 && again.subcode == 2_388_024)
            #expect(again["error"]["error_user_title"].text?.isEmpty == false)
            let path = "\(Rig.wabaID)/message_templates?name=notice"
            #expect(try await rig.graph(.delete, path)["success"].flag == true)
            #expect(try await rig.inbox.next().value["event"].text == "DELETED")
            #expect(try await rig.graph(.delete, path).status == 400)
            #expect(try await rig.create(Self.plain).subcode == 2_388_023)
            try await rig.advance(30 * 86_400_000)
            #expect(try await rig.create(Self.plain).status == 200)
        }
    }

    @Test(
        "a template that breaks a rule is refused with its subcode",
        arguments: [
            (body("{{1}}, hello to all of you", #","example":{"body_text":[["a"]]}"#), 2_388_299),
            (body("Hello to all of you {{1}}", #","example":{"body_text":[["a"]]}"#), 2_388_299),
            (body("Dear {{1}} bye", #","example":{"body_text":[["a"]]}"#), 2_388_293),
            (body("Dear {{1}}{{2}} and all of you here", #","example":{"body_text":[["a","b"]]}"#), 2_388_072),
            (body("Dear {{2}} and all of you here", #","example":{"body_text":[["a"]]}"#), 2_388_072),
            (body("Dear {{1}} and all of you here"), 2_388_072),
            (body("Dear {{1} and all of you here"), nil),
            (body("Dear {{Na me}} and all of you"), 2_388_072),
            (body(String(repeating: "word ", count: 205)), 2_388_040),
            (body("Hi all").replacing("en_US", with: "xx"), nil),
            (body("Hi all").replacing(#""t""#, with: #""Big Name""#), nil),
            (body("Hi all").replacing("UTILITY", with: "OTHER"), nil),
            (#"{"name":"t","language":"en","category":"UTILITY","components":[{"type":"FOOTER","text":"x"}]}"#, nil),
            (buttons(#"{"type":"QUICK_REPLY","text":"A label that is much too long"}"#), 2_388_040),
            (
                buttons(
                    #"{"type":"QUICK_REPLY","text":"A"},{"type":"PHONE_NUMBER","text":"B","phone_number":"+902125550142"},{"type":"QUICK_REPLY","text":"C"}"#
                ), nil
            ),
            (buttons(#"{"type":"URL","text":"A","url":"https://a.example/{{1}}/x","example":["1"]}"#), nil),
            (buttons(#"{"type":"URL","text":"A","url":"https://a.example/{{1}}"}"#), nil),
            (buttons(#"{"type":"WINK","text":"A"}"#), nil),
        ] as [(String, Int?)]
    )
    func refusals(template: String, subcode: Int?) async throws {
        try await Rig.with { rig in
            let answer = try await rig.create(template)
            #expect(answer.status == 400)
            #expect(answer.code == 100)
            if let subcode { #expect(answer.subcode == subcode) }
        }
    }

    private static func buttons(_ buttons: String) -> String {
        #"""
        {"name":"t","language":"en_US","category":"UTILITY","components":[{"type":"BODY","text":"Hello to all"},
        {"type":"BUTTONS","buttons":[\#(buttons)]}]}
        """#
    }

    @Test("a Chinese text has enough words although it has no spaces")
    func chinese() async throws {
        try await Rig.with { rig in
            let template = Self.body("您好 {{1}}，您的订单已准备好。", #","example":{"body_text":[["王小明"]]}"#)
            let answer = try await rig.create(template.replacing("en_US", with: "zh_CN"))
            #expect(answer.status == 200)
        }
    }

    @Test(
        "parameters have to fit",
        arguments: [
            (#"[]"#, 132000), (#"[{"type":"body","parameters":[{"type":"text","text":"a"}]}]"#, 132000),
            (parameters(#"{"type":"text","text":""},{"type":"text","text":"b"}"#), 132018),
            (parameters(#"{"type":"text","text":"a\nb"},{"type":"text","text":"b"}"#), 132012),
            (parameters(#"{"type":"text","text":"a     b"},{"type":"text","text":"b"}"#), 132012),
            (parameters(#"{"type":"image","image":{"id":"1"}},{"type":"text","text":"b"}"#), 132012),
            (parameters(#"{"type":"text"},{"type":"text","text":"b"}"#), 131008),
            (parameters(#"{"type":"text","text":"a"},{"type":"text","text":"b"}"#, button: false), 131008),
            (
                parameters(
                    #"{"type":"text","text":"\#(String(repeating: "a", count: 1020))"},{"type":"text","text":"b"}"#
                ), 132005
            ),
        ]
    )
    func parameterRefusals(components: String, code: Int) async throws {
        try await Rig.with { rig in
            _ = try await rig.createApproved(Self.positional)
            let template = #"{"name":"order_ready","language":{"code":"en_US"},"components":\#(components)}"#
            let answer = try await rig.sendTemplate(template)
            #expect(answer.status == 400)
            #expect(answer.code == code)
            #expect(answer.details?.isEmpty == false)
        }
    }

    private static func parameters(_ body: String, button: Bool = true) -> String {
        let link = #",{"type":"button","sub_type":"url","index":"1","parameters":[{"type":"text","text":"9"}]}"#
        return #"[{"type":"body","parameters":[\#(body)]}\#(button ? link : "")]"#
    }

    @Test("it is sent outside the window, in its own language only, and its buttons answer")
    func sending() async throws {
        try await Rig.with { rig in
            try await rig.addCustomer()
            _ = try await rig.createApproved(Self.positional)
            let filled = Self.parameters(#"{"type":"text","text":"王小明"},{"type":"text","text":"7"}"#)
            let answer = try await rig.sendTemplate(
                #"{"name":"order_ready","language":{"code":"en_US"},"components":\#(filled)}"#
            )
            #expect(answer["messages"][0]["message_status"].text == "accepted")
            let sent = try await rig.nextStatus()
            #expect(sent["status"].text == "sent" && sent["pricing"]["category"].text == "utility")
            _ = try await rig.inbox.next()
            let other = try await rig.sendTemplate(#"{"name":"order_ready","language":{"code":"en"}}"#)
            #expect(other.status == 404 && other.code == 132001)
            let chat = try await rig.control(.get, "conversations/\(Rig.userID)")
            #expect(chat["messages"][0]["text"].text == "Dear 王小明, your order 7 is ready for you.")
            #expect(chat["messages"][0]["buttons"][1]["value"].text == "https://shop.example/t/9")
            try await rig.control(.post, "messages", #"{"from":"\#(Rig.userID)","button_text":"Thanks"}"#)
            let tap = try await rig.inbox.next().value["messages"][0]
            #expect(tap["type"].text == "button" && tap["button"]["payload"].text == "Thanks")
            #expect(try await rig.send().status == 200)
            #expect(try await rig.nextStatus()["status"].text == "sent")
        }
    }

    @Test("authentication templates go to phone numbers only")
    func authentication() async throws {
        try await Rig.with { rig in
            let template = #"""
                {"name":"code","language":"en","category":"AUTHENTICATION","components":[{"type":"BODY",
                "add_security_recommendation":true},{"type":"BUTTONS","buttons":[{"type":"OTP","otp_type":"COPY_CODE"}]}]}
                """#
            _ = try await rig.createApproved(template)
            let send = #"""
                {"name":"code","language":{"code":"en"},"components":[
                {"type":"body","parameters":[{"type":"text","text":"123456"}]},
                {"type":"button","sub_type":"url","index":0,"parameters":[{"type":"text","text":"123456"}]}]}
                """#
            #expect(try await rig.sendTemplate(send).status == 200)
            #expect(try await rig.sendTemplate(send, to: #""recipient":"TR.4711""#).code == 131062)
        }
    }

    @Test("the list has filters, pages and stale cursors")
    func list() async throws {
        try await Rig.with { rig in
            for name in ["a", "b", "c"] {
                try await rig.create(Self.plain.replacing("notice", with: "notice_\(name)"))
            }
            let path = "\(Rig.wabaID)/message_templates"
            let first = try await rig.graph(.get, "\(path)?limit=2&fields=name")
            #expect(first["data"].items.map { $0["name"].text } == ["notice_a", "notice_b"])
            #expect(first["data"][0]["status"].isMissing)
            let after = try #require(first["paging"]["cursors"]["after"].text)
            #expect(first["paging"]["next"].text?.contains("after=") == true)
            let second = try await rig.graph(.get, "\(path)?limit=2&after=\(after)")
            #expect(second["data"].items.map { $0["name"].text } == ["notice_c"])
            #expect(second["paging"]["next"].isMissing)
            #expect(try await rig.graph(.get, "\(path)?status=APPROVED")["data"].items.isEmpty)
            #expect(try await rig.graph(.get, "\(path)?name=notice_b&language=en_US")["data"].items.count == 1)
            try await rig.graph(.delete, "\(path)?name=notice_b")
            #expect(try await rig.graph(.get, "\(path)?after=\(after)").code == 131059)
            #expect(try await rig.graph(.get, "\(path)?summary=total_count")["summary"]["total_count"].integer == 2)
        }
    }
}
