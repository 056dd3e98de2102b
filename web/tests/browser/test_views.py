"""Views and filters: which records, in what columns and order, and who sees that."""
import pytest
from conftest import PASSWORD, assert_accessible, settle, sign_in
from playwright.sync_api import expect
from whatsapp import Client

PHONE = {"width": 390, "height": 844}
CITIES = ["上海", "深圳", "成都", "上海"]


def client_of(context, language="zh-CN"):
    return Client(context, sign_in(context, language))


def colleague(browser, address, email="rep@parley.example"):
    """Another user's browser."""
    context = browser.new_context(base_url=address, locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 1440, "height": 900})
    answer = context.request.post("/api/v1/session", data={"email": email, "password": PASSWORD})
    assert answer.ok, answer.text()
    return context


def shipments(client):
    """A module that everybody reads, with a city and a count, and four records. Returns its name."""
    words = {"zh": "发货", "en": "Shipments"}
    module = client.post("/modules", {"labels": words, "singular_labels": words, "name_labels": {"zh": "发货单", "en": "Shipment name"}, "sharing": "read_write"})["name"]
    client.post(f"/modules/{module}/fields", {"labels": {"zh": "城市", "en": "City"}, "type": "text"})
    client.post(f"/modules/{module}/fields", {"labels": {"zh": "件数", "en": "Pieces"}, "type": "integer"})
    for number, city in enumerate(CITIES, 1):
        client.post(f"/modules/{module}/records", {"values": {"name": f"SH-{number}", "city": city, "pieces": str(number)}})
    return module


def pick(page, label, option):
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()


def condition(page, row, field, operator, value):
    box = page.get_by_role("combobox", name=f"条件 {row} 字段")
    box.click()
    page.keyboard.type(field)
    page.keyboard.press("Enter")
    pick(page, f"条件 {row} 比较方式", operator)
    page.get_by_role("textbox", name=f"条件 {row} 值").fill(value)


def names(page, label="发货"):
    return [cell.strip() for cell in page.get_by_role("region", name=label, exact=True).locator("tbody .name-link > span:last-child").all_inner_texts()]


def save_as(page, label, sharing, user=None):
    page.get_by_role("button", name="另存为视图").click()
    dialog = page.get_by_role("dialog", name="新建视图")
    dialog.get_by_label("视图名称").fill(label)
    dialog.get_by_role("radio", name=sharing).check()
    if user:
        dialog.get_by_role("combobox", name="共享给").click()
        page.get_by_role("option", name=user).click()
        page.keyboard.press("Escape")
    settle(page)
    assert_accessible(page)
    dialog.get_by_role("button", name="保存").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name=f"视图：{label}")).to_be_visible()


@pytest.mark.rows("2.75")
def test_a_filter_becomes_a_view_that_a_chosen_colleague_sees_and_cannot_edit(page, context, browser, address):
    module = shipments(client_of(context))
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"/modules/{module}")
    expect(page.get_by_text("共 4 条")).to_be_visible()
    page.get_by_role("button", name="筛选").click()
    page.get_by_role("button", name="应用").click()
    expect(page.get_by_text("请选择字段。")).to_be_visible()
    condition(page, 1, "城市", "是", "上海")
    assert_accessible(page)
    page.get_by_role("button", name="应用").click()
    expect(page.get_by_text("共 2 条")).to_be_visible()
    assert sorted(names(page)) == ["SH-1", "SH-4"]
    save_as(page, "上海发货", "选定的人", "王磊")

    other = colleague(browser, address)
    elsewhere = other.new_page()
    elsewhere.goto(f"/modules/{module}")
    elsewhere.get_by_role("button", name="视图：全部发货").click()
    expect(elsewhere.get_by_text("共享给我的")).to_be_visible()
    elsewhere.get_by_role("menuitemradio", name="上海发货").click()
    expect(elsewhere.get_by_text("共 2 条")).to_be_visible()
    expect(elsewhere.get_by_role("group", name="正在生效的条件").get_by_text("城市 是 上海")).to_be_visible()
    elsewhere.get_by_role("button", name="视图操作").click()
    expect(elsewhere.get_by_role("menuitem", name="收藏")).to_be_visible()
    expect(elsewhere.get_by_role("menuitem", name="删除视图")).to_have_count(0)
    expect(elsewhere.get_by_role("menuitem", name="重命名与共享")).to_have_count(0)
    other.close()

    # Kept to oneself, it is gone for the colleague.
    page.get_by_role("button", name="视图操作").click()
    page.get_by_role("menuitem", name="重命名与共享").click()
    page.get_by_role("dialog").get_by_role("radio", name="仅自己").check()
    page.get_by_role("dialog").get_by_role("button", name="保存").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    other = colleague(browser, address)
    elsewhere = other.new_page()
    elsewhere.goto(f"/modules/{module}")
    elsewhere.get_by_role("button", name="视图：全部发货").click()
    expect(elsewhere.get_by_role("menuitemradio", name="我的发货")).to_be_visible()
    expect(elsewhere.get_by_role("menuitemradio", name="上海发货")).to_have_count(0)
    other.close()

    page.get_by_role("button", name="视图操作").click()
    page.get_by_role("menuitem", name="删除视图").click()
    dialog = page.get_by_role("dialog", name="删除视图「上海发货」？")
    dialog.get_by_role("button", name="删除视图").click()
    expect(page.get_by_role("button", name="视图：全部发货")).to_be_visible()


