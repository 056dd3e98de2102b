import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@Suite("media")
struct MediaTests {
    static let png = Data([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) + Data(repeating: 7, count: 40)

    @Test("a file is uploaded, described, fetched with the token for five minutes, and deleted")
    func life() async throws {
        try await Rig.with { rig in
            let id = try await rig.upload(Self.png, type: "image/png")
            let node = try await rig.graph(.get, "\(id)?phone_number_id=\(Rig.numberID)")
            #expect(node["mime_type"].text == "image/png" && node["file_size"].integer == Self.png.count)
            #expect(node["sha256"].text?.count == 64 && node["messaging_product"].text == "whatsapp")
            #expect(try await rig.graph(.get, "\(id)?phone_number_id=1").subcode == 33)
            let url = try #require(node["url"].text)
            let file = try await rig.fetch(url)
            #expect(file.status == 200 && file.bytes == Array(Self.png) && file.type == "image/png")
            #expect(try await rig.fetch(url, token: nil).status == 404)
            #expect(try await rig.fetch(url, token: "other").status == 404)
            #expect(try await rig.fetch(url + "0").status == 404)
            try await rig.advance(301_000)
            #expect(try await rig.fetch(url).status == 404)
            #expect(try await rig.graph(.delete, id)["success"].flag == true)
            #expect(try await rig.graph(.get, id).subcode == 33)
        }
    }

    @Test("an uploaded file is there for 30 days")
    func lifetime() async throws {
        try await Rig.with { rig in
            let id = try await rig.upload(Self.png, type: "image/png")
            try await rig.advance(30 * 86_400_000 - 60_000)
            #expect(try await rig.graph(.get, id).status == 200)
            try await rig.advance(61_000)
            #expect(try await rig.graph(.get, id).code == 100)
        }
    }

    @Test(
        "type, size and content are looked at",
        arguments: [
            ("image/gif", Data("GIF89a".utf8), 100), ("image/jpeg", Self.png, 131053), ("image/png", Data(), 131053),
            ("image/png", Self.png + Data(repeating: 0, count: 5 << 20), 131053),
            ("application/zip", Data("PK".utf8), 100),
        ]
    )
    func refusals(type: String, data: Data, code: Int) async throws {
        try await Rig.with { rig in
            let answer = try await rig.uploadAnswer(data, type: type)
            #expect(answer.code == code)
        }
    }

    @Test("a broken form is refused, a missing file as well")
    func brokenForms() async throws {
        try await Rig.with { rig in
            let headers: HTTPFields = [
                .contentType: "multipart/form-data; boundary=xyz", .authorization: "Bearer \(Rig.token)",
            ]
            for body in ["", "--xyz\r\n", "--xyz\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nno end"] {
                let answer = try await rig.execute(.post, "/v25.0/\(Rig.numberID)/media", headers, body)
                #expect(answer.code == 100)
            }
        }
    }

    @Test("a file is sent by id; one that is not there is refused, one of the wrong kind fails later")
    func sendById() async throws {
        try await Rig.withOpenWindow { rig in
            let id = try await rig.upload(Self.png, type: "image/png")
            #expect(try await rig.sendMedia("image", #""id":"\#(id)","caption":"Look""#).status == 200)
            #expect(try await rig.nextStatus()["status"].text == "sent")
            _ = try await rig.nextStatus()
            let chat = try await rig.control(.get, "conversations/\(Rig.userID)")
            let shown = try #require(chat["messages"].items.last)
            #expect(shown["media"]["id"].text == id && shown["media"]["available"].flag == true)
            #expect(shown["text"].text == "Look")
            #expect(try await rig.sendMedia("image", #""id":"1""#).code == 131009)
            #expect(try await rig.sendMedia("image", #""id":"\#(id)","link":"https://a.example/b.png""#).code == 131008)
            #expect(try await rig.sendMedia("audio", #""id":"\#(id)""#).status == 200)
            #expect(try await rig.nextStatus()["errors"][0]["code"].integer == 131053)
        }
    }

    @Test("a link is fetched before the message goes on its way, or fails it")
    func sendByLink() async throws {
        let router = Router()
        router.get("good.png") { _, _ in
            Response(
                status: .ok,
                headers: [.contentType: "image/png"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: Self.png))
            )
        }
        router.get("page.png") { _, _ in Response(status: .ok, headers: [.contentType: "text/html"]) }
        try await Application(router: router).test(.live) { server in
            let base = "http://127.0.0.1:\(try #require(server.port))"
            try await Rig.withOpenWindow { rig in
                #expect(try await rig.sendMedia("image", #""link":"\#(base)/good.png""#).status == 200)
                #expect(try await rig.nextStatus()["status"].text == "sent")
                _ = try await rig.nextStatus()
                for name in ["page.png", "missing.png"] {
                    #expect(try await rig.sendMedia("image", #""link":"\#(base)/\#(name)""#).status == 200)
                    #expect(try await rig.nextStatus()["errors"][0]["code"].integer == 131053)
                }
            }
        }
    }

