/// What a team offers, for how much.
///
/// Source: spec rows 2.137 and 2.139, A-31.
extension StandardModule {
    static let quotes = StandardModule(
        name: "Quotes",
        english: "Quotes",
        chinese: "报价",
        singularEnglish: "Quote",
        singularChinese: "报价",
        fields: [
            named("subject", "Subject", "主题", maximum: 120),
            StandardField(
                name: "quote_number",
                english: "Quote Number",
                chinese: "报价单号",
                type: .autonumber,
                isReadOnly: true,
                numberPrefix: "Q-",
                section: .main
            ),
            StandardField(
                name: "stage",
                english: "Stage",
                chinese: "阶段",
                type: .picklist,
                isRequired: true,
                options: quoteStages,
                defaultValue: "Draft",
                section: .main
            ),
            total("grand_total", "Grand Total", "总计"),
            main("valid_till", "Valid Till", "有效期至", .date),
            link("lead", "Lead", "线索", to: "Leads"),
            link("contact", "Contact", "联系人", to: "Contacts"),
            link("account", "Account", "客户", to: "Accounts"),
            link("deal", "Deal", "商机", to: "Deals"),
            main("team", "Team", "团队", .text),
            picklist("carrier", "Carrier", "承运商", carriers, section: .main),
            main("shipping", "Shipping", "配送方式", .text),
            total("sub_total", "Subtotal", "小计"),
            total("discount", "Discount", "折扣"),
            total("tax", "Tax", "税额"),
            total("adjustment", "Adjustment", "调整"),
        ] + address("billing", "Billing", "账单") + address("shipping", "Shipping", "收货") + [
            StandardField(
                name: "terms",
                english: "Terms and Conditions",
                chinese: "条款",
                type: .textarea,
                maximumLength: 32_000,
                section: .description
            ),
            description,
        ]
    )

    private static func total(_ name: String, _ english: String, _ chinese: String) -> StandardField {
        StandardField(
            name: name,
            english: english,
            chinese: chinese,
            type: .currency,
            isReadOnly: true,
            section: .main
        )
    }

    private static func address(_ name: String, _ english: String, _ chinese: String) -> [StandardField] {
        let parts: [(name: String, english: String, chinese: String)] = [
            ("street", "Street", "街道"), ("city", "City", "城市"), ("state", "State", "省份"),
            ("code", "Code", "邮编"), ("country", "Country", "国家"),
        ]
        return parts.map { part in
            StandardField(
                name: "\(name)_\(part.name)",
                english: "\(english) \(part.english)",
                chinese: chinese + part.chinese,
                maximumLength: 250,
                section: .address
            )
        }
    }
}
