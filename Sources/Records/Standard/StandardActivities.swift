/// What somebody has to do, with whom and when.
///
/// Source: spec row A-38.
extension StandardModule {
    static let activities: [StandardModule] = [tasks, meetings, calls, appointments]

    private static let tasks = StandardModule(
        name: "Tasks",
        english: "Tasks",
        chinese: "任务",
        singularEnglish: "Task",
        singularChinese: "任务",
        fields: [
            named("subject", "Subject", "主题", maximum: 200),
            main("due_date", "Due Date", "截止日期", .date),
            picklist("status", "Status", "状态", taskStatuses, section: .main, defaultValue: "Not Started"),
            picklist("priority", "Priority", "优先级", priorities, section: .main, defaultValue: "Normal"),
            main("reminder", "Reminder", "提醒时间", .datetime),
        ] + about + [description]
    )

    private static let meetings = StandardModule(
        name: "Meetings",
        english: "Meetings",
        chinese: "会议",
        singularEnglish: "Meeting",
        singularChinese: "会议",
        fields: [
            named("subject", "Title", "标题", maximum: 200),
            moment("start", "From", "开始时间"),
            moment("end", "To", "结束时间"),
            main("location", "Location", "地点", .text),
            main("reminder", "Reminder", "提醒时间", .datetime),
        ] + about + [description]
    )

    private static let calls = StandardModule(
        name: "Calls",
        english: "Calls",
        chinese: "通话",
        singularEnglish: "Call",
        singularChinese: "通话",
        fields: [
            named("subject", "Subject", "主题", maximum: 200),
            picklist("call_type", "Call Type", "通话类型", callTypes, section: .main, defaultValue: "Outbound"),
            moment("start", "Call Time", "通话时间"),
            main("duration", "Duration (minutes)", "时长（分钟）", .integer),
            main("result", "Call Result", "通话结果", .text),
            main("reminder", "Reminder", "提醒时间", .datetime),
        ] + about + [description]
    )

    private static let appointments = StandardModule(
        name: "Appointments",
        english: "Appointments",
        chinese: "预约",
        singularEnglish: "Appointment",
        singularChinese: "预约",
        fields: [
            named("subject", "Service", "服务", maximum: 200),
            moment("start", "Start", "开始时间"),
            main("end", "End", "结束时间", .datetime),
            picklist(
                "status",
                "Status",
                "状态",
                appointmentStatuses,
                section: .main,
                defaultValue: "Scheduled"
            ),
            main("location", "Location", "地点", .text),
            main("reminder", "Reminder", "提醒时间", .datetime),
        ] + about + [description]
    )

    private static let about: [StandardField] = [
        link("lead", "Lead", "线索", to: "Leads"), link("contact", "Contact", "联系人", to: "Contacts"),
        link("account", "Account", "客户", to: "Accounts"), link("deal", "Deal", "商机", to: "Deals"),
    ]

    private static func moment(_ name: String, _ english: String, _ chinese: String) -> StandardField {
        StandardField(
            name: name,
            english: english,
            chinese: chinese,
            type: .datetime,
            isRequired: true,
            section: .main
        )
    }
}
