"""WhatsApp notifications: an approved template with who gets it, for rules to send."""
import pytest
from conftest import assert_accessible, sign_in
from playwright.sync_api import expect
from test_templates import approved
from whatsapp import Client

PATH = "/settings/automation/actions/whatsapp-notifications"


@pytest.fixture
def client(context, messaging):
    return Client(context, sign_in(context))


@pytest.mark.rows("2.28", "A-15")
def test_a_notification_is_made_changed_and_deleted(page, client, messaging):
    approved(client, messaging, name="到店提醒", body="您好，您预约的体验在明天。")
    client.post("/templates", {"name": "未审核", "module": "Leads", "language": "zh_CN", "category": "notification", "body": "您好，这一条还没有审核。"})
    page.goto(PATH)
    page.get_by_role("button", name="新建 WhatsApp 通知").click()
    dialog = page.get_by_role("dialog", name="新建 WhatsApp 通知")
    dialog.get_by_role("button", name="保存").click()
    expect(dialog.get_by_role("textbox", name="名称")).to_have_attribute("aria-invalid", "true")
    dialog.get_by_role("textbox", name="名称").fill("预约前一天")
    template = dialog.get_by_role("combobox", name="模板")
    template.click()
    expect(page.get_by_role("option")).to_have_count(1)
    page.get_by_role("option", name="到店提醒").click()
    numbers = dialog.get_by_role("group", name="号码顺序").get_by_role("checkbox")
    before = [numbers.nth(index).get_attribute("aria-label") or numbers.nth(index).evaluate("one => one.closest('label').textContent") for index in range(2)]
    numbers.nth(1).press("Alt+ArrowUp")
    expect(dialog.get_by_role("group", name="号码顺序").get_by_role("listitem").first).to_contain_text(before[1])
    assert_accessible(page)
    dialog.get_by_role("button", name="保存").click()
    row = page.get_by_role("row").filter(has_text="预约前一天")
    expect(row).to_contain_text("可用")
    expect(row).to_contain_text("到店提醒")
    made = client.get("/whatsapp-notifications")["notifications"][0]
    phones = [field["id"] for module in client.get("/modules")["modules"] if module["name"] == "Leads" for field in module["fields"] if field["type"] == "phone"]
    assert made["phone_fields"] == [phones[1], phones[0], *phones[2:]]
    row.get_by_role("button", name="预约前一天", exact=True).click()
    dialog = page.get_by_role("dialog", name="编辑 预约前一天")
    dialog.get_by_role("textbox", name="名称").fill("到店前一天")
    dialog.get_by_role("button", name="保存").click()
    row = page.get_by_role("row").filter(has_text="到店前一天")
    row.get_by_role("button", name="到店前一天 的操作").click()
    page.get_by_role("menuitem", name="删除").click()
    page.get_by_role("dialog").get_by_role("button", name="删除通知").click()
    expect(page.get_by_role("heading", name="还没有 WhatsApp 通知")).to_be_visible()


@pytest.mark.rows("2.29")
def test_a_template_that_a_notification_uses_says_so_when_it_is_to_be_deleted(page, client, messaging):
    template = approved(client, messaging, name="到店提醒", body="您好，您预约的体验在明天。")
    phone = next(field["id"] for module in client.get("/modules")["modules"] if module["name"] == "Leads" for field in module["fields"] if field["type"] == "phone")
    client.post("/whatsapp-notifications", {"name": "预约前一天", "module": "Leads", "template": template["id"], "phone_fields": [phone]})
    page.goto(f"/settings/automation/actions/whatsapp-templates/{template['id']}")
    page.get_by_role("button", name="到店提醒 的操作").click()
    page.get_by_role("menuitem", name="删除").click()
    page.get_by_role("dialog").get_by_role("button", name="删除模板").click()
    refusal = page.get_by_role("dialog", name="到店提醒 正在使用，不能删除")
    expect(refusal.get_by_role("listitem")).to_contain_text("预约前一天")


@pytest.mark.rows("2.17", "2.26")
def test_what_a_paused_or_badly_rated_template_concerns_is_said(page, client, messaging):
    template = approved(client, messaging, name="到店提醒", body="您好，您预约的体验在明天。")
    phone = next(field["id"] for module in client.get("/modules")["modules"] if module["name"] == "Leads" for field in module["fields"] if field["type"] == "phone")
    client.post("/whatsapp-notifications", {"name": "预约前一天", "module": "Leads", "template": template["id"], "phone_fields": [phone]})
    provider = next(one["id"] for one in messaging.state()["templates"] if one["name"] == template["provider_name"])
    page.goto(PATH)
    row = page.get_by_role("row").filter(has_text="预约前一天")
    expect(row).to_contain_text("通知")
    messaging.control(f"/_sim/templates/{provider}/category", {"category": "MARKETING"})
    expect(row.get_by_role("cell").filter(has_text="到店提醒")).to_contain_text("营销", timeout=15_000)
    page.goto(f"/settings/automation/actions/whatsapp-templates/{template['id']}")
    concerned = page.get_by_role("list").filter(has_text="预约前一天")
    expect(concerned).to_have_count(1)
    messaging.control(f"/_sim/templates/{provider}/quality", {"score": "YELLOW"})
    rated = page.locator(".banner").filter(has_text="质量：中")
    expect(rated.get_by_role("listitem")).to_contain_text("预约前一天", timeout=15_000)
    expect(concerned).to_have_count(1)
    messaging.control(f"/_sim/templates/{provider}/pause", {})
    paused = page.locator(".banner").filter(has_text="因客户反馈不佳，Meta 暂停了这个模板")
    expect(paused.get_by_role("listitem")).to_contain_text("预约前一天", timeout=15_000)
    assert_accessible(page)
