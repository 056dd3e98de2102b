"""A template's whole life: written about deals with mistakes that are stopped, rejected, corrected, sent; and who does not get marketing."""
import re

import pytest
from conftest import assert_accessible, sign_in
from playwright.sync_api import expect
from programs import ACCESS_TOKEN, WABA_ID, until
from test_template_editor import ACTIONS, NEW, PNG, all_passed, checklist, reject, save, submitted, write
from test_templates import PHONE, approved, open_dialog
from whatsapp import Client

BODY = "您好，您的订单「${Deals.Deal Name}」金额为 ${Deals.Amount}，请点击下方按钮确认。"


@pytest.fixture
def client(context, messaging):
    return Client(context, sign_in(context))


def new_deal(client, **values):
    return client.new_record("Deals", stage="Qualification", closing_date="2026-12-01", **values)


@pytest.mark.rows("1.16", "1.40", "2.18", "2.20", "2.22", "A-42")
def test_from_mistakes_and_a_rejection_to_the_deals_contact_and_never_to_who_opted_out(page, client, messaging):
    contact = client.new_record("Contacts", mobile=PHONE, last_name="王倩")
    deal = new_deal(client, deal_name="门店咖啡机", amount="12800", contact=contact["id"])
    page.goto(NEW)
    # Three mistakes: no file, a merge field at the end, and an address that is none.
    write(page, name="报价确认", body="您好，您的订单「${Deals.Deal Name}」金额为 ${Deals.Amount}")
    page.get_by_role("combobox", name="模块").click()
    page.get_by_role("option", name="商机", exact=True).click()
    page.get_by_role("radiogroup", name="页眉类型").get_by_role("radio", name="图片").click()
    page.get_by_role("button", name="添加按钮").click()
    page.get_by_role("menuitem", name="网址").click()
    page.get_by_role("textbox", name="按钮文字").fill("确认报价")
    page.get_by_role("textbox", name="网址").fill("qinghe.example")
    for fault in ("不能以合并字段结尾", "不是有效的网址"):
        expect(checklist(page)).to_contain_text(fault)
    save(page)
    expect(checklist(page)).to_contain_text("还没有选择文件")
    assert client.get("/templates")["templates"] == []
    page.get_by_label("选择图片").set_input_files({"name": "quote.png", "mimeType": "image/png", "buffer": PNG})
    page.get_by_role("textbox", name="正文").fill(BODY)
    page.get_by_role("textbox", name="网址").fill("https://qinghe.example/quotes")
    all_passed(page)
    save(page)
    expect(page.get_by_role("row").filter(has_text="报价确认")).to_contain_text("审核中")
    template, [received] = submitted(messaging, client, "报价确认")
    assert [part.get("format") or part["type"] for part in received["components"]] == ["IMAGE", "BODY", "BUTTONS"]

    # Rejected, it says why, is put right, and reviewed again.
    reject(messaging, template["provider_name"])
    page.get_by_role("link", name="报价确认").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Meta 没有通过这个模板", timeout=15_000)
    expect(main).to_contain_text("The template does not keep the format.")
    expect(main).to_contain_text("修改后可以重新提交审核")
    page.get_by_role("button", name="修改并重新提交").click()
    page.get_by_role("textbox", name="正文").fill(BODY.replace("请点击", "请在本周内点击"))
    all_passed(page)
    save(page)
    expect(main).to_contain_text("审核中")
    until(lambda: "本周内" in str(submitted(messaging, client, "报价确认")[1]))
    messaging.approve(template["provider_name"])
    expect(main).to_contain_text("已通过", timeout=15_000)

    page.goto(f"/modules/Deals/{deal['id']}")
    page.get_by_role("button", name="发送 WhatsApp 模板").click()
    dialog = page.get_by_role("dialog", name="发送 WhatsApp 模板")
    expect(dialog.get_by_role("group", name="王倩")).to_contain_text(PHONE)
    dialog.get_by_role("radio", name="报价确认").check()
    phone = dialog.get_by_role("figure", name="手机预览")
    expect(phone.get_by_role("img", name="quote.png")).to_be_visible()
    for words in ("门店咖啡机", "12,800", "确认报价"):
        expect(phone).to_contain_text(words)
    dialog.get_by_role("button", name="发送", exact=True).click()
    page.get_by_role("link", name="查看对话").click()
    expect(page.get_by_role("log")).to_contain_text("您的订单「门店咖啡机」")
    expect(page.get_by_role("log").get_by_role("img", name="已送达")).to_be_visible(timeout=15_000)
    assert any("12,800" in one["text"] for one in messaging.control(f"/_sim/conversations/{PHONE.lstrip('+')}")["messages"])

    lead = client.new_record(mobile="+8613900139000", first_name="佳怡")
    answer = client.request.put(f"/api/v1/records/{lead['id']}/consent", data={"state": "opted_out"}, headers=client.headers)
    assert answer.ok, answer.text()
    approved(client, messaging, name="春季优惠", category="marketing", body="您好，本周全场九折，欢迎到店。")
    dialog = open_dialog(page, f"/leads/{lead['id']}")
    expect(dialog.get_by_role("radio", name="春季优惠")).to_be_disabled()
    expect(dialog).to_contain_text("对方不愿接收营销消息")
    assert_accessible(page)


