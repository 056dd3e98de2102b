"""Connecting an account by the wizard, disabling it, and what its page says of it."""
import re

import pytest
from conftest import assert_accessible, settle, sign_in
from playwright.sync_api import expect
from programs import ACCESS_TOKEN, APP_SECRET, WABA_ID
from whatsapp import Client

PAGE = "/settings/channels/business-messaging"
SECOND = "100000000000002"


def account(page, name="WhatsApp"):
    return page.get_by_role("region", name=name)


def disable(page):
    page.goto(PAGE)
    account(page).get_by_role("button", name="禁用").click()
    page.get_by_role("dialog").get_by_role("button", name="是的，删除").click()
    expect(account(page).get_by_text("已禁用")).to_be_visible()


def type_account(page, waba_id=WABA_ID, token=ACCESS_TOKEN, secret=APP_SECRET):
    page.get_by_role("textbox", name="WhatsApp Business 账户 ID").fill(waba_id)
    page.get_by_role("textbox", name="访问口令").fill(token)
    page.get_by_role("textbox", name="应用密钥").fill(secret)
    page.get_by_role("button", name="下一步").click()


@pytest.mark.rows("1.96", "1.97", "1.98", "1.99", "A-21")
def test_disabling_asks_first_and_leaves_what_was_said(page, context, messaging):
    client = Client(context, sign_in(context))
    messaging.customer_writes("+8613800138000", "在吗？")
    page.goto("/settings")
    page.get_by_role("link", name="业务消息传递").click()
    opener = account(page).get_by_role("button", name="禁用")
    for dismiss in ("取消", "关闭"):
        opener.click()
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_text("会保留")).to_be_visible()
        assert_accessible(page)
        dialog.get_by_role("button", name=dismiss).click()
        expect(dialog).to_have_count(0)
    opener.click()
    page.keyboard.press("Escape")
    assert client.get("/channels")["channels"][0]["state"] == "active"

    opener.click()
    page.get_by_role("dialog").get_by_role("button", name="是的，删除").click()
    expect(account(page).get_by_text("已禁用")).to_be_visible()
    expect(opener).to_have_count(0)
    assert_accessible(page)
    # The history is there, the way to send is not.
    conversation = client.get("/conversations")["conversations"][0]
    page.goto(f"/messages/{conversation['id']}")
    expect(page.get_by_text("在吗？").first).to_be_visible()
    answer = context.request.post(f"/api/v1/conversations/{conversation['id']}/messages", data={"text": "在的"}, headers=client.headers)
    assert (answer.status, answer.json()["code"]) == (409, "channel_inactive")
    page.goto(f"/leads/{conversation['record']['id']}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    settle(page)
    expect(page.get_by_role("button", name="其他方式")).to_have_count(0)


@pytest.mark.rows("1.98")
def test_where_meta_cannot_be_told_it_asks_once_more(page, context, messaging):
    sign_in(context)
    page.goto(PAGE)
    messaging.control("/_sim/settings", {"status_5xx": True})
    account(page).get_by_role("button", name="禁用").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="是的，删除").click()
    expect(dialog.get_by_role("alert")).to_contain_text("没能通知 Meta")
    expect(account(page).get_by_text("正常", exact=True)).to_be_visible()
    dialog.get_by_role("button", name="仍然禁用").click()
    expect(account(page).get_by_text("已禁用")).to_be_visible()


