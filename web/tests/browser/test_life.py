"""What happens to records besides their values: the recycle bin, conversion, files, notes, tags, the arrangement of a page."""
import re

import pytest
from conftest import settle, sign_in
from playwright.sync_api import expect
from whatsapp import Client

PHONE = "+8613800138000"


def client_of(context, language="zh-CN"):
    return Client(context, sign_in(context, language))


def delete_shown_record(page):
    page.get_by_role("button", name="记录操作").click()
    page.get_by_role("menuitem", name="删除").click()
    return page.get_by_role("dialog")


@pytest.mark.rows("1.34", "A-20")
def test_deleted_restored_and_purged_with_its_messages(page, context, messaging):
    client = client_of(context)
    record = client.new_record(mobile=PHONE)
    messaging.customer_writes(PHONE, "报价含安装吗？", record["name"])
    page.goto("/messages")
    expect(page.get_by_role("option").filter(has_text="报价含安装吗？")).to_be_visible(timeout=15_000)
    bell = page.get_by_role("button", name=re.compile("信号"))
    page.goto(f"/leads/{record['id']}")

    dialog = delete_shown_record(page)
    expect(dialog).to_contain_text(record["name"])
    expect(dialog).to_contain_text("WhatsApp 消息会一起移入回收站")
    dialog.get_by_role("button", name="删除").click()
    expect(page).to_have_url("/leads")
    expect(page.get_by_role("link", name=record["name"])).to_have_count(0)
    assert client.get("/conversations")["conversations"] == []
    assert client.get("/signals")["unread"] == 0
    expect(bell.first).to_be_visible()

    page.get_by_role("button", name="列表操作").click()
    page.get_by_role("menuitem", name="回收站").click()
    row = page.get_by_role("row").filter(has_text=record["name"])
    expect(row).to_contain_text("李明")
    row.get_by_role("button", name="恢复").click()
    expect(page.get_by_text("已恢复 1 条记录")).to_be_visible()
    assert client.get("/conversations")["conversations"][0]["record"]["id"] == record["id"]

    page.goto(f"/leads/{record['id']}")
    delete_shown_record(page).get_by_role("button", name="删除").click()
    page.goto("/settings/data/bin")
    page.get_by_role("checkbox", name=re.compile(record["name"])).check()
    page.get_by_role("button", name="永久删除").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("永久删除 1 条记录？")
    dialog.get_by_role("button", name="永久删除 1 条").click()
    expect(page.get_by_text("回收站是空的")).to_be_visible()
    assert client.get("/conversations")["conversations"] == []
    page.goto(f"/leads/{record['id']}")
    expect(page.get_by_role("heading", level=1)).not_to_contain_text(record["name"])


@pytest.mark.rows("A-20")
def test_several_are_deleted_and_the_toast_takes_it_back(page, context):
    client = client_of(context)
    before = client.get("/modules/Leads/records")["records"]
    page.goto("/leads")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(len(before))
    rows.nth(0).get_by_role("checkbox").click()
    rows.nth(2).get_by_role("checkbox").click(modifiers=["Shift"])
    page.get_by_role("button", name="删除").click()
    dialog = page.get_by_role("dialog", name="删除 3 条线索？")
    expect(dialog.get_by_role("button", name="取消")).to_be_focused()
    dialog.get_by_role("button", name="删除 3 条").click()
    expect(rows).to_have_count(len(before) - 3)
    page.get_by_role("button", name="撤销").click()
    expect(rows).to_have_count(len(before))
    assert client.get("/bin")["records"] == []