@pytest.mark.rows("2.74", "2.76")
def test_columns_and_order_are_part_of_a_view(page, context):
    module = shipments(client_of(context))
    page.goto(f"/modules/{module}")
    page.get_by_role("button", name="发货单", exact=True).click()
    expect(page.get_by_role("columnheader", name="发货单")).to_have_attribute("aria-sort", "ascending")
    expect(page.get_by_text("有未保存的更改")).to_be_visible()
    page.get_by_role("button", name="列", exact=True).click()
    dialog = page.get_by_role("dialog", name="选择列")
    dialog.get_by_role("checkbox", name="负责人").uncheck()
    for field in ("城市", "件数"):
        dialog.get_by_role("checkbox", name=field).check()
    dialog.get_by_role("button", name="上移件数").click()
    # Off the button, whose tooltip would be seen half faded in.
    page.mouse.move(0, 0)
    settle(page)
    assert_accessible(page)
    dialog.get_by_role("button", name="应用").click()
    page.get_by_role("button", name="保存到「全部发货」").click()
    expect(page.get_by_text("有未保存的更改")).to_have_count(0)
    page.reload()
    heads = page.get_by_role("columnheader")
    expect(heads.first).to_be_visible()
    assert heads.all_inner_texts()[1:] == ["发货单", "最近更改", "件数", "城市"]
    assert names(page) == ["SH-1", "SH-2", "SH-3", "SH-4"]
    # A ready-made view is arranged, not deleted.
    page.get_by_role("button", name="视图操作").click()
    expect(page.get_by_role("menuitem", name="收藏")).to_be_visible()
    expect(page.get_by_role("menuitem", name="删除视图")).to_have_count(0)


@pytest.mark.rows("2.79")
def test_a_pattern_is_shown_bracketed_and_rows_wait_for_it(page, context):
    module = shipments(client_of(context))
    page.goto(f"/modules/{module}")
    page.get_by_role("button", name="筛选").click()
    condition(page, 1, "件数", "大于", "1")
    page.get_by_role("button", name="添加条件").click()
    condition(page, 2, "城市", "是", "上海")
    page.get_by_role("button", name="添加条件").click()
    condition(page, 3, "城市", "是", "成都")
    page.get_by_role("radio", name="自定义").click()
    expect(page.get_by_role("button", name="添加条件")).to_be_disabled()
    expect(page.get_by_role("button", name="移除条件 1")).to_be_disabled()
    pattern = page.get_by_role("textbox", name="条件组合")
    pattern.fill("1 and (2 or 4)")
    page.keyboard.press("Enter")
    expect(page.get_by_text("没有条件 4。")).to_be_visible()
    pattern.fill("2 or 3 and 1")
    page.keyboard.press("Enter")
    expect(page.get_by_text("((2 or 3) and 1)")).to_be_visible()
    expect(page.get_by_role("button", name="添加条件")).to_be_enabled()
    assert_accessible(page)
    page.get_by_role("button", name="应用").click()
    expect(page.get_by_text("共 2 条")).to_be_visible()
    assert sorted(names(page)) == ["SH-3", "SH-4"]
    save_as(page, "两城", "仅自己")
    page.reload()
    page.get_by_role("button", name="筛选").click()
    expect(page.get_by_text("((2 or 3) and 1)").first).to_be_visible()


