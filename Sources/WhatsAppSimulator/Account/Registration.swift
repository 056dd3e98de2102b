import Foundation

/// How a number comes to the Cloud API: code, proof, registration.
extension World {
    private static let codeMs: Int64 = 600_000
    private static let hourMs: Int64 = 3_600_000
    private static let registrationWindowMs: Int64 = 72 * 3_600_000
    private static let registrations = 10
    private static let wrongPins = 5

    /// `POST /{WABA}/phone_numbers`.
    ///
    /// - Parameters:
    ///   - body: `cc` (or `country_code`), `phone_number` and `verified_name`.
    ///   - account: The account that gets the number.
    /// - Returns: The new number's id; it waits for its code.
    /// - Throws: Code 100 with what is wrong.
    mutating func createNumber(_ body: JSON, of account: Account) throws(GraphFailure) -> JSON {
        let code = body["cc"]?.looseText ?? body["country_code"]?.looseText ?? ""
        let local = PhoneDigits.strip(body["phone_number"]?.looseText ?? "")
        guard let digits = PhoneDigits.parse(local.hasPrefix(code) && local.count > 10 ? local : code + local) else {
            throw .parameter("Param phone_number must be a phone number without its country code, which stands in cc.")
        }
        guard let name = body["verified_name"]?.text, (2...256).contains(Check.length(name)) else {
            throw .parameter("Param verified_name must be a name of 2 to 256 characters.")
        }
        if numbers.contains(where: { $0.digits == digits }) {
            throw GraphFailure(
                status: 400,
                code: 100,
                subcode: 2_388_012,
                message: "Invalid parameter",
                userTitle: "Phone number already registered",
                userMessage: "This phone number is already registered with a WhatsApp Business Account."
            )
        }
        guard numbers.count < Self.maximumNumbers else {
            throw .parameter("The portfolio has all the phone numbers it can have.")
        }
        var number = BusinessNumber(id: ids.numberID(), digits: digits, verifiedName: name)
        number.standing = .unverified
        changeAccount(account.id) { $0.numbers.append(number) }
        return .object(["id": .string(number.id)])
    }

    /// `POST /{PNID}/request_code`: the code arrives on the number, which here is the control API and the page.
    mutating func requestCode(_ number: BusinessNumber, _ body: JSON, nowMs: Int64) throws(GraphFailure) -> JSON {
        guard ["SMS", "VOICE"].contains(body["code_method"]?.text?.uppercased() ?? "") else {
            throw .parameter("Param code_method must be one of {SMS, VOICE}.")
        }
        guard body["language"]?.text?.isEmpty == false else { throw .parameter("The parameter language is required.") }
        if number.standing.verification == "VERIFIED" {
            throw GraphFailure(136024, "The phone number is verified already.")
        }
        let recent = number.standing.codesMs.filter { $0 > nowMs - Self.hourMs }
        if recent.count >= 5 { throw GraphFailure(136024, "Too many codes were requested; try again in an hour.") }
        let code = ids.verificationCode()
        changeNumber(number.id) { changed in
            changed.standing.code = code
            changed.standing.codeUntilMs = nowMs + Self.codeMs
            changed.standing.codesMs = recent + [nowMs]
        }
        return Self.success
    }

    /// `POST /{PNID}/verify_code`.
    mutating func verifyCode(_ number: BusinessNumber, _ body: JSON, nowMs: Int64) throws(GraphFailure) -> JSON {
        guard let code = body["code"]?.looseText else { throw .parameter("The parameter code is required.") }
        guard number.standing.verification != "VERIFIED", let wanted = number.standing.code else {
            throw GraphFailure(136025, "No code was requested for this number.")
        }
        guard nowMs < number.standing.codeUntilMs else {
            throw GraphFailure(136025, subcode: 2_388_093, "The code has expired; request a new one.")
        }
        guard code.filter({ $0 != "-" }) == wanted else {
            throw GraphFailure(136025, subcode: 2_388_091, "The code is not right.")
        }
        changeNumber(number.id) { changed in
            changed.standing.verification = "VERIFIED"
            changed.standing.code = nil
        }
        return Self.success
    }

