/// A link with a text that is already written, and its QR code: `/{PNID}/message_qrdls`.
struct ShortLink: Sendable, Codable, Equatable {
    let code: String
    var text: String
    /// `SVG` or `PNG`, when a picture was asked for.
    var picture: String?

    var address: String { "https://wa.me/message/\(code)" }

    func node(origin: String) -> JSON {
        .object([
            "code": .string(code), "prefilled_message": .string(text), "deep_link_url": .string(address),
            "qr_image_url": picture.map { .string("\(origin)/whatsapp_business/qr/\(code).\($0.lowercased())") },
        ])
    }

    static let defaultFields = ["code", "prefilled_message", "deep_link_url"]
}

extension World {
    static let maximumLinks = 2000

    /// `POST /{PNID}/message_qrdls`: makes a link, or changes the text of one.
    ///
    /// - Parameters:
    ///   - number: The number.
    ///   - body: `prefilled_message`, and `code` to change one or `generate_qr_image` to get a picture of a new one.
    ///   - origin: Where the picture is fetched.
    /// - Returns: The link.
    /// - Throws: Code 100 with what is wrong.
    mutating func saveLink(_ number: BusinessNumber, _ body: JSON, origin: String) throws(GraphFailure) -> JSON {
        guard let text = body["prefilled_message"]?.text, (1...140).contains(Check.length(text)) else {
            throw .parameter("Param prefilled_message must be 1 to 140 characters long.")
        }
        if let code = body["code"]?.text {
            guard let index = number.links.firstIndex(where: { $0.code == code }) else {
                throw .unknownObject(code, method: "post")
            }
            changeNumber(number.id) { $0.links[index].text = text }
            var link = number.links[index]
            link.text = text
            return link.node(origin: origin)
        }
        let picture = body["generate_qr_image"]?.text?.uppercased()
        if let picture, !["PNG", "SVG"].contains(picture) {
            throw .parameter("Param generate_qr_image must be one of {PNG, SVG}.")
        }
        guard number.links.count < Self.maximumLinks else { throw .parameter("A number has 2000 links at most.") }
        let link = ShortLink(code: ids.linkCode(), text: text, picture: picture)
        changeNumber(number.id) { $0.links.append(link) }
        return link.node(origin: origin)
    }
}
