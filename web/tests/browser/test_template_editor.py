"""Writing a WhatsApp template: its form, the checks while one types, what was not approved, and the rules to read."""
import re

import pytest
from conftest import assert_accessible, sign_in
from playwright.sync_api import expect
from programs import ACCESS_TOKEN, APP_SECRET, until
from whatsapp import Client

ACTIONS = "/settings/automation/actions"
NEW = f"{ACTIONS}/whatsapp-templates/new"
# The smallest picture there is.
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c6360606000000004000160e7277f0000000049454e44ae426082")


@pytest.fixture
def client(context, messaging):
    return Client(context, sign_in(context))


def write(page, name="发货提醒", body="您好，您的订单已经发出。", category="通知"):
    page.get_by_role("textbox", name="名称").fill(name)
    page.get_by_role("radio", name=category).check()
    page.get_by_role("textbox", name="正文").fill(body)


def save(page):
    page.get_by_role("button", name="保存", exact=True).click()


def checklist(page):
    return page.get_by_role("region", name="规则检查")


def all_passed(page):
    expect(checklist(page)).to_contain_text("全部通过")


def submitted(messaging, client, name):
    """What the simulated Meta got, once it got it."""
    template = until(lambda: next((one for one in client.get("/templates")["templates"] if one["name"] == name), None))
    found = lambda: [one for one in messaging.state()["templates"] if one["name"] == template["provider_name"]]
    until(found)
    return template, found()


@pytest.mark.rows("1.23", "1.24", "1.25")
def test_the_form_is_reached_by_clicks_and_asks_for_all_of_it(page, client):
    page.goto("/settings")
    page.get_by_role("link", name="动作").click()
    expect(page.get_by_role("tab", name="WhatsApp 通知")).to_be_visible()
    views = page.get_by_role("radiogroup", name="WhatsApp 通知")
    views.get_by_role("radio", name="WhatsApp 通知动作").click()
    expect(page.get_by_role("heading", name="还没有 WhatsApp 通知")).to_be_visible()
    views.get_by_role("radio", name="WhatsApp 模板").click()
    page.get_by_role("link", name="新建 WhatsApp 模板").first.click()
    for field in (
        page.get_by_role("textbox", name="名称"), page.get_by_role("combobox", name="模块"), page.get_by_role("combobox", name="语言"),
        page.get_by_role("group", name="类别"), page.get_by_role("textbox", name="正文"),
    ):
        expect(field).to_be_visible()
    assert_accessible(page)


@pytest.mark.rows("1.19", "1.26", "1.29")
def test_without_a_name_or_a_category_it_is_not_saved(page, client):
    page.goto(NEW)
    categories = page.get_by_role("group", name="类别").get_by_role("radio")
    expect(categories).to_have_count(2)
    page.get_by_role("textbox", name="正文").fill("您好，您的订单已经发出。")
    save(page)
    expect(page.get_by_role("textbox", name="名称")).to_be_focused()
    expect(page.get_by_role("textbox", name="名称")).to_have_attribute("aria-invalid", "true")
    page.get_by_role("textbox", name="名称").fill("发货提醒")
    save(page)
    expect(page.get_by_role("group", name="类别")).to_be_visible()
    expect(checklist(page).get_by_role("button", name="选择类别")).to_be_visible()
    assert client.get("/templates")["templates"] == []
    categories.first.check()
    all_passed(page)
    save(page)
    expect(page.get_by_role("row").filter(has_text="发货提醒")).to_contain_text("审核中")


@pytest.mark.rows("1.20", "1.21", "1.22")
@pytest.mark.parametrize(("category", "code"), [("通知", "UTILITY"), ("营销", "MARKETING")])
def test_the_category_that_is_chosen_is_submitted(page, client, messaging, category, code):
    page.goto(NEW)
    help_text = page.get_by_role("group", name="类别")
    for words in ("进行中", "待处理", "已完成", "订阅"):
        expect(help_text).to_contain_text(words)
    write(page, category=category)
    all_passed(page)
    save(page)
    expect(page.get_by_role("row").filter(has_text="发货提醒")).to_be_visible()
    _, received = submitted(messaging, client, "发货提醒")
    assert [one["category"] for one in received] == [code]


