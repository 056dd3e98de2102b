"""Activities by day, who takes part, reminders, and what became what."""
from datetime import datetime, timedelta, timezone

import pytest
from conftest import sign_in
from playwright.sync_api import expect


def moment(**ahead):
    return (datetime.now(timezone.utc) + timedelta(**ahead)).strftime("%Y-%m-%dT%H:%M:%SZ")


def today():
    return (datetime.now(timezone.utc) + timedelta(hours=8)).strftime("%Y-%m-%d")


@pytest.fixture
def make(context):
    me = sign_in(context)
    headers = {"X-CSRF-Token": me["csrf_token"]}

    def create(module, **values):
        answer = context.request.post(f"/api/v1/modules/{module}/records", data={"values": values}, headers=headers)
        assert answer.ok, answer.text()
        return answer.json()

    return create


def test_a_task_is_made_for_a_day_and_ticked_off(page, make):
    make("Tasks", subject="回访旧客户", due_date="2026-01-05")
    page.goto("/activities")
    page.get_by_role("button", name="新建").click()
    page.get_by_role("menuitem", name="任务").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("主题").fill("准备样机")
    dialog.get_by_label("截止日期").fill(today())
    dialog.get_by_role("button", name="创建").click()
    day = page.locator(".agenda-day.today")
    expect(day.get_by_role("link", name="准备样机")).to_be_visible()
    late = page.get_by_role("region", name="已逾期")
    late.get_by_role("checkbox", name="标记为完成：回访旧客户").check()
    expect(late).to_have_count(0)
    page.get_by_role("status").get_by_role("button", name="撤销").click()
    expect(late.get_by_role("link", name="回访旧客户")).to_be_visible()


def test_a_reminder_rings_the_bell_and_leads_to_the_activity(page, make):
    page.goto("/activities")
    page.get_by_role("heading", level=1).wait_for()
    call = make("Calls", subject="确认地址", start=moment(hours=2), reminder=moment(seconds=2))
    page.get_by_role("button", name="信号：1 条未读").click(timeout=15_000)
    page.get_by_role("link", name="确认地址").filter(has_text="提醒时间到了").click()
    expect(page).to_have_url(f"/modules/Calls/{call['id']}")
    expect(page.get_by_role("button", name="信号", exact=True)).to_be_visible()


def test_a_bell_that_is_switched_off_stays_silent(page, make):
    page.goto("/settings/personal")
    page.get_by_role("switch", name="活动提醒").click()
    expect(page.get_by_role("switch", name="活动提醒")).to_have_attribute("aria-checked", "false")
    make("Tasks", subject="a", reminder=moment(seconds=1))
    page.reload()
    expect(page.get_by_role("switch", name="活动提醒")).to_have_attribute("aria-checked", "false")
    page.wait_for_timeout(3_000)
    expect(page.get_by_role("button", name="信号", exact=True)).to_be_visible()


def test_participants_are_chosen_and_taken_off(page, make):
    contact = make("Contacts", last_name="周会")
    meeting = make("Meetings", subject="评审", start=moment(hours=1), end=moment(hours=2))
    page.goto(f"/modules/Meetings/{meeting['id']}")
    page.get_by_role("combobox", name="添加联系人").fill("周会")
    page.get_by_role("option", name="周会").click()
    chip = page.get_by_role("link", name="周会")
    expect(chip).to_have_attribute("href", f"/contacts/{contact['id']}")
    page.reload()
    expect(chip).to_be_visible()
    page.get_by_role("button", name="周会").click()
    expect(chip).to_have_count(0)


def test_a_change_log_says_what_became_what(page, context, make):
    lead = make("Leads", last_name="日志", company="a", rating="Hot")
    page.goto(f"/leads/{lead['id']}")
    me = context.request.get("/api/v1/me").json()
    change = {"version": lead["version"], "values": {"rating": "Cold"}}
    answer = context.request.patch(f"/api/v1/records/{lead['id']}", data=change, headers={"X-CSRF-Token": me["csrf_token"]})
    assert answer.ok
    page.get_by_role("button", name="变更记录").click()
    line = page.get_by_role("dialog").get_by_role("listitem").filter(has_text="评级")
    expect(line.first).to_contain_text("高意向")
    expect(line.first).to_contain_text("低意向")
    page.goto("/settings/audit")
    page.get_by_role("radio", name="记录").click()
    expect(page.get_by_role("row").filter(has_text="低意向").get_by_role("link", name="日志")).to_be_visible()