@pytest.mark.rows("2.131")
def test_a_lead_is_converted_and_its_conversation_goes_on_with_the_contact(page, context, messaging):
    client = client_of(context)
    record = client.new_record(mobile=PHONE, rating="Hot")
    messaging.customer_writes(PHONE, "报价含安装吗？", record["name"])
    page.goto(f"/leads/{record['id']}")
    page.get_by_role("tab", name="消息 1").click(timeout=15_000)
    expect(page.get_by_text("报价含安装吗？")).to_be_visible()
    page.get_by_role("button", name="转换").click()
    dialog = page.get_by_role("dialog", name=f"转换“{record['name']}”")
    expect(dialog.get_by_role("radio", name=re.compile("新建联系人"))).to_be_checked()
    expect(dialog).to_contain_text("评级")
    dialog.get_by_role("switch", name="同时新建商机").click()
    dialog.get_by_role("textbox", name="金额").fill("386000")
    dialog.get_by_role("button", name="转换").click()
    expect(page).to_have_url(re.compile("/contacts/"))
    expect(page.get_by_role("complementary", name="时间线")).to_contain_text("由线索转换而来")
    page.get_by_role("tab", name="消息 1").click()
    expect(page.get_by_text("报价含安装吗？")).to_be_visible()
    conversation = client.get("/conversations")["conversations"][0]
    assert conversation["record"]["module"] == "Contacts"
    assert conversation["unread"] == 1
    assert conversation["window_closes_at"] is not None

    page.get_by_role("complementary", name="时间线").get_by_role("link", name=record["name"]).click()
    expect(page.get_by_text("已转换", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="转换")).to_have_count(0)
    links = page.locator(".converted-links").get_by_role("link")
    expect(links).to_have_count(3)
    page.goto("/leads")
    expect(page.get_by_role("button", name="新建线索").first).to_be_visible()
    expect(page.get_by_role("link", name=record["name"])).to_have_count(0)


@pytest.mark.rows("2.131")
def test_who_is_there_already_is_offered_and_two_browsers_make_one_contact(page, context):
    client = client_of(context)
    contact = client.new_record("Contacts", mobile=PHONE)
    lead = client.new_record(mobile=PHONE)
    page.goto(f"/leads/{lead['id']}")
    page.get_by_role("button", name="转换").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("radio", name=re.compile("电话相同"))).to_be_checked()
    # Somebody else is quicker: the page says so at once, and a second try changes nothing.
    client.post(f"/records/{lead['id']}/conversion", {"contact": {"id": contact["id"]}})
    expect(page.locator(".converted-links")).to_contain_text(contact["name"])
    again = context.request.post(f"/api/v1/records/{lead['id']}/conversion", data={"contact": {}}, headers=client.headers)
    assert (again.status, again.json()["code"]) == (409, "already_converted")
    contacts = client.get("/modules/Contacts/records")["records"]
    assert [one["name"] for one in contacts].count(contact["name"]) == 1


