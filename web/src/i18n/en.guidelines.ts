import type { zhGuidelines } from "./zh-CN.guidelines";

export const enGuidelines: Readonly<Record<keyof typeof zhGuidelines, string>> = {
  "guide.title": "WhatsApp template guidelines",
  "guide.hint": "What gets a template approved. This page comes with the product and needs no network.",
  "guide.contents": "Contents",
  "guide.meta": " needs a network; what Meta says there counts.",

  "guide.categories": "Choose the category",
  "guide.categories.about": "Meta reviews and charges by category, and decides by it who may get a message. Ask yourself one thing: is the customer waiting for this because of one particular transaction? Then it is a notification; otherwise it is marketing.",
  "guide.notification": "Notification: about a transaction that is under way, such as confirming an order, how to pay, moving an appointment.",
  "guide.notification.before": "One that is held up counts as well: a payment that failed, goods out of stock, a parcel that waits to be picked up.",
  "guide.notification.after": "So does one that is finished: shipped, delivered, the invoice, a refund that was paid.",
  "guide.notification.reminders": "Recurring reminders that customers have subscribed to themselves are notifications: an account's balance, a bill's due date.",
  "guide.marketing": "Marketing: announcements, offers, calls to buy, reminders to resume; and welcome messages, follow-up surveys and abandoned baskets too.",
  "guide.mixed": "A message that both informs and promotes is marketing. “It is shipped; 10% off your next order” is marketing.",
  "guide.moved": "Meta may move a template to the other category and charges it so from then on; one that became marketing no longer goes to people who opted out of marketing.",

  "guide.body": "Body",
  "guide.body.length": "1,024 characters and 10 merge fields at most.",
  "guide.body.edges": "It does not begin or end with a merge field: there are fixed words on both sides.",
  "guide.body.between": "There are words between two merge fields.",
  "guide.body.ratio": "There are many more words than merge fields: for n fields at least 2n + 1 words. Of variables alone nobody can tell what will be sent.",
  "guide.body.spaces": "At most four spaces and one blank line in a row, and no tabs.",
  "guide.body.duplicate": "No other template of the account has the same body and footer.",

  "guide.header": "Header",
  "guide.header.text": "A text header is one line of at most 60 characters with one merge field at most, without emoji and without * _ ~.",
  "guide.header.file": "An image is JPG or PNG of at most 5 MB, a video MP4 of at most 16 MB, a document PDF of at most 50 MB.",
  "guide.header.sample": "The file is itself what reviewers see: leave customers' real papers out of it.",

  "guide.footer": "Footer",
  "guide.footer.length": "One fixed line of at most 60 characters without merge fields.",
  "guide.footer.optOut": "The place to say in a marketing template how to stop it, such as “Reply STOP to opt out”.",

  "guide.buttons": "Buttons",
  "guide.buttons.count": "10 at most, of them two websites and one phone number; labels of at most 25 characters, each different.",
  "guide.buttons.replies": "Quick replies stand together, before or after the other buttons; tapped, their words come in as the customer's message.",
  "guide.buttons.url": "An address begins with https:// and may have one merge field, at its end and behind the host.",
  "guide.buttons.links": "No links to WhatsApp itself and no shortened ones: reviewers want to see where a button leads.",

  "guide.samples": "Samples",
  "guide.samples.real": "Every merge field needs a sample, for reviewers to understand the template; it looks like the real thing: 2026-12-01, not xxx.",
  "guide.samples.private": "Samples go to Meta: use no customer's real name, number or account. Left blank, they go by the field's type.",

  "guide.rejected": "Why templates are rejected",
  "guide.rejected.about": "A rejected template can be corrected and submitted again; Meta's reason stands on its page.",
  "guide.rejected.category": "The wrong category: it promotes, and was submitted as a notification.",
  "guide.rejected.vague": "It is vague: so many variables and so few words that nobody can tell what it says.",
  "guide.rejected.sensitive": "It asks for what is sensitive: whole card numbers, identity numbers, passwords.",
  "guide.rejected.threat": "It threatens or shames, by making debts public for instance.",
  "guide.rejected.prohibited": "It promotes what WhatsApp's business policy does not allow, such as gambling, drugs, tobacco, alcohol or weapons.",
  "guide.rejected.language": "It is written in another language than was chosen, or in several.",
  "guide.rejected.spelling": "Misspelt words, garbled text, variables written by hand, addresses that lead nowhere.",

  "guide.review": "The review and afterwards",
  "guide.review.time": "Mostly it takes little time, but nothing is promised; the result appears by itself.",
  "guide.review.locked": "In review and once approved it cannot be changed. For other words, copy it and submit the copy.",
  "guide.review.again": "The same words submitted again get the same answer: correct them by the reason first.",
  "guide.review.quality": "An approved template is still rated: where many people block or report it, it is paused for some hours, and the third time disabled for good.",
};
