"""What holds for every page: an address for everything, lost connections, API pages, and the browser itself."""
from conftest import sign_in
from playwright.sync_api import expect


def test_the_browser_and_playwright_fit_together(page, browser):
    """Playwright promises only its own build; this tells of a Chromium upgrade that it cannot drive."""
    assert int(browser.version.split(".")[0]) >= 120
    page.goto("/signin")
    page.get_by_role("button", name="使用演示账户").click()
    assert len(page.screenshot()) > 10_000


def test_an_unknown_address_says_so(page, context):
    sign_in(context)
    page.goto("/no/such/page")
    expect(page.get_by_role("heading", level=1)).to_have_text("没有这个页面")
    page.get_by_role("link", name="回到首页").click()
    expect(page).to_have_url("/messages")


def test_back_and_forward_walk_the_pages(page, context):
    sign_in(context)
    page.goto("/settings")
    page.get_by_role("link", name="个人设置").click()
    expect(page).to_have_url("/settings/personal")
    page.go_back()
    expect(page).to_have_url("/settings")
    expect(page.get_by_role("heading", level=1)).to_have_text("个人设置")


def test_a_lost_connection_is_told_and_comes_back_by_itself(page, context, server):
    sign_in(context)
    page.goto("/settings/personal")
    page.get_by_label("姓名").fill("陈思远")
    server.stop()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("连接已断开")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_text("连不上服务器，内容没有保存。请稍后再试。")
    expect(page.get_by_label("姓名")).to_have_value("陈思远")
    server.start()
    expect(page.get_by_text("连接已断开")).to_have_count(0, timeout=20_000)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status").filter(has_text="已保存")).to_be_visible()


def test_the_api_pages_show_every_operation(page):
    page.goto("/api/docs")
    expect(page.locator("#docs .opblock-summary-path").filter(has_text="/api/v1/session").first).to_be_visible(timeout=15_000)


def test_the_first_paint_does_not_wait_for_the_script(page, context):
    sign_in(context)
    page.add_init_script("localStorage.setItem('parley.signed-in', 'yes')")
    page.route("**/assets/main-*.js", lambda route: route.abort())
    page.goto("/settings", wait_until="commit")
    expect(page.locator(".start-rail")).to_be_visible()
