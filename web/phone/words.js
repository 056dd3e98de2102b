// Every word of the page, in both languages.
const english = {
  title: "WhatsApp simulator", note: "Meta's side of the demo: a customer's phone and the template reviewers.",
  views: "Views", people: "Customers", phone: "Phone", desk: "Meta's desk", noPeople: "Nobody yet. Add somebody who can write to the business.",
  addPerson: "Add a customer", name: "Name", number: "Number, with country code", add: "Add", chat: "Chat with the business",
  message: "Message", send: "Send", clock: "Clock", review: "Template review", selfReview: "Approve by itself after 5 seconds",
  templates: "Templates", noTemplates: "No templates have been submitted.", offline: "The simulator does not answer. Trying again …",
  business: "business account", typing: "typing …", windowOpen: (time) => `may answer freely until ${time}`, windowClosed: "may send templates only",
  whose: (name) => `${name}'s phone`, choose: "Choose a customer", chooseLong: "Choose or add a customer to see the phone.",
  emptyChat: "No messages yet. Write the first one.", today: "Today", yesterday: "Yesterday",
  real: "The real time", ahead: (text) => `${text} ahead of the real time`, hour: "1 hour", day: "1 day", month: "30 days",
  skip: (text) => `Forward ${text}`, days: (n) => `${n} d`, hours: (n) => `${n} h`, minutes: (n) => `${n} min`,
  approve: "Approve", reject: "Reject", pause: "Pause", unpause: "Unpause", disable: "Disable", reason: "Reason", asMarketing: "Approve as marketing",
  status: { PENDING: "In review", APPROVED: "Approved", REJECTED: "Rejected", PAUSED: "Paused", DISABLED: "Disabled" },
  category: { UTILITY: "Utility", MARKETING: "Marketing", AUTHENTICATION: "Authentication" },
  tick: { accepted: "accepted", sent: "sent", delivered: "delivered", read: "read", failed: "failed" },
  failed: (code) => `Not delivered (${code})`, seen: "read by the business", unseen: "sent", you: "You", template: "Template",
  reasons: {
    ABUSIVE_CONTENT: "Abusive content", INCORRECT_CATEGORY: "Wrong category", INVALID_FORMAT: "Invalid format",
    PROMOTIONAL: "Promotional", SCAM: "Scam", TAG_CONTENT_MISMATCH: "Content does not fit the category",
  },
  media: { image: "Picture", video: "Video", document: "Document", audio: "Audio", sticker: "Sticker", location: "Location", contacts: "Contact" },
};
const chinese = {
  title: "WhatsApp 模拟器", note: "演示用的 Meta 一侧：客户的手机和模板审核。",
  views: "视图", people: "客户", phone: "手机", desk: "Meta 工作台", noPeople: "还没有客户。请添加一位可以给商家发消息的客户。",
  addPerson: "添加客户", name: "姓名", number: "号码（含国家区号）", add: "添加", chat: "与商家的聊天",
  message: "输入消息", send: "发送", clock: "时钟", review: "模板审核", selfReview: "5 秒后自动通过",
  templates: "模板", noTemplates: "还没有提交任何模板。", offline: "模拟器没有响应，正在重试……",
  business: "商家账号", typing: "正在输入……", windowOpen: (time) => `${time} 前可自由回复`, windowClosed: "只能发送模板",
  whose: (name) => `${name} 的手机`, choose: "选择客户", chooseLong: "选择或添加一位客户，即可看到手机。",
  emptyChat: "还没有消息，写第一条吧。", today: "今天", yesterday: "昨天",
  real: "与真实时间一致", ahead: (text) => `比真实时间快 ${text}`, hour: "1 小时", day: "1 天", month: "30 天",
  skip: (text) => `快进 ${text}`, days: (n) => `${n} 天`, hours: (n) => `${n} 小时`, minutes: (n) => `${n} 分钟`,
  approve: "通过", reject: "拒绝", pause: "暂停", unpause: "恢复", disable: "停用", reason: "原因", asMarketing: "按营销类通过",
  status: { PENDING: "审核中", APPROVED: "已通过", REJECTED: "已拒绝", PAUSED: "已暂停", DISABLED: "已停用" },
  category: { UTILITY: "通知", MARKETING: "营销", AUTHENTICATION: "验证" },
  tick: { accepted: "已接受", sent: "已发送", delivered: "已送达", read: "已读", failed: "失败" },
  failed: (code) => `未送达（${code}）`, seen: "商家已读", unseen: "已发送", you: "你", template: "模板",
  reasons: {
    ABUSIVE_CONTENT: "内容不当", INCORRECT_CATEGORY: "类别错误", INVALID_FORMAT: "格式无效",
    PROMOTIONAL: "含推广内容", SCAM: "欺诈", TAG_CONTENT_MISMATCH: "内容与类别不符",
  },
  media: { image: "图片", video: "视频", document: "文件", audio: "音频", sticker: "贴纸", location: "位置", contacts: "联系人" },
};

export const isChinese = (navigator.languages?.[0] ?? navigator.language ?? "").toLowerCase().startsWith("zh");
export const words = isChinese ? chinese : english;
export const locale = isChinese ? "zh-CN" : "en-GB";
