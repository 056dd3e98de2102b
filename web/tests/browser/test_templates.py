"""WhatsApp templates: making one with merge fields, its review, sending it from a record."""
import pytest
from conftest import assert_accessible, sign_in
from playwright.sync_api import expect
from programs.waiting import until
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


@pytest.mark.rows("1.16", "1.32")
def test_a_template_goes_through_its_review(page, context, messaging):
    client = Client(context, sign_in(context))
    page.goto("/settings")
    page.get_by_role("link", name="动作").click()
    expect(page.get_by_role("tab", name="WhatsApp 通知")).to_be_visible()
    page.get_by_role("link", name="新建 WhatsApp 模板").first.click()
    fill_template(page, "到店提醒")
    page.get_by_role("textbox", name="正文").fill(f"您好 {first_name_token(client)}，您预约的体验在明天。")
    page.get_by_role("button", name="保存").click()
    row = page.get_by_role("row").filter(has_text="到店提醒")
    expect(row).to_contain_text("审核中")
    until(lambda: len(messaging.state()["templates"]) == 1)
    template = next(one for one in client.get("/templates")["templates"] if one["name"] == "到店提醒")
    messaging.approve(template["provider_name"])
    expect(row).to_contain_text("已通过", timeout=15_000)


@pytest.mark.rows("1.18", "1.45", "1.46", "1.47")
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


def approved(client, messaging, **template):
    """A template that can be sent."""
    made = client.post("/templates", {"module": "Leads", "language": "zh_CN", "category": "notification", **template})
    until(lambda: any(one["name"] == made["provider_name"] for one in messaging.state()["templates"]))
    messaging.approve(made["provider_name"])
    until(lambda: client.get(f"/templates/{made['id']}")["status"] == "approved")
    return made


def open_dialog(page, path):
    page.goto(path)
    page.get_by_role("button", name="其他发送方式").click()
    page.get_by_role("menuitem", name="发送 WhatsApp 模板").click()
    return page.get_by_role("dialog", name="发送 WhatsApp 模板")


@pytest.mark.rows("1.48", "1.49")
def test_every_number_is_offered_and_only_the_modules_approved_templates(page, context, messaging):
    client = Client(context, sign_in(context))
    record = client.new_record(mobile=PHONE, phone="+862155500188", first_name="佳怡")
    approved(client, messaging, name="到店提醒", body="您好，您预约的体验在明天。")
    approved(client, messaging, name="联系人提醒", module="Contacts", body="您好，这是给联系人的提醒。")
    client.post("/templates", {"name": "未审核", "module": "Leads", "language": "zh_CN", "category": "notification", "body": "您好，这一条还没有审核。"})
    dialog = open_dialog(page, f"/leads/{record['id']}")
    expect(dialog.get_by_role("group", name="发送到").get_by_role("radio")).to_have_count(2)
    choices = dialog.get_by_role("radiogroup", name="模板")
    expect(choices.get_by_role("radio", name="到店提醒")).to_be_enabled()
    expect(choices.get_by_role("radio", name="联系人提醒")).to_have_count(0)
    expect(choices.get_by_role("radio", name="未审核")).to_be_disabled()


@pytest.mark.rows("1.49", "2.20", "2.21", "2.22")
def test_all_parts_are_seen_before_it_goes_and_in_the_conversation(page, context, messaging):
    client = Client(context, sign_in(context))
    record = client.new_record(mobile=PHONE, first_name="佳怡")
    approved(
        client, messaging, name="到店提醒", body="您好 ${Leads.First Name}，您预约的体验在明天。", header={"kind": "text", "text": "青禾咖啡"}, footer="回复 TD 退订",
        buttons=[{"kind": "quick_reply", "label": "改约时间"}, {"kind": "url", "label": "查看地图", "url": "https://qinghe.example/map"}],
    )
    dialog = open_dialog(page, f"/leads/{record['id']}")
    dialog.get_by_role("radio", name="到店提醒").check()
    phone = dialog.get_by_role("figure", name="手机预览")
    for words in ("青禾咖啡", "您好 佳怡，您预约的体验在明天。", "回复 TD 退订", "改约时间", "查看地图"):
        expect(phone).to_contain_text(words)
    assert_accessible(page)
    dialog.get_by_role("button", name="发送", exact=True).click()
    page.get_by_role("link", name="查看对话").click()
    for words in ("青禾咖啡", "您好 佳怡，您预约的体验在明天。", "回复 TD 退订", "改约时间", "查看地图"):
        expect(page.get_by_role("log")).to_contain_text(words)


