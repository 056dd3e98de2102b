import Foundation

/// The rules of buttons.
extension TemplateGrammar {
    private static let maximumButtons = 10
    private static let labelLimit = 25
    /// How many of a kind there may be; kinds that are not here may be there once.
    private static let maximumOfKind = ["QUICK_REPLY": 10, "URL": 2]
    private static let kinds: Set<String> = [
        "QUICK_REPLY", "URL", "PHONE_NUMBER", "COPY_CODE", "OTP", "FLOW", "CATALOG", "MPM", "SPM", "VOICE_CALL",
        "REQUEST_CONTACT_INFO",
    ]
    /// Meta writes the labels of these itself.
    private static let unlabelled: Set<String> = ["COPY_CODE", "OTP", "CATALOG", "MPM", "SPM", "REQUEST_CONTACT_INFO"]

    func buttons(_ json: JSON?) throws(GraphFailure) -> [JSON] {
        guard let list = json?.items, (1...Self.maximumButtons).contains(list.count) else {
            throw Self.invalid("A template has 1 to \(Self.maximumButtons) buttons.")
        }
        var checked: [JSON] = []
        for button in list {
            let kind = button["type"]?.text?.uppercased() ?? ""
            checked.append(try check(button.setting("type", .string(kind)), kind))
        }
        for kind in Self.kinds {
            let count = checked.count { $0["type"]?.text == kind }
            if count > Self.maximumOfKind[kind, default: 1] { throw Self.invalid("Too many buttons of type \(kind).") }
        }
        try checkOrder(checked)
        if category == "AUTHENTICATION", checked.count != 1 || checked.first?["type"]?.text != "OTP" {
            throw Self.invalid("An authentication template has exactly one OTP button and no other.")
        }
        return checked
    }

    /// Quick replies stand together.
    private func checkOrder(_ buttons: [JSON]) throws(GraphFailure) {
        let isReply = buttons.map { $0["type"]?.text == "QUICK_REPLY" }
        let changes = zip(isReply, isReply.dropFirst()).count { $0 != $1 }
        if changes > 1 {
            throw Self.invalid("Quick replies cannot be mixed with other buttons: group them at the start or the end.")
        }
    }

    private func check(_ button: JSON, _ kind: String) throws(GraphFailure) -> JSON {
        guard Self.kinds.contains(kind) else { throw Self.invalid("\"\(kind)\" is no type of button.") }
        if !Self.unlabelled.contains(kind) {
            guard let label = button["text"]?.text, !label.isEmpty else {
                throw Self.invalid("A button of type \(kind) needs a text.")
            }
            if Check.length(label) > Self.labelLimit {
                throw .template(
                    2_388_040,
                    "Character Limit Exceeded",
                    "The label of a button has at most \(Self.labelLimit) characters."
                )
            }
            if label.contains("{{") { throw Self.invalid("The label of a button has no variables.") }
        }
        switch kind {
        case "URL": try checkURL(button)
        case "PHONE_NUMBER":
            guard let number = button["phone_number"]?.text, number.count <= 20, PhoneDigits.parse(number) != nil else {
                throw Self.invalid("phone_number must be a phone number of at most 20 characters.")
            }
        case "COPY_CODE":
            let example = button["example"]?.text ?? button["example"]?.items?.first?.text ?? ""
            guard (1...15).contains(Check.length(example)) else {
                throw Self.invalid("A copy-code button needs an example of at most 15 characters.")
            }
        case "OTP":
            guard let type = button["otp_type"]?.text?.uppercased(),
                ["COPY_CODE", "ONE_TAP", "ZERO_TAP"].contains(type)
            else { throw Self.invalid("otp_type must be COPY_CODE, ONE_TAP or ZERO_TAP.") }
        default: break
        }
        return button
    }

    private func checkURL(_ button: JSON) throws(GraphFailure) {
        guard let url = button["url"]?.text, url.hasPrefix("http://") || url.hasPrefix("https://"), url.count <= 2000
        else {
            throw Self.invalid("A button's url must be a web address of at most 2000 characters.")
        }
        guard let open = url.range(of: "{{") else { return }
        guard url[open.lowerBound...] == "{{1}}" else {
            throw Self.invalid("A button's url has one variable {{1}} at its very end.")
        }
        let example = button["example"]?.text ?? button["example"]?.items?.first?.text ?? ""
        if example.isEmpty { throw Self.invalid("A button's url with a variable needs an example.") }
    }
}