    @Test("a customer's file comes with its digest, and with its address when that is asked for")
    func inbound() async throws {
        try await Rig.withOpenWindow { rig in
            let stored = try await rig.execute(
                .post,
                "/_sim/media?filename=plan.zip",
                [.contentType: "application/zip"],
                "PK zip"
            )
            #expect(stored.status == 201 && stored["type"].text == "document")
            let id = try #require(stored["id"].text)
            try await rig.control(.post, "settings", #"{"media_url_in_webhooks":true}"#)
            let body = #"{"from":"\#(Rig.customer)","type":"document","document":{"id":"\#(id)","caption":"Plan"}}"#
            #expect(try await rig.control(.post, "messages", body).status == 201)
            let document = try await rig.inbox.next().value["messages"][0]["document"]
            #expect(document["id"].text == id && document["filename"].text == "plan.zip")
            #expect(document["mime_type"].text == "application/zip" && document["caption"].text == "Plan")
            #expect(document["sha256"].text.flatMap { Data(base64Encoded: $0) }?.count == 32)
            let url = try #require(document["url"].text)
            #expect(try await rig.fetch(url).bytes == Array("PK zip".utf8))
            try await rig.advance(7 * 86_400_000 + 1000)
            #expect(try await rig.graph(.get, id).code == 100)
        }
    }

    @Test("a voice note needs no file of one's own, and is played on request")
    func voice() async throws {
        try await Rig.withOpenWindow { rig in
            let body = #"{"from":"\#(Rig.customer)","type":"audio","audio":{"voice":true}}"#
            #expect(try await rig.control(.post, "messages", body).status == 201)
            let audio = try await rig.inbox.next().value["messages"][0]["audio"]
            #expect(audio["voice"].flag == true && audio["mime_type"].text == "audio/ogg; codecs=opus")
            let sent = try await rig.send()["messages"][0]["id"].text ?? ""
            _ = try await rig.nextStatus()
            _ = try await rig.nextStatus()
            for status in ["played", "deleted", "warning"] {
                try await rig.control(.post, "statuses", #"{"message_id":"\#(sent)","status":"\#(status)"}"#)
                #expect(try await rig.nextStatus()["status"].text == status)
            }
            #expect(try await rig.control(.post, "statuses", #"{"message_id":"x","status":"read"}"#).status == 404)
        }
    }

    @Test("a resumable upload goes on where it was interrupted; a template shows its sample's address")
    func resumable() async throws {
        try await Rig.with { rig in
            let query = "file_name=a.png&file_length=\(Self.png.count)&file_type=image/png"
            let session = try await rig.graph(.post, "300000000000001/uploads?\(query)")
            let id = try #require(session["id"].text)
            #expect(id.hasPrefix("upload:") && id.contains("?sig="))
            let half = try await rig.continueUpload(id, Self.png.prefix(20), offset: 0)
            #expect(half["file_offset"].integer == 20)
            #expect(try await rig.graph(.get, id)["file_offset"].integer == 20)
            #expect(try await rig.continueUpload(id, Self.png, offset: 0).code == 100)
            let handle = try #require(try await rig.continueUpload(id, Self.png.dropFirst(20), offset: 20)["h"].text)
            #expect(handle.hasPrefix("4::"))
            let template = #"""
                {"name":"picture","language":"en_US","category":"MARKETING","components":[
                {"type":"HEADER","format":"IMAGE","example":{"header_handle":["\#(handle)"]}},
                {"type":"BODY","text":"Look at our new flats."}]}
                """#
            let created = try await rig.create(template)
            let read = try await rig.graph(.get, created["id"].text ?? "")
            let url = try #require(read["components"][0]["example"]["header_handle"][0].text)
            #expect(try await rig.fetch(url, token: nil).bytes == Array(Self.png))
            #expect(
                try await rig.graph(.post, "300000000000001/uploads?file_length=1&file_type=text/html").code == 100
            )
        }
    }
}

extension Rig {
    struct File: Sendable {
        let status: Int
        let type: String?
        let bytes: [UInt8]
    }

    func uploadAnswer(_ data: Data, type: String) async throws -> Answer {
        var body = ByteBuffer()
        for (name, value) in [("messaging_product", "whatsapp"), ("type", type)] {
            body.writeString("--frame\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n")
        }
        body.writeString("--frame\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n")
        body.writeString("Content-Type: \(type)\r\n\r\n")
        body.writeBytes(data)
        body.writeString("\r\n--frame--\r\n")
        let headers: HTTPFields = [
            .contentType: "multipart/form-data; boundary=frame", .authorization: "Bearer \(Self.token)",
        ]
        return try await execute(.post, "/v25.0/\(Self.numberID)/media", headers, bytes: body)
    }

    func upload(_ data: Data, type: String) async throws -> String {
        try #require(try await uploadAnswer(data, type: type)["id"].text)
    }

    func continueUpload(_ id: String, _ data: Data, offset: Int) async throws -> Answer {
        var headers: HTTPFields = [.authorization: "OAuth \(Self.token)"]
        if let name = HTTPField.Name("file_offset") { headers[name] = String(offset) }
        return try await execute(.post, "/v25.0/\(id)", headers, bytes: ByteBuffer(bytes: data))
    }

    /// Sends an image, an audio file, and so on.
    func sendMedia(_ type: String, _ members: String) async throws -> Answer {
        let body =
            #"{"messaging_product":"whatsapp","to":"\#(Self.customer)","type":"\#(type)","\#(type)":{\#(members)}}"#
        return try await graph(.post, "\(Self.numberID)/messages", body)
    }

    func fetch(_ url: String, token: String? = Rig.token) async throws -> File {
        let parts = URLComponents(string: url)
        let path = (parts?.path ?? "") + (parts?.query.map { "?" + $0 } ?? "")
        let headers: HTTPFields = token.map { [.authorization: "Bearer \($0)"] } ?? [:]
        return try await client.execute(uri: path, method: .get, headers: headers, body: nil) { response in
            File(
                status: response.status.code,
                type: response.headers[.contentType],
                bytes: Array(response.body.readableBytesView)
            )
        }
    }
}
