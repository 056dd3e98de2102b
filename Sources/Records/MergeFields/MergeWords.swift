import Identity

/// What merge fields are called that no field of a module has a label for.
enum MergeWords {
    struct Words: Sendable {
        let english: String
        let chinese: String
        /// How else it may be typed.
        var also: [String] = []

        var spellings: [String] { [english, chinese] + also }
        var folded: Set<String> { Set(spellings.map(MergeNames.fold)) }

        func label(in language: Language) -> String { language == .chinese ? chinese : english }
    }

    static let owner = Words(english: "Owner", chinese: "负责人", also: ["所有者"])
    static let user = Words(english: "User", chinese: "用户", also: ["Users"])
    static let organization = Words(english: "Organization", chinese: "组织", also: ["Organisation"])
    static let organizationName = Words(english: "Name", chinese: "名称", also: ["Organization Name", "Company Name"])
    /// Something is missing that the reader may not know of.
    static let hidden = Words(english: "a hidden field", chinese: "隐藏字段")

    private static let name = Words(english: "Name", chinese: "姓名", also: ["Full Name"])
    private static let email = Words(english: "Email", chinese: "邮箱")

    static func of(_ attribute: MergeSource.Attribute) -> Words {
        switch attribute {
        case .name: name
        case .email: email
        }
    }
}
