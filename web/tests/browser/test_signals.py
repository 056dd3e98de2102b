"""The bell: what calls for one's attention, how many, and the way there."""
import re

import pytest
from conftest import assert_accessible, sign_in
from pictures import take
from playwright.sync_api import expect
from programs.waiting import until
from screens import LOOKS
from whatsapp import Client

ANA = "+8613800138000"
MARCUS = "+4915120000147"


def ring(page, context, messaging, path="/leads"):
    """Two customers have written three messages; the page is elsewhere."""
    client = Client(context, sign_in(context))
    written = [(ANA, "你好", "林佳怡"), (ANA, "报价含安装吗？", "林佳怡"), (MARCUS, "Guten Tag", "Marcus Weber")]
    for count, (phone, text, name) in enumerate(written, start=1):
        messaging.customer_writes(phone, text, name)
        # One after the other: each webhook is a request of its own, and two may overtake each other.
        until(lambda count=count: client.get("/signals")["unread"] == count)
    page.goto(path)
    expect(bell(page)).to_have_accessible_name("信号：3 条未读")
    return client


def bell(page):
    return page.get_by_role("button", name=re.compile("^信号"))


def panel(page):
    return page.get_by_role("dialog", name="信号")


def test_the_count_stands_at_the_bell_and_in_the_title(page, context, messaging):
    ring(page, context, messaging)
    expect(page).to_have_title("(3) 线索 · Parley")
    messaging.customer_writes(MARCUS, "Noch eine Frage", "Marcus Weber")
    expect(bell(page)).to_have_accessible_name("信号：4 条未读")
    expect(page).to_have_title("(4) 线索 · Parley")
    page.get_by_role("link", name="联系人").click()
    expect(page).to_have_title("(4) 联系人 · Parley")


def test_a_new_signal_is_said_once_and_takes_no_focus(page, context, messaging):
    ring(page, context, messaging)
    page.get_by_role("link", name="联系人").focus()
    messaging.customer_writes(MARCUS, "Noch eine Frage", "Marcus Weber")
    expect(page.get_by_role("status").filter(has_text="新信号，Marcus Weber：Noch eine Frage")).to_have_count(1)
    expect(page.get_by_role("link", name="联系人")).to_be_focused()


def test_each_conversation_is_one_line_with_its_latest_words(page, context, messaging):
    ring(page, context, messaging)
    bell(page).click()
    lines = panel(page).get_by_role("listitem")
    expect(lines).to_have_count(2)
    first, second = lines.nth(0), lines.nth(1)
    expect(first).to_contain_text("Marcus Weber")
    expect(first).to_contain_text("Guten Tag")
    expect(second).to_contain_text("报价含安装吗？")
    expect(second.get_by_role("img", name="2 条未读")).to_be_visible()


def test_a_conversation_is_opened_by_keyboard_ready_to_answer_and_its_signals_are_gone(page, context, messaging):
    client = ring(page, context, messaging)
    bell(page).focus()
    page.keyboard.press("Enter")
    links = panel(page).get_by_role("link")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(panel(page)).to_have_count(0)
    expect(page.get_by_role("log")).to_contain_text("报价含安装吗？")
    expect(page.get_by_role("textbox", name="输入消息")).to_be_focused()
    expect(bell(page)).to_have_accessible_name("信号：1 条未读")
    expect(page).to_have_title("(1) 消息 · Parley")
    until(lambda: client.get("/signals")["unread"] == 1)


def test_escape_closes_and_gives_the_focus_back(page, context, messaging):
    ring(page, context, messaging)
    bell(page).focus()
    page.keyboard.press("Enter")
    expect(panel(page).get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel(page)).to_have_count(0)
    expect(bell(page)).to_be_focused()


def test_all_are_marked_as_read_in_every_tab(page, context, messaging):
    client = ring(page, context, messaging)
    second = context.new_page()
    second.goto("/contacts")
    expect(second).to_have_title("(3) 联系人 · Parley")
    bell(page).click()
    panel(page).get_by_role("button", name="全部标为已读").click()
    expect(bell(page)).to_have_accessible_name("信号")
    expect(panel(page).get_by_role("img")).to_have_count(0)
    expect(page).to_have_title("线索 · Parley")
    expect(second).to_have_title("联系人 · Parley")
    assert client.get("/signals")["unread"] == 0


def test_what_is_being_read_does_not_ring(page, context, messaging):
    ring(page, context, messaging, path="/messages")
    page.get_by_role("option").filter(has_text="报价含安装吗？").click()
    expect(bell(page)).to_have_accessible_name("信号：1 条未读")
    page.evaluate("window.most = 0; new MutationObserver(() => { window.most = Math.max(window.most, Number(document.querySelector('.bell .counter')?.textContent ?? 0)); }).observe(document, { subtree: true, childList: true, characterData: true })")
    messaging.customer_writes(ANA, "还在吗？", "林佳怡")
    expect(page.get_by_role("log")).to_contain_text("还在吗？")
    expect(bell(page)).to_have_accessible_name("信号：1 条未读")
    assert page.evaluate("window.most") <= 1


def test_an_empty_feed_says_what_it_is_for(page, context, messaging):
    sign_in(context)
    page.goto("/leads")
    bell(page).click()
    expect(panel(page)).to_contain_text("没有信号")
    expect(panel(page).get_by_role("button", name="全部标为已读")).to_have_count(0)


def test_a_feed_that_cannot_be_read_is_asked_for_again(page, context, messaging):
    sign_in(context)
    fault = '{"type":"about:blank","title":"","status":503,"code":"unavailable","detail":""}'
    page.route("**/api/v1/signals", lambda route: route.fulfill(status=503, content_type="application/problem+json", body=fault))
    page.goto("/leads")
    # A page that is still coming up may take the focus, and a layer without it closes.
    expect(page.get_by_role("row").nth(1)).to_be_visible()
    bell(page).click()
    expect(panel(page).get_by_role("alert")).to_be_visible()
    retry = panel(page).get_by_role("button", name="重试")
    with page.expect_request("**/api/v1/signals"):
        retry.click()
    expect(panel(page).get_by_role("alert")).to_be_visible()
    page.unroute("**/api/v1/signals")
    # The stream may ask again at the same moment, and then there is nothing left to press.
    retry.evaluate_all("buttons => buttons.forEach((button) => button.click())")
    expect(panel(page)).to_contain_text("没有信号")


def test_on_a_phone_the_bell_stands_among_the_tabs(page, context, messaging):
    page.set_viewport_size({"width": 390, "height": 844})
    ring(page, context, messaging)
    box = bell(page).bounding_box()
    assert box["y"] > 760 and box["height"] >= 44
    bell(page).click()
    layer = panel(page).bounding_box()
    assert layer["x"] >= 0 and layer["x"] + layer["width"] <= 390 and layer["y"] + layer["height"] <= box["y"]
    assert_accessible(page)
    panel(page).get_by_role("link").first.click()
    expect(page.get_by_role("log")).to_contain_text("Guten Tag")


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_in_every_look(page, context, messaging, language, theme):
    ring(page, context, messaging)
    sign_in(context, language, theme)
    for size, viewport in {"wide": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}.items():
        page.set_viewport_size(viewport)
        page.goto("/leads")
        page.locator(".bell").click()
        expect(page.locator(".signal").first).to_be_focused()
        assert_accessible(page)
        take(page, "signals", language, theme, size)
