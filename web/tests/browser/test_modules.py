"""Modules of the organisation's own, fields of every type, and records that lead to each other."""
import pytest
from conftest import PASSWORD, assert_accessible, settle, sign_in
from playwright.sync_api import expect
from whatsapp import Client

PHONE = {"width": 390, "height": 844}
EVERY_TYPE = {
    "text": ("单行", "第一批"), "textarea": ("多行", "两行\n说明"), "email": ("邮箱", "a@example.com"), "phone": ("电话", "+86 138 0013 8000"), "website": ("网址", "parley.example"),
    "integer": ("件数", "12000"), "decimal": ("重量", "1239.0425"), "currency": ("运费", "1,239.5"), "percent": ("折扣", "12.5"), "date": ("发货日", "2026-12-15"), "datetime": ("到达", "2026-12-20T09:30"),
}
SHOWN = {"件数": "12,000", "重量": "1,239.0425", "运费": "1,239.50", "折扣": "12.5%", "发货日": "2026年12月15日", "到达": "09:30"}


def client_of(context, language="zh-CN"):
    return Client(context, sign_in(context, language))


def labels(chinese, english=""):
    return {"zh": chinese, "en": english}


def new_module(client, fields=()):
    """Shipments, with fields by their types and Chinese labels."""
    module = client.post("/modules", {"labels": labels("发货", "Shipments"), "singular_labels": labels("发货", "Shipment"), "name_labels": labels("发货单", "Shipment name"), "sharing": "read_write"})
    for field in fields:
        client.post(f"/modules/{module['name']}/fields", field)
    return next(one for one in client.get("/modules")["modules"] if one["name"] == module["name"])


def choose(page, box, option):
    box.click()
    page.get_by_role("option", name=option, exact=True).click()


def add_field(page, type_name, label, fill=None):
    page.get_by_role("button", name="添加字段").click()
    page.get_by_role("dialog").get_by_role("button", name=type_name).first.click()
    dialog = page.get_by_role("dialog", name=f"添加字段：{type_name}")
    dialog.get_by_label("字段名称（中文）").fill(label)
    if fill:
        fill(dialog)
    dialog.get_by_role("button", name="保存").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("main").get_by_text(label, exact=True)).to_be_visible()


@pytest.mark.rows("2.126")
def test_a_module_of_ones_own_has_fields_records_and_views(page, context):
    client_of(context)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/settings/modules")
    page.get_by_role("button", name="新建模块").click()
    dialog = page.get_by_role("dialog", name="新建模块")
    assert_accessible(page)
    dialog.get_by_role("button", name="创建").click()
    expect(dialog.get_by_text("请填写此项。")).to_be_visible()
    dialog.get_by_label("模块名称（中文）").fill("发货")
    dialog.get_by_label("模块名称（英文）").fill("Shipments")
    dialog.get_by_label("记录名称字段（中文）").fill("发货单")
    dialog.get_by_role("button", name="创建").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("发货")

    def options(dialog):
        dialog.get_by_label("选项 1（中文）").fill("已发出")
        dialog.get_by_label("选项 2（中文）").fill("已签收")
        choose(page, dialog.get_by_role("combobox", name="已发出的颜色"), "蓝")
        assert_accessible(page)

    add_field(page, "单选列表", "物流状态", options)
    add_field(page, "查找", "收货人", lambda dialog: choose(page, dialog.get_by_role("combobox", name="指向的模块"), "联系人"))
    assert_accessible(page)

    page.get_by_role("link", name="查看记录").click()
    page.get_by_role("button", name="新建发货").first.click()
    dialog = page.get_by_role("dialog", name="新建发货")
    dialog.get_by_label("发货单").fill("SH-1 样机")
    choose(page, dialog.get_by_role("combobox", name="物流状态"), "已发出")
    # A lookup by the keyboard alone.
    dialog.get_by_role("combobox", name="收货人").focus()
    page.keyboard.type("林")
    expect(page.get_by_role("option", name="林若溪")).to_be_visible()
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("combobox", name="收货人")).to_have_value("林若溪")
    dialog.get_by_role("button", name="创建").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("SH-1 样机")
    expect(page.get_by_text("已发出")).to_be_visible()
    assert_accessible(page)

    # The contact knows of it, and a further one is made from there.
    page.get_by_role("link", name="林若溪").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("林若溪")
    related = page.get_by_role("region", name="发货").first
    expect(related.get_by_role("link", name="SH-1 样机")).to_be_visible()
    page.get_by_role("button", name="新建发货").click()
    dialog = page.get_by_role("dialog", name="新建发货")
    expect(dialog.get_by_role("combobox", name="收货人")).to_have_value("林若溪")
    dialog.get_by_label("发货单").fill("SH-2 滤纸")
    dialog.get_by_role("button", name="创建").click()
    expect(related.get_by_role("link", name="SH-2 滤纸")).to_be_visible()

    page.get_by_role("button", name="更多").click()
    page.get_by_role("menuitemradio", name="发货").click()
    expect(page.get_by_text("共 2 条")).to_be_visible()
    page.get_by_role("button", name="视图：全部发货").click()
    expect(page.get_by_role("menuitemradio", name="我的发货")).to_be_visible()


