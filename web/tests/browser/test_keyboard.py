"""The whole way by keyboard: sign in, menu, dialog, lists."""
from conftest import EMAIL, PASSWORD, sign_in
from playwright.sync_api import expect


def test_signing_in_and_out_without_a_mouse(page):
    page.goto("/signin")
    expect(page.get_by_label("邮箱")).to_be_focused()
    page.keyboard.type(EMAIL)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="主导航")).to_be_visible()

    account = page.get_by_role("button", name="我的账户")
    account.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="个人设置")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_have_count(0)
    expect(account).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    expect(page.get_by_role("menuitem", name="退出登录")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url("/signin")


def test_the_skip_link_leads_past_the_rail(page, context):
    sign_in(context)
    page.goto("/settings/personal")
    expect(page.get_by_label("姓名")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到内容")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_choices_walk_by_arrows(page, context):
    sign_in(context)
    page.goto("/settings/personal")
    page.get_by_role("radio", name="浅色").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="深色")).to_be_checked()
    expect(page.get_by_role("radio", name="深色")).to_be_focused()


def test_a_dialog_gives_the_focus_back(page):
    page.goto("/kit")
    opener = page.get_by_role("button", name="打开对话框")
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="取消")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(opener).to_be_focused()


def test_a_long_list_walks_and_draws_only_what_is_seen(page):
    page.goto("/kit")
    listed = page.get_by_role("listbox", name="对话")
    listed.focus()
    page.keyboard.press("j")
    expect(listed.get_by_role("option", selected=True)).to_have_attribute("aria-posinset", "3")
    page.keyboard.press("End")
    expect(listed.get_by_role("option", selected=True)).to_have_attribute("aria-posinset", "10000")
    assert listed.get_by_role("option").count() < 40


def test_a_menu_jumps_by_letter_and_skips_nothing(page):
    page.goto("/kit")
    page.get_by_role("button", name="更多操作").click()
    expect(page.get_by_role("menuitem", name="编辑")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("menuitem", name="删除线索")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("menu")).to_have_count(0)
