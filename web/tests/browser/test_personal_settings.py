import pytest
from conftest import EMAIL, PASSWORD, sign_in
from playwright.sync_api import expect

NEW_PASSWORD = "a-longer-secret-1"


def test_the_name_is_saved(page, context):
    sign_in(context)
    page.goto("/settings/personal")
    name = page.get_by_label("姓名")
    expect(page.get_by_role("button", name="保存")).to_have_count(0)
    name.fill("陈思远")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status").filter(has_text="已保存")).to_be_visible()
    expect(page.get_by_role("button", name="我的账户: 陈思远")).to_be_visible()
    page.reload()
    expect(name).to_have_value("陈思远")


def test_an_empty_name_cannot_be_saved(page, context):
    sign_in(context)
    page.goto("/settings/personal")
    page.get_by_label("姓名").fill("   ")
    expect(page.get_by_label("姓名")).to_have_accessible_description("请填写此项。")
    expect(page.get_by_role("button", name="保存")).to_be_disabled()
    page.get_by_role("button", name="放弃更改").click()
    expect(page.get_by_label("姓名")).not_to_have_value("   ")


def test_the_time_zone_is_found_by_typing_and_holds(page, context):
    sign_in(context)
    page.goto("/settings/personal")
    zone = page.get_by_role("combobox", name="时区")
    zone.click()
    zone.fill("sao paulo")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(zone).to_have_value("America/Sao Paulo")
    expect(page.get_by_role("status").filter(has_text="已保存")).to_be_visible()
    page.reload()
    expect(zone).to_have_value("America/Sao Paulo")
    assert context.request.get("/api/v1/me").json()["user"]["time_zone"] == "America/Sao_Paulo"


def test_leaving_the_time_zone_list_changes_nothing(page, context):
    zone_name = sign_in(context)["user"]["time_zone"]
    page.goto("/settings/personal")
    zone = page.get_by_role("combobox", name="时区")
    zone.click()
    zone.fill("tokyo")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(zone).to_have_value(zone_name.replace("_", " "))


def change_password(page, current, fresh, repeat=None):
    page.get_by_label("当前密码").fill(current)
    page.get_by_label("新密码", exact=True).fill(fresh)
    page.get_by_label("再次输入新密码").fill(repeat or fresh)
    page.get_by_role("button", name="修改密码").click()


def test_the_password_is_changed_and_the_new_one_holds(page, context):
    sign_in(context)
    page.goto("/settings/personal")
    change_password(page, "not-the-password", NEW_PASSWORD)
    expect(page.get_by_label("当前密码")).to_have_accessible_description("当前密码不正确。")
    change_password(page, PASSWORD, "short")
    expect(page.get_by_label("新密码", exact=True)).to_have_accessible_description("至少 10 个字符，现在 5 个。")
    change_password(page, PASSWORD, NEW_PASSWORD, "something-else-1")
    expect(page.get_by_label("再次输入新密码")).to_have_accessible_description("两次输入的密码不一致。")
    change_password(page, PASSWORD, NEW_PASSWORD)
    expect(page.get_by_role("status").filter(has_text="密码已修改")).to_be_visible()
    expect(page.get_by_label("当前密码")).to_have_value("")

    page.get_by_role("button", name="我的账户").click()
    page.get_by_role("menuitem", name="退出登录").click()
    page.get_by_label("邮箱").fill(EMAIL)
    page.get_by_label("密码", exact=True).fill(NEW_PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="主导航")).to_be_visible()


@pytest.mark.rows("A-47")
def test_another_language_changes_every_label_at_once_and_for_good(page, context):
    sign_in(context)
    page.goto("/leads")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("线索")
    expect(page.get_by_role("columnheader", name="公司")).to_be_visible()
    page.get_by_role("button", name="我的账户").click()
    page.get_by_role("menuitemradio", name="English", exact=True).click()
    page.keyboard.press("Escape")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    # The product's words, and the names of modules and fields.
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    expect(heading).to_contain_text("Leads")
    expect(page.get_by_role("columnheader", name="Company")).to_be_visible()
    page.reload()
    expect(heading).to_contain_text("Leads")
    page.get_by_role("button", name="My account").click()
    page.get_by_role("menuitemradio", name="简体中文", exact=True).click()
    expect(heading).to_contain_text("线索")
