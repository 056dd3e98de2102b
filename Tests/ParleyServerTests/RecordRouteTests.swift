import Configuration
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import ParleyServer
import ParleyTestSupport
import Testing

@Suite("records over HTTP")
struct RecordRouteTests {
    private static let leads = "/api/v1/modules/Leads/records"

    @Test("modules come with their fields in the user's language", arguments: Engine.allCases)
    func modules(engine: Engine) async throws {
        try await TestServer.with(engine) { server in
            #expect(try await server.send(.get, "/api/v1/modules").code == "not_signed_in")
            let browser = try await server.signIn()
            let chinese = try await server.send(.get, "/api/v1/modules", as: browser)
            #expect(chinese.text.contains(#""label":"线索""#))
            #expect(chinese.text.contains(#""label":"备用邮箱""#))
            _ = try await server.send(.patch, "/api/v1/me", #"{"language":"en"}"#, as: browser)
            let modules = try #require(
                try await server.send(.get, "/api/v1/modules", as: browser).json()["modules"] as? [[String: Any]]
            )
            #expect(modules.prefix(2).map { $0["label"] as? String } == ["Leads", "Contacts"])
            #expect(modules.prefix(2).map { $0["singular"] as? String } == ["Lead", "Contact"])
            let fields = try #require(modules[0]["fields"] as? [[String: Any]])
            let source = try #require(fields.first { $0["name"] as? String == "lead_source" })
            #expect(source["label"] as? String == "Lead Source")
            #expect(
                (source["options"] as? [[String: Any]])?.first?["label"] as? String == "Advertisement"
            )
            #expect(source["maximum_length"] is NSNull)
            let last = try #require(fields.first { $0["name"] as? String == "last_name" })
            #expect(last["is_required"] as? Bool == true)
            #expect(last["options"] is NSNull)
        }
    }

    @Test("the demo has people to write to", arguments: Engine.allCases)
    func demo(engine: Engine) async throws {
        try await TestServer.with(engine) { server in
            let browser = try await server.signIn()
            let leads = try await records(server, Self.leads, browser)
            let contacts = try await records(server, "/api/v1/modules/Contacts/records", browser)
            #expect(leads.count == 6)
            #expect(contacts.count == 5)
            #expect(leads.contains { ($0["phones"] as? [Any])?.isEmpty == true })
            let ouyang = try #require(leads.first { $0["name"] as? String == "欧阳婷" })
            let phones = try #require(ouyang["phones"] as? [[String: Any]])
            #expect(phones.map { $0["e164"] as? String } == ["+8657188001234", "+8613912345678"])
            let all = (leads + contacts).flatMap { $0["phones"] as? [[String: Any]] ?? [] }
            #expect(all.allSatisfy { $0["e164"] is String })
        }
    }

    @Test("a record is made, read, changed and not changed twice", arguments: Engine.allCases)
    func lifecycle(engine: Engine) async throws {
        try await TestServer.with(engine) { server in
            let browser = try await server.signIn()
            let values = #"{"values":{"last_name":"王","first_name":"小明","company":"A","mobile":"12","fax":null}}"#
            let made = try await server.send(.post, Self.leads, values, as: browser)
            #expect(made.status == .created)
            let record = try made.json()
            #expect(record["name"] as? String == "王小明")
            #expect(record["module"] as? String == "Leads")
            #expect((record["owner"] as? [String: String])?["name"] == "李明")
            let kept = try #require(record["values"] as? [String: Any])
            #expect(kept["mobile"] as? String == "12")
            #expect(kept["fax"] is NSNull)
            #expect(kept["email_opt_out"] as? Bool == false)
            let phone = try #require((record["phones"] as? [[String: Any]])?.first)
            #expect(phone["label"] as? String == "手机")
            #expect(phone["e164"] is NSNull)

            let path = "/api/v1/records/\(try #require(record["id"] as? String))"
            #expect(try await server.send(.get, path, as: browser).text == made.text)
            let change = #"{"version":1,"values":{"first_name":"大明","email_opt_out":true}}"#
            let changed = try await server.send(.patch, path, change, as: browser)
            #expect(changed.status == .ok)
            #expect(try changed.json()["version"] as? Int == 2)
            let stale = try await server.send(.patch, path, change, as: browser)
            #expect(stale.status == .conflict)
            #expect(stale.code == "stale_record")
        }
    }

    @Test("bad values get the field and the rule", arguments: Engine.allCases)
    func badValues(engine: Engine) async throws {
        try await TestServer.with(engine) { server in
            let browser = try await server.signIn()
            let cases: [(String, String, String)] = [
                (#"{}"#, "last_name", "required"), (#"{"last_name":"a"}"#, "company", "required"),
                (#"{"last_name":7}"#, "last_name", "wrong_type"), (#"{"last_name":["a"]}"#, "last_name", "wrong_type"),
                (#"{"last_name":{"a":1}}"#, "last_name", "wrong_type"), (#"{"nick":"a"}"#, "nick", "unknown_field"),
                (#"{"last_name":true}"#, "last_name", "wrong_type"), (#"{"last_name":null}"#, "last_name", "required"),
                (#"{"last_name":"a\u0000"}"#, "last_name", "not_text"), (#"{"\u0000":"a"}"#, "\u{0}", "unknown_field"),
            ]
            for (values, field, code) in cases {
                let answer = try await server.send(.post, Self.leads, "{\"values\":\(values)}", as: browser)
                #expect(answer.status == .unprocessableContent, "\(values)")
                #expect(answer.code == code, "\(values)")
                #expect(try answer.json()["field"] as? String == field)
            }
            for body in ["{}", "[]", #"{"values":[]}"#, #"{"values":null}"#] {
                #expect(try await server.send(.post, Self.leads, body, as: browser).code == "malformed_body")
            }
        }
    }

    @Test("pages follow each other by cursor, and their inputs are checked", arguments: Engine.allCases)
    func paging(engine: Engine) async throws {
        try await TestServer.with(engine) { server in
            let browser = try await server.signIn()
            let all = try await records(server, Self.leads, browser).map { $0["id"] as? String }
            var seen: [String?] = []
            var path = Self.leads + "?limit=4"
            for _ in 0..<5 {
                let page = try await server.send(.get, path, as: browser).json()
                seen += (page["records"] as? [[String: Any]] ?? []).map { $0["id"] as? String }
                guard let cursor = page["next_cursor"] as? String else { break }
                path = Self.leads + "?limit=4&cursor=\(cursor)"
            }
            #expect(seen == all)
            #expect(seen.count == 6)
            for (query, field) in [
                ("limit=0", "limit"), ("limit=101", "limit"), ("limit=x", "limit"), ("cursor=x", "cursor"),
                ("cursor=", "cursor"), ("cursor=1-2-3", "cursor"), ("cursor=%00", "cursor"),
            ] {
                let answer = try await server.send(.get, Self.leads + "?" + query, as: browser)
                #expect(answer.status == .unprocessableContent, "\(query)")
                #expect(try answer.json()["field"] as? String == field)
            }
            for path in ["Nothing", "%00", "leads", "%FF"] {
                let answer = try await server.send(.get, "/api/v1/modules/\(path)/records", as: browser)
                #expect(answer.code == "not_found", "\(path)")
            }
        }
    }

    @Test("a record's timeline tells what happened", arguments: Engine.allCases)
    func timeline(engine: Engine) async throws {
        try await TestServer.with(engine) { server in
            let browser = try await server.signIn()
            let made = try await server.send(
                .post,
                Self.leads,
                #"{"values":{"last_name":"王","company":"A"}}"#,
                as: browser
            ).json()
            let path = "/api/v1/records/\(try #require(made["id"] as? String))"
            let change = #"{"version":1,"values":{"email":"w@x.example","first_name":"明"}}"#
            _ = try await server.send(.patch, path, change, as: browser)
            let mail = #"{"to":"w@x.example","subject":"报价"}"#
            let noted = try await server.send(.post, path + "/emails", mail, as: browser)
            #expect(noted.status == .created)
            #expect(try noted.json()["email"] as? [String: String] == ["to": "w@x.example", "subject": "报价"])
            let first = try await server.send(.get, path + "/timeline?limit=2", as: browser).json()
            let entries = try #require(first["entries"] as? [[String: Any]])
            #expect(entries.map { $0["kind"] as? String } == ["email_logged", "changed"])
            #expect((entries[1]["fields"] as? [[String: String]])?.map { $0["label"] } == ["名", "邮箱"])
            #expect((entries[1]["user"] as? [String: String])?["name"] == "李明")
            let cursor = try #require(first["next_cursor"] as? String)
            let second = try await server.send(.get, path + "/timeline?limit=2&cursor=\(cursor)", as: browser).json()
            #expect((second["entries"] as? [[String: Any]])?.map { $0["kind"] as? String } == ["created"])
            #expect(second["next_cursor"] is NSNull)
            let bad = try await server.send(.post, path + "/emails", #"{"to":"nobody"}"#, as: browser)
            #expect(bad.status == .unprocessableContent)
            #expect(try bad.json()["field"] as? String == "to")
        }
    }

    @Test("what is another organisation's is answered like what does not exist", arguments: Engine.allCases)
    func otherOrganization(engine: Engine) async throws {
        try await TestDatabase.with(engine) { database async throws in
            let values: [AbsoluteConfigKey: ConfigValue] = [
                ["parley", "database"]: ConfigValue(.string(database.address), isSecret: true),
                ["parley", "demo"]: ConfigValue(.bool(true), isSecret: false),
            ]
            let configuration = try ServerConfiguration(ConfigReader(provider: InMemoryProvider(values: values)))
            let running = try await Server.open(configuration, logger: quietLogger)
            try await running.makeApplication().test(.router) { client in
                let server = TestServer(client: client)
                let maintenance = Maintenance(configuration: configuration, logger: quietLogger)
                _ = try await maintenance.createOrganization(
                    name: "Other",
                    timeZone: nil,
                    country: "BR",
                    email: "eve@other.example",
                    userName: "Eve",
                    password: "correct horse battery",
                    language: "en"
                )
                let ours = try await server.signIn()
                let theirs = try await server.signIn("eve@other.example", password: "correct horse battery")
                let lead = try #require(try await records(server, Self.leads, ours).first?["id"] as? String)
                #expect(try await records(server, Self.leads, theirs).isEmpty)
                let change = #"{"version":1,"values":{"first_name":"x"}}"#
                for id in [lead, "1", "abc", "0", "-1", "99999999999999999999"] {
                    let path = "/api/v1/records/\(id)"
                    let answers = [
                        try await server.send(.get, path, as: theirs),
                        try await server.send(.patch, path, change, as: theirs),
                        try await server.send(.get, path + "/timeline", as: theirs),
                        try await server.send(.post, path + "/emails", #"{"to":"a@b"}"#, as: theirs),
                    ]
                    #expect(answers.allSatisfy { $0.status == .notFound && $0.code == "not_found" }, "\(id)")
                }
                let untouched = try await server.send(.get, "/api/v1/records/\(lead)", as: ours).json()
                #expect(untouched["version"] as? Int == 1)
            }
            await running.close()
        }
    }

    private func records(
        _ server: TestServer,
        _ path: String,
        _ browser: TestServer.Browser
    ) async throws -> [[String: Any]] {
        let page = try await server.send(.get, path, as: browser)
        #expect(page.status == .ok)
        return try #require(try page.json()["records"] as? [[String: Any]])
    }
}
