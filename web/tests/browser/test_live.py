"""Changes reach open pages by the server's stream of events: no reload, no asking by the clock."""
from urllib.parse import urlsplit

import pytest
from conftest import settle, sign_in
from playwright.sync_api import expect
from programs.waiting import until
from whatsapp import Client

PHONE = "+8613800138000"


class Requests:
    """What the pages of a context ask of the API, from now on."""

    def __init__(self, context):
        self.seen = []
        context.on("request", lambda request: self.seen.append(f"{request.method} {urlsplit(request.url).path}"))

    def of(self, path):
        return [one for one in self.seen if one.startswith(f"GET {path}")]

    def api(self):
        return [one for one in self.seen if " /api/" in one]


def count_streams(context):
    """From here on every tab counts the streams that it opens."""
    context.add_init_script("""
      window.openStreams = 0;
      const Native = window.EventSource;
      window.EventSource = class extends Native { constructor(...all) { super(...all); window.openStreams += 1; window.lastStream = this; } };
    """)


def opened(page):
    return page.evaluate("window.openStreams")


def written(messaging, page, text, phone=PHONE, name="Ana Souza"):
    messaging.customer_writes(phone, text, name)
    expect(page.get_by_role("option").filter(has_text=text)).to_be_visible()


@pytest.mark.rows("1.52")
def test_an_inbound_message_appears_without_a_reload_and_without_asking_by_the_clock(page, context, messaging):
    sign_in(context)
    page.goto("/messages")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    settle(page)
    requests = Requests(context)
    # Longer than any screen would wait that asks by the clock.
    page.wait_for_timeout(6_500)
    assert requests.api() == []
    written(messaging, page, "报价含安装吗？")
    settle(page)
    asked = len(requests.of("/api/v1/conversations"))
    assert 1 <= asked <= 3
    page.wait_for_timeout(3_500)
    assert len(requests.of("/api/v1/conversations")) == asked


def test_an_open_conversation_goes_on_by_itself(page, context, messaging):
    sign_in(context)
    page.goto("/messages")
    written(messaging, page, "在吗？")
    page.get_by_role("option").first.click()
    expect(page.get_by_role("log")).to_contain_text("在吗？")
    messaging.customer_writes(PHONE, "想看样机")
    expect(page.get_by_role("log")).to_contain_text("想看样机")
    page.get_by_role("textbox", name="输入消息").fill("今天下午可以。")
    page.keyboard.press("Enter")
    bubble = page.get_by_role("log").get_by_role("article").last
    expect(bubble.get_by_role("img", name="排队中")).to_have_count(0)


def test_lists_of_records_show_what_somebody_else_made_and_changed(page, context, messaging):
    client = Client(context, sign_in(context))
    page.goto("/leads")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    settle(page)
    # What the ready-made view has a column for.
    record = client.new_record(title="新职务")
    row = page.get_by_role("row").filter(has_text="新职务")
    expect(row).to_be_visible()
    client.patch(f"/records/{record['id']}", {"version": record["version"], "values": {client.field("Leads", "职务"): "别的头衔"}})
    expect(page.get_by_role("row").filter(has_text="别的头衔")).to_be_visible()
    expect(row).to_have_count(0)


def test_a_change_by_somebody_else_is_seen_while_another_is_being_typed(page, context):
    client = Client(context, sign_in(context))
    record = client.new_record(email="old@example.com")
    page.goto(f"/leads/{record['id']}")
    page.get_by_role("button", name="编辑邮箱").click()
    page.get_by_role("textbox", name="邮箱").fill("mine@example.com")
    values = {client.field("Leads", "邮箱"): "theirs@example.com", client.field("Leads", "公司"): "另一家公司"}
    client.patch(f"/records/{record['id']}", {"version": record["version"], "values": values})
    expect(page.get_by_text("另一家公司").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_text("theirs@example.com")).to_be_visible()