@pytest.mark.rows("2.127")
def test_every_type_is_entered_and_shown(page, context):
    client = client_of(context)
    options = [{"value": "fragile", "labels": labels("易碎"), "color": "red"}, {"value": "cold", "labels": labels("冷链"), "color": None}]
    fields = [{"labels": labels(label, kind), "type": kind} for kind, (label, _) in EVERY_TYPE.items()]
    fields += [
        {"labels": labels("级别", "level"), "type": "picklist", "options": options}, {"labels": labels("标记", "marks"), "type": "multi_select", "options": options},
        {"labels": labels("保价", "insured"), "type": "boolean"}, {"labels": labels("收货人", "receiver"), "type": "lookup", "lookup_module": "Contacts"},
        {"labels": labels("跟单", "clerk"), "type": "user"}, {"labels": labels("编号", "number"), "type": "auto_number", "number_prefix": "SH-"},
    ]
    module = new_module(client, fields)
    page.goto(f"/modules/{module['name']}")
    page.get_by_role("button", name="新建发货").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("发货单").fill("全部类型")
    dialog.get_by_label("件数").fill("12.5")
    dialog.get_by_role("button", name="创建").click()
    expect(dialog.get_by_text("请输入整数。")).to_be_visible()
    for label, typed in EVERY_TYPE.values():
        dialog.get_by_label(label, exact=True).fill(typed)
    choose(page, dialog.get_by_role("combobox", name="级别"), "易碎")
    dialog.get_by_role("combobox", name="标记").click()
    page.get_by_role("option", name="冷链").click()
    page.get_by_role("option", name="易碎").click()
    page.keyboard.press("Escape")
    dialog.get_by_role("switch", name="保价").click()
    choose(page, dialog.get_by_role("combobox", name="收货人"), "林若溪 136 1122 3344")
    choose(page, dialog.get_by_role("combobox", name="跟单"), "王磊")
    expect(dialog.get_by_label("编号")).to_have_count(0)
    settle(page)
    assert_accessible(page)
    dialog.get_by_role("button", name="创建").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("全部类型")

    facts = page.locator(".record-fields")
    for words in [*SHOWN.values(), "第一批", "易碎", "冷链", "王磊", "SH-"]:
        expect(facts.get_by_text(words).first).to_be_visible()
    expect(facts.get_by_role("link", name="林若溪")).to_be_visible()
    expect(facts.get_by_role("switch", name="保价")).to_be_checked()
    assert_accessible(page)
    record = client.get(f"/records/{page.url.rsplit('/', 1)[1]}")
    names = {field["label"]: field["name"] for field in module["fields"]}
    assert record["values"][names["重量"]] == "1239.0425"
    assert record["values"][names["到达"]].startswith("2026-12-20T01:30")

    facts.get_by_role("switch", name="保价").click()
    expect(page.get_by_role("status").filter(has_text="已保存保价")).to_be_visible()
    assert client.get(f"/records/{record['id']}")["values"][names["保价"]] is False
    page.get_by_role("button", name="编辑收货人").click()
    expect(page.get_by_role("combobox", name="收货人")).to_have_value("林若溪")
    page.keyboard.press("Escape")
    page.set_viewport_size(PHONE)
    settle(page)
    assert page.get_by_role("main").evaluate("one => one.scrollWidth <= one.clientWidth")


