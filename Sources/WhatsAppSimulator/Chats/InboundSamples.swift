/// Ready-made objects of what a customer can send.
enum InboundSamples {
    /// The members that a kind has behind its `type`; nil when there is no sample of it.
    static func object(_ type: String) -> [JSON.Member]? {
        switch type {
        case "location": return one(type, location)
        case "contacts": return one(type, contacts) + one("origin", .string("other"))
        case "order": return one(type, order)
        case "unsupported": return one("errors", unsupported(131051)) + one(type, .object(["type": .string("poll")]))
        case "unknown": return one("errors", unsupported(131051))
        case "system": return one(type, system)
        case "interactive": return one(type, form)
        case "button": return one(type, .object(["payload": .string("yes"), "text": .string("Yes")]))
        default: return nil
        }
    }

    static let referral = JSON.object([
        "source_url": .string("https://fb.me/3cr4Wqqkv"), "source_id": .string("120226305854810726"),
        "source_type": .string("ad"), "body": .string("New flats by the river"), "headline": .string("Chat with us"),
        "media_type": .string("image"), "image_url": .string("https://scontent.xx.fbcdn.net/v/t45.1.jpg"),
        "ctwa_clid": .string(
            "Aff-n8ZTODiE79d22KtAwQKj9e_mIEOOj27vDVwFjN80dp4_0NiNhEgpGo0AHemvuSoifXaytfTzcchptiErTKCqTrJ5nW1h7IHYeYymGb5K5J5iTROpBhWAGaIAeUzHL50"
        ),
        "welcome_message": .object(["text": .string("Hello! How can we help?")]),
    ])

    private static func one(_ name: String, _ value: JSON) -> [JSON.Member] { [JSON.Member(name: name, value: value)] }

    private static let location = JSON.object([
        "latitude": .number(41.0256), "longitude": .number(28.9744), "name": .string("Galata Tower"),
        "address": .string("Bereketzade, 34421 Istanbul"), "url": .string("https://example.com/galata"),
    ])

    private static let contacts: JSON = {
        let name = JSON.object([
            "formatted_name": .string("Ayşe Yılmaz"), "first_name": .string("Ayşe"), "last_name": .string("Yılmaz"),
        ])
        let phone = JSON.object([
            "phone": .string("+90 555 123 0002"), "wa_id": .string("905551230002"), "type": .string("CELL"),
        ])
        let email = JSON.object(["email": .string("ayse@example.com"), "type": .string("WORK")])
        let org = JSON.object(["company": .string("Example Ltd."), "title": .string("Buyer")])
        let card = JSON.object(["name": name, "phones": .array([phone]), "emails": .array([email]), "org": org])
        return .array([card])
    }()

    private static let order: JSON = {
        let item = JSON.object([
            "product_retailer_id": .string("SKU-1001"), "quantity": .integer(2), "item_price": .number(19.5),
            "currency": .string("USD"),
        ])
        return .object([
            "catalog_id": .string("480000000000041"), "text": .string("With a receipt, please"),
            "product_items": .array([item]),
        ])
    }()

    private static let system = JSON.object([
        "body": .string("The customer's security code has changed"), "type": .string("customer_identity_changed"),
        "identity": .string("Sjvjlx8G6Z0="), "customer": .string("905551230001"),
    ])

    private static let form: JSON = {
        let reply = JSON.object([
            "name": .string("flow"), "body": .string("Sent"),
            "response_json": .string(#"{"flow_token":"unused","name":"Deniz","day":"2026-12-01"}"#),
        ])
        return .object(["type": .string("nfm_reply"), "nfm_reply": reply])
    }()

    private static func unsupported(_ code: Int64) -> JSON {
        let data = JSON.object(["details": .string("Message type is currently not supported.")])
        let error = JSON.object([
            "code": .integer(code), "title": .string("Message type unknown"),
            "message": .string("Message type unknown"), "error_data": data,
        ])
        return .array([error])
    }
}
