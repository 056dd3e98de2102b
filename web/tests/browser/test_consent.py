"""Marketing: what people have said about it, who may not get it, and what an organisation decides."""
import pytest
from conftest import assert_accessible, settle, sign_in
from playwright.sync_api import expect
from programs.waiting import until
from test_people import another
from whatsapp import Client

CHINA = "+8613800138000"
NEW_YORK = "+12125550123"
CHANNELS = "/settings/channels/business-messaging"


def start(context, messaging, phone=CHINA, text="在吗？", **values):
    """A lead that has written."""
    client = Client(context, sign_in(context))
    record = client.new_record(mobile=phone, first_name="佳怡", **values)
    messaging.customer_writes(phone, text, "Jia Yi")
    until(lambda: client.get(f"/conversations?record={record['id']}")["conversations"])
    return client, record


def approved(client, messaging, name, category):
    template = client.post("/templates", {"name": name, "module": "Leads", "language": "zh_CN", "category": category, "body": "您好 ${Leads.First Name}，" + name + "。"})
    until(lambda: any(one["name"] == template["provider_name"] for one in messaging.state()["templates"]))
    messaging.approve(template["provider_name"])
    until(lambda: client.get(f"/templates/{template['id']}")["status"] == "approved")


def phone_of(browser, messaging):
    """The customer's own phone, in a browser beside."""
    phone = browser.new_page(base_url=messaging.simulator.address, locale="en", viewport={"width": 390, "height": 844})
    phone.goto("/")
    expect(phone.get_by_role("log")).to_contain_text("在吗？")
    return phone


def write(phone, text):
    phone.get_by_role("textbox", name="Message").fill(text)
    phone.keyboard.press("Enter")


def line_of(page):
    return page.locator(".field-line").filter(has=page.get_by_role("term").filter(has_text="WhatsApp 营销"))


