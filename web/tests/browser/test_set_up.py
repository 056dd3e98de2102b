from playwright.sync_api import expect


def fill_set_up(page, code):
    page.get_by_label("一次性验证码").fill(code)
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("组织名称").fill("青禾咖啡设备")
    expect(page.get_by_role("combobox", name="默认国家或地区")).to_have_value("中国")
    expect(page.get_by_role("combobox", name="时区")).to_have_value("Asia/Shanghai")
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("您的姓名").fill("陈思远")
    page.get_by_label("邮箱").fill("chen@qinghe.example")
    page.get_by_label("密码", exact=True).fill("a-long-password")
    page.get_by_role("button", name="完成设置").click()


def test_a_new_server_is_set_up_once(page, context, bare_server):
    page.goto("/")
    expect(page).to_have_url("/setup")
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_label("一次性验证码")).to_have_accessible_description("验证码应形如 PARLEY-XXXX-XXXX-XXXX。")

    fill_set_up(page, "PARLEY-2222-2222-2222")
    expect(page.get_by_label("一次性验证码")).to_have_accessible_description("验证码不正确。连续输错五次后，需重启服务器获取新的验证码。")
    # As copied by hand: what was typed on the other steps is still there.
    page.get_by_label("一次性验证码").fill(bare_server.setup_code().lower().replace("-", " "))
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_label("组织名称")).to_have_value("青禾咖啡设备")
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="完成设置").click()
    expect(page.get_by_role("navigation", name="主导航")).to_be_visible()

    me = context.request.get("/api/v1/me").json()
    assert me["organization"]["name"] == "青禾咖啡设备"
    assert me["organization"]["default_country"] == "CN"
    assert me["user"]["is_administrator"]
    assert not me["demo"]
    expect(page.get_by_role("button", name="演示时钟")).to_have_count(0)

    context.clear_cookies()
    page.goto("/setup")
    expect(page).to_have_url("/signin")
    expect(page.get_by_role("button", name="使用演示账户")).to_have_count(0)