def test_conditions_are_chips_and_nothing_found_shows_them(page, context):
    module = shipments(client_of(context))
    page.set_viewport_size(PHONE)
    page.goto(f"/modules/{module}")
    page.get_by_role("button", name="筛选").click()
    condition(page, 1, "城市", "是", "北京")
    page.get_by_role("button", name="应用").click()
    expect(page.get_by_text("没有符合条件的记录")).to_be_visible()
    page.get_by_role("button", name="收起", exact=True).click()
    chips = page.get_by_role("group", name="正在生效的条件")
    expect(chips.get_by_text("城市 是 北京")).to_be_visible()
    assert_accessible(page)
    assert page.get_by_role("main").evaluate("one => one.scrollWidth <= one.clientWidth")
    chips.get_by_role("button", name="移除城市 是 北京").click()
    expect(page.get_by_text("共 4 条")).to_be_visible()


@pytest.mark.rows("2.81")
def test_without_the_right_nothing_is_saved(page, context):
    client = client_of(context)
    module = shipments(client)
    standard = next(one for one in client.get("/profiles")["profiles"] if one["standing"] == "standard")
    profile = client.post("/profiles", {"name": "不管理视图", "model": standard["id"]})["profile"]
    client.patch(f"/profiles/{profile['id']}", {"rights": ["view_messages", "send_messages"]})
    rep = next(user for user in client.get("/users/all")["users"] if user["email"] == "rep@parley.example")
    client.patch(f"/users/{rep['id']}", {"profile": profile["id"]})
    context.clear_cookies()
    answer = context.request.post("/api/v1/session", data={"email": rep["email"], "password": PASSWORD})
    assert answer.ok, answer.text()
    page.goto(f"/modules/{module}")
    page.get_by_role("button", name="视图：全部发货").click()
    expect(page.get_by_role("menuitemradio", name="我的发货")).to_be_visible()
    expect(page.get_by_role("menuitem", name="新建视图")).to_have_count(0)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="发货单", exact=True).click()
    expect(page.get_by_role("button", name="还原")).to_be_visible()
    expect(page.get_by_role("button", name="另存为视图")).to_have_count(0)


@pytest.mark.rows("2.75")
def test_an_administrator_finds_and_shares_what_a_colleague_made(page, context, browser, address):
    module = shipments(client_of(context))
    other = colleague(browser, address)
    theirs = Client(other, other.request.get("/api/v1/me").json())
    for label, sharing in (("客户回访", "me"), ("全国发货", "everyone")):
        theirs.post(f"/modules/{module}/views", {"label": label, "sharing": sharing, "columns": ["name"], "sort": {"field": "name", "descending": False}})
    page.goto(f"/modules/{module}")
    page.get_by_role("button", name="视图：全部发货").click()
    for heading in ("公开", "其他用户的"):
        expect(page.get_by_text(heading, exact=True)).to_be_visible()
    assert_accessible(page)
    page.get_by_role("menuitemradio", name="客户回访").click()
    page.get_by_role("button", name="视图操作").click()
    page.get_by_role("menuitem", name="重命名与共享").click()
    page.get_by_role("dialog").get_by_role("radio", name="所有人").check()
    page.get_by_role("dialog").get_by_role("button", name="保存").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    # It stays theirs.
    assert [(view["sharing"], view["is_own"]) for view in theirs.get(f"/modules/{module}/views")["views"] if view["label"] == "客户回访"] == [("everyone", True)]
    other.close()


def test_a_favourite_stands_first_and_a_list_opens_with_ones_choice_in_english(page, context):
    module = shipments(client_of(context, "en"))
    page.goto(f"/modules/{module}")
    page.get_by_role("button", name="View: All Shipments").click()
    page.get_by_role("menuitemradio", name="My Shipments").click()
    expect(page.get_by_role("group", name="Active conditions").get_by_text("Owner is Signed-in user")).to_be_visible()
    for action in ("Add to favourites", "Open the list with this view"):
        page.get_by_role("button", name="View actions").click()
        page.get_by_role("menuitem", name=action).click()
    page.goto(f"/modules/{module}")
    expect(page.get_by_role("button", name="View: My Shipments")).to_be_visible()
    page.get_by_role("button", name="View: My Shipments").click()
    expect(page.get_by_text("Favourites")).to_be_visible()
    assert_accessible(page)