    /// `POST /{PNID}/register`: sets the PIN, or asks for the one that is set.
    mutating func register(_ number: BusinessNumber, _ body: JSON, nowMs: Int64) throws(GraphFailure) -> JSON {
        guard body["messaging_product"]?.text == "whatsapp" else {
            throw .parameter("The parameter messaging_product is required.")
        }
        let pin = try Self.pin(body["pin"])
        if number.standing.verification != "VERIFIED" {
            throw GraphFailure(133006, "The phone number needs to be verified before registering.")
        }
        try countRegistration(number, nowMs: nowMs)
        if let wanted = number.standing.pin, wanted != pin {
            let recent = number.standing.wrongPinsMs.filter { $0 > nowMs - Self.hourMs }
            if recent.count >= Self.wrongPins {
                throw GraphFailure(133008, "Too many wrong PINs; try again in an hour.")
            }
            changeNumber(number.id) { $0.standing.wrongPinsMs = recent + [nowMs] }
            throw GraphFailure(133005, "The two-step verification PIN does not match.")
        }
        changeNumber(number.id) { changed in
            changed.standing.pin = pin
            changed.standing.status = "CONNECTED"
            changed.standing.platform = "CLOUD_API"
            changed.standing.throughput = "STANDARD"
            changed.standing.onboarded = Self.iso(nowMs)
            changed.standing.wrongPinsMs = []
            if changed.standing.nameStatus != "APPROVED" { changed.standing.nameStatus = "AVAILABLE_WITHOUT_REVIEW" }
        }
        return Self.success
    }

    /// `POST /{PNID}/deregister`.
    mutating func deregister(_ number: BusinessNumber, nowMs: Int64) throws(GraphFailure) -> JSON {
        if number.standing.isOnBizApp {
            throw .parameter("A number that is in use in the WhatsApp Business app can't be deregistered.")
        }
        try countRegistration(number, nowMs: nowMs)
        guard number.standing.platform == "CLOUD_API" else {
            throw GraphFailure(133010, "The number is not registered.")
        }
        changeNumber(number.id) { changed in
            changed.standing.status = "DISCONNECTED"
            changed.standing.platform = "NOT_APPLICABLE"
            changed.standing.throughput = "NOT_APPLICABLE"
        }
        return Self.success
    }

    /// Ten in 72 hours.
    private mutating func countRegistration(_ number: BusinessNumber, nowMs: Int64) throws(GraphFailure) {
        let recent = number.standing.registrationsMs.filter { $0 > nowMs - Self.registrationWindowMs }
        if recent.count >= Self.registrations {
            throw GraphFailure(133016, "The number was registered or deregistered too often; wait 72 hours.")
        }
        changeNumber(number.id) { $0.standing.registrationsMs = recent + [nowMs] }
    }

    /// `POST /{PNID}` with a PIN or a new name.
    mutating func updateNumber(_ number: BusinessNumber, _ body: JSON, nowMs: Int64) throws(GraphFailure) -> JSON {
        if let value = body["pin"] {
            let pin = try Self.pin(value)
            changeNumber(number.id) { $0.standing.pin = pin }
            let change = JSON.object([
                "display_phone_number": .string(number.digits), "event": .string("PIN_CHANGED"),
                "requester": .string(portfolio.businessID),
            ])
            post(field: "security", value: change, number: number, timeMs: nowMs)
            return Self.success
        }
        guard let name = body["new_display_name"]?.text, (2...256).contains(Check.length(name)) else {
            throw .parameter("One of webhook_configuration, pin and new_display_name is required.")
        }
        changeNumber(number.id) { changed in
            changed.standing.newName = name
            changed.standing.newNameStatus = "PENDING_REVIEW"
        }
        return Self.success
    }

    private static func pin(_ json: JSON?) throws(GraphFailure) -> String {
        guard let pin = json?.looseText, pin.wholeMatch(of: /\d{6}/) != nil else {
            throw .parameter("Param pin must be a 6-digit number.")
        }
        return pin
    }

    private static func iso(_ atMs: Int64) -> String {
        Date(timeIntervalSince1970: Double(atMs / 1000)).formatted(.iso8601).replacing("Z", with: "+0000")
    }

    static let success = JSON.object(["success": .bool(true)])
}
