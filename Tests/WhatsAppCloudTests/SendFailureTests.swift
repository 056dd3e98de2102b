import Testing
import WhatsAppCloud

/// Every code that Meta documents for a send, with what follows from it.
@Suite("why Meta did not take a message")
struct SendFailureTests {
    private static let stops: [(Int, Int)] = [
        (0, 401), (3, 500), (10, 403), (33, 400), (104, 401), (190, 401), (200, 403), (294, 403), (299, 403),
        (368, 403),
        (131_005, 403), (131_031, 403), (131_042, 400), (131_045, 500), (133_010, 400),
    ]
    private static let holds: [(Int, Int, Int)] = [
        (2, 503, 5), (4, 400, 60), (17, 400, 60), (613, 400, 60), (80_007, 400, 60), (130_429, 400, 2),
        (130_429, 429, 2),
        (131_016, 500, 5), (131_048, 400, 3_600), (131_057, 500, 5), (131_064, 400, 3_600), (133_004, 503, 5),
    ]
    private static let retries: [(Int, Int, Int)] = [
        (1, 400, 5), (1, 500, 5), (131_000, 500, 5), (131_056, 400, 6), (999_999, 500, 10), (999_999, 429, 10),
    ]
    private static let refusals: [(Int, Int)] = [
        (100, 400), (803, 404), (130_403, 403), (130_472, 400), (130_497, 403), (131_008, 400), (131_009, 400),
        (131_014, 400), (131_021, 400), (131_026, 400), (131_030, 400), (131_037, 400), (131_044, 400), (131_047, 400),
        (131_049, 400), (131_050, 400), (131_051, 400), (131_053, 400), (131_055, 400), (131_061, 400), (131_062, 400),
        (131_063, 400), (131_065, 400), (131_070, 400), (132_000, 400), (132_001, 404), (132_005, 400), (132_007, 400),
        (132_008, 400), (132_012, 400), (132_015, 400), (132_016, 400), (132_018, 400), (132_068, 400), (132_069, 400),
        (134_011, 400), (135_000, 400), (137_000, 400), (999_999, 400),
    ]

    @Test("what is wrong with token, account or number stops them, and no message is to blame", arguments: stops)
    func stopping(code: Int, status: Int) {
        #expect(SendFailure.answer(status: status, code: code) == .channelStopped)
    }

    @Test("what Meta cannot take from anybody now holds the number for as long as it asks", arguments: holds)
    func holding(code: Int, status: Int, seconds: Int) {
        #expect(SendFailure.answer(status: status, code: code) == .hold(after: .seconds(seconds)))
    }

    @Test("what fails this once, or for this person now, is tried again by itself", arguments: retries)
    func retrying(code: Int, status: Int, seconds: Int) {
        #expect(SendFailure.answer(status: status, code: code) == .retry(after: .seconds(seconds)))
    }

    @Test("what is about the message is final for it", arguments: refusals)
    func refusing(code: Int, status: Int) {
        #expect(SendFailure.answer(status: status, code: code) == .refused)
    }

    @Test("an object that is not there for the token is the number's matter, and a wrong parameter the message's")
    func missingObject() {
        #expect(SendFailure.answer(status: 400, code: 100, subcode: 33) == .channelStopped)
        #expect(SendFailure.answer(status: 400, code: 100, subcode: 2_388_019) == .refused)
    }

    @Test("an answer that is none of Meta's: refused, to be waited for, or nobody knows")
    func bare() {
        #expect(SendFailure.answer(status: 404, code: nil) == .refused)
        #expect(SendFailure.answer(status: 429, code: nil) == .hold(after: .seconds(10)))
        for status in [500, 502, 503, 504] { #expect(SendFailure.answer(status: status, code: nil) == .unknown) }
    }

    @Test("a call that did not leave is made again, one that was not answered is not")
    func withoutAnswer() {
        #expect(SendFailure(.unreachable("x")).answer == .hold(after: .seconds(2)))
        #expect(SendFailure(.unanswered("x")).answer == .unknown)
    }
}
