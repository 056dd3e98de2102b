import Foundation
import HTTPTypes
import ParleyTestSupport
import Testing

@Suite("people and access over HTTP")
struct PeopleRouteTests {
    private typealias Object = [String: Any]

    private func list(_ server: TestServer, _ path: String, _ key: String, _ browser: TestServer.Browser) async throws
        -> [[String: Any]]
    {
        let answer = try await server.send(.get, "/api/v1/" + path, as: browser)
        #expect(answer.status == .ok, "\(path): \(answer.text)")
        return try #require(try answer.json()[key] as? [[String: Any]])
    }

    private func id(_ object: Object?) throws -> String { try #require(object?["id"] as? String) }

    /// The Standard profile's and the lowest role's ids.
    private func places(_ server: TestServer, _ admin: TestServer.Browser) async throws -> (
        profile: String, role: String
    ) {
        let profiles = try await list(server, "profiles", "profiles", admin)
        let roles = try await list(server, "roles", "roles", admin)
        return (
            try id(profiles.first { $0["standing"] as? String == "standard" }),
            try id(roles.first { $0["name"] as? String == "销售代表" })
        )
    }

    /// Invites somebody and joins in their place.
    private func join(
        _ server: TestServer,
        _ email: String,
        profile: String,
        role: String,
        by admin: TestServer.Browser
    ) async throws -> TestServer.Browser {
        let body = "{\"email\":\"\(email)\",\"name\":\"New\",\"profile\":\"\(profile)\",\"role\":\"\(role)\"}"
        let invited = try await server.send(.post, "/api/v1/users", body, as: admin)
        #expect(invited.status == .created, "\(invited.text)")
        let link = try #require(try invited.json()["link"] as? Object)
        let path = try #require(link["path"] as? String)
        let secret = String(path.dropFirst("/join/".count))
        let look = try await server.send(.post, "/api/v1/join/look", "{\"secret\":\"\(secret)\"}")
        #expect(try look.json()["email"] as? String == email)
        let joined = try await server.send(
            .post,
            "/api/v1/join",
            "{\"secret\":\"\(secret)\",\"password\":\"a quite new password\"}"
        )
        #expect(joined.status == .ok, "\(joined.text)")
        let again = try await server.send(
            .post,
            "/api/v1/join",
            "{\"secret\":\"\(secret)\",\"password\":\"a quite new password\"}"
        )
        #expect(again.code == "link_not_valid")
        let cookie = try #require(joined.headers[.setCookie]?.split(separator: ";").first)
        return TestServer.Browser(
            cookie: String(cookie),
            csrfToken: try #require(try joined.json()["csrf_token"] as? String)
        )
    }

    @Test(
        "A-19 each right against four profiles: what the profile has is let through, what it lacks is refused",
        arguments: Engine.allCases
    )
    func rights(engine: Engine) async throws {
        try await TestServer.with(engine) { server in
            let admin = try await server.signIn()
            let (standard, role) = try await places(server, admin)
            let view = #"{"label":"V","sharing":"me","columns":["name"],"sort":{"field":"name","descending":false}}"#
            let template =
                #"{"name":"n","module":"Leads","language":"en","category":"notification","body":"x","channel":null}"#
            let channel = #"{"waba_id":"1","access_token":"x","app_secret":"x"}"#
            let routes: [(right: String, method: HTTPRequest.Method, path: String, body: String?)] = [
                ("manage_channels", .post, "channels/probe", channel),
                ("manage_templates", .post, "templates", template),
                ("view_messages", .get, "conversations", nil),
                ("send_messages", .post, "conversations/1/messages", #"{"text":"x"}"#),
                ("manage_views", .post, "modules/Leads/views", view),
            ]
            let all = [
                "manage_channels", "manage_templates", "manage_automation", "view_messages", "send_messages",
                "manage_predefined_texts", "manage_views", "export",
            ]
            let profiles: [(name: String, rights: [String])] = [
                ("None", []), ("Reader", ["view_messages"]),
                ("Seller", ["view_messages", "send_messages", "manage_predefined_texts", "manage_views"]),
                ("All", all),
            ]
            for (name, rights) in profiles {
                let made = try await server.send(
                    .post,
                    "/api/v1/profiles",
                    "{\"name\":\"\(name)\",\"model\":\"\(standard)\"}",
                    as: admin
                )
                let profile = try id(try made.json()["profile"] as? Object)
                let listed = rights.map { "\"\($0)\"" }.joined(separator: ",")
                let change = "{\"rights\":[\(listed)]}"
                _ = try await server.send(.patch, "/api/v1/profiles/\(profile)", change, as: admin)
                let email = "\(name.lowercased())@new.example"
                let user = try await join(server, email, profile: profile, role: role, by: admin)
                let me = try await server.send(.get, "/api/v1/me", as: user).json()
                #expect(Set(try #require(me["rights"] as? [String])) == Set(rights))
                for route in routes {
                    let answer = try await server.send(route.method, "/api/v1/" + route.path, route.body, as: user)
                    let isRefused = answer.status == .forbidden && answer.code == "not_permitted"
                    #expect(isRefused == !rights.contains(route.right), "\(name) \(route.path): \(answer.text)")
                }
                // However many rights: people are managed by administrators.
                for path in ["users/all", "profiles", "profiles/\(profile)"] {
                    #expect(try await server.send(.get, "/api/v1/" + path, as: user).code == "not_permitted")
                }
            }
        }
    }

    @Test(
        "2.132 a hidden field is nowhere: not in modules, records, lists, filters, sorts or timelines",
        arguments: Engine.allCases
    )
    func hiddenField(engine: Engine) async throws {
        try await TestServer.with(engine) { server in
            let (admin, rep) = (try await server.signIn(), try await server.signIn("rep@parley.example"))
            let (standard, _) = try await places(server, admin)
            let modules = try await list(server, "modules", "modules", admin)
            let leads = try #require(modules.first { $0["name"] as? String == "Leads" })
            let field = try #require((leads["fields"] as? [Object])?.first { $0["name"] as? String == "company" })
            let fieldID = try id(field)
            let made = try await server.send(
                .post,
                "/api/v1/modules/Leads/records",
                #"{"values":{"last_name":"x","company":"Hidden Ltd"}}"#,
                as: rep
            )
            let record = "/api/v1/records/\(try id(try made.json()))"
            let change = #"{"version":1,"values":{"company":"Other Hidden Ltd"}}"#
            #expect(try await server.send(.patch, record, change, as: rep).status == .ok)
            let rule = "{\"fields\":[{\"field\":\"\(fieldID)\",\"access\":\"hidden\"}]}"
            #expect(try await server.send(.patch, "/api/v1/profiles/\(standard)", rule, as: admin).status == .ok)
            for path in ["/api/v1/modules", record, "/api/v1/modules/Leads/records", record + "/timeline"] {
                let text = try await server.send(.get, path, as: rep).text
                #expect(!text.contains("Hidden Ltd"), "\(path)")
                #expect(!text.contains("\"company\"") || path == "/api/v1/modules", "\(path)")
                #expect(!text.contains(fieldID), "\(path)")
            }
            let views = try await server.send(.get, "/api/v1/modules/Leads/views", as: rep)
            #expect(!views.text.contains(fieldID))
            let queries = [
                "{\"sort\":{\"field\":\"\(fieldID)\",\"descending\":false}}",
                "{\"criteria\":{\"rows\":[{\"field\":\"\(fieldID)\",\"operator\":\"contains\",\"values\":[\"H\"]}]}}",
            ]
            for query in queries {
                let answer = try await server.send(.post, "/api/v1/modules/Leads/query", query, as: rep)
                #expect(answer.status == .unprocessableContent)
            }
            let entries = try await list(server, "records/" + id(try made.json()) + "/timeline", "entries", rep)
            #expect(entries.map { $0["kind"] as? String } == ["created"])
            let write = #"{"version":2,"values":{"company":"x"}}"#
            #expect(try await server.send(.patch, record, write, as: rep).code == "unknown_field")
            #expect(try await server.send(.get, record, as: admin).text.contains("Other Hidden Ltd"))
            let bare = try await server.send(
                .post,
                "/api/v1/modules/Leads/records",
                #"{"values":{"last_name":"y"}}"#,
                as: rep
            )
            #expect(bare.status == .created)
        }
    }

    @Test(
        "2.133 a rep's record is the manager's to see and nobody's beside them, in lists, counts and by id",
        arguments: Engine.allCases
    )
    func privateRecord(engine: Engine) async throws {
        try await TestServer.with(engine) { server in
            let rep = try await server.signIn("rep@parley.example")
            let peer = try await server.signIn("rep2@parley.example")
            let manager = try await server.signIn("manager@parley.example")
            let made = try await server.send(
                .post,
                "/api/v1/modules/Leads/records",
                #"{"values":{"last_name":"机密","company":"A"}}"#,
                as: rep
            )
            let path = "/api/v1/records/\(try id(try made.json()))"
            let query = #"{"count":true}"#
            func count(_ browser: TestServer.Browser) async throws -> Int? {
                let answer = try await server.send(.post, "/api/v1/modules/Leads/query", query, as: browser)
                return try answer.json()["count"] as? Int
            }
            #expect(try await server.send(.get, path, as: manager).status == .ok)
            #expect(try await count(manager) == 5)
            #expect(try await server.send(.get, path, as: peer).code == "not_found")
            #expect(try await server.send(.get, path + "/timeline", as: peer).code == "not_found")
            #expect(try await server.send(.get, path + "/related", as: peer).code == "not_found")
            #expect(try await count(peer) == 2)
            let users = try await list(server, "users", "users", peer)
            let own = try id(users.first { $0["name"] as? String == "赵倩" })
            let given = try await server.send(.put, path + "/owner", "{\"owner\":\"\(own)\"}", as: manager)
            #expect(given.status == .noContent)
            #expect(try await server.send(.get, path, as: peer).status == .ok)
            #expect(try await server.send(.get, path, as: rep).code == "not_found")
            #expect(try await count(peer) == 3)
        }
    }

    @Test("2.132 what a profile closes is refused with a typed problem", arguments: Engine.allCases)
    func closedModule(engine: Engine) async throws {
        try await TestServer.with(engine) { server in
            let (admin, rep) = (try await server.signIn(), try await server.signIn("rep@parley.example"))
            let (standard, _) = try await places(server, admin)
            let modules = try await list(server, "modules", "modules", admin)
            let leads = try id(modules.first { $0["name"] as? String == "Leads" })
            let body = #"{"values":{"last_name":"x","company":"A"}}"#
            func allow(_ actions: String) async throws {
                let change = "{\"modules\":[{\"module\":\"\(leads)\",\"actions\":[\(actions)]}]}"
                let answer = try await server.send(.patch, "/api/v1/profiles/\(standard)", change, as: admin)
                #expect(answer.status == .ok, "\(answer.text)")
            }
            try await allow(#""view""#)
            let records = "/api/v1/modules/Leads/records"
            #expect(try await server.send(.post, records, body, as: rep).code == "module_not_permitted")
            let seen = try await list(server, "modules/Leads/records", "records", rep)
            let first = try #require(seen.first)
            #expect(first["is_writable"] as? Bool == false)
            #expect(first["is_deletable"] as? Bool == false)
            let change = #"{"version":1,"values":{"title":"x"}}"#
            let changed = try await server.send(.patch, "/api/v1/records/\(try id(first))", change, as: rep)
            #expect(changed.code == "record_read_only")
            try await allow("")
            #expect(try await server.send(.get, records, as: rep).code == "not_found")
            #expect(try await server.send(.get, "/api/v1/modules/Leads/views", as: rep).code == "not_found")
            #expect(try await server.send(.get, "/api/v1/records/\(try id(first))", as: rep).code == "not_found")
            let left = try await list(server, "modules", "modules", rep).map { $0["name"] as? String }
            #expect(!left.contains("Leads"))
            let fixed = try await list(server, "profiles", "profiles", admin)
            let administrator = try id(fixed.first { $0["standing"] as? String == "administrator" })
            for answer in [
                try await server.send(.patch, "/api/v1/profiles/\(administrator)", #"{"rights":[]}"#, as: admin),
                try await server.send(.delete, "/api/v1/profiles/\(administrator)", as: admin),
                try await server.send(.delete, "/api/v1/profiles/\(standard)", as: admin),
            ] {
                #expect(answer.code == "fixed_profile")
            }
        }
    }

    @Test(
        "A-50 a rep who owns records is deactivated with a successor, and cannot come back in",
        arguments: Engine.allCases
    )
    func deactivation(engine: Engine) async throws {
        try await TestServer.with(engine) { server in
            let (admin, rep) = (try await server.signIn(), try await server.signIn("rep@parley.example"))
            let users = try await list(server, "users/all", "users", admin)
            let (leaver, heir, own) = (
                try id(users.first { $0["email"] as? String == "rep@parley.example" }),
                try id(users.first { $0["email"] as? String == "rep2@parley.example" }),
                try id(users.first { $0["email"] as? String == "admin@parley.example" })
            )
            let path = "/api/v1/users/\(leaver)/deactivate"
            let owned = try #require(
                try await server.send(.get, "/api/v1/users/\(leaver)", as: admin).json()["owned"] as? Int
            )
            #expect(owned > 0)
            #expect(try await server.send(.post, path, "{}", as: admin).code == "successor_needed")
            let gone = try await server.send(.post, path, "{\"successor\":\"\(heir)\"}", as: admin)
            #expect((try gone.json()["user"] as? Object)?["status"] as? String == "inactive")
            #expect(try gone.json()["owned"] as? Int == 0)
            #expect(try await server.send(.get, "/api/v1/me", as: rep).status == .unauthorized)
            #expect(
                try await server.send(.post, "/api/v1/users/\(own)/deactivate", "{}", as: admin).code == "own_account"
            )
            let back = try await server.send(.post, "/api/v1/users/\(leaver)/reactivate", as: admin)
            #expect((try back.json()["user"] as? Object)?["status"] as? String == "active")
            _ = try await server.signIn("rep@parley.example")
        }
    }

    @Test(
        "the organisation's settings are the administrators', and come with who is signed in",
        arguments: Engine.allCases
    )
    func organization(engine: Engine) async throws {
        try await TestServer.with(engine) { server in
            let (admin, rep) = (try await server.signIn(), try await server.signIn("rep@parley.example"))
            let change = #"{"name":"新名","currency":"eur","default_country":null,"default_language":"en"}"#
            #expect(try await server.send(.patch, "/api/v1/organization", change, as: rep).code == "not_permitted")
            #expect(try await server.send(.patch, "/api/v1/organization", change, as: admin).status == .ok)
            let me = try await server.send(.get, "/api/v1/me", as: rep).json()
            let organization = try #require(me["organization"] as? Object)
            #expect(organization["name"] as? String == "新名")
            #expect(organization["currency"] as? String == "EUR")
            #expect(organization["default_country"] is NSNull)
            let wrong = try await server.send(.patch, "/api/v1/organization", #"{"currency":"zzz"}"#, as: admin)
            #expect(wrong.code == "not_valid")
        }
    }
}
