from datetime import datetime

from conftest import sign_in
from playwright.sync_api import expect


def server_time(context):
    return datetime.fromisoformat(context.request.get("/api/v1/me").json()["now"].replace("Z", "+00:00"))


def test_the_clock_moves_after_a_question_that_names_the_new_time(page, context):
    sign_in(context)
    page.goto("/settings")
    before = server_time(context)
    page.get_by_role("button", name="演示时钟").click()
    page.get_by_role("menuitem", name="+24 小时").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading")).to_contain_text("把时钟拨到")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert (server_time(context) - before).total_seconds() < 3600

    page.get_by_role("button", name="演示时钟").click()
    page.get_by_role("menuitem", name="+24 小时").click()
    dialog.get_by_role("button", name="拨到").click()
    expect(page.get_by_role("status").filter(has_text="现在是")).to_be_visible()
    moved = (server_time(context) - before).total_seconds()
    assert 86_400 <= moved < 90_000
