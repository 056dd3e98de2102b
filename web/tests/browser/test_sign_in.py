from conftest import EMAIL, PASSWORD, settle, sign_in
from playwright.sync_api import expect


def test_a_wrong_password_is_told_and_the_right_one_lets_in(page):
    page.goto("/")
    expect(page).to_have_url("/signin")
    page.get_by_label("邮箱").fill(EMAIL)
    page.get_by_label("密码", exact=True).fill("not-the-password")
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text("邮箱或密码不正确。")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="主导航")).to_be_visible()
    expect(page).to_have_url("/messages")


def test_empty_inputs_are_told_at_the_input(page):
    page.goto("/signin")
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_label("邮箱")).to_have_accessible_description("请填写邮箱。")
    expect(page.get_by_label("邮箱")).to_be_focused()
    expect(page.get_by_label("密码", exact=True)).to_have_accessible_description("请填写密码。")


def test_the_demo_sign_in_is_one_click_and_enter(page):
    page.goto("/signin")
    page.get_by_role("button", name="使用演示账户").click()
    expect(page.get_by_label("邮箱")).to_have_value(EMAIL)
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="主导航")).to_be_visible()


def test_after_signing_in_one_is_back_where_one_was(page):
    page.goto("/settings/personal?from=mail")
    expect(page).to_have_url("/signin?next=%2Fsettings%2Fpersonal%3Ffrom%3Dmail")
    page.get_by_role("button", name="使用演示账户").click()
    page.keyboard.press("Enter")
    expect(page).to_have_url("/settings/personal?from=mail")
    expect(page.get_by_role("heading", level=1)).to_have_text("个人设置")


def test_another_sites_address_is_never_gone_to(page):
    page.goto("/signin?next=//evil.example/")
    page.get_by_role("button", name="使用演示账户").click()
    page.keyboard.press("Enter")
    expect(page).to_have_url("/messages")


def test_signing_out_ends_the_session(page, context):
    sign_in(context)
    page.goto("/settings/personal")
    page.get_by_role("button", name="我的账户").click()
    page.get_by_role("menuitem", name="退出登录").click()
    expect(page).to_have_url("/signin")
    assert context.request.get("/api/v1/me").status == 401
    page.goto("/settings/personal")
    expect(page.get_by_role("heading", level=1)).to_have_text("登录 Parley")


def test_a_session_that_ended_elsewhere_leads_to_signing_in(page, context):
    token = sign_in(context)["csrf_token"]
    page.goto("/settings/personal")
    expect(page.get_by_label("姓名")).to_be_visible()
    assert context.request.delete("/api/v1/session", headers={"X-CSRF-Token": token}).status == 204
    page.get_by_label("姓名").fill("新名字")
    page.get_by_role("button", name="保存").click()
    expect(page).to_have_url("/signin?next=%2Fsettings%2Fpersonal")


def test_a_stale_token_is_renewed_without_the_user_noticing(page, context):
    sign_in(context)
    page.goto("/settings/personal")
    expect(page.get_by_label("姓名")).to_be_visible()
    settle(page)
    # Another tab signs in anew: same cookie jar, another session with another token.
    sign_in(context)
    page.get_by_label("姓名").fill("陈一")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status").filter(has_text="已保存")).to_be_visible()