def note(page, state, wording):
    """Writes down on the lead's page what the person has said."""
    line_of(page).get_by_role("button", name="更改…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name=state).check()
    dialog.get_by_role("textbox", name="对方说了什么，在哪里说的").fill(wording)
    dialog.get_by_role("button", name="保存").click()
    expect(dialog).to_have_count(0)
    expect(line_of(page)).to_contain_text(state)


def choose_template(page):
    page.get_by_role("button", name="其他发送方式").click()
    page.get_by_role("menuitem", name="发送 WhatsApp 模板").click()
    return page.get_by_role("dialog", name="发送 WhatsApp 模板")


@pytest.mark.rows("A-30", "2.143")
def test_a_customer_writes_stop_and_a_later_agreement_is_written_down_with_its_words(page, context, browser, messaging):
    client, record = start(context, messaging)
    phone = phone_of(browser, messaging)
    page.goto(f"/leads/{record['id']}")
    line = line_of(page)
    expect(line).to_contain_text("未知")
    line.get_by_role("button", name="更改…").click()
    dialog = page.get_by_role("dialog", name="的营销意愿")
    expect(dialog).to_contain_text("还没有记录")
    write(phone, "STOP")
    expect(dialog.get_by_role("listitem")).to_contain_text("对方来信“STOP”", timeout=15_000)
    dialog.get_by_role("button", name="取消").click()
    expect(line).to_contain_text("拒绝接收")
    expect(line).to_contain_text("对方来信“STOP”")

    line.get_by_role("button", name="更改…").click()
    expect(dialog.get_by_role("radio", name="拒绝接收")).to_be_checked()
    dialog.get_by_role("radio", name="同意接收").check()
    expect(dialog).to_contain_text("对方曾亲自来信要求停止")
    expect(dialog).to_contain_text("记录同意时必须写明")
    dialog.get_by_role("button", name="保存").click()
    expect(dialog.get_by_text("请写明对方如何、在哪里表示了同意。")).to_be_visible()
    settle(page)
    assert_accessible(page)
    dialog.get_by_role("textbox", name="对方说了什么，在哪里说的").fill("电话中说想继续收到优惠")
    dialog.get_by_role("button", name="保存").click()
    expect(dialog).to_have_count(0)
    expect(line).to_contain_text("同意接收")
    expect(line).to_contain_text(f"由 {client.get('/me')['user']['name']} 记录")

    line.get_by_role("button", name="更改…").click()
    entries = dialog.get_by_role("listitem")
    expect(entries).to_have_count(2)
    expect(entries.first).to_contain_text("电话中说想继续收到优惠")
    expect(entries.last).to_contain_text("对方来信“STOP”")
    phone.close()


@pytest.mark.rows("A-42", "2.143")
def test_marketing_is_greyed_with_its_reason_as_soon_as_somebody_opts_out(page, context, browser, messaging):
    client, record = start(context, messaging)
    phone = phone_of(browser, messaging)
    approved(client, messaging, "春季优惠", "marketing")
    approved(client, messaging, "到店提醒", "notification")
    page.goto(f"/leads/{record['id']}")
    dialog = choose_template(page)
    offer = dialog.get_by_role("radio", name="春季优惠")
    offer.check()
    send = dialog.get_by_role("button", name="发送", exact=True)
    expect(send).to_be_enabled()
    write(phone, "STOP")
    expect(offer).to_be_disabled(timeout=15_000)
    expect(dialog).to_contain_text("对方不愿接收营销消息。通知和回复照常发送。")
    expect(send).to_be_disabled()
    settle(page)
    assert_accessible(page)
    dialog.get_by_role("radio", name="到店提醒").check()
    send.click()
    expect(page.get_by_role("link", name="查看对话")).to_be_visible()
    phone.close()


@pytest.mark.rows("2.39", "A-42")
def test_an_organisation_decides_who_gets_marketing(page, context, messaging):
    client, record = start(context, messaging, phone=NEW_YORK)
    client.patch(f"/records/{record['id']}", {"version": client.get(f"/records/{record['id']}")["version"], "values": {"phone": CHINA}})
    approved(client, messaging, "春季优惠", "marketing")
    page.goto(CHANNELS)
    only_agreed = page.get_by_role("switch", name="只发给已同意的人")
    only_agreed.click()
    expect(page.get_by_text("已保存营销规则")).to_be_visible()
    page.get_by_role("button", name="撤销").click()
    expect(only_agreed).not_to_be_checked()
    until(lambda: not client.get("/sending-rules")["needs_consent"])
    only_agreed.click()
    until(lambda: client.get("/sending-rules")["needs_consent"])
    settle(page)
    assert_accessible(page)
    page.reload()
    expect(only_agreed).to_be_checked()

    page.goto(f"/leads/{record['id']}")
    dialog = choose_template(page)
    expect(dialog.get_by_role("radio", name="春季优惠")).to_be_disabled()
    expect(dialog).to_contain_text("对方尚未同意接收营销消息")
    page.keyboard.press("Escape")
    note(page, "同意接收", "展会登记表上勾选了优惠资讯")
    # It is the number that counts: to another one of theirs it can go.
    choose_template(page).get_by_role("radio", name=NEW_YORK).check()
    offer = dialog.get_by_role("radio", name="春季优惠")
    expect(offer).to_be_disabled()
    expect(dialog).to_contain_text("WhatsApp 不向美国号码投递营销消息")
    dialog.get_by_role("radio", name=CHINA).check()
    expect(offer).to_be_enabled()
    page.keyboard.press("Escape")

    page.goto(CHANNELS)
    page.get_by_role("switch", name="也发送到美国号码").click()
    until(lambda: client.get("/sending-rules")["allows_us_marketing"])
    page.goto(f"/leads/{record['id']}")
    choose_template(page).get_by_role("radio", name=NEW_YORK).check()
    offer.check()
    dialog.get_by_role("button", name="发送", exact=True).click()
    expect(page.get_by_role("link", name="查看对话")).to_be_visible()


@pytest.mark.rows("A-30")
def test_who_may_only_read_sees_what_holds_and_changes_nothing(page, context, browser, address, messaging):
    client, record = start(context, messaging)
    client.patch("/modules/Leads", {"sharing": "read_only"})
    messaging.customer_writes(CHINA, "退订")
    until(lambda: client.get(f"/records/{record['id']}/consent")["state"] == "opted_out")
    theirs = another(browser, address, "rep@parley.example")
    reading = theirs.new_page()
    reading.goto(f"/leads/{record['id']}")
    expect(line_of(reading)).to_contain_text("拒绝接收")
    expect(line_of(reading)).to_contain_text("对方来信“退订”")
    expect(line_of(reading).get_by_role("button")).to_have_count(0)
    reading.goto(CHANNELS)
    expect(reading.get_by_role("switch", name="只发给已同意的人")).to_be_disabled()
    expect(reading.get_by_text("有“管理渠道”权限的人可以更改。")).to_be_visible()
    theirs.close()


@pytest.mark.rows("A-30", "A-42")
def test_who_stopped_it_in_whatsapp_is_refused_there_whatever_is_written_down_here(page, context, messaging):
    client, record = start(context, messaging)
    approved(client, messaging, "春季优惠", "marketing")
    page.goto(f"/leads/{record['id']}")
    messaging.control(f"/_sim/customers/{CHINA}", {"marketing": "stop"})
    line = line_of(page)
    expect(line).to_contain_text("对方在 WhatsApp 中设置", timeout=15_000)
    line.get_by_role("button", name="更改…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name="同意接收").check()
    expect(dialog).to_contain_text("WhatsApp 仍会拒绝营销消息")
    dialog.get_by_role("button", name="取消").click()
    note(page, "同意接收", "电话中说可以发")
    dialog = choose_template(page)
    expect(dialog.get_by_role("radio", name="春季优惠")).to_be_disabled()
    expect(dialog).to_contain_text("对方已在 WhatsApp 中停止接收营销消息")
    expect(dialog.get_by_role("button", name="发送", exact=True)).to_be_disabled()
