import type { Language } from "../../api/schema";

/** Sample words for /kit. They are no part of the product's dictionary and come only with this page. */
const zh = {
  title: "组件", send: "发送", cancel: "取消", later: "稍后", remove: "是的，删除", disable: "禁用渠道", paying: "正在付款…", buy: "购买信用点数", unavailable: "不可用", newQuote: "新建报价",
  sendEmail: "发送邮件", moreWays: "其他发送方式", withTemplate: "发送 WhatsApp 模板", withTemplateHint: "此记录没有可用号码", edit: "编辑", assign: "分配给我", deleteLead: "删除线索…", more: "更多操作",
  name: "名称", nameHint: "小写字母、数字和下划线", amount: "每次购买", amountError: "须大于 0", points: "点", module: "模块", moduleValue: "线索", moduleHint: "创建后不可更改", body: "正文", bodyText: "您好，您订购的设备已发出，预计 11月26日 送达。",
  password: "密码", search: "搜索姓名、号码、消息", category: "类别", owner: "负责人", chooseOwner: "输入姓名",
  people: ["王倩", "王书豪", "周远", "李可", "何敏", "张伟强"], regions: ["华南区", "华东区", "华北区", "西南区"],
  autoRecharge: "自动充值", autoRechargeHint: "余额低于 200 点时购买 1,000 点", quiet: "夜间免打扰", agreed: "已选", open: "未选", partly: "部分",
  notification: "通知消息", notificationHint: "订单、付款、发货", marketing: "营销消息", marketingHint: "优惠、新品、回访", each: "每条 {n} 点",
  messages: "消息", attachments: "附件", quotes: "报价", days: ["7 天", "30 天", "90 天"], period: "时间范围", messagesText: "这里是与客户的全部消息。", attachmentsText: "这里是往来的文件。", quotesText: "这里是已发送的报价。",
  mine: "我的", unassigned: "未分配", noReply: "未回复 3 天", filter: "筛选", approved: "已通过", pending: "审核中", paused: "已暂停", rejected: "已拒绝", disabled: "已停用", unread: "{n} 条未读",
  bannerInfo: "模板审核中，通过后即可发送", view: "查看", bannerWarn: "余额 18.40 点，约可用 1 天", bannerClosed: "24 小时窗口已关闭", bannerClosedText: "只能发送模板消息", choose: "选择模板", bannerGood: "号码已激活，可以购买信用点数",
  deleted: "已删除 3 条线索", openDialog: "打开对话框", showToast: "显示提示", failed: "没有保存，请重试", dialogTitle: "禁用青禾官方号？", dialogText: "停止收发消息与模板审核更新，6 条自动化将不再发送。对话、附件、模板和余额 1,284.36 点都会保留。",
  loading: "正在载入对话…", emptyTitle: "还没有连接号码", emptyText: "连接后，客户的 WhatsApp 消息会出现在这里。", connect: "连接第一个 WhatsApp 号码", doneTitle: "今天的会话都处理完了", noHit: "没有符合条件的线索", noHitText: "试试去掉一个条件。", clear: "清除条件",
  conversations: "对话", previews: ["报价含安装和培训吗？", "好的，合同盖章后寄给您", "地址发您了，麻烦安排周四上门测量", "谢谢，我再和店长商量一下"],
  leads: "线索", status: "状态", budget: "预算", contacted: "已联系", qualified: "意向确认", fresh: "新线索", proposal: "方案报价", tagThem: "加标签", deleteThem: "删除",
  today: "今天", thursday: "11月19日 周四", event1: ["李可", "发送了模板"], event2: ["周远", "状态改为 意向确认"], quote: "您好林晓雯，报价单 Q-2026-0318 已为您准备好。", readAt: "已读 14:31 · 0.0420 点", byContacted: "由 已联系 变更",
  quantity: "数量", confirm: "确认", pay: "付款", stages: "阶段", quota: "消息额度", quotaText: "{a} / {b} 位客户", storage: "存储空间",
  hello: "您好，机身多宽？", answer: "机身宽 74、高 52 厘米，*放得下*。图纸：https://example.com/d/318", thanks: "太好了，谢谢！", failedText: "我把报价单发给您。", reason: "未送达：网络中断，消息未提交给 WhatsApp", assigned: "王磊 将对话分配给 李明", template: "样机体验已为您预约：*今天 14:00*，徐汇展厅 2 楼。", route: "查看路线", call: "联系顾问", ticksTimes: "发送 14:05\n送达 14:06\n已读 14:31",
  mergeBody: "您好 ${线索.姓名}，您在 ${线索.门店} 预约的体验是明天。", mergeFields: ["姓名", "公司", "城市", "负责人"], mergeHint: "输入 # 插入字段；模块没有的字段标为红色",
  customer: "林佳怡", agent: "李明", business: "青禾咖啡设备", phoneBody: "王倩女士您好，您订购的 *双头半自动咖啡机* 已于 11月23日 发出，运单号 SF7781204396。\n预计 11月26日 送达，请留意安装师傅的来电。", phoneFooter: "回复 TD 退订", phoneTrack: "查看物流", phoneChange: "改约时间", hero: "您的设备已经出发",
  parts: { buttons: "按钮 Button", fields: "输入 Field", choices: "选择 Select, Combobox", toggles: "开关、勾选 Switch, Checkbox", cards: "单选卡 RadioCards", tabs: "标签页 Tabs, Segmented", marks: "标记 Chip, Badge, Avatar", banners: "横幅 Banner", meters: "窗口计时 WindowMeter", ticks: "消息状态 Ticks", layers: "菜单、对话框、提示 Menu, Dialog, Toast", waiting: "等待 Skeleton, Spinner, EndMark", empty: "空状态 EmptyState", list: "虚拟列表 VirtualList（10,000 行）", table: "表格 DataTable", timeline: "时间线 Timeline", steps: "步骤、阶段 Stepper, StageBar", progress: "进度 Progress", thread: "消息 MessageBubble, DayDivider", phone: "手机预览 PhonePreview", bell: "信号 BellButton, SignalPanel", merge: "合并字段 MergeFieldArea" },
};

