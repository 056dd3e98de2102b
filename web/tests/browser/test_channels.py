"""Settings › Channels › Business Messaging, and what there is before anything is connected."""
import re

import pytest
from conftest import sign_in
from playwright.sync_api import expect

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


@pytest.mark.rows("1.14")
def test_before_anything_is_connected(page, context, bare_server):
    set_up(context, bare_server)
    page.goto("/messages")
    expect(page.get_by_role("link", name="连接第一个 WhatsApp 号码")).to_be_visible()
    page.goto("/leads")
    expect(page.get_by_text("还没有线索")).to_be_visible()
    page.goto("/settings")
    expect(page.get_by_role("link", name="业务消息传递")).to_be_visible()
    expect(page.get_by_role("link", name="动作")).to_have_count(0)


def test_the_connect_form_tells_its_faults(page, context, bare_server):
    set_up(context, bare_server)
    page.goto(PAGE)
    page.get_by_role("button", name="连接").click()
    expect(page.get_by_role("textbox", name="昵称")).to_be_focused()
    expect(page.get_by_role("textbox", name="昵称")).to_have_accessible_description("请填写此项。")
    page.get_by_role("textbox", name="电话号码 ID").fill("+86 21 5550")
    expect(page.get_by_role("textbox", name="电话号码 ID")).to_have_accessible_description("只能是数字。")
