"""A new user's whole way: a template written, approved and sent, its answer read and replied to, the window closing."""
import re
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from conftest import assert_accessible, choose_look
from pictures import take
from playwright.sync_api import expect

NUMBER = "+8613800138000"
WITHIN_MS = 15_000

CHINESE = SimpleNamespace(
    # What people write.
    last_name="林佳怡", company="北岸咖啡", template="到店提醒", before="您好 ", after="，您预约的样机体验在明天。",
    answer="好的，明天见 👍", reply="明天 14:00，门口有人接您。", late="还在吗？",
    # What the page says.
    own_name="简体中文", account="我的账户", demo="使用演示账户", sign_in="登录", messages="消息", leads="线索", settings="设置", new_lead="新建线索",
    create="创建", actions="动作", new_template="新建 WhatsApp 模板", name="名称", notification="通知", body="正文", fields="线索的字段", field="#姓",
    save="保存", in_review="审核中", approved="已通过", other_ways="其他发送方式", send_template="发送 WhatsApp 模板", preview="手机预览",
    send="发送", view="查看对话", delivered="已送达", read="已读", write="输入消息", never_wrote="对方还没有来信 · 只能发送模板消息",
    clock="演示时钟", day="+24 小时", move="拨到", closed="24 小时窗口已关闭 · 只能发送模板消息", choices="模板", send_again="发送模板",
    # What the phone's page says.
    desk="Meta 工作台", people="客户", approve="通过: ", phone_write="输入消息", phone_send="发送",
)
ENGLISH = SimpleNamespace(
    last_name="Souza", company="Souza Cafés", template="Visit reminder", before="Hello ", after=", your demo is tomorrow.",
    answer="Great, see you then 👍", reply="2 pm, somebody meets you at the door.", late="Still there?",
    own_name="English", account="My account", demo="Use the demo sign-in", sign_in="Sign in", messages="Messages", leads="Leads", settings="Settings",
    new_lead="New lead", create="Create", actions="Actions", new_template="New WhatsApp template", name="Name", notification="Notification", body="Body",
    fields="Fields of Leads", field="#lastname", save="Save", in_review="In review", approved="Approved", other_ways="Other ways to send",
    send_template="Send WhatsApp template", preview="Phone preview", send="Send", view="View conversation", delivered="Delivered", read="Read",
    write="Write a message", never_wrote="They have not written yet · template messages only", clock="Demo clock", day="+24 hours", move="Move to",
    closed="24-hour window closed · template messages only", choices="Template", send_again="Send template",
    desk="Meta's desk", people="Customers", approve="Approve: ", phone_write="Message", phone_send="Send",
)


@pytest.fixture
def phone(browser, messaging, language):
    """The customer's phone and Meta's desk, in a browser of their own."""
    other = browser.new_context(base_url=messaging.simulator.address, locale=language, viewport={"width": 390, "height": 844})
    page = other.new_page()
    page.goto("/")
    yield page
    other.close()


class Steps:
    """Takes a numbered picture of each step, and has axe look where asked."""

    def __init__(self, language):
        self.language = language
        self.number = 0

    def shows(self, page, name, accessible=False, size="wide"):
        self.number += 1
        if accessible:
            assert_accessible(page)
        take(page, f"journey-{self.number:02}-{name}", self.language, "light", size)


@pytest.mark.rows("1.14", "1.15", "1.16", "1.18", "1.50", "1.51", "1.52")
@pytest.mark.parametrize(("language", "words"), [("zh-CN", CHINESE), ("en", ENGLISH)], ids=["zh-CN", "en"])
def test_from_signing_in_to_the_closed_window(page, context, phone, language, words):
    steps = Steps(language)
    sign_in(page, context, language, words, steps)
    record = create_lead(page, words, steps)
    write_template(page, words, steps)
    approve(phone, page, words, steps)
    send_template(page, record, words, steps)
    answer_and_reply(page, phone, words, steps)
    close_window(page, words, steps)
    refuse_free_text(page, words)
    reopen(page, phone, words)
    # One document from the sign-in to here: whatever appeared, appeared without loading the page anew.
    assert page.evaluate("window.sinceSignIn") is True


