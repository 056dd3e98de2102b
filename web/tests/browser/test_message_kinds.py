"""Messages of every kind: shown, answered to, reacted to, tried again, settled."""
import base64
import struct
import zlib

import pytest
from conftest import assert_accessible
from playwright.sync_api import expect
from programs.waiting import until
from test_messages import PHONE, open_conversation


def picture(width=64, height=48):
    """A PNG of one colour."""
    def part(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    rows = (b"\0" + b"\x2b\x9d\x6f" * width) * height
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")


def sends(messaging, kind, body=None, **more):
    messaging.control("/_sim/messages", {"from": PHONE, "type": kind, **({kind: body} if body is not None else {}), **more})


def sends_file(messaging, kind, content, mime_type, **more):
    sends(messaging, kind, {"data": base64.b64encode(content).decode(), "mime_type": mime_type, **more})


def chat(messaging):
    """The chat as the phone shows it."""
    return messaging.control(f"/_sim/conversations/{PHONE}")


def log_of(page):
    return page.get_by_role("log")


def bubble(page, text):
    return log_of(page).get_by_role("article").filter(has_text=text)


def write(page, text):
    page.get_by_role("textbox", name="输入消息").fill(text)
    page.keyboard.press("Enter")
    expect(bubble(page, text)).to_be_visible()


@pytest.mark.rows("2.36")
def test_each_kind_is_shown_for_what_it_is(page, context, messaging):
    open_conversation(page, context, messaging)
    log = log_of(page)
    sends_file(messaging, "image", picture(), "image/png", caption="屋顶")
    expect(log.get_by_role("button", name="查看图片")).to_be_visible(timeout=15_000)
    log.get_by_role("button", name="查看图片").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("img")).to_be_visible()
    expect(dialog.get_by_role("link", name="下载")).to_have_attribute("download", "image.png")
    page.keyboard.press("Escape")
    sends(messaging, "audio", {"voice": True})
    expect(log.locator("audio")).to_have_count(1, timeout=15_000)
    sends_file(messaging, "document", b"%PDF-1.4\n%%EOF\n", "application/pdf", filename="合同.pdf")
    expect(log.get_by_text("合同.pdf")).to_be_visible(timeout=15_000)
    expect(bubble(page, "合同.pdf").get_by_role("link", name="下载")).to_have_attribute("download", "合同.pdf")
    sends(messaging, "location")
    expect(bubble(page, "Galata Tower").get_by_role("link", name="在地图中查看")).to_have_attribute("target", "_blank", timeout=15_000)
    sends(messaging, "contacts")
    expect(log.get_by_role("link", name="+90 555 123 0002")).to_be_visible(timeout=15_000)
    sends(messaging, "order")
    expect(log.get_by_role("table")).to_contain_text("SKU-1001", timeout=15_000)
    sends(messaging, "unsupported")
    expect(log.get_by_text("WhatsApp 不转交这种消息")).to_be_visible(timeout=15_000)
    sends(messaging, "text", {"body": "从广告来"}, referral=True)
    expect(bubble(page, "从广告来")).to_contain_text("Chat with us", timeout=15_000)
    assert_accessible(page)


def sent_id(messaging, text):
    """A message's id at WhatsApp, by what it says."""
    return until(lambda: next((one["id"] for one in chat(messaging)["messages"] if one["text"] == text), None))


@pytest.mark.rows("2.36", "2.60")
def test_what_a_customer_does_to_a_message_shows_on_it(page, context, messaging):
    open_conversation(page, context, messaging)
    write(page, "周五可以吗？")
    ours = sent_id(messaging, "周五可以吗？")
    sends(messaging, "reaction", {"message_id": ours, "emoji": "🎉"})
    expect(bubble(page, "周五可以吗？").get_by_role("img", name="🎉")).to_be_visible(timeout=15_000)
    messaging.control("/_sim/messages", {"from": PHONE, "text": "周五不行", "context": ours})
    answer = bubble(page, "周五不行")
    expect(answer.get_by_role("button", name="前往引用的消息：周五可以吗？")).to_be_visible(timeout=15_000)
    theirs = sent_id(messaging, "周五不行")
    sends(messaging, "edit", {"original_message_id": theirs, "message": {"type": "text", "text": {"body": "周六可以"}}})
    expect(bubble(page, "周六可以")).to_contain_text("已编辑", timeout=15_000)
    sends(messaging, "revoke", {"original_message_id": theirs})
    expect(log_of(page).get_by_text("对方删除了这条消息")).to_be_visible(timeout=15_000)
    expect(page.get_by_role("option").first).to_contain_text("[已删除的消息]", timeout=15_000)


