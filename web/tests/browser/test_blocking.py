"""Somebody the team wants nothing to do with: blocked and unblocked in the conversation."""
import pytest
from conftest import assert_accessible, settle, sign_in
from playwright.sync_api import expect
from programs.waiting import until
from whatsapp import Client

PHONE = "+8613800138000"


@pytest.mark.rows("2.57")
def test_a_person_is_blocked_after_asking_kept_silent_and_unblocked(page, context, messaging):
    client = Client(context, sign_in(context))
    record = client.new_record(mobile=PHONE)
    messaging.customer_writes(PHONE, "在吗？", "Jia Yi")
    conversation = until(lambda: client.get(f"/conversations?record={record['id']}")["conversations"])[0]["id"]
    # The customer stands beside the thread.
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"/messages/{conversation}")
    page.get_by_role("button", name="屏蔽此人").click()
    dialog = page.get_by_role("dialog")
    settle(page)
    assert_accessible(page)
    dialog.get_by_role("button", name="取消").click()
    expect(page.get_by_role("textbox", name="输入消息")).to_be_visible()

    page.get_by_role("button", name="屏蔽此人").click()
    dialog.get_by_role("button", name="屏蔽", exact=True).click()
    expect(page.get_by_text("对方已被屏蔽，不能发送消息。")).to_be_visible()
    expect(page.get_by_role("log")).to_contain_text("屏蔽了")
    expect(page.get_by_role("button", name="发送模板")).to_have_count(0)
    settle(page)
    assert_accessible(page)

    page.get_by_role("button", name="取消屏蔽").first.click()
    expect(page.get_by_role("textbox", name="输入消息")).to_be_visible()
    expect(page.get_by_role("log")).to_contain_text("取消屏蔽了")
