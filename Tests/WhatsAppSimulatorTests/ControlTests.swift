import HTTPTypes
import Testing

@Suite("the control API")
struct ControlTests {
    @Test(
        "what is not valid is refused with a sentence",
        arguments: [
            ("settings", #"{"no_such":1}"#, 400), ("settings", #"{"sent_delay_ms":-1}"#, 400),
            ("settings", #"{"failure":{"code":7}}"#, 400), ("settings", "[]", 400),
            ("clock", #"{"advance_ms":0}"#, 400),
            ("customers", #"{"name":"","phone":"+905551230001"}"#, 400),
            ("customers", #"{"name":"A","phone":"12"}"#, 400),
            ("messages", #"{"from":"+905551239999","text":"x"}"#, 404), ("messages", #"{"text":"x"}"#, 400),
            ("templates/1/approve", "{}", 404), ("conversations/nobody/read", "{}", 404),
            ("webhooks", #"{"field":"messages"}"#, 400),
        ]
    )
    func refusals(path: String, body: String, status: Int) async throws {
        try await Rig.with { rig in
            let answer = try await rig.control(.post, path, body)
            #expect(answer.status == status)
            #expect(answer["code"].text != nil && answer["detail"].text != nil)
        }
    }

    @Test("a form of a foreign page changes nothing")
    func forms() async throws {
        try await Rig.with { rig in
            let answer = try await rig.execute(
                .post,
                "/_sim/clock",
                [.contentType: "text/plain"],
                #"{"advance_ms":1000}"#
            )
            #expect(answer.status == 400)
        }
    }

    @Test("the next sends fail as asked, at once or later")
    func failures() async throws {
        try await Rig.withOpenWindow { rig in
            try await rig.control(.post, "settings", #"{"failure":{"code":131042,"count":1}}"#)
            #expect(try await rig.send().code == 131042)
            try await rig.control(.post, "settings", #"{"failure":{"code":131042,"count":1,"late":true}}"#)
            #expect(try await rig.send().status == 200)
            #expect(try await rig.nextStatus()["errors"][0]["code"].integer == 131042)
            #expect(try await rig.send().status == 200)
            #expect(try await rig.nextStatus()["status"].text == "sent")
        }
    }

    @Test("calls can be answered 503, and be accepted without an answer")
    func outages() async throws {
        try await Rig.withOpenWindow { rig in
            try await rig.control(.post, "settings", #"{"status_5xx":1,"hang_after_accept":1,"hang_ms":300}"#)
            let down = try await rig.send()
            #expect(down.status == 503 && down.code == 2)
            let start = ContinuousClock.now
            #expect(try await rig.send().status == 200)
            #expect(ContinuousClock.now - start >= .milliseconds(300))
            #expect(try await rig.nextStatus()["status"].text == "sent")
        }
    }

    @Test("the state shows everything, and events tell of a change")
    func state() async throws {
        try await Rig.withOpenWindow { rig in
            let state = try await rig.control(.get, "state")
            #expect(state["customers"][0]["name"].text == "Deniz")
            #expect(state["conversations"][0]["window_open"].flag == true)
            #expect(state["numbers"][0]["id"].text == Rig.numberID)
            let before = try await rig.control(.get, "events?wait_ms=0")["version"].integer ?? 0
            async let waiting = rig.control(.get, "events?after=\(before)&wait_ms=20000")
            try await rig.says("Ring")
            let after = try await waiting["version"].integer ?? 0
            #expect(after > before)
        }
    }

    @Test("the clock only goes forward, and everything follows it")
    func clock() async throws {
        try await Rig.withOpenWindow { rig in
            try await rig.control(.post, "settings", #"{"delivered_delay_ms":3600000}"#)
            try await rig.send()
            let sent = try await rig.nextStatus()
            try await rig.advance(3_600_000)
            let delivered = try await rig.nextStatus()
            #expect(delivered["status"].text == "delivered")
            let seconds = try [sent, delivered].map { try #require(Int($0["timestamp"].text ?? "")) }
            #expect((3599...3601).contains(seconds[1] - seconds[0]))
            #expect(try await rig.control(.get, "clock")["offset_ms"].integer == 3_600_000)
        }
    }

    @Test("a server's own offset is taken over, backwards only while nothing has happened")
    func offset() async throws {
        try await Rig.with { rig in
            let past = #"{"offset_ms":-7200000}"#
            #expect(try await rig.control(.post, "clock", past)["offset_ms"].integer == -7_200_000)
            try await rig.addCustomer()
            try await rig.says("Now it counts")
            #expect(try await rig.control(.post, "clock", #"{"offset_ms":-9000000}"#).status == 409)
            #expect(try await rig.control(.post, "clock", #"{"offset_ms":5000}"#)["offset_ms"].integer == 5000)
        }
    }

    @Test("a customer is there once")
    func customers() async throws {
        try await Rig.with { rig in
            try await rig.addCustomer()
            let again = try await rig.control(.post, "customers", #"{"name":"Other","phone":"90 555 123 00 01"}"#)
            #expect(again.status == 409)
        }
    }
}