def go(page, *names):
    for name in names:
        page.get_by_role("link", name=name, exact=True).first.click()


def sign_in(page, context, language, words, steps):
    choose_look(context, language, "light")
    page.goto("/")
    steps.shows(page, "sign-in")
    page.get_by_role("button", name=words.demo).click()
    page.get_by_role("button", name=words.sign_in, exact=True).click()
    page.evaluate("window.sinceSignIn = true")
    # The account's own language holds from here on; its menu names each language in that language.
    page.locator(".rail-item.account").click()
    page.get_by_role("menuitemradio", name=words.own_name, exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=words.account)).to_be_visible()
    steps.shows(page, "start")


def create_lead(page, words, steps):
    """Gives back the path of the new record's page."""
    go(page, words.leads)
    page.get_by_role("button", name=words.new_lead).first.click()
    dialog = page.get_by_role("dialog", name=words.new_lead)
    for field, value in {"last_name": words.last_name, "company": words.company, "mobile": NUMBER}.items():
        dialog.locator(f"[name={field}]").fill(value)
    steps.shows(page, "new-lead")
    dialog.get_by_role("button", name=words.create).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(words.last_name)
    expect(page.get_by_role("main")).to_contain_text(NUMBER)
    steps.shows(page, "lead")
    return page.evaluate("location.pathname")


def write_template(page, words, steps):
    go(page, words.settings, words.actions, words.new_template)
    page.get_by_role("textbox", name=words.name).fill(words.template)
    page.get_by_role("radio", name=words.notification).check()
    body = page.get_by_role("textbox", name=words.body)
    body.click()
    page.keyboard.type(words.before + words.field)
    # The merge field is taken from the list that typing # opens.
    expect(page.get_by_role("listbox", name=words.fields).get_by_role("option", selected=True)).to_have_count(1)
    steps.shows(page, "merge-fields", accessible=True)
    page.keyboard.press("Enter")
    page.keyboard.type(words.after)
    expect(body).to_have_value(re.compile(re.escape(words.before) + r"\$\{.+\}" + re.escape(words.after)))
    steps.shows(page, "template")
    page.get_by_role("button", name=words.save).click()
    expect(page.get_by_role("row").filter(has_text=words.template)).to_contain_text(words.in_review)
    steps.shows(page, "in-review")


def approve(phone, page, words, steps):
    phone.get_by_role("button", name=words.desk, exact=True).click()
    decision = phone.get_by_role("button", name=re.compile(f"^{words.approve}"))
    # The template reaches Meta's desk when the server's job has handed it over.
    expect(decision).to_have_count(1, timeout=WITHIN_MS)
    steps.shows(phone, "desk", size="phone")
    decision.click()
    expect(page.get_by_role("row").filter(has_text=words.template)).to_contain_text(words.approved, timeout=WITHIN_MS)
    steps.shows(page, "approved", accessible=True)


def send_template(page, record, words, steps):
    go(page, words.leads)
    page.get_by_role("main").get_by_role("link", name=words.last_name).click()
    expect(page).to_have_url(re.compile(f"{record}$"))
    page.get_by_role("button", name=words.other_ways).click()
    page.get_by_role("menuitem", name=words.send_template).click()
    dialog = page.get_by_role("dialog", name=words.send_template)
    dialog.get_by_role("radio", name=words.template).check()
    # The merge field is filled with this Lead's name.
    expect(dialog.get_by_role("figure", name=words.preview)).to_contain_text(words.before + words.last_name + words.after)
    steps.shows(page, "sending", accessible=True)
    dialog.get_by_role("button", name=words.send, exact=True).click()
    page.get_by_role("link", name=words.view).click()
    sent = bubble(page, words.before + words.last_name + words.after)
    expect(sent.get_by_role("img", name=words.delivered)).to_be_visible(timeout=WITHIN_MS)
    expect(page.get_by_text(words.never_wrote)).to_be_visible()
    expect(page.get_by_role("textbox", name=words.write)).to_have_count(0)
    steps.shows(page, "sent", accessible=True)


