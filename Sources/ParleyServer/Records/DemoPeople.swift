import Identity
import Records
import Storage

/// The people whom the demo's organisation, a dealer of coffee equipment, sells to.
struct DemoPeople: Sendable {
    private let instance: Instance

    init(_ instance: Instance) {
        self.instance = instance
    }

    /// Adds six Leads, and five Contacts with their Accounts, in one transaction.
    ///
    /// - Parameters:
    ///   - organization: The demo's.
    ///   - owners: Who looks after them, in turn.
    /// - Throws: `StoreError`.
    func plant(in organization: ID<Organization>, owners: [ID<User>]) async throws {
        try await instance.store.write { [instance] tx in
            var accounts: [String: ID<Record>] = [:]
            for (moduleName, people) in [
                ("Accounts", Self.accounts), ("Contacts", Self.contacts), ("Leads", Self.leads),
            ] {
                let found = try ModuleQueries.find(tx, organization: organization, name: moduleName)
                guard let module = found else { throw RecordNotFound() }
                for (index, person) in people.enumerated() {
                    var values = person.mapValues(FieldValue.text)
                    if let account = person["account"] {
                        values["account"] = accounts[account].map { .text($0.description) }
                    }
                    let record = try RecordWriter.insert(
                        tx,
                        ids: instance.ids,
                        clock: instance.clock,
                        organization: organization,
                        module: module,
                        values: values,
                        owner: owners[index % owners.count],
                        author: .system(cause: "demo")
                    )
                    if moduleName == "Accounts" { accounts[record.name] = record.id }
                }
            }
        }
    }

    private static let leads: [[String: String]] = [
        [
            "last_name": "陈", "first_name": "思远", "company": "雾里咖啡", "title": "店主", "mobile": "138 0013 8001",
            "email": "siyuan.chen@wuli.example", "lead_source": "Trade Show", "lead_status": "Not Contacted",
            "industry": "Food and Beverage", "rating": "Hot",
            "description": "上海展会上看中双头意式机。\n希望本月试机。",
        ],
        [
            "last_name": "欧阳", "first_name": "婷", "company": "云栖酒店集团", "title": "采购经理",
            "phone": "0571-8800 1234", "mobile": "+86 139 1234 5678", "email": "ouyang.ting@yunqi.example",
            "lead_source": "Web Research", "lead_status": "Contacted", "industry": "Hospitality", "rating": "Warm",
            "website": "www.yunqi.example",
        ],
        [
            "last_name": "Silva", "first_name": "Ana", "company": "Café do Porto", "title": "Owner",
            "mobile": "+55 11 96123-4567", "email": "ana@cafedoporto.example", "lead_source": "WhatsApp",
            "lead_status": "Attempted to Contact", "industry": "Food and Beverage", "rating": "Hot",
        ],
        [
            "last_name": "赵", "first_name": "敏", "company": "拾光烘焙", "phone": "010 6552 9988",
            "lead_source": "Online Store", "lead_status": "Not Contacted", "industry": "Food and Beverage",
            "rating": "Cold",
        ],
        [
            "last_name": "Tanaka", "first_name": "Yuki", "company": "喫茶ハルカ", "title": "Head Barista",
            "phone": "+81 3-4560-0199", "mobile": "+81 90-1234-5678", "email": "yuki@haruka.example",
            "lead_source": "External Referral", "lead_status": "Pre-Qualified", "industry": "Food and Beverage",
            "rating": "Warm",
        ],
        // Nobody has asked for a number yet: shows what a record without one looks like.
        [
            "last_name": "周", "first_name": "子墨", "company": "南山大学后勤处", "email": "zimo.zhou@nanshan.example",
            "lead_source": "Advertisement", "lead_status": "Contact in Future", "industry": "Education",
        ],
    ]

    private static let accounts: [[String: String]] = [
        ["account_name": "岛屿咖啡", "industry": "Food and Beverage", "billing_city": "上海"],
        ["account_name": "蓝湾酒店", "industry": "Hospitality", "billing_city": "深圳", "employees": "320"],
        ["account_name": "Rösterei Nordlicht", "industry": "Food and Beverage", "billing_city": "Berlin"],
        ["account_name": "Kopi Selatan", "industry": "Food and Beverage", "billing_city": "Johor Bahru"],
        ["account_name": "晨间面包房", "industry": "Food and Beverage", "billing_city": "上海"],
    ]

    private static let contacts: [[String: String]] = [
        [
            "last_name": "林", "first_name": "若溪", "account": "岛屿咖啡", "title": "创始人",
            "mobile": "136 1122 3344", "email": "ruoxi@daoyu.example",
        ],
        [
            "last_name": "黄", "first_name": "建国", "account": "蓝湾酒店", "title": "餐饮总监",
            "phone": "0755-8266 7788", "mobile": "137 6655 4433", "fax": "0755-8266 7789",
            "email": "huang.jianguo@lanwan.example",
        ],
        [
            "last_name": "Müller", "first_name": "Jonas", "account": "Rösterei Nordlicht", "title": "Einkauf",
            "phone": "+49 30 901820", "mobile": "+49 151 23456789", "email": "jonas@nordlicht.example",
        ],
        [
            "last_name": "Rahman", "first_name": "Aisyah", "account": "Kopi Selatan",
            "title": "Operations Manager",
            "mobile": "+60 12-345 6789", "email": "aisyah@kopiselatan.example",
        ],
        [
            "last_name": "吴", "first_name": "晓彤", "account": "晨间面包房", "phone": "021-5404 3322",
            "email": "xiaotong@chenjian.example",
        ],
    ]
}
