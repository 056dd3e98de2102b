/// What the standard pick-lists offer.
extension StandardModule {
    static let leadSources: [FieldOption] = [
        option("Advertisement", "广告"),
        option("Cold Call", "陌生拜访"),
        option("Employee Referral", "员工推荐"),
        option("External Referral", "外部推荐"),
        option("Online Store", "网店"),
        option("Partner", "合作伙伴"),
        option("Public Relations", "公关活动"),
        option("Trade Show", "展会"),
        option("Web Download", "网站下载"),
        option("Web Research", "网络搜索"),
        option("Chat", "在线聊天"),
        option("WhatsApp", "WhatsApp"),
    ]

    static let leadStatuses: [FieldOption] = [
        option("Not Contacted", "未联系"),
        option("Attempted to Contact", "已尝试联系"),
        option("Contacted", "已联系"),
        option("Contact in Future", "以后联系"),
        option("Pre-Qualified", "初步合格"),
        option("Not Qualified", "不合格"),
        option("Junk Lead", "无效线索"),
        option("Lost Lead", "已流失"),
    ]

    static let industries: [FieldOption] = [
        option("Food and Beverage", "餐饮"),
        option("Hospitality", "酒店旅游"),
        option("Retail", "零售"),
        option("Wholesale", "批发"),
        option("Manufacturing", "制造"),
        option("Education", "教育"),
        option("Real Estate", "房地产"),
        option("Technology", "科技"),
        option("Financial Services", "金融服务"),
        option("Government", "政府机构"),
        option("Other", "其他"),
    ]

    static let ratings: [FieldOption] = [
        option("Hot", "高意向"),
        option("Warm", "中意向"),
        option("Cold", "低意向"),
    ]

    static let dealStages: [FieldOption] = [
        option("Qualification", "资格确认"),
        option("Needs Analysis", "需求分析"),
        option("Value Proposition", "方案价值"),
        option("Proposal", "报价方案"),
        option("Negotiation", "谈判"),
        option("Closed Won", "成交"),
        option("Closed Lost", "丢单"),
    ]

    static let quoteStages: [FieldOption] = [
        option("Draft", "草稿"),
        option("Negotiation", "谈判中"),
        option("Delivered", "已送达"),
        option("On Hold", "搁置"),
        option("Confirmed", "已确认"),
        option("Closed Won", "成交"),
        option("Closed Lost", "丢单"),
    ]

    static let carriers: [FieldOption] = [
        option("SF Express", "顺丰速运"),
        option("EMS", "中国邮政 EMS"),
        option("JD Logistics", "京东物流"),
        option("DHL", "DHL"),
        option("FedEx", "FedEx"),
        option("UPS", "UPS"),
        option("Own Delivery", "自行配送"),
        option("Pick Up", "客户自提"),
    ]

    static let taskStatuses: [FieldOption] = [
        option("Not Started", "未开始"),
        option("In Progress", "进行中"),
        option("Waiting", "等待他人"),
        option("Deferred", "推迟"),
        option("Completed", "已完成"),
    ]

    static let priorities: [FieldOption] = [
        option("High", "高"),
        option("Normal", "普通"),
        option("Low", "低"),
    ]

    static let callTypes: [FieldOption] = [
        option("Outbound", "呼出"),
        option("Inbound", "呼入"),
        option("Missed", "未接"),
    ]

    static let appointmentStatuses: [FieldOption] = [
        option("Scheduled", "已预约"),
        option("Completed", "已完成"),
        option("Cancelled", "已取消"),
        option("No Show", "未到"),
    ]

    private static func option(_ value: String, _ chinese: String) -> FieldOption {
        FieldOption(value: value, labelEnglish: value, labelChinese: chinese)
    }
}
