import Storage

/// The people that a team writes to.
///
/// Source of names and lengths: spec row 2.125.
extension StandardModule {
    static let people: [StandardModule] = [leads, contacts]

    private static let leads = StandardModule(
        name: "Leads",
        english: "Leads",
        chinese: "线索",
        singularEnglish: "Lead",
        singularChinese: "线索",
        fields: person + [company, title] + reach + [website] + lead + [emailOptOut, description, whatsAppMarketing]
    )

    private static let contacts = StandardModule(
        name: "Contacts",
        english: "Contacts",
        chinese: "联系人",
        singularEnglish: "Contact",
        singularChinese: "联系人",
        fields: person + [account, title] + reach + [emailOptOut, description, whatsAppMarketing]
    )

    private static let person: [StandardField] = [
        StandardField(name: "first_name", english: "First Name", chinese: "名", maximumLength: 40, section: .person),
        StandardField(
            name: "last_name",
            english: "Last Name",
            chinese: "姓",
            isRequired: true,
            maximumLength: 80,
            section: .person
        ),
    ]

    private static let company = StandardField(
        name: "company",
        english: "Company",
        chinese: "公司",
        isRequired: true,
        maximumLength: 100,
        section: .person
    )

    private static let account = StandardField(
        name: "account",
        english: "Account",
        chinese: "客户",
        type: .lookup,
        lookup: "Accounts",
        section: .person
    )

    private static let title = StandardField(
        name: "title",
        english: "Title",
        chinese: "职务",
        maximumLength: 100,
        section: .person
    )

    private static let reach: [StandardField] = [
        phone("phone", "Phone", "电话"),
        phone("mobile", "Mobile", "手机"),
        phone("fax", "Fax", "传真"),
        email("email", "Email", "邮箱"),
        email("secondary_email", "Secondary Email", "备用邮箱"),
    ]

    static let website = StandardField(
        name: "website",
        english: "Website",
        chinese: "网站",
        type: .website,
        maximumLength: 255,
        section: .contact
    )

    private static let lead: [StandardField] = [
        picklist("lead_source", "Lead Source", "线索来源", leadSources),
        picklist("lead_status", "Lead Status", "线索状态", leadStatuses),
        picklist("industry", "Industry", "行业", industries),
        picklist("rating", "Rating", "评级", ratings),
    ]

    private static let emailOptOut = StandardField(
        name: "email_opt_out",
        english: "Email Opt Out",
        chinese: "退订邮件",
        type: .boolean,
        section: .contact
    )

    /// What the person has said about marketing by WhatsApp; blank where they have said nothing.
    ///
    /// Source: spec row A-30.
    private static let whatsAppMarketing = StandardField(
        name: "whatsapp_marketing",
        english: "WhatsApp Marketing",
        chinese: "WhatsApp 营销",
        type: .picklist,
        isReadOnly: true,
        options: [
            FieldOption(value: "opted_in", labelEnglish: "Opted in", labelChinese: "同意接收"),
            FieldOption(value: "opted_out", labelEnglish: "Opted out", labelChinese: "拒绝接收"),
        ],
        section: .contact
    )

    static let description = StandardField(
        name: "description",
        english: "Description",
        chinese: "描述",
        type: .textarea,
        maximumLength: 32_000,
        section: .description
    )

    static func phone(_ name: String, _ english: String, _ chinese: String) -> StandardField {
        StandardField(
            name: name,
            english: english,
            chinese: chinese,
            type: .phone,
            maximumLength: 30,
            section: .contact
        )
    }

    private static func email(_ name: String, _ english: String, _ chinese: String) -> StandardField {
        StandardField(
            name: name,
            english: english,
            chinese: chinese,
            type: .email,
            maximumLength: 100,
            section: .contact
        )
    }

    static func picklist(
        _ name: String,
        _ english: String,
        _ chinese: String,
        _ options: [FieldOption],
        section: Section = .lead,
        defaultValue: String? = nil
    ) -> StandardField {
        StandardField(
            name: name,
            english: english,
            chinese: chinese,
            type: .picklist,
            options: options,
            defaultValue: defaultValue,
            section: section
        )
    }
}