@pytest.mark.rows("1.27", "1.28", "2.23")
def test_a_module_of_ones_own_and_any_of_metas_languages(page, client, messaging):
    client.post("/modules", {"labels": {"en": "Shipments", "zh": "发货单"}, "singular_labels": {"en": "Shipment", "zh": "发货单"}, "name_labels": {"en": "Number", "zh": "单号"}, "sharing": "read_write"})
    page.goto(NEW)
    write(page)
    page.get_by_role("combobox", name="模块").click()
    page.get_by_role("option", name="发货单").click()
    language = page.get_by_role("combobox", name="语言")
    language.click()
    assert page.get_by_role("option").count() > 70
    language.fill("葡萄牙")
    page.get_by_role("option").filter(has_text="pt_BR").click()
    all_passed(page)
    save(page)
    expect(page.get_by_role("row").filter(has_text="发货提醒")).to_contain_text("发货单")
    _, received = submitted(messaging, client, "发货提醒")
    assert [one["language"] for one in received] == ["pt_BR"]


@pytest.mark.rows("1.30", "1.31")
def test_the_picker_offers_the_modules_fields_by_group_and_leaves_a_bare_sign(page, client):
    page.goto(NEW)
    body = page.get_by_role("textbox", name="正文")
    body.click()
    page.keyboard.type("您好 #")
    fields = page.get_by_role("listbox", name="线索的字段")
    for group in ("线索", "负责人", "用户", "组织"):
        expect(fields.get_by_role("group", name=group, exact=True)).to_have_count(1)
    page.keyboard.type("first")
    expect(fields.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(body).to_have_value(re.compile(r"^您好 \$\{线索\..+\}$"))
    expect(checklist(page).get_by_role("button", name="不能以合并字段结尾")).to_be_visible()
    # What stands there where the record says nothing is written beside it, and lands in the text.
    page.get_by_label(re.compile("的备用值$")).fill("客户朋友")
    expect(body).to_have_value(re.compile(r"\|客户朋友\}$"))
    body.press("End")
    page.keyboard.type("，#")
    expect(fields).to_be_visible()
    page.keyboard.press("Escape")
    expect(fields).to_have_count(0)
    page.keyboard.type("1 已经发出。")
    all_but_names = checklist(page).get_by_role("button", name="正文", exact=True)
    expect(all_but_names).to_be_visible()
    # The fields of another module are not this one's.
    page.get_by_role("combobox", name="模块").click()
    page.get_by_role("option", name="联系人", exact=True).click()
    fault = checklist(page).get_by_role("button", name=re.compile("不属于所选模块：线索"))
    fault.click()
    expect(body).to_be_focused()
    expect(body).to_have_attribute("aria-invalid", "true")


@pytest.mark.rows("1.31")
def test_a_pasted_field_of_another_module_is_refused_by_name(page, client):
    page.goto(NEW)
    write(page, body="您好 ${Deals.Amount}，您的订单已经发出。")
    expect(checklist(page)).to_contain_text("不属于所选模块：Deals.Amount")
    save(page)
    expect(page.get_by_role("textbox", name="正文")).to_be_focused()
    assert client.get("/templates")["templates"] == []


@pytest.mark.rows("2.20", "2.21", "2.22")
def test_header_footer_and_buttons_are_written_shown_and_submitted(page, client, messaging):
    page.goto(NEW)
    write(page)
    phone = page.get_by_role("figure", name="手机预览")
    page.get_by_role("radiogroup", name="页眉类型").get_by_role("radio", name="图片").click()
    chooser = page.get_by_label("选择图片")
    chooser.set_input_files({"name": "too-large.png", "mimeType": "image/png", "buffer": PNG + bytes(5 * 1_048_576)})
    expect(page.get_by_role("alert").filter(has_text="超过上限")).to_be_visible()
    chooser.set_input_files({"name": "shipped.png", "mimeType": "image/png", "buffer": PNG})
    expect(phone.get_by_role("img", name="shipped.png")).to_be_visible()
    footer = page.get_by_role("textbox", name="页脚")
    footer.fill("一" * 61)
    expect(checklist(page).get_by_role("button", name="最多 60 个字符")).to_be_visible()
    footer.fill("${Leads.First Name}")
    expect(checklist(page).get_by_role("button", name="这里不能使用合并字段")).to_be_visible()
    footer.fill("回复 TD 退订")
    expect(phone).to_contain_text("回复 TD 退订")
    for kind in ("网址", "快速回复", "电话"):
        page.get_by_role("button", name="添加按钮").click()
        page.get_by_role("menuitem", name=kind).click()
    labels = page.get_by_role("textbox", name="按钮文字")
    for index, label in enumerate(("查看物流", "改约时间", "联系我们")):
        labels.nth(index).fill(label)
    page.get_by_role("textbox", name="网址").fill("https://qinghe.example/t")
    page.get_by_role("textbox", name="电话号码").fill("+86 21 5550 0177")
    expect(phone).to_contain_text("联系我们")
    # Quick replies stand together: the one in the middle goes to the front by the keyboard.
    expect(checklist(page).get_by_role("button", name=re.compile("快速回复要放在一起"))).to_be_visible()
    labels.nth(1).press("Alt+ArrowUp")
    expect(labels.first).to_have_value("改约时间")
    all_passed(page)
    assert_accessible(page)
    save(page)
    expect(page.get_by_role("row").filter(has_text="发货提醒")).to_be_visible()
    _, received = submitted(messaging, client, "发货提醒")
    parts = {part["type"]: part for part in received[0]["components"]}
    assert parts["HEADER"]["format"] == "IMAGE"
    assert parts["FOOTER"]["text"] == "回复 TD 退订"
    assert [button["type"] for button in parts["BUTTONS"]["buttons"]] == ["QUICK_REPLY", "URL", "PHONE_NUMBER"]


def test_an_address_ends_with_a_field_and_a_header_has_one(page, client):
    page.goto(NEW)
    write(page)
    page.get_by_role("radiogroup", name="页眉类型").get_by_role("radio", name="文字").click()
    page.get_by_role("textbox", name="页眉文字").click()
    page.keyboard.type("订单 #company")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="添加按钮").click()
    page.get_by_role("menuitem", name="网址").click()
    page.get_by_role("textbox", name="按钮文字").fill("查看物流")
    page.get_by_role("textbox", name="网址").click()
    page.keyboard.type("https://qinghe.example/t/#last")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="网址")).to_have_value(re.compile(r"^https://qinghe\.example/t/\$\{线索\..+\}$"))
    all_passed(page)
    # What reviewers see stands in the samples, one for each field.
    expect(page.get_by_role("heading", name="样例值")).to_be_visible()


