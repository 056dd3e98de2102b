"""Two numbers of one business: whoever sends chooses between them, and an answer leaves from the one that was written to."""
import pytest
from conftest import sign_in
from playwright.sync_api import expect
from programs.waiting import until
from test_templates import approved, open_dialog
from whatsapp import Client

FIRST = "100000000000001"
PHONE = "+8613800138000"


@pytest.fixture
def second(messaging, context):
    """Another number of the connected account, put to use."""
    client = Client(context, sign_in(context))
    number = messaging.control("/_sim/numbers", {"phone": "+862155500177", "verified_name": "上海门店"})["id"]
    [channel] = client.get("/channels")["channels"]
    answer = client.request.put(f"/api/v1/channels/{channel['id']}/numbers", data={"numbers": [FIRST, number]}, headers=client.headers)
    assert answer.ok, answer.text()
    return number


def texts(messaging, number):
    """What the customer has on their phone from a number; nothing where it never wrote to them."""
    state = messaging.state()["conversations"]
    if not any(one["phone_number_id"] == number for one in state):
        return []
    return [one["text"] for one in messaging.control(f"/_sim/conversations/{PHONE.lstrip('+')}?phone_number_id={number}")["messages"]]


@pytest.mark.rows("2.67")
def test_sending_asks_which_number_and_answers_leave_from_the_one_written_to(page, context, messaging, second):
    client = Client(context, sign_in(context))
    record = client.new_record(mobile=PHONE, first_name="佳怡")
    template = client.post("/templates", {"name": "到店提醒", "module": "Leads", "language": "zh_CN", "category": "notification", "body": "您好 ${Leads.First Name}，您预约的体验在明天。"})
    page.goto(f"/leads/{record['id']}")
    page.get_by_role("button", name="其他发送方式").click()
    page.get_by_role("menuitem", name="发送 WhatsApp 模板").click()
    dialog = page.get_by_role("dialog", name="发送 WhatsApp 模板")
    choice = dialog.get_by_role("radio", name="到店提醒")
    messaging.approve(template["provider_name"])
    expect(choice).to_be_enabled(timeout=15_000)
    choice.check()
    preview = dialog.get_by_role("figure", name="手机预览")
    expect(preview).to_contain_text("半日咖啡设备")
    dialog.get_by_role("combobox", name="发送号码").click()
    expect(page.get_by_role("option")).to_have_count(2)
    page.get_by_role("option", name="上海门店").click()
    expect(dialog.get_by_role("combobox", name="发送号码")).to_contain_text("5550 0177")
    expect(preview).to_contain_text("上海门店")
    dialog.get_by_role("button", name="发送", exact=True).click()
    page.get_by_role("link", name="查看对话").click()
    log = page.get_by_role("log")
    expect(log).to_contain_text("您好 佳怡，您预约的体验在明天。")
    expect(log.get_by_role("img", name="已送达")).to_be_visible(timeout=15_000)
    assert texts(messaging, FIRST) == []

    # They answer, and the answer to that leaves from the same number without a question.
    messaging.control("/_sim/messages", {"from": PHONE, "text": "好的", "phone_number_id": second})
    expect(log).to_contain_text("好的", timeout=15_000)
    page.get_by_role("textbox", name="输入消息").fill("明天见")
    page.keyboard.press("Enter")
    expect(log.get_by_role("img", name="已送达")).to_have_count(2, timeout=15_000)
    assert texts(messaging, second) == ["您好 佳怡，您预约的体验在明天。", "好的", "明天见"]
    assert texts(messaging, FIRST) == []

    # To the other number they have a conversation of its own.
    messaging.control("/_sim/messages", {"from": PHONE, "text": "这是哪里？", "phone_number_id": FIRST})
    page.get_by_role("listbox", name="对话").get_by_role("option").filter(has_text="这是哪里？").click()
    expect(log).not_to_contain_text("明天见")
    page.get_by_role("textbox", name="输入消息").fill("总店")
    page.keyboard.press("Enter")
    expect(log.get_by_role("img", name="已送达")).to_have_count(1, timeout=15_000)
    assert texts(messaging, FIRST) == ["这是哪里？", "总店"]
    assert "总店" not in texts(messaging, second)


@pytest.mark.rows("A-13")
def test_of_two_numbers_on_both_sides_each_is_asked_for(page, context, messaging, second):
    client = Client(context, sign_in(context))
    record = client.new_record(mobile=PHONE, phone="+862155500188", first_name="佳怡")
    approved(client, messaging, name="到店提醒", body="您好，您预约的体验在明天。")
    dialog = open_dialog(page, f"/leads/{record['id']}")
    theirs = dialog.get_by_role("group", name="发送到").get_by_role("radio")
    expect(theirs).to_have_count(2)
    ours = dialog.get_by_role("combobox", name="发送号码")
    ours.click()
    page.get_by_role("option", name="上海门店").click()
    theirs.nth(1).check()
    dialog.get_by_role("radio", name=PHONE).check()
    dialog.get_by_role("radio", name="到店提醒").check()
    dialog.get_by_role("button", name="发送", exact=True).click()
    page.get_by_role("link", name="查看对话").click()
    until(lambda: texts(messaging, second) == ["您好，您预约的体验在明天。"])
    assert texts(messaging, FIRST) == []


@pytest.mark.rows("A-13", "2.40")
def test_a_number_that_meta_stopped_is_not_offered_first(page, context, messaging, second):
    client = Client(context, sign_in(context))
    [channel] = client.get("/channels")["channels"]
    record = client.new_record(mobile=PHONE, first_name="佳怡")
    approved(client, messaging, name="到店提醒", body="您好，您预约的体验在明天。")
    messaging.control(f"/_sim/numbers/{FIRST}", {"status": "BANNED"})
    client.post(f"/channels/{channel['id']}/check", {})
    until(lambda: client.get("/channels")["channels"][0]["numbers"][0]["stopped_reason"])
    dialog = open_dialog(page, f"/leads/{record['id']}")
    ours = dialog.get_by_role("combobox", name="发送号码")
    expect(ours).to_contain_text("5550 0177")
    ours.click()
    expect(page.get_by_role("option").filter(has_text="不能发送")).to_be_disabled()
    page.keyboard.press("Escape")
    dialog.get_by_role("radio", name="到店提醒").check()
    expect(dialog.get_by_role("button", name="发送", exact=True)).to_be_enabled()