@pytest.mark.rows("A-41")
def test_a_field_in_use_stays(page, context):
    client = client_of(context)
    module = new_module(client, [{"labels": labels("城市", "city"), "type": "text"}, {"labels": labels("备用", "spare"), "type": "text"}])
    city = next(field["id"] for field in module["fields"] if field["label"] == "城市")
    client.post(f"/modules/{module['name']}/views", {"label": "按城市", "sharing": "me", "columns": ["name", city], "sort": {"field": "name", "descending": False}, "criteria": {"rows": [{"field": city, "operator": "equal", "values": ["上海"]}]}})
    page.goto(f"/settings/modules/{module['name']}")
    page.get_by_role("button", name="移除城市").click()
    page.get_by_role("dialog").get_by_role("button", name="移除字段").click()
    told = page.get_by_role("dialog", name="「城市」正在使用，不能移除")
    expect(told.get_by_text("按城市")).to_be_visible()
    assert_accessible(page)
    told.get_by_role("button", name="关闭").last.click()
    expect(page.get_by_role("button", name="移除城市")).to_be_visible()
    page.get_by_role("button", name="移除备用").click()
    page.get_by_role("dialog").get_by_role("button", name="移除字段").click()
    expect(page.get_by_role("button", name="移除备用")).to_have_count(0)


def test_a_deal_goes_on_by_its_stages_in_english(page, context):
    client = client_of(context, "en")
    deal = client.post("/modules/Deals/records", {"values": {"deal_name": "Twelve machines", "stage": "Proposal", "amount": "386000"}})
    page.goto(f"/modules/Deals/{deal['id']}")
    bar = page.get_by_role("list", name="Stage")
    expect(bar.locator("[aria-current=step]")).to_have_text("Proposal")
    bar.get_by_role("button", name="Negotiation").click()
    expect(bar.locator("[aria-current=step]")).to_have_text("Negotiation")
    expect(page.get_by_text("386,000.00")).to_be_visible()
    assert_accessible(page)
    assert client.get(f"/records/{deal['id']}")["values"]["stage"] == "Negotiation"


def test_on_a_phone_every_module_is_behind_more(page, context):
    client_of(context)
    page.set_viewport_size(PHONE)
    page.goto("/leads")
    page.get_by_role("button", name="更多").click()
    for name in ("客户", "商机", "产品", "预约"):
        expect(page.get_by_role("menuitemradio", name=name)).to_be_visible()
    assert_accessible(page)
    page.get_by_role("menuitemradio", name="商机").click()
    expect(page).to_have_url("/modules/Deals")
    assert_accessible(page)
    page.get_by_role("button", name="更多").click()
    page.get_by_role("menuitem", name="设置").click()
    expect(page).to_have_url("/settings")


def test_only_administrators_shape_modules(page, context):
    answer = context.request.post("/api/v1/session", data={"email": "rep@parley.example", "password": PASSWORD})
    assert answer.ok, answer.text()
    page.goto("/settings/modules")
    expect(page.get_by_text("只有管理员可以定制模块")).to_be_visible()
    expect(page.get_by_role("link", name="模块和字段")).to_have_count(0)
