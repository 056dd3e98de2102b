"""axe finds nothing, on any screen, in either theme and language, wide or on a phone."""
import pytest
from conftest import assert_accessible, choose_look, settle, sign_in
from playwright.sync_api import expect
from screens import LOOKS, SIGNED_IN, SIGNED_OUT, open_screen, walk_set_up

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def server(module_server):
    """Nothing here changes more than the look, which every test sets."""
    return module_server


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_every_screen(page, context, language, theme):
    choose_look(context, language, theme)
    for path in SIGNED_OUT.values():
        open_screen(page, path)
        assert_accessible(page)
    sign_in(context, language, theme)
    for path in SIGNED_IN.values():
        open_screen(page, path)
        assert_accessible(page)


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_every_layer(page, context, language, theme):
    sign_in(context, language, theme)
    open_screen(page, "/settings/personal")
    for opener in (".rail-item.account", ".demo-clock"):
        page.locator(opener).click()
        expect(page.get_by_role("menu")).to_be_visible()
        assert_accessible(page)
        page.keyboard.press("Escape")
    page.locator(".bell").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.locator(".combobox input").click()
    expect(page.get_by_role("listbox")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.locator(".demo-clock").click()
    page.get_by_role("menuitem").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert_accessible(page)


def test_the_set_up_page(page, bare_server):
    for _ in walk_set_up(page, bare_server.setup_code()):
        assert_accessible(page)


def test_on_a_phone(page, context):
    page.set_viewport_size(PHONE)
    open_screen(page, "/signin")
    assert_accessible(page)
    sign_in(context)
    open_screen(page, "/settings/personal")
    assert_accessible(page)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_nothing_is_wider_than_the_window(page, context, language):
    sign_in(context, language)
    for path in ("/settings/personal", "/kit", "/no/such/page"):
        open_screen(page, path)
        for width in (1024, 640, 390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            settle(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{path}, {width} wide"
            main = page.get_by_role("main")
            assert main.evaluate("one => one.scrollWidth <= one.clientWidth"), f"{path}, {width} wide"


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_the_parts_of_a_record(page, context, language, theme):
    sign_in(context, language, theme)
    open_screen(page, "/leads")
    page.locator("tbody input[type=checkbox]").first.check()
    expect(page.locator(".bulk-actions button")).to_be_visible()
    assert_accessible(page)
    page.locator("tbody .name-link").first.click()
    tabs = page.get_by_role("tab")
    expect(tabs.nth(3)).to_be_visible()
    for index in range(tabs.count()):
        tabs.nth(index).click()
        settle(page)
        assert_accessible(page)
    page.locator(".record-acts > .button.primary").click()
    expect(page.locator(".convert-form")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    open_screen(page, "/settings/modules/Leads")
    page.locator(".page-actions button").first.click()
    expect(page.locator(".layout-section").first).to_be_visible()
    assert_accessible(page)
