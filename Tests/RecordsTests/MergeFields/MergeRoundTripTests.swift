import Identity
import ParleyTestSupport
import Records
import Storage
import Testing

@Suite("texts with merge fields come back as they were")
struct MergeRoundTripTests {
    @Test("A-11 whatever is typed is stored, read, shown in either language and read again as the same text")
    func generated() async throws {
        try await TestDatabase.with(.sqlite) { database async throws in
            let fixture = try await Fixture(database)
            let account = try await fixture.module("Accounts").module
            try await database.store.write { tx in
                // Labels that no token can hold, that hold each other's dots, and two alike.
                for (name, label) in [
                    ("phone", "a|b"), ("industry", "x}y]"), ("website", "No. of"), ("billing_city", "City"),
                    ("billing_state", "city"),
                ] {
                    try tx.execute(
                        "UPDATE fields SET label_en = \(label), label_zh = \(label) WHERE module_id = \(account.id) AND name = \(name)"
                    )
                }
            }
            let scope = try await fixture.scope("Contacts")
            let key = try await fixture.field("last_name", of: "Contacts").id
            let tokens = Language.allCases.flatMap { scope.groups(in: $0).flatMap(\.choices).map(\.token) }
            let scraps = [
                "$", "{", "}", "[", "]", "|", "\\", "${", "$[", "${f:\(key)|", "${owner:name", "${f:12|\\", "\n",
                "\r\n", " ",
                "a", "你好", "\u{301}", "\u{600}", "👍🏽", "\\}", "\\$", "user:name", "Contacts.Last Name",
            ]
            var random = Generator(state: 7)
            var parsed = 0
            for _ in 0..<6_000 {
                var typed = ""
                for _ in 0..<Int.random(in: 1...7, using: &random) {
                    var part = (Bool.random(using: &random) ? tokens : scraps).randomElement(using: &random) ?? ""
                    if part.hasPrefix("${"), part.hasSuffix("}"), Bool.random(using: &random) {
                        part = "\(part.dropLast())|\(scraps.randomElement(using: &random) ?? "")x}"
                    }
                    typed += part
                }
                guard let text = try? MergeText.parse(typed, in: scope) else { continue }
                parsed += 1
                #expect(MergeText(stored: text.stored) == text, "\(typed)")
                for language in Language.allCases {
                    let shown = text.display(in: scope, language: language)
                    #expect(try MergeText.parse(shown, in: scope) == text, "\(typed) shown as \(shown)")
                }
            }
            #expect(parsed > 3_000)
        }
    }

    /// Knuth's, so that each run tries the same.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 31)
        }
    }
}