def test_what_is_written_is_not_lost_without_asking(page, client):
    page.goto(f"{ACTIONS}/whatsapp-templates")
    page.get_by_role("link", name="新建 WhatsApp 模板").first.click()
    write(page)
    page.get_by_role("button", name="取消").click()
    question = page.get_by_role("dialog", name="放弃未提交的内容？")
    question.get_by_role("button", name="取消").click()
    expect(page.get_by_role("textbox", name="名称")).to_have_value("发货提醒")
    page.go_back()
    expect(question).to_be_visible()
    question.get_by_role("button", name="放弃并离开").click()
    expect(page).to_have_url(re.compile(r"/whatsapp-templates$"))


def reject(messaging, provider_name):
    template = next(one for one in messaging.state()["templates"] if one["name"] == provider_name)
    messaging.control(f"/_sim/templates/{template['id']}/reject", {"reason": "INVALID_FORMAT"})


@pytest.mark.rows("A-40")
def test_a_rejected_template_is_corrected_an_approved_one_copied_and_both_deleted(page, client, messaging):
    client.post("/templates", {"name": "发货提醒", "module": "Leads", "language": "zh_CN", "category": "notification", "body": "您好，您的订单已经发出。"})
    template, _ = submitted(messaging, client, "发货提醒")
    reject(messaging, template["provider_name"])
    page.goto(f"{ACTIONS}/whatsapp-templates/{template['id']}")
    page.get_by_role("button", name="修改并重新提交").click(timeout=15_000)
    expect(page.get_by_role("textbox", name="名称")).to_be_disabled()
    page.get_by_role("textbox", name="正文").fill("您好，您的订单今天已经发出，请留意。")
    all_passed(page)
    save(page)
    expect(page.get_by_role("main")).to_contain_text("审核中")
    expect(page.get_by_role("main")).to_contain_text("请留意")
    messaging.approve(template["provider_name"])
    expect(page.get_by_role("main")).to_contain_text("已通过", timeout=15_000)
    page.get_by_role("button", name="复制").click()
    expect(page.get_by_role("textbox", name="名称")).to_have_value("发货提醒 副本")
    expect(page.get_by_role("textbox", name="正文")).to_have_value("您好，您的订单今天已经发出，请留意。")
    page.goto(f"{ACTIONS}/whatsapp-templates")
    page.get_by_role("button", name="发货提醒 的操作").click()
    page.get_by_role("menuitem", name="删除").click()
    page.get_by_role("dialog").get_by_role("button", name="删除模板").click()
    expect(page.get_by_role("heading", name="还没有 WhatsApp 模板")).to_be_visible()


