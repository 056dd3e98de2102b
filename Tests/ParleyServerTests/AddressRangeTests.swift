import ParleyServer
import Testing

@Suite("address ranges")
struct AddressRangeTests {
    @Test(
        "an address is in a range when the leading bits agree",
        arguments: [
            ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("192.0.2.4", "192.0.2.4", true),
            ("192.0.2.4", "192.0.2.5", false), ("192.0.2.128/25", "192.0.2.127", false),
            ("0.0.0.0/0", "203.0.113.9", true),
            ("2001:db8::/32", "2001:db8:1::1", true), ("2001:db8::/32", "10.0.0.1", false), ("::1", "::1", true),
            ("10.0.0.0/8", "unknown", false),
        ]
    )
    func contains(range: String, address: String, expected: Bool) throws {
        let parsed = try #require(AddressRange(range))
        #expect(parsed.contains(address) == expected)
    }

    @Test("what is no range is refused", arguments: ["", "10.0.0.0/33", "10.0.0/8", "x/8", "10.0.0.0/8/8", "::/129"])
    func invalid(text: String) {
        #expect(AddressRange(text) == nil)
    }
}