@pytest.mark.rows("2.64", "2.66")
def test_files_are_added_previewed_and_removed(page, context):
    client = client_of(context)
    record = client.new_record()
    page.goto(f"/leads/{record['id']}")
    page.get_by_role("tab", name="附件").click()
    files = [
        {"name": "需求 清单.txt", "mimeType": "text/plain", "buffer": "十二台机器".encode()},
        {"name": "page.html", "mimeType": "text/html", "buffer": b"<script>alert(1)</script>"},
        {"name": "huge.bin", "mimeType": "application/octet-stream", "buffer": b""},
    ]
    page.locator("input[type=file]").set_input_files(files)
    expect(page.locator(".file-list li")).to_have_count(3)
    expect(page.get_by_role("tab", name="附件 3")).to_be_visible()
    page.get_by_role("button", name="预览 需求 清单.txt").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.frame_locator("iframe").locator("body")).to_contain_text("十二台机器")
    dialog.get_by_role("button", name="关闭").last.click()
    # What could do harm in a window is only ever saved.
    expect(page.get_by_role("button", name="预览 page.html")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 page.html").click()
    assert download.value.suggested_filename == "page.html"
    assert open(download.value.path(), "rb").read() == files[1]["buffer"]
    # Pasted and dropped ones are added as well.
    for kind in ("paste", "drop"):
        page.evaluate(
            """(kind) => {
              const transfer = new DataTransfer();
              transfer.items.add(new File(["x"], `${kind}.dat`));
              const event = kind === "paste" ? new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true }) : new DragEvent("drop", { dataTransfer: transfer, bubbles: true });
              (kind === "paste" ? document.body : document.querySelector(".record-files")).dispatchEvent(event);
            }""",
            kind,
        )
        expect(page.get_by_role("link", name=f"下载 {kind}.dat")).to_be_visible()
    # Too large is said before anything is sent.
    page.evaluate(
        """() => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([new Uint8Array(50 * 1048576 + 1)], "too-large.bin"));
          const input = document.querySelector("input[type=file]");
          input.files = transfer.files;
          input.dispatchEvent(new Event("change", { bubbles: true }));
        }"""
    )
    expect(page.get_by_role("alert")).to_contain_text("文件不能超过 50 MB")
    page.get_by_role("button", name="不再显示 too-large.bin").click()
    page.get_by_role("button", name="移除 huge.bin").click()
    page.get_by_role("dialog").get_by_role("button", name="移除").click()
    expect(page.locator(".file-list li")).to_have_count(4)
    expect(page.get_by_role("complementary", name="时间线")).to_contain_text("移除了附件")


@pytest.mark.rows("2.135")
def test_notes_are_written_changed_and_deleted(page, context):
    record = client_of(context).new_record()
    page.goto(f"/leads/{record['id']}")
    page.get_by_role("tab", name="备注").click()
    page.get_by_role("textbox", name="写备注").fill("周四上门\n带样机")
    page.keyboard.press("Control+Enter")
    note = page.locator(".note-list li").first
    expect(note).to_contain_text("带样机")
    expect(page.get_by_role("textbox", name="写备注")).to_have_value("")
    note.get_by_role("button", name="编辑备注").click()
    note.get_by_role("textbox", name="编辑备注").fill("周五上门")
    note.get_by_role("button", name="保存备注").click()
    expect(note).to_contain_text("周五上门")
    expect(note).to_contain_text("已编辑")
    note.get_by_role("button", name="删除备注").click()
    page.get_by_role("dialog").get_by_role("button", name="删除备注").click()
    expect(page.get_by_text("还没有备注")).to_be_visible()


def test_a_tag_is_put_on_and_leads_to_the_list(page, context):
    client = client_of(context)
    record = client.new_record()
    page.goto(f"/leads/{record['id']}")
    page.get_by_role("button", name="记录操作").click()
    page.get_by_role("menuitem", name="标签").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="标签").fill("华南")
    page.keyboard.press("Enter")
    dialog.get_by_role("button", name="保存").click()
    page.get_by_role("button", name="查看带有“华南”标签的记录").click()
    expect(page).to_have_url("/leads")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.get_by_role("link", name=record["name"])).to_be_visible()


@pytest.mark.rows("2.126")
def test_an_administrator_arranges_a_page(page, context):
    client = client_of(context)
    page.goto("/settings/modules/Contacts")
    page.get_by_role("button", name="排列页面").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="添加分组").click()
    dialog.get_by_role("textbox", name="分组名称（中文）").fill("采购意向")
    # Down over the end of its section into the next ones, by the keyboard alone.
    down = dialog.get_by_role("button", name=re.compile("描述")).last
    down.focus()
    page.keyboard.press("Alt+ArrowDown")
    dialog.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存页面的排列")).to_be_visible()
    expect(page.get_by_role("heading", name="采购意向")).to_be_visible()
    module = next(one for one in client.get("/modules")["modules"] if one["name"] == "Contacts")
    assert module["sections"][-1]["label"] == "采购意向"
    assert module["fields"][-1]["section"] == module["sections"][-1]["name"]
    contact = client.new_record("Contacts")
    page.goto(f"/contacts/{contact['id']}")
    settle(page)
    expect(page.get_by_role("heading", name="采购意向")).to_be_visible()


@pytest.mark.rows("A-43")
def test_a_conversation_goes_with_the_other_record_of_its_number(page, context, messaging):
    client = client_of(context)
    contact = client.new_record("Contacts", mobile=PHONE)
    lead = client.new_record(mobile=PHONE)
    messaging.customer_writes(PHONE, "还有货吗？", contact["name"])
    page.goto("/messages")
    page.get_by_role("option").filter(has_text="还有货吗？").click(timeout=15_000)
    assert client.get("/conversations")["conversations"][0]["record"]["id"] == contact["id"]
    page.get_by_role("button", name="显示客户信息").click()
    page.get_by_role("complementary", name="客户").get_by_role("button", name="关联到此").click()
    expect(page.get_by_text(f"对话已关联到“{lead['name']}”")).to_be_visible()
    assert client.get("/conversations")["conversations"][0]["record"]["id"] == lead["id"]
    page.goto(f"/leads/{lead['id']}")
    page.get_by_role("tab", name="消息 1").click()
    expect(page.get_by_text("还有货吗？")).to_be_visible()