@pytest.mark.rows("2.18")
def test_a_rejected_template_is_corrected_by_its_category_alone(page, client, messaging):
    client.post("/templates", {"name": "发货提醒", "module": "Leads", "language": "zh_CN", "category": "notification", "body": "您好，您的订单已经发出。"})
    template, _ = submitted(messaging, client, "发货提醒")
    reject(messaging, template["provider_name"])
    until(lambda: client.get(f"/templates/{template['id']}")["status"] == "rejected")
    page.goto(f"{ACTIONS}/whatsapp-templates/{template['id']}/edit")
    page.get_by_role("radio", name="营销").check()
    all_passed(page)
    save(page)
    expect(page.get_by_role("main")).to_contain_text("审核中")
    until(lambda: submitted(messaging, client, "发货提醒")[1][0]["category"] == "MARKETING")


def test_one_template_in_two_languages_may_have_the_same_words(page, client):
    client.post("/templates", {"name": "Order shipped", "module": "Leads", "language": "en_US", "category": "notification", "body": "Hello, your order is on its way."})
    page.goto(NEW)
    write(page, name="Shipped again", body="Hello, your order is on its way.")
    expect(checklist(page)).to_contain_text("已有正文和页脚完全相同的模板")
    page.get_by_role("textbox", name="名称").fill("Order shipped")
    all_passed(page)


@pytest.mark.rows("2.69")
def test_a_copy_goes_to_an_account_that_is_connected_and_is_compared_there(page, client, messaging):
    words = {"name": "发货提醒", "module": "Leads", "language": "zh_CN", "category": "notification", "body": "您好，您的订单已经发出。"}
    template = client.post("/templates", words)
    [old] = client.get("/channels")["channels"]
    account = messaging.control("/_sim/accounts", {"name": "上海门店"})["id"]
    number = messaging.control("/_sim/numbers", {"phone": "+862155500177", "verified_name": "上海门店", "waba_id": account})["id"]
    new = client.post("/channels", {
        "waba_id": account, "access_token": ACCESS_TOKEN, "app_secret": APP_SECRET, "numbers": [number], "nickname": "上海店",
        "new_people": "leads", "assignment": {"kind": "users", "members": []},
    })
    page.goto(f"{NEW}?copy={template['id']}")
    # The account of what is copied has these words already; the other one does not.
    chosen = page.get_by_role("combobox", name="WhatsApp 账户")
    expect(chosen).to_contain_text(old["nickname"])
    expect(checklist(page)).to_contain_text("已有正文和页脚完全相同的模板")
    chosen.click()
    page.get_by_role("option", name="上海店").click()
    all_passed(page)
    answer = client.request.delete(f"/api/v1/channels/{old['id']}/connection", headers=client.headers)
    assert answer.ok, answer.text()
    page.goto(f"{NEW}?copy={template['id']}")
    expect(chosen).to_have_count(0)
    all_passed(page)
    save(page)
    expect(page.get_by_role("row").filter(has_text="发货提醒 副本")).to_contain_text("审核中")
    assert next(one for one in client.get("/templates")["templates"] if one["id"] != template["id"])["channel"] == new["id"]