@pytest.mark.rows("2.36")
def test_a_file_that_is_not_to_be_had_says_why_and_is_asked_for_again(page, context, messaging):
    client = open_conversation(page, context, messaging)
    sends(messaging, "document", {"id": "999999999999999", "mime_type": "application/pdf", "filename": "发票.pdf"})
    expect(bubble(page, "发票.pdf")).to_contain_text("正在从 WhatsApp 取回文件…", timeout=15_000)
    # For an hour Meta may be late with it.
    messaging.advance(client, 7_200_000)
    lost = bubble(page, "发票.pdf")
    expect(lost).to_contain_text("WhatsApp 已没有这个文件，请对方重新发送", timeout=30_000)
    assert_accessible(page)
    with page.expect_response(lambda answer: answer.url.endswith("/fetch")) as asked:
        lost.get_by_role("button", name="重新取回").click()
    assert asked.value.status == 204
    expect(lost.get_by_role("button", name="重新取回")).to_be_enabled(timeout=15_000)


@pytest.mark.rows("2.36")
def test_what_was_offered_and_what_was_tapped(page, context, messaging):
    client = open_conversation(page, context, messaging, "怎么预约？")
    page.wait_for_url("**/messages/*")
    conversation = page.url.rsplit("/", 1)[1]
    offer = {"footer": "周末休息", "buttons": [{"id": "am", "title": "上午"}, {"id": "pm", "title": "下午"}]}
    client.post(f"/conversations/{conversation}/messages", {"text": "哪个时间？", "interactive": offer})
    expect(bubble(page, "哪个时间？")).to_contain_text("下午", timeout=15_000)
    expect(bubble(page, "哪个时间？")).to_contain_text("周末休息")
    sent_id(messaging, "哪个时间？")
    messaging.control("/_sim/messages", {"from": PHONE, "button_text": "下午"})
    tapped = bubble(page, "点选了")
    expect(tapped).to_contain_text("下午", timeout=15_000)
    expect(tapped.get_by_role("button", name="前往引用的消息：哪个时间？")).to_be_visible()
    rows = [{"id": "a", "title": "基础款", "description": "一年保修"}, {"id": "b", "title": "高级款", "description": "三年保修"}]
    client.post(f"/conversations/{conversation}/messages", {"text": "哪一款？", "interactive": {"list": "看看", "sections": [{"title": "型号", "rows": rows}]}})
    bubble(page, "哪一款？").locator("summary").click(timeout=15_000)
    expect(bubble(page, "哪一款？").get_by_text("三年保修")).to_be_visible()


@pytest.mark.rows("2.36", "2.60")
def test_a_quote_and_a_reaction_arrive_at_the_phone(page, context, messaging):
    open_conversation(page, context, messaging, "明天送到吗？")
    # The answer quotes its words.
    question = bubble(page, "明天送到吗？").first
    asked = sent_id(messaging, "明天送到吗？")
    question.hover()
    question.get_by_role("button", name="回复").click()
    expect(page.get_by_text("回复 王测试")).to_be_visible()
    write(page, "明天上午。")
    expect(page.get_by_text("回复 王测试")).to_have_count(0)
    until(lambda: any(one["text"] == "明天上午。" and one.get("context") == asked for one in chat(messaging)["messages"]))

    def reacted():
        return next(one.get("reaction") for one in chat(messaging)["messages"] if one["id"] == asked)

    question.get_by_role("button", name="添加表情").click()
    page.get_by_role("button", name="用 👍 回应").click()
    expect(question.get_by_role("img", name="我方的表情：👍")).to_be_visible()
    until(lambda: reacted() == "👍")
    question.get_by_role("button", name="添加表情").click()
    assert_accessible(page)
    page.get_by_role("button", name="收回表情").click()
    until(lambda: not reacted())
    expect(question.get_by_role("img", name="我方的表情")).to_have_count(0)


@pytest.mark.rows("2.37")
def test_a_failed_message_shows_its_new_try(page, context, messaging):
    open_conversation(page, context, messaging)
    messaging.control("/_sim/settings", {"failure": {"code": 131053, "count": 1}})
    write(page, "含安装。")
    first = bubble(page, "含安装。").first
    expect(first).to_contain_text("未送达：WhatsApp 无法处理文件。请检查格式和大小后重新发送", timeout=15_000)
    first.get_by_role("button", name="重试").click()
    expect(bubble(page, "含安装。")).to_have_count(2)
    expect(first.get_by_role("button", name="已再次发送")).to_be_visible()
    expect(first.get_by_role("button", name="重试")).to_have_count(0)
    second = bubble(page, "含安装。").last
    expect(second.get_by_role("button", name="这是再次发送")).to_be_visible()
    expect(second.get_by_role("img", name="已送达")).to_be_visible(timeout=15_000)


