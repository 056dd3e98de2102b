import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import ParleyTestSupport
import Testing

@Suite("records' life over HTTP")
struct LifeRouteTests {
    private static let leads = "/api/v1/modules/Leads/records"

    @Test("2.64 a file comes back as it was sent, as a download that runs nothing", arguments: Engine.allCases)
    func files(engine: Engine) async throws {
        try await TestServer.with(engine) { server in
            let browser = try await server.signIn()
            let lead = try await server.lead(browser)
            let text = "<script>alert(1)</script>"
            let made = try await server.upload(text, named: "UTF-8''%E6%8A%A5%E4%BB%B7.html", to: lead, browser)
            #expect(made.status == .created)
            #expect(try made.json()["name"] as? String == "报价.html")
            #expect(try made.json()["kind"] as? String == "text/html")
            #expect(try made.json()["is_shown"] as? Bool == false)
            let path = "/api/v1/files/\(try #require(try made.json()["id"] as? String))"
            for query in ["", "?inline=true"] {
                let answer = try await server.send(.get, path + query, as: browser)
                #expect(answer.text == text)
                #expect(answer.headers[.contentType] == "application/octet-stream")
                #expect(answer.headers[.contentSecurityPolicy]?.contains("sandbox") == true)
                #expect(answer.headers[.xContentTypeOptions] == "nosniff")
                #expect(
                    answer.headers[.contentDisposition]
                        == "attachment; filename=\"__.html\"; filename*=UTF-8''%E6%8A%A5%E4%BB%B7.html"
                )
            }
            let plain = try await server.upload("hello", named: "UTF-8''a.txt", to: lead, browser)
            let shown = "/api/v1/files/\(try #require(try plain.json()["id"] as? String))?inline=true"
            let inline = try await server.send(.get, shown, as: browser)
            #expect(inline.headers[.contentType] == "text/plain; charset=utf-8")
            #expect(inline.headers[.contentDisposition]?.hasPrefix("inline;") == true)
            let cases: [(String, HTTPResponse.Status, String)] = [
                ("bytes=1-2", .partialContent, "el"), ("bytes=3-", .partialContent, "lo"),
                ("bytes=-2", .partialContent, "lo"), ("bytes=0-99", .partialContent, "hello"),
                ("bytes=5-", .rangeNotSatisfiable, ""), ("bytes=2-1", .ok, "hello"), ("lines=1", .ok, "hello"),
            ]
            for (range, status, part) in cases {
                let answer = try await server.send(.get, shown, as: browser, headers: [.range: range])
                #expect(answer.status == status, "\(range)")
                #expect(answer.text == part, "\(range)")
            }
            let tag = try #require(inline.headers[.eTag])
            let same = try await server.send(.get, shown, as: browser, headers: [.ifNoneMatch: tag])
            #expect(same.status == .notModified)
            #expect(try await server.send(.delete, path, as: browser).status == .noContent)
            #expect(try await server.send(.get, path, as: browser).code == "not_found")
        }
    }

    @Test("2.66 a file that says it is too large is refused with a clear answer", arguments: Engine.allCases)
    func tooLarge(engine: Engine) async throws {
        try await TestServer.with(engine) { server in
            let browser = try await server.signIn()
            let lead = try await server.lead(browser)
            let answer = try await server.upload(
                String(repeating: "x", count: 50 * 1_048_576 + 1),
                named: "UTF-8''big.txt",
                to: lead,
                browser
            )
            #expect(answer.status == .contentTooLarge)
            #expect(answer.code == "file_too_large")
            let logo = try await server.send(
                .put,
                "/api/v1/organization/logo",
                String(repeating: "x", count: 1_048_577),
                as: browser,
                headers: [.contentType: "application/octet-stream"]
            )
            #expect(logo.code == "file_too_large")
            let nameless = try await server.upload("x", named: nil, to: lead, browser)
            #expect(try nameless.json()["field"] as? String == "name")
        }
    }

    @Test("2.135 files and notes of a record one may not see are not there", arguments: Engine.allCases)
    func hidden(engine: Engine) async throws {
        try await TestServer.with(engine) { server in
            let browser = try await server.signIn()
            let rep = try await server.signIn("rep@parley.example")
            let lead = try await server.lead(browser)
            let file = try await server.upload("x", named: "UTF-8''a.txt", to: lead, browser).json()
            let note = try await server.send(
                .post,
                "/api/v1/records/\(lead)/notes",
                #"{"text":"secret"}"#,
                as: browser
            ).json()
            let paths = [
                "/api/v1/files/\(try #require(file["id"] as? String))", "/api/v1/records/\(lead)/files",
                "/api/v1/records/\(lead)/notes",
            ]
            _ = try await server.send(.patch, "/api/v1/modules/Leads", #"{"sharing":"read_only"}"#, as: browser)
            for path in paths { #expect(try await server.send(.get, path, as: rep).status == .ok) }
            _ = try await server.send(.patch, "/api/v1/modules/Leads", #"{"sharing":"private"}"#, as: browser)
            for path in paths { #expect(try await server.send(.get, path, as: rep).code == "not_found") }
            let own = "/api/v1/notes/\(try #require(note["id"] as? String))"
            #expect(try await server.send(.delete, own, as: rep).code == "not_found")
            #expect(try await server.send(.delete, "/api/v1/records/\(lead)", as: rep).code == "not_found")
            #expect(try await server.send(.post, "/api/v1/bin", "{\"ids\":[\"\(lead)\"]}", as: rep).code == "not_found")
            #expect(try await server.send(.get, "/api/v1/records/\(lead)/conversion", as: rep).code == "not_found")
        }
    }

    @Test("A-20 the bin over HTTP: deleted, found, brought back, emptied by administrators", arguments: Engine.allCases)
    func bin(engine: Engine) async throws {
        try await TestServer.with(engine) { server in
            let browser = try await server.signIn()
            let rep = try await server.signIn("rep@parley.example")
            let lead = try await server.lead(browser)
            #expect(try await server.send(.delete, "/api/v1/records/\(lead)", as: browser).status == .noContent)
            #expect(try await server.send(.get, "/api/v1/records/\(lead)", as: browser).code == "not_found")
            let found = try await server.send(.get, "/api/v1/bin?module=Leads&search=tEs", as: browser)
            #expect(found.text.contains("\"id\":\"\(lead)\""))
            #expect(try await server.send(.get, "/api/v1/bin?module=None", as: browser).status == .notFound)
            let ids = "{\"ids\":[\"\(lead)\"]}"
            #expect(try await server.send(.post, "/api/v1/bin/restore", ids, as: browser).status == .noContent)
            #expect(try await server.send(.get, "/api/v1/records/\(lead)", as: browser).status == .ok)
            #expect(try await server.send(.post, "/api/v1/bin", ids, as: browser).status == .noContent)
            #expect(try await server.send(.delete, "/api/v1/bin", as: rep).code == "not_permitted")
            #expect(try await server.send(.delete, "/api/v1/bin", as: browser).json()["purged"] as? Int == 1)
            #expect(try await server.send(.post, "/api/v1/bin/purge", ids, as: browser).code == "not_found")
        }
    }

    @Test("the logo is a PNG or JPEG and shown to everybody of the organisation", arguments: Engine.allCases)
    func logo(engine: Engine) async throws {
        try await TestServer.with(engine) { server in
            let browser = try await server.signIn()
            let rep = try await server.signIn("rep@parley.example")
            let path = "/api/v1/organization/logo"
            let bytes: HTTPFields = [.contentType: "application/octet-stream"]
            #expect(try await server.send(.get, path, as: rep).code == "not_found")
            let text = try await server.send(.put, path, "no picture", as: browser, headers: bytes)
            #expect(try text.json()["field"] as? String == "logo")
            let jpeg = "\u{7f}not"
            #expect(try await server.send(.put, path, jpeg, as: rep, headers: bytes).code == "not_permitted")
            let png = Data([
                0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0,
                0,
                1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89,
            ])
            #expect(try await server.sendBytes(.put, path, png, as: browser).status == .noContent)
            let shown = try await server.send(.get, path, as: rep)
            #expect(shown.headers[.contentType] == "image/png")
            #expect(try await server.send(.delete, path, as: browser).status == .noContent)
            #expect(try await server.send(.get, path, as: rep).code == "not_found")
        }
    }
}

extension TestServer {
    fileprivate func lead(_ browser: Browser) async throws -> String {
        let values = #"{"values":{"last_name":"Test","company":"Acme"}}"#
        let made = try await send(.post, "/api/v1/modules/Leads/records", values, as: browser)
        return try #require(try made.json()["id"] as? String)
    }

    fileprivate func upload(
        _ content: String,
        named name: String?,
        to record: String,
        _ browser: Browser
    ) async throws -> Answer {
        var headers: HTTPFields = [.contentType: "application/octet-stream"]
        if let name { headers[.contentDisposition] = "attachment; filename*=\(name)" }
        return try await send(.post, "/api/v1/records/\(record)/files", content, as: browser, headers: headers)
    }

    fileprivate func sendBytes(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ bytes: Data,
        as browser: Browser
    ) async throws -> Answer {
        var headers: HTTPFields = [.contentType: "application/octet-stream", .cookie: browser.cookie]
        if let name = HTTPField.Name("X-CSRF-Token") { headers[name] = browser.csrfToken }
        let response = try await client.executeRequest(
            uri: path,
            method: method,
            headers: headers,
            body: ByteBuffer(bytes: bytes)
        )
        return Answer(status: response.status, headers: response.headers, text: String(buffer: response.body))
    }
}
