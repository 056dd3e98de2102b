"""Leads and contacts: lists, making, changing, the timeline."""
from conftest import sign_in
from playwright.sync_api import expect
from whatsapp import Client


def client_of(context):
    return Client(context, sign_in(context))


def test_the_rail_leads_to_the_parts_in_their_order(page, context):
    sign_in(context)
    page.goto("/")
    expect(page).to_have_url("/messages")
    names = page.get_by_role("navigation", name="主导航").get_by_role("link").all_inner_texts()
    assert [name.strip() for name in names if name.strip()] == ["消息", "线索", "联系人", "客户", "商机", "活动", "设置"]


def test_a_lead_is_made_with_its_faults_at_their_fields(page, context):
    client = client_of(context)
    page.goto("/leads")
    page.get_by_role("button", name="新建线索").first.click()
    dialog = page.get_by_role("dialog", name="新建线索")
    dialog.get_by_role("button", name="创建").click()
    module = next(one for one in client.get("/modules")["modules"] if one["name"] == "Leads")
    required = [field for field in module["fields"] if field["is_required"]]
    for field in required:
        expect(dialog.locator(f"[name='{field['name']}']")).to_have_attribute("aria-invalid", "true")
    expect(dialog.locator(f"[name='{required[0]['name']}']")).to_be_focused()
    for field in required:
        dialog.locator(f"[name='{field['name']}']").fill("测试公司")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_contain_text("测试公司")
    expect(page.get_by_role("complementary", name="时间线").get_by_text("创建了记录")).to_be_visible()


def test_a_value_is_changed_in_its_place(page, context):
    record = client_of(context).new_record(email="old@example.com")
    page.goto(f"/leads/{record['id']}")
    page.get_by_role("button", name="编辑邮箱").click()
    page.get_by_role("textbox", name="邮箱").fill("not an address")
    page.keyboard.press("Enter")
    expect(page.get_by_text("邮箱格式不正确。")).to_be_visible()
    page.get_by_role("textbox", name="邮箱").fill("new@example.com")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="new@example.com")).to_be_visible()
    expect(page.get_by_role("complementary", name="时间线").get_by_text("更改了")).to_be_visible()

    page.get_by_role("button", name="编辑邮箱").click()
    page.get_by_role("textbox", name="邮箱").fill("other@example.com")
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="new@example.com")).to_be_visible()
    expect(page.get_by_role("button", name="编辑邮箱")).to_be_focused()


def test_of_two_changes_of_one_field_one_is_chosen(page, context):
    client = client_of(context)
    record = client.new_record(email="old@example.com")
    email = client.field("Leads", "邮箱")
    page.goto(f"/leads/{record['id']}")
    page.get_by_role("button", name="编辑邮箱").click()
    page.get_by_role("textbox", name="邮箱").fill("mine@example.com")
    client.patch(f"/records/{record['id']}", {"version": record["version"], "values": {email: "theirs@example.com"}})
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("theirs@example.com")).to_be_visible()
    dialog.get_by_role("radio", name="mine@example.com").check()
    dialog.get_by_role("button", name="保留所选的值").click()
    expect(page.get_by_role("link", name="mine@example.com")).to_be_visible()
    assert client.get(f"/records/{record['id']}")["values"][email] == "mine@example.com"


def test_a_long_list_loads_on_by_scrolling(page, context):
    client = client_of(context)
    for number in range(60):
        client.new_record(email=f"c{number}@example.com")
    page.goto("/leads")
    rows = page.get_by_role("region", name="线索").get_by_role("row")
    expect(rows.nth(10)).to_be_visible()
    page.get_by_role("main").evaluate("one => one.scrollTo(0, one.scrollHeight)")
    expect(rows.nth(55)).to_be_attached()


def test_a_letter_is_noted_on_the_timeline(page, context):
    record = client_of(context).new_record(email="a@example.com")
    page.goto(f"/leads/{record['id']}")
    page.get_by_role("button", name="发送邮件").click()
    expect(page.get_by_role("complementary", name="时间线").get_by_text("写了邮件")).to_be_visible()