@pytest.mark.rows("2.35")
def test_an_unknown_outcome_is_settled_by_a_person(page, context, messaging):
    open_conversation(page, context, messaging)
    messaging.control("/_sim/settings", {"drop_after_accept": 1, "drop_webhooks": True})
    write(page, "收到了吗？")
    one = bubble(page, "收到了吗？").first
    expect(one.get_by_role("button", name="没有送达")).to_be_visible(timeout=30_000)
    assert_accessible(page)
    one.get_by_role("button", name="没有送达").click()
    expect(one).to_contain_text("有人确认对方没有收到")
    expect(one.get_by_role("button", name="重试")).to_be_visible()


@pytest.mark.rows("2.36")
def test_a_quote_leads_to_a_message_that_is_far_up(page, context, messaging):
    open_conversation(page, context, messaging, "最早的一条")
    first = sent_id(messaging, "最早的一条")
    messaging.control("/_sim/bursts", {"count": 50, "from": PHONE, "text": "之后"})
    until(lambda: len(chat(messaging)["messages"]) == 51)
    messaging.control("/_sim/messages", {"from": PHONE, "text": "说的是这个", "context": first})
    expect(bubble(page, "说的是这个")).to_be_visible(timeout=15_000)
    page.reload()
    expect(bubble(page, "说的是这个")).to_be_in_viewport(timeout=15_000)
    expect(log_of(page).get_by_text("最早的一条", exact=True)).to_have_count(1)
    bubble(page, "说的是这个").get_by_role("button", name="前往引用的消息：最早的一条").click()
    expect(bubble(page, "最早的一条").first).to_be_in_viewport(timeout=15_000)
    page.wait_for_timeout(500)
    expect(bubble(page, "最早的一条").first).to_be_in_viewport()
    expect(bubble(page, "说的是这个")).not_to_be_in_viewport()


@pytest.mark.rows("2.36", "2.60")
def test_what_happens_to_a_message_that_is_far_up_shows_without_a_reload(page, context, messaging):
    open_conversation(page, context, messaging, "最早的一条")
    first = sent_id(messaging, "最早的一条")
    messaging.control("/_sim/bursts", {"count": 150, "from": PHONE, "text": "之后"})
    until(lambda: len(chat(messaging)["messages"]) == 151)
    messaging.control("/_sim/messages", {"from": PHONE, "text": "说的是这个", "context": first})
    expect(bubble(page, "说的是这个")).to_be_visible(timeout=15_000)
    bubble(page, "说的是这个").get_by_role("button", name="前往引用的消息：最早的一条").click()
    expect(bubble(page, "最早的一条").first).to_be_in_viewport(timeout=15_000)
    sends(messaging, "edit", {"original_message_id": first, "message": {"type": "text", "text": {"body": "改过的最早一条"}}})
    expect(bubble(page, "改过的最早一条").first).to_contain_text("已编辑", timeout=15_000)
    expect(bubble(page, "改过的最早一条").first).to_be_in_viewport()
    sends(messaging, "revoke", {"original_message_id": first})
    expect(log_of(page).get_by_text("对方删除了这条消息").first).to_be_in_viewport(timeout=15_000)
    expect(bubble(page, "说的是这个").get_by_role("button", name="前往引用的消息：[已删除的消息]")).to_have_count(1, timeout=15_000)
    # Left and opened again, it begins with the newest ones.
    page.get_by_role("link", name="线索").first.click()
    expect(page.get_by_role("heading", level=1, name="线索")).to_be_visible()
    page.go_back()
    expect(log_of(page).get_by_role("article")).to_have_count(30, timeout=15_000)
    expect(bubble(page, "说的是这个")).to_be_in_viewport(timeout=15_000)


def test_writing_is_told_at_most_every_twenty_seconds(page, context, messaging):
    open_conversation(page, context, messaging)
    told = []
    page.on("request", lambda request: told.append(request) if request.url.endswith("/typing") else None)
    page.get_by_role("textbox", name="输入消息").press_sequentially("马上就好")
    until(lambda: told)
    page.get_by_role("textbox", name="输入消息").press_sequentially("，请稍等")
    page.wait_for_timeout(300)
    assert len(told) == 1