def answer_and_reply(page, phone, words, steps):
    sent = words.before + words.last_name + words.after
    # Meta's desk was in front until now. Who looks at the phone reads what stands there, and the ticks tell.
    phone.get_by_role("button", name=words.people, exact=True).click()
    phone.get_by_role("button").filter(has_text=sent).click()
    expect(phone.get_by_role("log")).to_contain_text(sent)
    expect(bubble(page, sent).get_by_role("img", name=words.read)).to_be_visible(timeout=WITHIN_MS)
    steps.shows(phone, "phone", size="phone")
    write_on_phone(phone, words, words.answer)
    expect(bubble(page, words.answer)).to_be_visible(timeout=WITHIN_MS)
    composer = page.get_by_role("textbox", name=words.write)
    expect(composer).to_be_visible()
    # The list shows one conversation, and the answer is its latest line.
    rows = page.get_by_role("listbox").get_by_role("option")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text(words.answer, timeout=WITHIN_MS)
    steps.shows(page, "answer", accessible=True)

    composer.fill(words.reply)
    page.get_by_role("button", name=words.send, exact=True).click()
    expect(phone.get_by_role("log")).to_contain_text(words.reply, timeout=WITHIN_MS)
    expect(bubble(page, words.reply).get_by_role("img", name=words.read)).to_be_visible(timeout=WITHIN_MS)
    steps.shows(page, "reply")
    steps.shows(phone, "phone-reply", size="phone")


def close_window(page, words, steps):
    page.get_by_role("button", name=words.clock).click()
    page.get_by_role("menuitem", name=words.day).click()
    page.get_by_role("dialog").get_by_role("button", name=words.move).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text(words.closed)).to_be_visible(timeout=WITHIN_MS)
    expect(page.get_by_role("textbox", name=words.write)).to_have_count(0)
    expect(page.get_by_role("radiogroup", name=words.choices).get_by_role("radio", name=words.template)).to_be_enabled()
    expect(page.get_by_role("button", name=words.send_again, exact=True).last).to_be_visible()
    steps.shows(page, "closed", accessible=True)


def refuse_free_text(page, words):
    """Not only the page keeps to WhatsApp's rule, the server does."""
    answer = page.evaluate(
        """async text => {
            const ask = async path => (await fetch("/api/v1" + path)).json();
            const { csrf_token, now } = await ask("/me");
            const [conversation] = (await ask("/conversations")).conversations;
            const headers = { "Content-Type": "application/json", "X-CSRF-Token": csrf_token, "Idempotency-Key": crypto.randomUUID() };
            const refused = await fetch(`/api/v1/conversations/${conversation.id}/messages`, { method: "POST", headers, body: JSON.stringify({ text }) });
            return { status: refused.status, problem: await refused.json(), closes_at: conversation.window_closes_at, now };
        }""",
        words.reply,
    )
    assert (answer["status"], answer["problem"]["code"]) == (409, "window_closed")
    closed_at = answer["problem"]["closed_at"]
    assert closed_at == answer["closes_at"]
    ago = datetime.fromisoformat(answer["now"]) - datetime.fromisoformat(closed_at)
    assert timedelta(0) <= ago < timedelta(hours=1)


def reopen(page, phone, words):
    write_on_phone(phone, words, words.late)
    expect(page.get_by_role("textbox", name=words.write)).to_be_visible(timeout=WITHIN_MS)
    # A day later it is still the same conversation.
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(1)
    expect(page.get_by_role("log").get_by_role("article")).to_have_count(4)


def write_on_phone(phone, words, text):
    phone.get_by_role("textbox", name=words.phone_write).fill(text)
    phone.get_by_role("button", name=words.phone_send, exact=True).click()


def bubble(page, text):
    return page.get_by_role("log").get_by_role("article").filter(has_text=text)
