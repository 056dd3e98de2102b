"""Language and theme: each can be switched anywhere and holds."""
from conftest import sign_in
from playwright.sync_api import expect


def test_signed_out_the_browser_keeps_language_and_theme(page):
    page.goto("/signin")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    page.get_by_role("radio", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in to Parley")
    page.get_by_role("radio", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in to Parley")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_switching_the_language_keeps_what_was_typed(page):
    page.goto("/signin")
    page.get_by_label("邮箱").fill("somebody@parley.example")
    page.get_by_role("radio", name="English").click()
    expect(page.get_by_label("Email")).to_have_value("somebody@parley.example")


def test_signed_in_the_account_keeps_language_and_theme_for_every_browser(page, context, browser, address):
    sign_in(context)
    page.goto("/settings/personal")
    page.get_by_role("radio", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Personal settings")
    page.get_by_role("radio", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Personal settings")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")

    other = browser.new_context(base_url=address, locale="zh-CN", color_scheme="light")
    other.add_cookies(context.cookies())
    elsewhere = other.new_page()
    elsewhere.goto("/settings/personal")
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("Personal settings")
    expect(elsewhere.locator("html")).to_have_attribute("data-theme", "dark")
    other.close()


def test_the_system_theme_is_followed_at_once(page):
    page.goto("/signin")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_account_menu_switches_both_and_stays_open(page, context):
    sign_in(context)
    page.goto("/settings/personal")
    page.get_by_role("button", name="我的账户").click()
    page.get_by_role("menuitemradio", name="深色").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_role("menuitemradio", name="English").click()
    expect(page.get_by_role("menuitem", name="Sign out")).to_be_visible()


def test_the_rail_stays_as_wide_as_it_was_left(page, context):
    sign_in(context)
    page.goto("/settings/personal")
    rail = page.get_by_role("navigation", name="主导航")
    assert rail.bounding_box()["width"] == 56
    page.get_by_role("button", name="展开导航").click()
    assert rail.bounding_box()["width"] == 208
    page.reload()
    expect(page.get_by_role("button", name="收起导航")).to_be_visible()
    assert rail.bounding_box()["width"] == 208
