import PhoneNumbers
import Testing

@Suite("phone numbers")
struct PhoneNumberTests {
    @Test(
        "what people type becomes one international form",
        arguments: [
            ("138 0013 8000", "CN", "+8613800138000"), ("+86 138-0013-8000", nil, "+8613800138000"),
            ("008613800138000", "CN", "+8613800138000"), ("（021）5550 0100", "CN", "+862155500100"),
            ("+４９ １５１２ ０００ ０１４７", nil, "+4915120000147"), ("0171 1234567", "DE", "+491711234567"),
            ("(415) 555-2671", "US", "+14155552671"), ("07911 123456", "GB", "+447911123456"),
        ] as [(String, String?, String)]
    )
    func international(typed: String, region: String?, expected: String) {
        #expect(PhoneNumber(typed: typed, defaultRegion: region)?.e164 == expected)
    }

    @Test(
        "what is no number is none",
        arguments: [
            ("", "CN"), ("abc", "CN"), ("12", "CN"), ("13800138000", nil), ("+12345", nil), ("+1234567890123456", nil),
            ("+0123456789", nil), ("TR.9A1bC2d3E4f5", "TR"), (String(repeating: "1", count: 400), "CN"),
        ] as [(String, String?)]
    )
    func invalid(typed: String, region: String?) {
        #expect(PhoneNumber(typed: typed, defaultRegion: region) == nil)
    }

    @Test("a number with a plus counts although the library's tables do not know it")
    func unknownPlan() {
        #expect(PhoneNumber(typed: "+999 1234567", defaultRegion: nil)?.e164 == "+9991234567")
        #expect(PhoneNumber(typed: "+999 1234567", defaultRegion: nil)?.region == nil)
    }

    @Test("the country is known where the library knows it")
    func regions() {
        #expect(PhoneNumber(typed: "+14155552671", defaultRegion: nil)?.region == "US")
        #expect(PhoneNumber(typed: "+16135550123", defaultRegion: nil)?.region == "CA")
    }

    @Test(
        "forms that WhatsApp uses for one person have one match key",
        arguments: [
            ("+5511987654321", "+551187654321"), ("+5215512345678", "+525512345678"),
            ("+5491123456789", "+541123456789"),
        ]
    )
    func matchKeys(one: String, other: String) throws {
        let first = try #require(PhoneNumber(typed: one, defaultRegion: nil))
        let second = try #require(PhoneNumber(typed: other, defaultRegion: nil))
        #expect(first.matchKey == second.matchKey)
    }

    @Test("numbers that only look alike keep keys of their own")
    func differentKeys() throws {
        func key(_ typed: String) throws -> String {
            try #require(PhoneNumber(typed: typed, defaultRegion: nil)).matchKey
        }
        #expect(try key("+8613800138000") == "8613800138000")
        // Landlines of Brazil have no ninth digit, and start with 2 to 5.
        #expect(try key("+551123456789") != key("+5511923456789"))
        #expect(try key("+5511987654321") != key("+5521987654321"))
    }

    @Test("a WhatsApp id is read as it stands, and a user id is no phone")
    func waIDs() {
        #expect(PhoneNumber(waID: "905551230001")?.e164 == "+905551230001")
        #expect(PhoneNumber(waID: "TR.9A1b") == nil)
        #expect(PhoneNumber(waID: "") == nil)
    }
}