def test_the_clock_that_another_tab_moves_moves_here_too(page, context, messaging):
    client = Client(context, sign_in(context))
    page.goto("/messages")
    written(messaging, page, "在吗？")
    page.get_by_role("option").first.click()
    expect(page.get_by_role("textbox", name="输入消息")).to_be_visible()
    messaging.advance(client, 86_400_000)
    expect(page.get_by_text("24 小时窗口已关闭 · 只能发送模板消息")).to_be_visible()


def test_tabs_share_one_stream_and_the_next_takes_over_where_the_first_left(page, context, messaging):
    count_streams(context)
    sign_in(context)
    page.goto("/messages")
    written(messaging, page, "第一条")
    second = context.new_page()
    second.goto("/messages")
    expect(second.get_by_role("option").filter(has_text="第一条")).to_be_visible()
    written(messaging, second, "第二条")
    expect(page.get_by_role("option").filter(has_text="第二条")).to_be_visible()
    assert (opened(page), opened(second)) == (1, 0)

    requests = Requests(context)
    page.close()
    # While nobody listens.
    messaging.customer_writes(PHONE, "第三条")
    expect(second.get_by_role("option").filter(has_text="第三条")).to_be_visible()
    until(lambda: opened(second) == 1)
    assert [one for one in requests.seen if "/api/v1/events" in one] == ["GET /api/v1/events"]


def test_what_was_missed_while_the_connection_was_cut_comes_afterwards(page, context, messaging):
    sign_in(context)
    page.goto("/messages")
    written(messaging, page, "断线之前")
    settle(page)
    context.set_offline(True)
    expect(page.get_by_text("连接已断开")).to_be_visible()
    messaging.customer_writes(PHONE, "断线期间")
    page.wait_for_timeout(1_000)
    expect(page.get_by_role("option").filter(has_text="断线期间")).to_have_count(0)
    context.set_offline(False)
    expect(page.get_by_role("option").filter(has_text="断线期间")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("连接已断开")).to_have_count(0)


def test_a_server_that_goes_away_is_told_without_a_click_and_comes_back_by_itself(page, context, messaging):
    sign_in(context)
    page.goto("/messages")
    written(messaging, page, "重启之前")
    messaging.server.stop()
    expect(page.get_by_text("连接已断开")).to_be_visible(timeout=10_000)
    messaging.server.start()
    expect(page.get_by_text("连接已断开")).to_have_count(0, timeout=20_000)
    written(messaging, page, "重启之后")


def test_a_stream_that_ends_comes_again_without_an_alarm(page, context, messaging):
    count_streams(context)
    page.add_init_script("new MutationObserver(() => { window.alarmed ||= document.querySelector('.connection-bar') !== null; }).observe(document, { subtree: true, childList: true })")
    sign_in(context)
    page.goto("/messages")
    written(messaging, page, "之前")
    # As the server ends every stream after ten minutes.
    page.evaluate("window.lastStream.dispatchEvent(new Event('error'))")
    messaging.customer_writes(PHONE, "之后")
    expect(page.get_by_role("option").filter(has_text="之后")).to_be_visible()
    until(lambda: opened(page) == 2)
    assert not page.evaluate("window.alarmed")


def test_signing_out_in_one_tab_leads_all_to_signing_in(page, context, messaging):
    sign_in(context)
    page.goto("/messages")
    second = context.new_page()
    second.goto("/leads")
    expect(second.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("button", name="我的账户").click()
    page.get_by_role("menuitem", name="退出登录").click()
    expect(second).to_have_url("/signin?next=%2Fleads")


def test_a_session_that_ended_leads_to_signing_in_when_the_stream_comes_again(page, context, messaging):
    count_streams(context)
    token = sign_in(context)["csrf_token"]
    page.goto("/leads")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    settle(page)
    assert context.request.delete("/api/v1/session", headers={"X-CSRF-Token": token}).status == 204
    page.evaluate("window.lastStream.dispatchEvent(new Event('error'))")
    expect(page).to_have_url("/signin?next=%2Fleads")