@pytest.mark.rows("2.1", "2.4", "2.5", "2.6", "2.8", "2.10", "A-46")
def test_the_wizard_connects_a_good_number_and_one_that_is_verified_on_the_way(page, context, messaging):
    client = Client(context, sign_in(context))
    disable(page)
    account(page).get_by_role("link", name="重新连接").click()

    # What Meta refuses stands beside the input that it is about.
    type_account(page, secret="wrong")
    expect(page.get_by_role("textbox", name="应用密钥")).to_have_accessible_description("这不是签发口令的那个应用的密钥。")
    type_account(page, waba_id="999")
    expect(page.get_by_role("textbox", name="WhatsApp Business 账户 ID")).to_have_accessible_description("用这个口令在 Meta 找不到这个账户。")
    assert_accessible(page)
    type_account(page)

    expect(page.get_by_role("heading", name="选择号码")).to_be_visible()
    boxes = page.get_by_role("checkbox")
    expect(boxes).to_have_count(3)
    expect(boxes.nth(0)).to_be_enabled()
    expect(boxes.nth(1)).to_be_disabled()
    expect(boxes.nth(2)).to_be_disabled()
    expect(page.get_by_text("正在手机应用或别的平台使用，不能迁移")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("alert")).to_contain_text("请至少选一个号码")
    boxes.nth(0).check()

    # Back keeps what was typed.
    page.get_by_role("button", name="上一步").click()
    expect(page.get_by_role("textbox", name="WhatsApp Business 账户 ID")).to_have_value(WABA_ID)
    expect(page.get_by_role("textbox", name="应用密钥")).to_have_value(APP_SECRET)
    page.get_by_role("button", name="下一步").click()
    expect(boxes.nth(0)).to_be_checked()

    page.get_by_role("button", name="验证").click()
    page.get_by_role("button", name="发送验证码").click()
    code = page.get_by_role("textbox", name="验证码")
    expect(code).to_be_visible()
    right = next(one for one in messaging.control("/_sim/numbers")["data"] if one["id"] == SECOND)["code"]
    code.fill("000000" if right != "000000" else "111111")
    page.keyboard.press("Enter")
    expect(code).to_have_accessible_description(re.compile("验证码不对"))
    code.fill("12")
    page.keyboard.press("Enter")
    expect(code).to_have_accessible_description("请填写 6 位数字。")
    code.fill(right)
    page.keyboard.press("Enter")
    pin = page.get_by_role("textbox", name="PIN 码")
    expect(pin).to_be_visible()
    assert_accessible(page)
    messaging.control(f"/_sim/numbers/{SECOND}", {"pin": "246810"})
    pin.fill("111111")
    page.keyboard.press("Enter")
    expect(pin).to_have_accessible_description(re.compile("PIN 不对"))
    pin.fill("246 810")
    page.keyboard.press("Enter")
    expect(boxes.nth(1)).to_be_checked()
    page.get_by_role("button", name="下一步").click()

    nickname = page.get_by_role("textbox", name="昵称")
    nickname.fill("")
    page.get_by_role("button", name="下一步").click()
    expect(nickname).to_have_accessible_description("请填写此项。")
    nickname.fill("上海店")
    page.get_by_role("radio", name="新建联系人").check()
    page.get_by_role("radio", name="角色").click()
    page.get_by_role("combobox", name="角色").click()
    page.get_by_role("option", name="销售代表").click()
    page.keyboard.press("Tab")
    assert_accessible(page)
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("heading", name="确认并连接")).to_be_visible()
    # Nothing is stored before the last step.
    assert client.get("/channels")["channels"][0]["state"] == "disabled"
    page.get_by_role("button", name="连接", exact=True).click()

    expect(account(page, "上海店").get_by_text("正常", exact=True)).to_be_visible()
    expect(account(page, "上海店")).to_contain_text("销售代表，轮流")
    [channel] = client.get("/channels")["channels"]
    assert [one["phone_number_id"] for one in channel["numbers"] if one["in_use"]] == ["100000000000001", SECOND]
    # What comes in next arrives, and goes to somebody of the role.
    messaging.customer_writes("+905321234567", "Merhaba", name="Deniz")
    page.goto("/contacts")
    expect(page.get_by_text("Deniz").first).to_be_visible(timeout=15_000)


@pytest.mark.rows("2.4")
def test_cancelling_leaves_nothing(page, context, messaging):
    client = Client(context, sign_in(context))
    disable(page)
    before = client.get("/channels")
    for steps in range(4):
        page.goto(f"{PAGE}/connect")
        if steps > 0:
            type_account(page)
            expect(page.get_by_role("heading", name="选择号码")).to_be_visible()
            page.get_by_role("checkbox").first.check()
        for _ in range(steps - 1):
            page.get_by_role("button", name="下一步").click()
        page.get_by_role("button", name="取消").click()
        expect(account(page)).to_be_visible()
    assert client.get("/channels") == before
    page.goto(f"{PAGE}/connect")
    expect(page.get_by_role("textbox", name="WhatsApp Business 账户 ID")).to_have_value("")


@pytest.mark.rows("2.7", "2.40")
def test_the_page_says_how_an_account_is(page, context, messaging):
    client = Client(context, sign_in(context))
    messaging.customer_writes("+8613800138000", "在吗？")
    page.goto(PAGE)
    card = account(page)
    card.get_by_role("button", name="立即检查").click()
    expect(card.get_by_text("上次检查")).to_be_visible()
    expect(card.get_by_text("最近一次收到 Meta 的通知")).to_be_visible()
    expect(card.get_by_text("口令有效，没有到期时间。")).to_be_visible()
    until = 1_900_000_000
    messaging.control("/_sim/webhooks", {"field": "account_update", "value": {
        "event": "ACCOUNT_RESTRICTION", "restriction_info": [{"restriction_type": "RESTRICTED_CUSTOMER_INITIATED_MESSAGING", "expiration": until}],
    }})
    expect(card.get_by_text("Meta 限制了这个账户")).to_be_visible(timeout=15_000)
    assert_accessible(page)
    conversation = client.get("/conversations")["conversations"][0]["id"]
    answer = context.request.post(f"/api/v1/conversations/{conversation}/messages", data={"text": "x"}, headers=client.headers)
    assert (answer.status, answer.json()["code"]) == (409, "channel_stopped")
    messaging.control("/_sim/webhooks", {"field": "account_update", "value": {"event": "DISABLED_UPDATE", "ban_info": {"waba_ban_state": "DISABLE"}}})
    expect(card.get_by_text("已停止")).to_be_visible(timeout=15_000)
    page.locator(".bell").click()
    expect(page.get_by_role("dialog").get_by_text("WhatsApp").first).to_be_visible()


@pytest.mark.rows("2.2")
def test_who_may_not_manage_channels_sees_no_way_in(page, context, messaging):
    sign_in(context)
    context.clear_cookies()
    answer = context.request.post("/api/v1/session", data={"email": "rep@parley.example", "password": "parley-demo"})
    csrf = {"X-CSRF-Token": answer.json()["csrf_token"]}
    page.goto(f"{PAGE}/connect")
    expect(page.get_by_text("您没有管理渠道的权限")).to_be_visible()
    refused = context.request.post("/api/v1/channels/probe", data={"waba_id": WABA_ID, "access_token": ACCESS_TOKEN, "app_secret": APP_SECRET}, headers=csrf)
    assert refused.status == 403
