"""The search with its commands: found as one types, walked by keyboard."""
import re

import pytest
from conftest import assert_accessible, settle, sign_in
from playwright.sync_api import expect
from whatsapp import Client

PHONE = {"width": 390, "height": 844}


def open_palette(page):
    # The key is heard once the frame is drawn.
    expect(page.get_by_role("navigation", name=re.compile("主导航"))).to_be_visible()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog", name="搜索或执行命令")).to_be_visible()
    return page.get_by_role("combobox", name="搜索或执行命令")


def options(page):
    return page.get_by_role("dialog", name="搜索或执行命令").get_by_role("option")


@pytest.mark.rows("2.82")
@pytest.mark.parametrize("typed", ["若溪", "136 1122", "+86136112"])
def test_a_person_is_found_by_two_characters_or_a_part_of_the_number(page, context, typed):
    sign_in(context)
    page.goto("/messages")
    field = open_palette(page)
    expect(field).to_be_focused()
    field.fill(typed)
    expect(options(page)).to_have_count(1)
    expect(page.get_by_role("group", name="联系人")).to_contain_text("林若溪")
    settle(page)
    assert_accessible(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("林若溪")
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.rows("2.82")
def test_a_customer_s_conversation_is_found_by_name_or_number(page, context, messaging):
    client = Client(context, sign_in(context))
    contact = next(one for one in client.get("/modules/Contacts/records")["records"] if one["name"] == "林若溪")
    messaging.customer_writes(contact["phones"][0]["e164"].lstrip("+"), "你好")
    page.goto("/messages")
    expect(page.get_by_text("你好").first).to_be_visible()
    page.goto("/leads")
    for typed in ("若溪", "1122 3344"):
        field = open_palette(page)
        field.fill(typed)
        talk = page.get_by_role("group", name="消息").get_by_role("option")
        expect(talk).to_contain_text("林若溪")
        talk.click()
        expect(page).to_have_url(re.compile("/messages/[0-9]+$"))
        expect(page.get_by_role("main").get_by_text("你好").first).to_be_visible()
        page.goto("/leads")


def test_it_is_walked_by_keyboard_and_closed(page, context):
    sign_in(context)
    page.goto("/leads")
    page.get_by_role("link", name="陈思远").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("陈思远")
    field = open_palette(page)
    # What was opened lately comes first.
    expect(page.get_by_role("group", name="最近打开").get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowUp")
    last = options(page).last
    expect(last).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", last.get_attribute("id"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    open_palette(page)
    page.keyboard.type("没有这样的名字")
    expect(page.get_by_text("没有找到“没有这样的名字”。")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_commands_go_make_and_change(page, context):
    sign_in(context)
    page.goto("/leads")
    field = open_palette(page)
    field.fill("前往商机")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/modules/Deals")
    open_palette(page).fill("新建联系人")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="新建联系人")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    open_palette(page).fill("深色")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    open_palette(page).fill("english")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Deals")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_fills_a_phone(page, context, theme):
    page.set_viewport_size(PHONE)
    sign_in(context, theme=theme)
    page.goto("/leads")
    page.get_by_role("button", name="搜索或执行命令").click()
    dialog = page.get_by_role("dialog", name="搜索或执行命令")
    expect(dialog).to_be_visible()
    settle(page)
    assert dialog.bounding_box()["width"] == PHONE["width"]
    assert_accessible(page)
    page.get_by_role("combobox").fill("咖啡")
    expect(options(page).first).to_be_visible()
    options(page).first.click()
    expect(dialog).to_have_count(0)
