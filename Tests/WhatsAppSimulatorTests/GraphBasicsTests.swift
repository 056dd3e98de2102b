import HTTPTypes
import Testing

@Suite("the Graph API's outer shapes")
struct GraphBasicsTests {
    @Test("a call without the right token is refused in Meta's envelope")
    func tokens() async throws {
        try await Rig.with { rig in
            let none = try await rig.graph(.get, Rig.wabaID, token: nil)
            #expect(none.status == 401 && none.code == 104)
            let wrong = try await rig.graph(.get, Rig.wabaID, token: "other")
            #expect(wrong.status == 401 && wrong.code == 190)
            #expect(wrong["error"]["type"].text == "OAuthException")
            #expect(wrong["error"]["fbtrace_id"].text?.isEmpty == false)
            let query = try await rig.execute(.get, "/v25.0/\(Rig.wabaID)?access_token=\(Rig.token)")
            #expect(query.status == 200)
        }
    }

    @Test("any version will do, and none", arguments: ["/v19.0/", "/v26.0/", "/"])
    func versions(prefix: String) async throws {
        try await Rig.with { rig in
            let headers: HTTPFields = [.authorization: "Bearer \(Rig.token)"]
            let answer = try await rig.execute(.get, prefix + Rig.numberID, headers)
            #expect(answer.status == 200)
            #expect(answer["id"].text == Rig.numberID)
            #expect(answer["display_phone_number"].text == "+86 21 5550 0100")
        }
    }

    @Test("what is not there is 100/33, and an edge that is not there is said to be unknown")
    func unknownObjects() async throws {
        try await Rig.with { rig in
            let object = try await rig.graph(.get, "123")
            #expect(object.status == 400 && object.code == 100 && object.subcode == 33)
            let send = try await rig.graph(.post, "123/messages", "{}")
            #expect(send.code == 100 && send.subcode == 33)
            #expect(try await rig.graph(.get, "\(Rig.wabaID)/nothing").code == 2500)
            #expect(try await rig.graph(.delete, Rig.numberID).status == 400)
        }
    }

    @Test("fields are selected, the id always with them")
    func fields() async throws {
        try await Rig.with { rig in
            let number = try await rig.graph(.get, "\(Rig.numberID)?fields=status,throughput%7Blevel%7D")
            #expect(number["status"].text == "CONNECTED")
            #expect(number["throughput"]["level"].text == "STANDARD")
            #expect(number["id"].text == Rig.numberID)
            #expect(number["verified_name"].isMissing)
            let list = try await rig.graph(.get, "\(Rig.wabaID)/phone_numbers")
            #expect(list["data"][0]["id"].text == Rig.numberID)
            #expect(list["paging"]["cursors"]["after"].text != nil)
            #expect(try await rig.graph(.get, Rig.wabaID)["name"].text == "Parley Demo")
        }
    }

    @Test("healthz and the phone page are served; other files are not")
    func page() async throws {
        try await Rig.with { rig in
            #expect(try await rig.execute(.get, "/healthz").text == "ok")
            let page = try await rig.execute(.get, "/")
            #expect(page.status == 200 && page.text.contains("/_phone/phone.js"))
            #expect(page.headers[.contentSecurityPolicy]?.contains("script-src 'self'") == true)
            #expect(try await rig.execute(.get, "/_phone/words.js").status == 200)
            #expect(try await rig.execute(.get, "/_phone/%2e%2e%2fREADME.md").status == 404)
        }
    }
}
