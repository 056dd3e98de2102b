"""Messages: reading, replying, ticks, the window."""
import re

import pytest
from conftest import assert_accessible, sign_in
from playwright.sync_api import expect
from programs.waiting import until
from test_templates import approved
from whatsapp import Client

PHONE = "+8613800138000"


def open_conversation(page, context, messaging, text="报价含安装吗？"):
    """A lead that has written; its conversation is open."""
    client = Client(context, sign_in(context))
    record = client.new_record(mobile=PHONE)
    messaging.customer_writes(PHONE, text, record["name"])
    page.goto("/messages")
    page.get_by_role("option").filter(has_text=text).click(timeout=15_000)
    expect(page.get_by_role("log")).to_contain_text(text)
    return client


@pytest.mark.rows("1.52")
def test_a_reply_is_seen_at_once_and_gets_its_ticks(page, context, messaging):
    open_conversation(page, context, messaging)
    composer = page.get_by_role("textbox", name="输入消息")
    expect(composer).to_be_focused()
    composer.fill("含安装和培训。")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("还有两年保修。")
    page.keyboard.press("Enter")
    expect(composer).to_have_value("")
    bubble = page.get_by_role("log").get_by_role("article").last
    expect(bubble).to_contain_text("还有两年保修。")
    expect(bubble.get_by_role("img", name="排队中")).to_have_count(0, timeout=15_000)
    expect(page.get_by_role("log").get_by_text("还有两年保修。")).to_have_count(1)


def test_opening_marks_as_read(page, context, messaging):
    client = open_conversation(page, context, messaging)
    expect(page.get_by_role("option").first.get_by_role("img", name="1 条未读")).to_have_count(0)
    until(lambda: client.get("/conversations")["conversations"][0]["unread"] == 0)


def test_a_draft_stays_with_its_conversation(page, context, messaging):
    open_conversation(page, context, messaging)
    messaging.customer_writes("+4915120000147", "Guten Tag", "Marcus Weber")
    page.get_by_role("textbox", name="输入消息").fill("还没写完")
    page.get_by_role("option").filter(has_text="Guten Tag").click(timeout=15_000)
    expect(page.get_by_role("textbox", name="输入消息")).to_have_value("")
    page.get_by_role("option").filter(has_text="报价含安装吗？").click()
    expect(page.get_by_role("textbox", name="输入消息")).to_have_value("还没写完")
    page.reload()
    expect(page.get_by_role("textbox", name="输入消息")).to_have_value("还没写完")


@pytest.mark.rows("1.15", "1.50")
def test_the_composer_gives_way_when_the_window_closes(page, context, messaging):
    client = open_conversation(page, context, messaging)
    messaging.advance(client, 86_400_000)
    page.reload()
    expect(page.get_by_text("24 小时窗口已关闭 · 只能发送模板消息")).to_be_visible()
    expect(page.get_by_text("这是 WhatsApp 的规定").first).to_be_visible()
    expect(page.get_by_role("textbox", name="输入消息")).to_have_count(0)
    messaging.customer_writes(PHONE, "还在吗？")
    expect(page.get_by_role("textbox", name="输入消息")).to_be_visible(timeout=15_000)


def test_a_refused_text_is_not_lost(page, context, messaging):
    client = open_conversation(page, context, messaging)
    page.get_by_role("textbox", name="输入消息").fill("来得及吗")
    # This page does not know that the clock was moved.
    messaging.advance(client, 86_400_000)
    page.keyboard.press("Enter")
    expect(page.get_by_text("24 小时窗口已关闭 · 只能发送模板消息")).to_be_visible()
    messaging.customer_writes(PHONE, "来得及")
    expect(page.get_by_role("textbox", name="输入消息")).to_have_value("来得及吗", timeout=15_000)


def test_the_list_walks_by_keyboard(page, context, messaging):
    open_conversation(page, context, messaging)
    messaging.customer_writes("+4915120000147", "Guten Tag", "Marcus Weber")
    rows = page.get_by_role("listbox", name="对话").get_by_role("option")
    expect(rows.filter(has_text="Guten Tag")).to_be_visible(timeout=15_000)
    page.get_by_role("textbox", name="输入消息").focus()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox", name="对话")).to_be_focused()
    page.keyboard.press("k")
    expect(rows.filter(has_text="Guten Tag")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("r")
    expect(page.get_by_role("textbox", name="输入消息")).to_be_focused()


def test_on_a_phone_one_pane_at_a_time(page, context, messaging):
    page.set_viewport_size({"width": 390, "height": 844})
    open_conversation(page, context, messaging)
    expect(page.get_by_role("listbox", name="对话")).to_be_hidden()
    page.get_by_role("link", name="返回列表").click()
    expect(page.get_by_role("listbox", name="对话")).to_be_visible()


@pytest.mark.rows("A-44")
def test_a_closed_conversation_sends_to_the_number_that_the_record_has_now(page, context, messaging):
    client = open_conversation(page, context, messaging)
    [conversation] = client.get("/conversations")["conversations"]
    approved(client, messaging, name="到店提醒", body="您好，您预约的体验在明天。")
    messaging.advance(client, 86_400_000)
    record = client.get(f"/records/{conversation['record']['id']}")
    field = record["phones"][0]["field"]
    client.patch(f"/records/{record['id']}", {"version": record["version"], "values": {field: "+8613900139000"}})
    page.reload()
    form = page.locator("form.closed-form")
    expect(form).to_contain_text("记录的号码已不是 +8613800138000：模板会发送到 +8613900139000。")
    assert_accessible(page)
    form.get_by_role("radio", name="到店提醒").check(timeout=15_000)
    form.get_by_role("button", name="发送模板").click()
    # What is begun with the new number has a conversation of its own.
    expect(page).not_to_have_url(re.compile(f"/messages/{conversation['id']}$"))
    expect(page.get_by_role("log")).to_contain_text("您预约的体验在明天。")
    expect(page.get_by_role("log")).not_to_contain_text("报价含安装吗？")
    # Without any number there is nothing to send to.
    record = client.get(f"/records/{record['id']}")
    client.patch(f"/records/{record['id']}", {"version": record["version"], "values": {field: None}})
    expect(page.get_by_text("此记录没有可用的号码")).to_be_visible(timeout=15_000)
    expect(form).to_have_count(0)
