import Identity
import Messaging
import ParleyTestSupport
import Records
import Signals
import Storage
import Testing

@Suite("what Meta stops")
struct StoppedChannelTests {
    private func signals(_ team: ChannelTeam) async throws -> Int {
        try await team.database.store.read { tx in
            try SignalQueries.latest(tx, of: team.fixture.user, limit: 100).filter { $0.kind == .channelStopped }.count
        }
    }

    private func reply(_ team: ChannelTeam, _ key: String) async throws {
        let conversation = try #require(try await team.fixture.conversations().first { $0.record != nil })
        _ = try await team.fixture.sendReply("x", in: conversation.id, idempotencyKey: key, by: team.fixture.user)
    }

    @Test(
        "2.40 a disabled account stops sending, tells its administrators once, and goes on when Meta has put it back",
        arguments: Engine.allCases
    )
    func account(engine: Engine) async throws {
        try await ChannelTeam.with(engine) { team async throws in
            let message = try await team.queueReply()
            let ban = #"{"event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"DISABLE"}}"#
            try await team.tell("account_update", ban)
            try await team.tell(
                "account_update",
                #"{"event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"DISABLE","waba_ban_date":"x"}}"#
            )
            #expect(try await team.channel().state == .stopped(code: "account_disabled"))
            #expect(try await signals(team) == 1)
            await #expect(throws: ChannelRefusal.stopped(code: "account_disabled")) { try await reply(team, "1") }
            #expect(try await team.dispatcher.sendBatch() == 0, "what waits goes on waiting")
            try await team.tell(
                "account_update",
                #"{"event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"REINSTATE"}}"#
            )
            #expect(try await team.channel().state == .active)
            #expect(try await team.dispatcher.sendBatch() == 1)
            #expect(
                try await team.fixture.messages(of: message.conversation).contains { $0.status == .failed } == false
            )
        }
    }

    @Test(
        "2.7 a restriction of what the business begins holds templates back and no replies, and ends by itself",
        arguments: Engine.allCases
    )
    func restriction(engine: Engine) async throws {
        try await ChannelTeam.with(engine) { team async throws in
            _ = try await team.queueReply()
            let until = team.database.clock.nowMs / 1_000 + 3_600
            func restrict(_ type: String) async throws {
                try await team.tell(
                    "account_update",
                    #"{"event":"ACCOUNT_RESTRICTION","restriction_info":[{"restriction_type":"\#(type)","expiration":\#(until)}]}"#
                )
            }
            func notices() async throws -> [ChannelNotice] {
                try await team.database.store.read { tx in
                    try NoticeQueries.standing(
                        tx,
                        organization: team.fixture.user.organization,
                        nowMs: team.database.clock.nowMs
                    ).map(\.notice)
                }
            }
            try await restrict("RESTRICTED_BIZ_INITIATED_MESSAGING")
            #expect(try await notices().map(\.detail) == ["RESTRICTED_BIZ_INITIATED_MESSAGING"])
            try await reply(team, "1")
            try await restrict("RESTRICTED_CUSTOMER_INITIATED_MESSAGING")
            #expect(try await notices().count == 1, "the later list is all that holds")
            await #expect(throws: ChannelRefusal.stopped(code: "RESTRICTED_CUSTOMER_INITIATED_MESSAGING")) {
                try await reply(team, "2")
            }
            team.database.clock.advance(byMs: 3_700_000)
            try await reply(team, "3")
            #expect(try await notices().isEmpty)
        }
    }

    @Test("what Meta tells of names, limits and speed is kept with the number", arguments: Engine.allCases)
    func numbers(engine: Engine) async throws {
        try await ChannelTeam.with(engine) { team async throws in
            let digits = try await team.number().displayNumber.filter(\.isNumber)
            try await team.tell("business_capability_update", #"{"max_daily_conversations_per_business":"TIER_10K"}"#)
            #expect(try await team.number().messagingLimit == "TIER_10K")
            try await team.tell(
                "phone_number_quality_update",
                #"{"display_phone_number":"\#(digits)","event":"THROUGHPUT_UPGRADE","max_daily_conversations_per_business":2000}"#
            )
            #expect(try await team.number().messagingLimit == "TIER_2K")
            #expect(try await team.number().throughput == "HIGH")
            func name(_ decision: String, _ reason: String) async throws {
                try await team.tell(
                    "phone_number_name_update",
                    #"{"display_phone_number":"\#(digits)","decision":"\#(decision)","requested_verified_name":"New","rejection_reason":\#(reason)}"#
                )
            }
            try await name("REJECTED", #""NAME_FORMAT_UNACCEPTABLE""#)
            #expect(try await team.number().nameStatus == "DECLINED")
            try await name("APPROVED", "null")
            #expect(try await team.number().nameStatus == "APPROVED")
            #expect(try await team.number().verifiedName == "New")
            let parked = try await team.fixture.count("SELECT count(*) AS n FROM parked_items")
            #expect(parked == 0)
            try await name("APPROVED", "null")
            try await team.tell("security", #"{"display_phone_number":"15550001111","event":"PIN_CHANGED"}"#)
            #expect(try await team.fixture.count("SELECT count(*) AS n FROM parked_items") == 1, "no number of ours")
        }
    }
}