@pytest.mark.rows("1.27", "2.16")
def test_a_template_made_at_meta_gets_its_module_and_a_field_for_each_place(page, client, messaging):
    made = client.request.post(f"{messaging.simulator.address}/v25.0/{WABA_ID}/message_templates", headers={"Authorization": f"Bearer {ACCESS_TOKEN}"}, data={
        "name": "shipped_elsewhere", "language": "zh_CN", "category": "UTILITY",
        "components": [{"type": "BODY", "text": "您好 {{1}}，您的订单已经发出。", "example": {"body_text": [["佳怡"]]}}],
    })
    assert made.ok, made.text()
    messaging.approve("shipped_elsewhere")
    client.post("/templates", {"name": "到店提醒", "module": "Leads", "language": "zh_CN", "category": "notification", "body": "您好，您预约的体验在明天。"})
    page.goto(f"{ACTIONS}/whatsapp-templates")
    page.get_by_role("button", name="刷新").click()
    page.get_by_role("link", name="shipped_elsewhere").click(timeout=15_000)
    page.get_by_role("button", name="对应到模块").click()
    dialog = page.get_by_role("dialog", name="把 shipped_elsewhere 对应到模块")
    confirm = dialog.get_by_role("button", name="对应", exact=True)
    dialog.get_by_role("combobox", name="模块").click()
    page.get_by_role("option", name="线索", exact=True).click()
    expect(confirm).to_be_disabled()
    place = dialog.get_by_role("combobox", name="您好 {{1}}，您的订单已经发出。")
    place.click()
    page.get_by_role("option", name=re.compile("^名 ?线索$")).click()
    assert_accessible(page)
    confirm.click()
    expect(page.get_by_text("已对应到模块")).to_be_visible()
    lead = client.new_record(mobile=PHONE, first_name="佳怡")
    dialog = open_dialog(page, f"/leads/{lead['id']}")
    dialog.get_by_role("radio", name="shipped_elsewhere").check()
    expect(dialog.get_by_role("figure", name="手机预览")).to_contain_text("您好 佳怡，您的订单已经发出。")


def test_samples_come_from_the_record_that_is_chosen_and_the_phone_is_seen_dark(page, client, messaging):
    new_deal(client, deal_name="另一笔", amount="500")
    chosen = new_deal(client, deal_name="门店咖啡机", amount="12800")
    page.goto(NEW)
    write(page, body=BODY)
    page.get_by_role("combobox", name="模块").click()
    page.get_by_role("option", name="商机", exact=True).click()
    example = page.get_by_role("combobox", name="以哪条记录为例")
    example.click()
    page.get_by_role("option").filter(has_text=chosen["name"]).click()
    phone = page.get_by_role("figure", name="手机预览")
    expect(phone).to_contain_text("「门店咖啡机」金额为")
    expect(phone).to_contain_text("12,800")
    page.get_by_role("button", name=f"填入 {chosen['name']} 的值").click()
    page.get_by_role("radiogroup", name="手机外观").get_by_role("radio", name="深色").click()
    bubble = phone.locator(".phone-bubble")
    colour = bubble.evaluate("one => getComputedStyle(one).backgroundColor")
    page.get_by_role("radiogroup", name="手机外观").get_by_role("radio", name="浅色").click()
    assert bubble.evaluate("one => getComputedStyle(one).backgroundColor") != colour
    all_passed(page)
    save(page)
    _, [received] = submitted(messaging, client, "发货提醒")
    [samples] = next(part for part in received["components"] if part["type"] == "BODY")["example"]["body_text"]
    assert samples[0] == "门店咖啡机"
    assert "12,800" in samples[1]
