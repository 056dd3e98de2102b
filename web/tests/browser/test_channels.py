"""Settings › Channels › Business Messaging, and what there is before anything is connected."""
import re

import pytest
from conftest import sign_in
from playwright.sync_api import expect
from whatsapp import Client

PAGE = "/settings/channels/business-messaging"


def set_up(context, bare_server):
    """The first administrator of a server without demo data, signed in."""
    answer = context.request.post("/api/v1/setup", data={
        "code": bare_server.setup_code(), "organization_name": "青禾咖啡设备", "name": "陈思远", "email": "chen@qinghe.example",
        "password": "a-long-password", "language": "zh-CN", "time_zone": "Asia/Shanghai", "default_country": "CN",
    })
    assert answer.ok, answer.text()


def test_the_connected_account_is_shown(page, context, messaging):
    sign_in(context)
    page.goto("/settings")
    page.get_by_role("link", name="业务消息传递").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("业务消息传递")
    expect(page.get_by_role("textbox", name="回调地址")).to_have_value(re.compile("/webhooks/whatsapp/"))
    page.get_by_role("button", name="复制").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()


@pytest.mark.rows("1.14", "1.24")
def test_before_anything_is_connected(page, context, bare_server):
    set_up(context, bare_server)
    page.goto("/messages")
    expect(page.get_by_role("link", name="连接第一个 WhatsApp 号码")).to_be_visible()
    page.goto("/leads")
    expect(page.get_by_text("还没有线索")).to_be_visible()
    page.goto("/settings")
    expect(page.get_by_role("link", name="业务消息传递")).to_be_visible()
    expect(page.get_by_role("link", name="动作")).to_have_count(0)
    page.get_by_role("link", name="业务消息传递").click()
    for needed in ("Meta 商务管理平台账户", "已认证的商家", "WhatsApp Business 账户", "一个专用号码"):
        expect(page.get_by_text(needed, exact=True)).to_be_visible()
    page.get_by_role("link", name="连接 WhatsApp").click()
    expect(page.get_by_role("textbox", name="WhatsApp Business 账户 ID")).to_be_focused()


def test_a_stopped_account_is_renewed(page, context, messaging, monkeypatch):
    client = Client(context, sign_in(context))
    messaging.customer_writes("+8613800138000", "在吗？")
    page.goto("/messages")
    page.get_by_role("option").first.click()
    expect(page.get_by_role("textbox", name="输入消息")).to_be_focused()
    # Meta's side forgets the token that the channel has.
    monkeypatch.setattr("programs.house.ACCESS_TOKEN", "another-token")
    messaging.simulator.stop()
    messaging.simulator.start()
    page.keyboard.type("在的")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="设置").click()
    page.get_by_role("link", name="业务消息传递").click()
    account = page.get_by_role("region", name=client.get("/channels")["channels"][0]["nickname"])
    expect(account.get_by_text("已停止")).to_be_visible(timeout=15_000)

    account.get_by_role("button", name="更新口令").first.click()
    dialog = page.get_by_role("dialog")
    token = dialog.get_by_role("textbox", name="访问口令")
    expect(token).to_be_focused()
    page.keyboard.press("Enter")
    expect(token).to_have_accessible_description("请填写此项。")
    token.fill("not-the-token")
    dialog.get_by_role("textbox", name="应用密钥").fill("demo-app-secret")
    page.keyboard.press("Enter")
    expect(token.or_(dialog.get_by_role("alert")).first).to_be_visible()
    expect(dialog.get_by_text("Meta 没有接受").first).to_be_visible()
    token.fill("another-token")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(account.get_by_text("正常")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="已恢复")).to_be_visible()