const en: typeof zh = {
  title: "Components", send: "Send", cancel: "Cancel", later: "Later", remove: "Yes, delete", disable: "Disable channel", paying: "Paying…", buy: "Buy credits", unavailable: "Unavailable", newQuote: "New quote",
  sendEmail: "Send email", moreWays: "Other ways to send", withTemplate: "Send WhatsApp template", withTemplateHint: "This record has no usable number", edit: "Edit", assign: "Assign to me", deleteLead: "Delete lead…", more: "More actions",
  name: "Name", nameHint: "Lower-case letters, digits and underscores", amount: "Each purchase", amountError: "Must be more than 0", points: "credits", module: "Module", moduleValue: "Leads", moduleHint: "Cannot be changed later", body: "Body", bodyText: "Hello, the device you ordered has been sent and should arrive on 26 November.",
  password: "Password", search: "Search name, number, message", category: "Category", owner: "Owner", chooseOwner: "Type a name",
  people: ["Ana Souza", "Marcus Weber", "Zhou Yuan", "Li Ke", "He Min", "Zhang Weiqiang"], regions: ["South", "East", "North", "South-west"],
  autoRecharge: "Auto-recharge", autoRechargeHint: "Buys 1,000 credits when the balance falls below 200", quiet: "Quiet at night", agreed: "Ticked", open: "Not ticked", partly: "Partly",
  notification: "Notification", notificationHint: "Orders, payments, shipping", marketing: "Marketing", marketingHint: "Offers, news, follow-up", each: "{n} credits each",
  messages: "Messages", attachments: "Attachments", quotes: "Quotes", days: ["7 days", "30 days", "90 days"], period: "Period", messagesText: "All messages with this customer.", attachmentsText: "Files sent and received.", quotesText: "Quotes that were sent.",
  mine: "Mine", unassigned: "Unassigned", noReply: "No reply for 3 days", filter: "Filter", approved: "Approved", pending: "In review", paused: "Paused", rejected: "Rejected", disabled: "Disabled", unread: "{n} unread",
  bannerInfo: "The template is in review; you can send it once approved", view: "View", bannerWarn: "18.40 credits left, about 1 day", bannerClosed: "24-hour window closed", bannerClosedText: "Template messages only", choose: "Choose template", bannerGood: "The number is active; you can buy credits",
  deleted: "3 leads deleted", openDialog: "Open dialog", showToast: "Show toast", failed: "Not saved, try again", dialogTitle: "Disable Crema Works?", dialogText: "Stops messages and template updates; 6 automations will no longer send. Conversations, attachments, templates and the balance of 1,284.36 credits stay.",
  loading: "Loading conversations…", emptyTitle: "No number connected yet", emptyText: "Once connected, customers' WhatsApp messages appear here.", connect: "Connect the first WhatsApp number", doneTitle: "All conversations handled for today", noHit: "No lead matches", noHitText: "Try removing a condition.", clear: "Clear conditions",
  conversations: "Conversations", previews: ["Does the quote cover installation?", "Great, I will courier the contract", "Address sent. Could you measure on Thursday?", "Thanks, let me ask the store manager"],
  leads: "Leads", status: "Status", budget: "Budget", contacted: "Contacted", qualified: "Qualified", fresh: "New", proposal: "Proposal", tagThem: "Tag", deleteThem: "Delete",
  today: "Today", thursday: "Thu 19 Nov", event1: ["Li Ke", "sent a template"], event2: ["Zhou Yuan", "changed the status to Qualified"], quote: "Hello Ana, your quote Q-2026-0318 is ready.", readAt: "Read 14:31 · 0.0420 credits", byContacted: "was Contacted",
  quantity: "Quantity", confirm: "Confirm", pay: "Pay", stages: "Stages", quota: "Message quota", quotaText: "{a} / {b} customers", storage: "Storage",
  hello: "Hi, how wide is the machine?", answer: "74 cm wide and 52 cm high, *it fits*. Drawing: https://example.com/d/318", thanks: "Perfect, thank you!", failedText: "Let me send you the quote.", reason: "Not delivered: the network broke before WhatsApp took it", assigned: "Wang Lei assigned this to Li Ming", template: "Your demo is booked: *today 14:00*, showroom, 2nd floor.", route: "Directions", call: "Call adviser", ticksTimes: "Sent 14:05\nDelivered 14:06\nRead 14:31",
  mergeBody: "Hello ${Leads.Name}, your demo at ${Leads.Showroom} is tomorrow.", mergeFields: ["Name", "Company", "City", "Owner"], mergeHint: "Type # to insert a field; one that the module lacks is marked red",
  customer: "Ana Souza", agent: "Li Ming", business: "Crema Works", phoneBody: "Hi Ana, the *two-group machine* you ordered was sent on 23 November, parcel SF7781204396.\nIt should arrive on 26 November; our fitter will call you.", phoneFooter: "Reply STOP to opt out", phoneTrack: "Track parcel", phoneChange: "Change time", hero: "Your machine is on its way",
  parts: { buttons: "Button", fields: "Field", choices: "Select, Combobox", toggles: "Switch, Checkbox", cards: "RadioCards", tabs: "Tabs, Segmented", marks: "Chip, Badge, Avatar", banners: "Banner", meters: "WindowMeter", ticks: "Ticks", layers: "Menu, Dialog, Toast", waiting: "Skeleton, Spinner, EndMark", empty: "EmptyState", list: "VirtualList (10,000 rows)", table: "DataTable", timeline: "Timeline", steps: "Stepper, StageBar", progress: "Progress", thread: "MessageBubble, DayDivider", phone: "PhonePreview", bell: "BellButton, SignalPanel", merge: "MergeFieldArea" },
};

export type Samples = typeof zh;

export function samples(language: Language): Samples {
  return language === "en" ? en : zh;
}
