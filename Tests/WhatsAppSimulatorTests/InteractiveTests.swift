import HTTPTypes
import Testing

@Suite("interactive and other kinds")
struct InteractiveTests {
    private static func interactive(_ body: String) -> String {
        #"{"messaging_product":"whatsapp","to":"+905551230001","type":"interactive","interactive":{\#(body)}}"#
    }

    private static let text = #""body":{"text":"Choose"}"#
    private static let long = String(repeating: "x", count: 25)

    @Test(
        "what Meta takes is taken",
        arguments: [
            #""type":"list",\#(text),"action":{"button":"Open","sections":[{"rows":[{"id":"a","title":"A","description":"d"}]}]}"#,
            #""type":"cta_url",\#(text),"action":{"name":"cta_url","parameters":{"display_text":"Go","url":"https://a.example"}}"#,
            #""type":"location_request_message",\#(text),"action":{"name":"send_location"}"#,
            #""type":"flow",\#(text),"action":{"name":"flow","parameters":{"flow_message_version":"3","flow_id":"1","flow_cta":"Open"}}"#,
            #""type":"request_contact_info",\#(text),"action":{"name":"request_contact_info"}"#,
            #""type":"catalog_message",\#(text),"action":{"name":"catalog_message"}"#,
            #""type":"product","action":{"catalog_id":"1","product_retailer_id":"2"}"#,
        ]
    )
    func taken(body: String) async throws {
        try await Rig.withOpenWindow { rig in
            let answer = try await rig.graph(.post, "\(Rig.numberID)/messages", Self.interactive(body))
            #expect(answer.status == 200, "\(answer.text)")
        }
    }

    @Test(
        "what is too much or missing is refused",
        arguments: [
            (#""type":"poll",\#(text),"action":{}"#, 131009), (#""type":"button",\#(text)"#, 131008),
            (#""type":"button","action":{"buttons":[{"type":"reply","reply":{"id":"a","title":"A"}}]}"#, 131008),
            (
                #""type":"button",\#(text),"action":{"buttons":[{"type":"reply","reply":{"id":"a","title":"\#(long)"}}]}"#,
                131009
            ),
            (#""type":"button",\#(text),"action":{"buttons":[]}"#, 131009),
            (
                #""type":"list",\#(text),"header":{"type":"image","image":{"id":"1"}},"action":{"button":"O","sections":[{"rows":[{"id":"a","title":"A"}]}]}"#,
                131009
            ),
            (
                #""type":"list",\#(text),"action":{"button":"O","sections":[{"rows":[{"id":"a","title":"A"}]},{"rows":[{"id":"b","title":"B"}]}]}"#,
                131008
            ),
            (
                #""type":"list",\#(text),"action":{"button":"O","sections":[{"rows":[{"id":"a","title":"A"},{"id":"a","title":"B"}]}]}"#,
                131009
            ),
            (
                #""type":"cta_url",\#(text),"action":{"name":"cta_url","parameters":{"display_text":"Go","url":"ftp://a"}}"#,
                131009
            ),
            (
                #""type":"flow",\#(text),"action":{"name":"flow","parameters":{"flow_message_version":"3","flow_cta":"Open"}}"#,
                131008
            ),
            (#""type":"carousel",\#(text),"action":{"cards":[]}"#, 131009),
        ]
    )
    func refused(body: String, code: Int) async throws {
        try await Rig.withOpenWindow { rig in
            let answer = try await rig.graph(.post, "\(Rig.numberID)/messages", Self.interactive(body))
            #expect(answer.code == code, "\(answer.text)")
        }
    }

    @Test(
        "locations, contacts and reactions have their rules",
        arguments: [
            (#""type":"location","location":{"latitude":"41.0","longitude":29}"#, nil),
            (#""type":"location","location":{"latitude":91,"longitude":29}"#, 131009),
            (#""type":"location","location":{"latitude":41}"#, 131008),
            (#""type":"contacts","contacts":[{"name":{"formatted_name":"A B","first_name":"A"}}]"#, nil),
            (#""type":"contacts","contacts":[{"name":{"formatted_name":"A B"}}]"#, 131009),
            (#""type":"contacts","contacts":[]"#, 131009),
            (
                #""type":"contacts","contacts":[{"name":{"formatted_name":"A","first_name":"A"},"birthday":"1.1.2000"}]"#,
                131009
            ),
            (#""type":"reaction","reaction":{"message_id":"wamid.x","emoji":"yes"}"#, 131009),
        ] as [(String, Int?)]
    )
    func others(members: String, code: Int?) async throws {
        try await Rig.withOpenWindow { rig in
            let body = #"{"messaging_product":"whatsapp","to":"+905551230001",\#(members)}"#
            let answer = try await rig.graph(.post, "\(Rig.numberID)/messages", body)
            #expect(answer.code == code)
        }
    }

    @Test("a reaction to what is not there fails later")
    func lateReaction() async throws {
        try await Rig.withOpenWindow { rig in
            let body =
                #"{"messaging_product":"whatsapp","to":"+905551230001","type":"reaction","reaction":{"message_id":"wamid.x","emoji":"👍"}}"#
            let answer = try await rig.graph(.post, "\(Rig.numberID)/messages", body)
            #expect(answer.status == 200)
            #expect(try await rig.nextStatus()["errors"][0]["code"].integer == 131009)
        }
    }

    @Test("a row and a form come back with what they carry")
    func answers() async throws {
        try await Rig.withOpenWindow { rig in
            let list =
                #""type":"list",\#(Self.text),"action":{"button":"Open","sections":[{"rows":[{"id":"a","title":"A","description":"d"}]}]}"#
            let flow =
                #""type":"flow",\#(Self.text),"action":{"name":"flow","parameters":{"flow_message_version":"3","flow_id":"1","flow_cta":"Form","flow_token":"t1"}}"#
            for body in [list, flow] {
                try await rig.graph(.post, "\(Rig.numberID)/messages", Self.interactive(body))
                _ = try await rig.nextStatus()
                _ = try await rig.nextStatus()
            }
            try await rig.control(.post, "messages", #"{"from":"\#(Rig.customer)","button_text":"A"}"#)
            let row = try await rig.inbox.next().value["messages"][0]["interactive"]["list_reply"]
            #expect(row["id"].text == "a" && row["description"].text == "d")
            let filled = #"{"from":"\#(Rig.customer)","button_text":"Form","response":{"day":"Friday"}}"#
            try await rig.control(.post, "messages", filled)
            let reply = try await rig.inbox.next().value["messages"][0]["interactive"]["nfm_reply"]
            let response = Value(reply["response_json"].text ?? "")
            #expect(response["day"].text == "Friday" && response["flow_token"].text == "t1")
        }
    }
}
