/// What a team sells, to whom, and how far it has come.
extension StandardModule {
    static let sales: [StandardModule] = [accounts, deals, products]

    private static let accounts = StandardModule(
        name: "Accounts",
        english: "Accounts",
        chinese: "客户",
        singularEnglish: "Account",
        singularChinese: "客户",
        fields: [
            named("account_name", "Account Name", "客户名称", maximum: 100),
            phone("phone", "Phone", "电话"),
            website,
            picklist("industry", "Industry", "行业", industries, section: .main),
            main("employees", "Employees", "员工人数", .integer),
            main("annual_revenue", "Annual Revenue", "年收入", .currency),
            link("parent_account", "Parent Account", "上级客户", to: "Accounts"),
            address("billing_street", "Billing Street", "账单街道"),
            address("billing_city", "Billing City", "账单城市"),
            address("billing_state", "Billing State", "账单省份"),
            address("billing_code", "Billing Code", "账单邮编"),
            address("billing_country", "Billing Country", "账单国家"),
            description,
        ]
    )

    private static let deals = StandardModule(
        name: "Deals",
        english: "Deals",
        chinese: "商机",
        singularEnglish: "Deal",
        singularChinese: "商机",
        fields: [
            named("deal_name", "Deal Name", "商机名称", maximum: 120),
            link("account", "Account", "客户", to: "Accounts"),
            link("contact", "Contact", "联系人", to: "Contacts"),
            main("amount", "Amount", "金额", .currency),
            StandardField(
                name: "stage",
                english: "Stage",
                chinese: "阶段",
                type: .picklist,
                isRequired: true,
                options: dealStages,
                defaultValue: "Qualification",
                section: .main
            ),
            main("probability", "Probability", "可能性", .percent),
            main("closing_date", "Closing Date", "结束日期", .date),
            picklist("lead_source", "Lead Source", "线索来源", leadSources, section: .main),
            main("next_step", "Next Step", "下一步", .text),
            description,
        ]
    )

    private static let products = StandardModule(
        name: "Products",
        english: "Products",
        chinese: "产品",
        singularEnglish: "Product",
        singularChinese: "产品",
        fields: [
            named("product_name", "Product Name", "产品名称", maximum: 200),
            StandardField(
                name: "product_code",
                english: "Product Code",
                chinese: "产品编号",
                isUnique: true,
                maximumLength: 40,
                section: .main
            ),
            main("unit_price", "Unit Price", "单价", .currency),
            main("tax", "Tax", "税率", .percent),
            main("stock", "Stock On Hand", "库存", .decimal),
            StandardField(
                name: "active",
                english: "Active",
                chinese: "在售",
                type: .boolean,
                defaultValue: "true",
                section: .main
            ),
            description,
        ]
    )

    static func named(_ name: String, _ english: String, _ chinese: String, maximum: Int) -> StandardField {
        StandardField(
            name: name,
            english: english,
            chinese: chinese,
            isRequired: true,
            maximumLength: maximum,
            section: .main
        )
    }

    static func main(_ name: String, _ english: String, _ chinese: String, _ type: FieldType) -> StandardField {
        StandardField(name: name, english: english, chinese: chinese, type: type, section: .main)
    }

    static func link(_ name: String, _ english: String, _ chinese: String, to module: String) -> StandardField {
        StandardField(name: name, english: english, chinese: chinese, type: .lookup, lookup: module, section: .main)
    }

    private static func address(_ name: String, _ english: String, _ chinese: String) -> StandardField {
        StandardField(name: name, english: english, chinese: chinese, maximumLength: 250, section: .address)
    }
}