@pytest.mark.rows("1.37", "1.38")
def test_in_review_and_approved_nothing_can_be_changed(page, client, messaging):
    client.post("/templates", {"name": "发货提醒", "module": "Leads", "language": "zh_CN", "category": "notification", "body": "您好，您的订单已经发出。"})
    template, _ = submitted(messaging, client, "发货提醒")
    path = f"{ACTIONS}/whatsapp-templates/{template['id']}"
    for state in ("审核中", "已通过"):
        page.goto(path)
        expect(page.get_by_role("main")).to_contain_text(state, timeout=15_000)
        expect(page.get_by_role("textbox")).to_have_count(0)
        page.goto(f"{path}/edit")
        expect(page.get_by_role("heading", name="发货提醒 不能修改")).to_be_visible()
        expect(page.get_by_role("textbox")).to_have_count(0)
        if state == "审核中":
            messaging.approve(template["provider_name"])
            until(lambda: client.get(f"/templates/{template['id']}")["status"] == "approved")


@pytest.mark.rows("1.39")
def test_the_rules_can_be_read_here_without_a_network(page, client):
    page.goto(NEW)
    expect(page.get_by_role("link", name="Meta 模板规范")).to_have_attribute("href", re.compile(r"^https://developers\.facebook\.com/"))
    with page.expect_popup() as opened:
        page.get_by_role("link", name="模板规范", exact=True).click()
    guide = opened.value
    expect(guide.get_by_role("heading", level=1, name="WhatsApp 模板规范")).to_be_visible()
    for chapter in ("选择类别", "正文", "页眉", "页脚", "按钮", "常见的拒绝原因"):
        expect(guide.get_by_role("heading", level=2, name=chapter)).to_be_visible()
    assert_accessible(guide)


def test_the_list_is_searched_and_filtered(page, client):
    for name, category, language in (("发货提醒", "notification", "zh_CN"), ("发货提醒", "notification", "en_US"), ("春季优惠", "marketing", "zh_CN")):
        client.post("/templates", {"name": name, "module": "Leads", "language": language, "category": category, "body": f"{name} {language} 您好，请查收。"})
    page.goto(f"{ACTIONS}/whatsapp-templates")
    rows = page.get_by_role("row").filter(has=page.get_by_role("link"))
    expect(rows).to_have_count(3)
    # Translations stand together.
    expect(rows.nth(1)).to_contain_text("发货提醒")
    expect(rows.nth(2)).to_contain_text("发货提醒")
    expect(rows.nth(2).get_by_role("img", name="同名模板的另一种语言")).to_be_visible()
    page.get_by_role("searchbox", name="搜索模板").fill("发货")
    expect(rows).to_have_count(2)
    page.get_by_role("combobox", name="类别").click()
    page.get_by_role("option", name="营销").click()
    expect(page.get_by_role("heading", name="没有符合条件的模板")).to_be_visible()
    page.get_by_role("button", name="显示全部").click()
    expect(rows).to_have_count(3)
    page.get_by_role("button", name="刷新").click()
    expect(page.get_by_text("将向 Meta 查询")).to_be_visible()
