import Identity
import Records
import Storage

/// What the demo's organisation sells, and two quotes for it.
struct DemoQuotes: Sendable {
    private let instance: Instance

    init(_ instance: Instance) {
        self.instance = instance
    }

    /// Adds eight products and two quotes, one for a Contact and one for a Lead of ``DemoPeople``, in one transaction.
    ///
    /// - Parameters:
    ///   - organization: The demo's.
    ///   - owners: Who looks after them, in turn.
    /// - Throws: `StoreError`.
    func plant(in organization: ID<Organization>, owners: [ID<User>]) async throws {
        try await instance.store.write { [instance] tx in
            let products = try module("Products", tx, organization)
            var made: [String: Record] = [:]
            for (index, product) in Self.products.enumerated() {
                let record = try RecordWriter.insert(
                    tx,
                    ids: instance.ids,
                    clock: instance.clock,
                    organization: organization,
                    module: products,
                    values: product.mapValues(FieldValue.text),
                    owner: owners[index % owners.count],
                    author: .system(cause: "demo")
                )
                made[product["product_code"] ?? ""] = record
            }
            let quotes = try module("Quotes", tx, organization)
            for (index, quote) in Self.quotes.enumerated() {
                let party = try module(quote.module, tx, organization)
                let people = try RecordQueries.page(
                    tx,
                    organization: organization,
                    module: party.id,
                    before: nil,
                    limit: 20
                )
                guard let person = people.first(where: { $0.name == quote.person }) else { throw RecordNotFound() }
                var values = quote.values.mapValues(FieldValue.text)
                values[quote.module == "Leads" ? "lead" : "contact"] = .text(person.id.description)
                values["valid_till"] = .text(String(Timestamp.text(instance.clock.nowMs + Self.validMs).prefix(10)))
                let lines = try quote.lines.map { line in try self.line(line, made) }
                let terms = QuoteTerms(
                    discount: QuoteDiscount(.amount, try number(quote.discount)),
                    taxPercent: try number("0"),
                    adjustment: try number("0")
                )
                try QuoteWriter.insert(
                    tx,
                    ids: instance.ids,
                    clock: instance.clock,
                    module: quotes,
                    QuoteDraft(values: values, lines: lines, terms: terms),
                    organization: organization,
                    owner: owners[index % owners.count],
                    author: .system(cause: "demo")
                )
            }
        }
    }

    private func module(_ name: String, _ tx: any ReadTransaction, _ organization: ID<Organization>) throws -> Module {
        guard let module = try ModuleQueries.find(tx, organization: organization, name: name) else {
            throw RecordNotFound()
        }
        return module
    }

    private func line(_ line: (code: String, quantity: String, discount: String), _ made: [String: Record]) throws
        -> QuoteLine
    {
        let product = Self.products.first { $0["product_code"] == line.code } ?? [:]
        return QuoteLine(
            product: made[line.code]?.id,
            name: product["product_name"] ?? line.code,
            description: product["description"] ?? "",
            quantity: try number(line.quantity),
            listPrice: try number(product["unit_price"] ?? "0"),
            discount: QuoteDiscount(.percent, try number(line.discount)),
            taxPercent: try number(product["tax"] ?? "0")
        )
    }

    private func number(_ text: String) throws -> FixedDecimal {
        guard let number = FixedDecimal(text) else { throw RecordNotFound() }
        return number
    }

    private static let validMs: Int64 = 30 * 86_400_000

    private static let products: [[String: String]] = [
        [
            "product_name": "晨曦双头意式咖啡机", "product_code": "ESP-200", "unit_price": "32800", "tax": "13",
            "stock": "6", "description": "双锅炉，PID 温控，含安装与首次培训。",
        ],
        [
            "product_name": "晨曦单头意式咖啡机", "product_code": "ESP-100", "unit_price": "15800", "tax": "13",
            "stock": "11",
        ],
        [
            "product_name": "E80 电控磨豆机", "product_code": "GRD-080", "unit_price": "6980", "tax": "13", "stock": "24",
            "description": "80 毫米平刀，定量出粉。",
        ],
        ["product_name": "手冲壶 600 毫升", "product_code": "KTL-600", "unit_price": "268", "tax": "13", "stock": "140"],
        ["product_name": "净水系统", "product_code": "WTR-010", "unit_price": "2480", "tax": "13", "stock": "0"],
        [
            "product_name": "Barista training, one day", "product_code": "SRV-010", "unit_price": "1500", "tax": "6",
        ],
        ["product_name": "年度保养", "product_code": "SRV-020", "unit_price": "3600", "tax": "6"],
        ["product_name": "拼配咖啡豆 1 公斤", "product_code": "BNS-001", "unit_price": "118.5", "tax": "9", "stock": "320"],
    ]

    private struct DemoQuote: Sendable {
        let module: String
        let person: String
        let values: [String: String]
        let lines: [(code: String, quantity: String, discount: String)]
        let discount: String
    }

    private static let quotes: [DemoQuote] = [
        DemoQuote(
            module: "Leads",
            person: "陈思远",
            values: [
                "subject": "雾里咖啡 · 新店整套设备", "stage": "Negotiation", "terms": "预付 50%，交货前付清。\n报价含运费与安装，质保两年。",
                "billing_country": "中国", "billing_state": "上海市", "billing_city": "静安区",
                "billing_street": "武定路 88 号", "carrier": "Own Delivery",
            ],
            lines: [
                (code: "ESP-200", quantity: "1", discount: "5"), (code: "GRD-080", quantity: "2", discount: "0"),
                (code: "WTR-010", quantity: "1", discount: "0"), (code: "SRV-010", quantity: "2", discount: "0"),
            ],
            discount: "1000"
        ),
        DemoQuote(
            module: "Contacts",
            person: "黄建国",
            values: [
                "subject": "蓝湾酒店 · 早餐厅咖啡角", "stage": "Delivered", "carrier": "SF Express",
                "shipping_country": "中国", "shipping_state": "广东省", "shipping_city": "深圳市",
                "shipping_street": "南山区海德三道 15 号", "shipping_code": "518054",
            ],
            lines: [
                (code: "ESP-100", quantity: "2", discount: "8"), (code: "BNS-001", quantity: "40", discount: "10"),
                (code: "SRV-020", quantity: "1", discount: "0"),
            ],
            discount: "0"
        ),
    ]
}
