"""Quotes: made from a Contact, reckoned while one types, changed, copied, printed."""
import re
import subprocess

import pytest
from conftest import assert_accessible, settle, sign_in
from playwright.sync_api import expect
from whatsapp import Client


def client_of(context):
    return Client(context, sign_in(context))


def records(client, module):
    return client.get(f"/modules/{module}/records")["records"]


def rows(page):
    return page.locator(".quote-line[data-line]")


def cell(page, row, name):
    return page.get_by_label(f"第 {row} 行，{name}", exact=True)


def total(page):
    return page.locator(".quote-totals .quote-total output")


@pytest.mark.rows("2.137", "2.138", "2.139", "2.140", "A-31")
def test_a_quote_with_two_lines_is_made_and_printed(page, context, tmp_path):
    client = client_of(context)
    contact = next(one for one in records(client, "Contacts") if one["name"] == "林若溪")
    page.goto(f"/contacts/{contact['id']}")
    page.get_by_role("button", name="新建报价").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("新建报价")
    expect(page.get_by_label("联系人")).to_have_value("林若溪")
    expect(page.get_by_label("客户", exact=True)).to_have_value("岛屿咖啡")
    page.locator("input[name=subject]").fill("岛屿咖啡 · 二店")

    # A product is found by two characters of its name and fills the line.
    cell(page, 1, "产品或服务").fill("磨豆")
    expect(page.get_by_role("option", name=re.compile("E80 电控磨豆机"))).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(cell(page, 1, "单价")).to_have_value("6,980")
    expect(rows(page).first).to_contain_text("库存 24")
    cell(page, 1, "单价").fill("100")
    cell(page, 1, "数量").fill("2")
    cell(page, 1, "折扣").fill("10")
    cell(page, 1, "税率").fill("19")
    expect(total(page)).to_have_text("CNY 214.20")
    # The key that leaves the last cell begins the next line.
    page.keyboard.press("Tab")
    expect(cell(page, 2, "产品或服务")).to_be_focused()
    page.keyboard.type("Tamper")
    cell(page, 2, "数量").fill("1024")
    cell(page, 2, "单价").fill("1.21")
    page.get_by_label("调整", exact=True).fill("-4.2")
    expect(total(page)).to_have_text("CNY 1,449.04")
    assert_accessible(page)
    page.get_by_role("button", name="保存报价").first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("岛屿咖啡 · 二店")
    card = page.get_by_role("region", name="明细").first
    expect(card).to_contain_text("1,239.04")
    expect(card).to_contain_text("¥1,449.04")
    settle(page)
    assert_accessible(page)
    with page.expect_popup() as popup:
        page.get_by_role("button", name="查看 PDF").click()
    answer = context.request.get(f"/api/v1/records/{page.url.rsplit('/', 1)[1]}/quote.pdf")
    assert answer.ok and answer.headers["content-type"] == "application/pdf"
    popup.value.close()
    (tmp_path / "quote.pdf").write_bytes(answer.body())
    text = subprocess.run(["pdftotext", "-layout", tmp_path / "quote.pdf", "-"], check=True, capture_output=True, text=True).stdout
    for words in ("Q-00003", "岛屿咖啡 · 二店", "林若溪", "180.00", "1,239.04", "1,419.04", "34.20", "-4.20", "¥1,449.04"):
        assert words in text


@pytest.mark.rows("2.137", "2.138", "A-31")
def test_faults_stand_at_their_cells(page, context):
    sign_in(context)
    page.goto("/modules/Quotes")
    page.get_by_role("button", name="新建报价").first.click()
    cell(page, 1, "产品或服务").fill("安装")
    page.get_by_role("button", name="保存报价").first.click()
    expect(page.locator("input[name=subject]")).to_be_focused()
    expect(page.locator("input[name=subject]")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("线索或联系人至少填写一个。")).to_have_count(2)
    expect(cell(page, 1, "单价")).to_have_attribute("aria-invalid", "true")
    cell(page, 1, "单价").fill("50")
    expect(cell(page, 1, "单价")).not_to_have_attribute("aria-invalid", "true")
    cell(page, 1, "折扣").fill("101")
    expect(cell(page, 1, "折扣")).to_have_attribute("aria-invalid", "true")
    expect(total(page)).to_have_text("—")


@pytest.mark.rows("2.138")
def test_lines_are_moved_and_removed_by_keyboard_and_come_back(page, context):
    client = client_of(context)
    quote = next(one for one in records(client, "Quotes") if one["values"]["quote_number"] == "Q-00001")
    page.goto(f"/modules/Quotes/{quote['id']}")
    page.get_by_role("button", name="编辑报价").click()
    expect(rows(page)).to_have_count(4)
    before = total(page).inner_text()
    cell(page, 1, "数量").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(cell(page, 2, "产品或服务")).to_have_value("晨曦双头意式咖啡机")
    expect(cell(page, 2, "数量")).to_be_focused()
    page.get_by_role("button", name="删除第 2 行").click()
    expect(rows(page)).to_have_count(3)
    expect(total(page)).not_to_have_text(before)
    page.get_by_role("button", name="撤销").click()
    expect(cell(page, 2, "产品或服务")).to_have_value("晨曦双头意式咖啡机")
    expect(total(page)).to_have_text(before)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="保存报价").first.click()
    expect(page.get_by_role("region", name="明细").first.get_by_role("row").nth(1)).to_contain_text("E80 电控磨豆机")


@pytest.mark.rows("2.138")
def test_of_two_who_save_one_chooses(page, context):
    client = client_of(context)
    quote = records(client, "Quotes")[0]
    page.goto(f"/modules/Quotes/{quote['id']}/edit")
    page.locator("input[name=subject]").fill("我的主题")
    held = client.get(f"/records/{quote['id']}/quote")
    change = {"version": held["record"]["version"], "values": {}, "lines": []}
    answer = context.request.put(f"/api/v1/records/{quote['id']}/quote", data=change, headers=client.headers)
    assert answer.ok, answer.text()
    page.get_by_role("button", name="保存报价").first.click()
    dialog = page.get_by_role("dialog", name="这张报价已被他人修改")
    expect(dialog).to_contain_text("总计现在是 0.00")
    assert_accessible(page)
    dialog.get_by_role("button", name="用我的内容替换").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("我的主题")
    expect(page.get_by_role("region", name="明细").first.get_by_role("row")).to_have_count(1 + len(held["lines"]))


@pytest.mark.rows("2.138")
def test_a_copy_begins_as_a_draft_of_its_own(page, context):
    client = client_of(context)
    quote = next(one for one in records(client, "Quotes") if one["values"]["quote_number"] == "Q-00002")
    page.goto(f"/modules/Quotes/{quote['id']}")
    page.get_by_role("button", name="复制").click()
    expect(page.locator("input[name=subject]")).to_have_value("蓝湾酒店 · 早餐厅咖啡角（副本）")
    expect(rows(page)).to_have_count(3)
    page.get_by_role("button", name="保存报价").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("蓝湾酒店 · 早餐厅咖啡角（副本）")
    made = next(one for one in records(client, "Quotes") if one["values"]["quote_number"] == "Q-00003")
    assert made["values"]["stage"] == "Draft"
    assert made["values"]["grand_total"] == quote["values"]["grand_total"]


def test_the_editor_fits_a_phone(page, context):
    sign_in(context)
    page.goto("/modules/Quotes/new")
    expect(rows(page)).to_have_count(1)
    for width in (1024, 640, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        settle(page)
        main = page.get_by_role("main")
        assert main.evaluate("one => one.scrollWidth <= one.clientWidth"), f"{width} wide"
    assert_accessible(page)
