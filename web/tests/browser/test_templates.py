"""WhatsApp templates: making one with merge fields, its review, sending it from a record."""
import pytest
from conftest import sign_in
from playwright.sync_api import expect
from whatsapp import Client

ACTIONS = "/settings/automation/actions"
PHONE = "+8613800138000"


def first_name_token(client):
    """The merge field as the picker writes it, in the user's language."""
    leads = next(one for one in client.get("/modules")["modules"] if one["name"] == "Leads")
    field = next(one for one in leads["fields"] if one["name"] == "first_name")
    return f"${{{leads['label']}.{field['label']}}}"


def fill_template(page, name):
    page.get_by_role("textbox", name="名称").fill(name)
    page.get_by_role("radio", name="通知").check()


def test_the_picker_and_the_checks(page, context, messaging):
    token = first_name_token(Client(context, sign_in(context)))
    page.goto(f"{ACTIONS}/whatsapp-templates/new")
    fill_template(page, "到店提醒")
    assert page.get_by_role("radio", name="通知").or_(page.get_by_role("radio", name="营销")).count() == 2
    body = page.get_by_role("textbox", name="正文")
    body.click()
    page.keyboard.type("您好 #first")
    fields = page.get_by_role("listbox", name="线索的字段")
    expect(fields.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(body).to_have_value(f"您好 {token}")
    expect(page.get_by_text("正文不能以字段开头或结尾").first).to_be_visible()
    expect(page.get_by_role("button", name="保存")).to_be_disabled()
    page.keyboard.type("，#")
    expect(fields).to_be_visible()
    page.keyboard.press("Escape")
    expect(fields).to_have_count(0)
    expect(body).to_have_value(f"您好 {token}，#")
    page.keyboard.type(" ${Contacts.First Name}。")
    expect(page.get_by_text("所选模块没有：${Contacts.First Name}").first).to_be_visible()


@pytest.mark.rows("1.16")
def test_a_template_goes_through_its_review(page, context, messaging):
    client = Client(context, sign_in(context))
    page.goto("/settings")
    page.get_by_role("link", name="动作").click()
    expect(page.get_by_role("tab", name="WhatsApp 通知")).to_be_visible()
    page.get_by_role("link", name="新建 WhatsApp 模板").click()
    fill_template(page, "到店提醒")
    page.get_by_role("textbox", name="正文").fill(f"您好 {first_name_token(client)}，您预约的体验在明天。")
    page.get_by_role("button", name="保存").click()
    row = page.get_by_role("row").filter(has_text="到店提醒")
    expect(row).to_contain_text("审核中")
    template = next(one for one in client.get("/templates")["templates"] if one["name"] == "到店提醒")
    messaging.approve(template["provider_name"])
    expect(row).to_contain_text("已通过", timeout=15_000)


@pytest.mark.rows("1.18")
def test_a_template_is_sent_from_a_record(page, context, messaging):
    client = Client(context, sign_in(context))
    record = client.new_record(mobile=PHONE, first_name="佳怡")
    template = client.post("/templates", {"name": "到店提醒", "module": "Leads", "language": "zh_CN", "category": "notification", "body": "您好 ${Leads.First Name}，您预约的体验在明天。"})
    page.goto(f"/leads/{record['id']}")
    page.get_by_role("button", name="其他发送方式").click()
    page.get_by_role("menuitem", name="发送 WhatsApp 模板").click()
    dialog = page.get_by_role("dialog", name="发送 WhatsApp 模板")
    choice = dialog.get_by_role("radio", name="到店提醒")
    expect(choice).to_be_disabled()
    messaging.approve(template["provider_name"])
    expect(choice).to_be_enabled(timeout=15_000)
    choice.check()
    expect(dialog.get_by_role("figure", name="手机预览")).to_contain_text("您好 佳怡")
    dialog.get_by_role("button", name="发送", exact=True).click()
    page.get_by_role("link", name="查看对话").click()
    expect(page.get_by_role("log")).to_contain_text("您好 佳怡，您预约的体验在明天。")
    expect(page.get_by_text("对方还没有来信 · 只能发送模板消息")).to_be_visible()


def test_without_a_usable_number_the_entry_says_why(page, context, messaging):
    record = Client(context, sign_in(context)).new_record()
    page.goto(f"/leads/{record['id']}")
    page.get_by_role("button", name="其他发送方式").click()
    entry = page.get_by_role("menuitem", name="发送 WhatsApp 模板")
    expect(entry).to_have_attribute("aria-disabled", "true")
    expect(entry).to_contain_text("此记录没有电话号码")