def test_what_a_record_lacks_is_named_and_leads_to_the_record(page, context, messaging):
    client = Client(context, sign_in(context))
    record = client.new_record(mobile=PHONE)
    approved(client, messaging, name="到店提醒", body="您好 ${Leads.First Name}，您预约的体验在明天。")
    dialog = open_dialog(page, f"/leads/{record['id']}")
    dialog.get_by_role("radio", name="到店提醒").check()
    expect(dialog.get_by_text("此记录缺少：名")).to_be_visible()
    expect(dialog.get_by_role("button", name="发送", exact=True)).to_be_disabled()
    dialog.get_by_role("link", name="去填写").click()
    expect(dialog).to_have_count(0)


@pytest.mark.rows("1.40", "1.41")
def test_a_template_about_a_deal_goes_to_the_deals_contact(page, context, messaging):
    client = Client(context, sign_in(context))
    contact = client.new_record("Contacts", mobile=PHONE, last_name="王倩")
    deal = client.new_record("Deals", stage="Qualification", closing_date="2026-12-01", amount="12800", contact=contact["id"])
    nobody = client.new_record("Deals", stage="Qualification", closing_date="2026-12-01", amount="500")
    approved(client, messaging, name="报价提醒", module="Deals", body="您好，您的订单金额为 ${Deals.Amount}，请确认。")
    page.goto(f"/modules/Deals/{nobody['id']}")
    entry = page.get_by_role("button", name="发送 WhatsApp 模板")
    dialog = page.get_by_role("dialog", name="发送 WhatsApp 模板")
    entry.click()
    expect(dialog.get_by_text("没有可以发送的人")).to_be_visible()
    expect(dialog.get_by_role("button", name="发送", exact=True)).to_be_disabled()
    page.goto(f"/modules/Deals/{deal['id']}")
    entry.click()
    expect(dialog.get_by_role("group", name="王倩")).to_contain_text("+8613800138000")
    dialog.get_by_role("radio", name="报价提醒").check()
    expect(dialog.get_by_role("figure", name="手机预览")).to_contain_text("12,800")
    dialog.get_by_role("button", name="发送", exact=True).click()
    page.get_by_role("link", name="查看对话").click()
    expect(page.get_by_role("log")).to_contain_text("12,800")
    expect(page.get_by_role("main")).to_contain_text("王倩")


@pytest.mark.rows("1.47")
def test_what_is_chosen_after_a_lost_answer_is_another_message(page, context, messaging):
    client = Client(context, sign_in(context))
    record = client.new_record(mobile=PHONE)
    approved(client, messaging, name="到店提醒", body="您好，您预约的体验在明天。")
    approved(client, messaging, name="发货提醒", body="您好，您的订单已经发出。")
    dialog = open_dialog(page, f"/leads/{record['id']}")
    dialog.get_by_role("radio", name="到店提醒").check()
    send = dialog.get_by_role("button", name="发送", exact=True)

    def lose(route):
        route.fetch()
        route.abort()

    page.route("**/api/v1/records/*/messages", lose)
    send.click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    page.unroute("**/api/v1/records/*/messages")
    # The same again is sent once; another is another.
    dialog.get_by_role("radio", name="发货提醒").check()
    expect(dialog.get_by_role("alert")).to_have_count(0)
    send.click()
    page.get_by_role("link", name="查看对话").click()
    log = page.get_by_role("log")
    expect(log).to_contain_text("您的订单已经发出。")
    expect(log.get_by_role("article").filter(has_text="您预约的体验在明天。")).to_have_count(1)
