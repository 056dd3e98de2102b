import Crypto
import Foundation
import HTTPTypes
import Testing

@Suite("numbers and the account")
struct NumberTests {
    static let second = "100000000000002"

    @Test("a fresh world has a number that waits for its code and one that another platform has")
    func defaults() async throws {
        try await Rig.with { rig in
            let fields = "id,status,code_verification_status,platform_type,name_status,health_status"
            let list = try await rig.graph(.get, "\(Rig.wabaID)/phone_numbers?fields=\(fields)")["data"].items
            #expect(list.map { $0["status"].text } == ["CONNECTED", "PENDING", "MIGRATED"])
            #expect(list[1]["code_verification_status"].text == "NOT_VERIFIED")
            #expect(list[2]["platform_type"].text == "ON_PREMISE")
            #expect(list[0]["health_status"]["can_send_message"].text == "AVAILABLE")
            #expect(list[2]["health_status"]["can_send_message"].text == "BLOCKED")
            #expect(list[2]["health_status"]["entities"][0]["errors"][0]["error_description"].text != nil)
        }
    }

    @Test("a number is verified by its code, registered with a PIN, and then sends")
    func registration() async throws {
        try await Rig.withOpenWindow { rig in
            let send = #"{"messaging_product":"whatsapp","to":"\#(Rig.customer)","text":{"body":"Hi"}}"#
            let pin = #"{"messaging_product":"whatsapp","pin":"123456"}"#
            #expect(try await rig.graph(.post, "\(Self.second)/messages", send).code == 133010)
            #expect(try await rig.graph(.post, "\(Self.second)/register", pin).code == 133006)
            #expect(try await rig.graph(.post, "\(Self.second)/verify_code?code=1").code == 136025)
            #expect(
                try await rig.graph(.post, "\(Rig.numberID)/request_code?code_method=SMS&language=en").code == 136024
            )
            let asked = try await rig.graph(.post, "\(Self.second)/request_code?code_method=SMS&language=en")
            #expect(asked["success"].flag == true)
            let code = try await rig.control(.get, "numbers")["data"][1]["code"].text ?? ""
            #expect(code.count == 6)
            #expect(try await rig.graph(.post, "\(Self.second)/verify_code?code=x").subcode == 2_388_091)
            #expect(try await rig.graph(.post, "\(Self.second)/verify_code?code=\(code)")["success"].flag == true)
            #expect(
                try await rig.graph(.post, "\(Self.second)/register", #"{"messaging_product":"whatsapp","pin":"1"}"#)
                    .code == 100
            )
            #expect(try await rig.graph(.post, "\(Self.second)/register", pin)["success"].flag == true)
            let wrong = #"{"messaging_product":"whatsapp","pin":"654321"}"#
            #expect(try await rig.graph(.post, "\(Self.second)/register", wrong).code == 133005)
            #expect(try await rig.graph(.get, "\(Self.second)?fields=status")["status"].text == "CONNECTED")
            #expect(try await rig.graph(.post, "\(Self.second)/messages", send).status == 200)
        }
    }

    @Test("a code expires after ten minutes")
    func codes() async throws {
        try await Rig.with { rig in
            try await rig.graph(.post, "\(Self.second)/request_code?code_method=VOICE&language=en")
            let code = try await rig.control(.get, "numbers")["data"][1]["code"].text ?? ""
            try await rig.advance(600_001)
            #expect(try await rig.graph(.post, "\(Self.second)/verify_code?code=\(code)").subcode == 2_388_093)
        }
    }

    @Test("a number is registered and deregistered ten times in 72 hours")
    func registrationRate() async throws {
        try await Rig.with { rig in
            let pin = #"{"messaging_product":"whatsapp","pin":"000000"}"#
            for round in 0..<5 {
                #expect(try await rig.graph(.post, "\(Rig.numberID)/deregister").status == 200, "\(round)")
                #expect(try await rig.graph(.post, "\(Rig.numberID)/register", pin).status == 200, "\(round)")
            }
            #expect(try await rig.graph(.post, "\(Rig.numberID)/deregister").code == 133016)
            try await rig.advance(72 * 3_600_000)
            #expect(try await rig.graph(.post, "\(Rig.numberID)/deregister").status == 200)
        }
    }

    @Test("a number is added, and the same one not again")
    func adding() async throws {
        try await Rig.with { rig in
            let body = #"{"cc":"49","phone_number":"1512 0000147","verified_name":"Clinic desk"}"#
            let id = try #require(try await rig.graph(.post, "\(Rig.wabaID)/phone_numbers", body)["id"].text)
            #expect(try await rig.graph(.get, "\(id)?fields=status")["status"].text == "PENDING")
            #expect(try await rig.graph(.post, "\(Rig.wabaID)/phone_numbers", body).code == 100)
        }
    }

    @Test("a change of a number is told")
    func changes() async throws {
        try await Rig.with { rig in
            try await rig.control(.post, "numbers/\(Rig.numberID)", #"{"quality_rating":"RED"}"#)
            let quality = try await rig.inbox.next()
            #expect(quality.field == "phone_number_quality_update" && quality.value["event"].text == "FLAGGED")
            try await rig.graph(.post, Rig.numberID, #"{"new_display_name":"Parley Ltd."}"#)
            try await rig.control(.post, "numbers/\(Rig.numberID)", #"{"name_decision":"APPROVED"}"#)
            let name = try await rig.inbox.next()
            #expect(name.field == "phone_number_name_update" && name.value["decision"].text == "APPROVED")
            #expect(try await rig.graph(.get, Rig.numberID)["verified_name"].text == "Parley Ltd.")
            try await rig.graph(.post, Rig.numberID, #"{"pin":"111111"}"#)
            #expect(try await rig.inbox.next().value["event"].text == "PIN_CHANGED")
            #expect(try await rig.control(.post, "numbers/\(Rig.numberID)", #"{"status":"FINE"}"#).status == 400)
        }
    }

    @Test("the profile is kept, with its limits")
    func profile() async throws {
        try await Rig.with { rig in
            let path = "\(Rig.numberID)/whatsapp_business_profile"
            let body =
                #"{"messaging_product":"whatsapp","about":"Open","websites":["https://a.example"],"vertical":"RETAIL"}"#
            #expect(try await rig.graph(.post, path, body)["success"].flag == true)
            let profile = try await rig.graph(.get, "\(path)?fields=about,websites,vertical")["data"][0]
            #expect(profile["about"].text == "Open" && profile["vertical"].text == "RETAIL")
            #expect(
                profile["websites"][0].text == "https://a.example" && profile["messaging_product"].text == "whatsapp"
            )
            for wrong in [#""vertical":"SHIPS""#, #""websites":["a.example"]"#, #""about":"""#, #""email":"nobody""#] {
                #expect(try await rig.graph(.post, path, #"{"messaging_product":"whatsapp",\#(wrong)}"#).code == 100)
            }
        }
    }

    @Test("who wrote in the last 24 hours can be blocked, and is not heard any more")
    func blocking() async throws {
        try await Rig.withOpenWindow { rig in
            try await rig.control(.post, "customers", #"{"name":"Silent","phone":"+905551230009"}"#)
            let both =
                #"{"messaging_product":"whatsapp","block_users":[{"user":"+905551230001"},{"user":"+905551230009"}]}"#
            let answer = try await rig.graph(.post, "\(Rig.numberID)/block_users", both)
            #expect(answer.status == 400 && answer.code == 139100)
            #expect(answer["block_users"]["added_users"][0]["wa_id"].text == "905551230001")
            #expect(answer["block_users"]["failed_users"][0]["errors"][0]["code"].integer == 131047)
            #expect(try await rig.graph(.get, "\(Rig.numberID)/block_users")["data"].items.count == 1)
            #expect(try await rig.send().code == 130403)
            try await rig.says("Do you hear me?")
            let one = #"{"messaging_product":"whatsapp","block_users":[{"user":"+905551230001"}]}"#
            #expect(try await rig.graph(.delete, "\(Rig.numberID)/block_users", one).status == 200)
            try await rig.says("And now?")
            #expect(try await rig.inbox.next().value["messages"][0]["text"]["body"].text == "And now?")
        }
    }

    @Test("a short link has a QR code when it was asked for", arguments: ["SVG", "PNG"])
    func links(format: String) async throws {
        try await Rig.with { rig in
            let path = "\(Rig.numberID)/message_qrdls"
            let made = try await rig.graph(.post, path, #"{"prefilled_message":"Hi","generate_qr_image":"\#(format)"}"#)
            let code = try #require(made["code"].text)
            #expect(made["deep_link_url"].text == "https://wa.me/message/\(code)")
            let picture = try await rig.fetch(try #require(made["qr_image_url"].text), token: nil)
            #expect(picture.status == 200 && picture.type == (format == "PNG" ? "image/png" : "image/svg+xml"))
            let changed = try await rig.graph(.post, path, #"{"code":"\#(code)","prefilled_message":"Hello"}"#)
            #expect(changed["prefilled_message"].text == "Hello")
            #expect(try await rig.graph(.get, "\(path)/\(code)")["data"][0]["prefilled_message"].text == "Hello")
            #expect(try await rig.graph(.delete, "\(path)/\(code)")["success"].flag == true)
            #expect(try await rig.graph(.get, path)["data"].items.isEmpty)
        }
    }

    @Test("the proof of a token is looked at whenever it is sent")
    func proof() async throws {
        try await Rig.with { rig in
            let key = SymmetricKey(data: Data(Rig.secret.utf8))
            let code = HMAC<SHA256>.authenticationCode(for: Data(Rig.token.utf8), using: key)
            let proof = code.map { String(format: "%02x", $0) }.joined()
            #expect(try await rig.graph(.get, "me?appsecret_proof=\(proof)")["id"].text != nil)
            let refused = try await rig.graph(.get, "me?appsecret_proof=00")
            #expect(refused.body["error"]["message"].text?.contains("Invalid appsecret_proof") == true)
            let token = "access_token=\(Rig.token)"
            #expect(try await rig.execute(.get, "/me?\(token)").status == 200)
        }
    }

    @Test("a token tells what it is good for, and that it has expired")
    func inspection() async throws {
        try await Rig.with { rig in
            let path = "debug_token?input_token=\(Rig.token)"
            let good = try await rig.graph(.get, path)["data"]
            #expect(good["is_valid"].flag == true && good["app_id"].text == "300000000000001")
            #expect(good["granular_scopes"][0]["target_ids"][0].text == Rig.wabaID)
            #expect(try await rig.graph(.get, "debug_token?input_token=x")["data"]["is_valid"].flag == false)
            try await rig.control(.post, "settings", #"{"token":"expired"}"#)
            let refused = try await rig.send()
            #expect(refused.status == 401 && refused.code == 190 && refused.subcode == 463)
            let app = "300000000000001|\(Rig.secret)"
            let bad = try await rig.graph(.get, path, token: app)["data"]
            #expect(bad["is_valid"].flag == false && bad["error"]["subcode"].integer == 463)
        }
    }

    @Test("a form may carry JSON in its fields, and several calls may travel together")
    func formsAndBatches() async throws {
        try await Rig.withOpenWindow { rig in
            let headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
            let form =
                "access_token=\(Rig.token)&messaging_product=whatsapp&to=905551230001&type=text&text=%7B%22body%22%3A%22Hi%22%7D"
            let sent = try await rig.execute(.post, "/v25.0/\(Rig.numberID)/messages", headers, form)
            #expect(sent.status == 200)
            let batch = #"[{"method":"GET","relative_url":"v25.0/me"},{"method":"GET","relative_url":"v25.0/77"}]"#
            let answer = try await rig.graph(.post, "", #"{"batch":\#(batch)}"#)
            #expect(answer.body[0]["code"].integer == 200 && answer.body[1]["code"].integer == 400)
            #expect(Value(answer.body[1]["body"].text ?? "")["error"]["code"].integer == 100)
        }
    }
}
