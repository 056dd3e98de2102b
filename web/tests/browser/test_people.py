"""People and access: who joins, what their profile lets them do, and whose records they see."""
import re

import pytest
from conftest import PASSWORD, assert_accessible, settle, sign_in
from playwright.sync_api import expect
from traffic import Traffic
from whatsapp import Client

NEW_PASSWORD = "a quite new password"
PHONE = {"width": 390, "height": 844}


def client_of(context, language="zh-CN"):
    return Client(context, sign_in(context, language))


def another(browser, address, email=None):
    """Another person's browser, signed in where an address is given."""
    context = browser.new_context(base_url=address, locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 1440, "height": 900})
    context.on("page", Traffic)
    if email:
        answer = context.request.post("/api/v1/session", data={"email": email, "password": PASSWORD})
        assert answer.ok, answer.text()
    return context


def pick(page, box, option):
    box.click()
    page.get_by_role("option", name=option).first.click()


def standard_of(client):
    return next(one for one in client.get("/profiles")["profiles"] if one["standing"] == "standard")["id"]


def restrict(client, **change):
    client.patch(f"/profiles/{standard_of(client)}", change)


def invite(page, name, email, role):
    page.goto("/settings/users")
    page.get_by_role("button", name="邀请用户").click()
    dialog = page.get_by_role("dialog", name="邀请用户")
    dialog.get_by_role("button", name="邀请用户").click()
    expect(dialog.get_by_text("请填写此项。").first).to_be_visible()
    dialog.get_by_label("姓名").fill(name)
    dialog.get_by_label("邮箱").fill(email)
    pick(page, dialog.get_by_role("combobox", name="角色"), role)
    settle(page)
    assert_accessible(page)
    dialog.get_by_role("button", name="邀请用户").click()
    handed = page.get_by_role("dialog", name=f"把邀请链接发给{name}")
    expect(handed).to_be_visible()
    settle(page)
    assert_accessible(page)
    link = handed.get_by_label("链接", exact=True).input_value()
    handed.get_by_role("button", name="完成").click()
    return link


@pytest.mark.rows("A-19", "2.132")
def test_a_rep_is_invited_joins_and_sees_what_their_profile_opens(page, context, browser, address):
    client = client_of(context)
    page.set_viewport_size({"width": 1440, "height": 900})
    link = invite(page, "孙悦", "sunyue@parley.example", "销售代表")
    row = page.get_by_role("row", name=re.compile("孙悦"))
    expect(row.get_by_text("待加入")).to_be_visible()

    theirs = another(browser, address)
    joining = theirs.new_page()
    joining.goto(link)
    expect(joining.get_by_role("heading", name="加入半日咖啡设备")).to_be_visible()
    settle(joining)
    assert_accessible(joining)
    joining.get_by_label("密码", exact=True).fill("short")
    joining.get_by_role("button", name="加入").click()
    expect(joining.get_by_text("至少 10 个字符，现在 5 个。")).to_be_visible()
    joining.get_by_label("密码", exact=True).fill(NEW_PASSWORD)
    joining.get_by_role("button", name="加入").click()
    expect(joining.get_by_text("欢迎，孙悦")).to_be_visible()
    joining.goto("/leads")
    expect(joining.get_by_role("button", name="新建线索").first).to_be_visible()
    expect(joining.get_by_role("link", name="商机")).to_be_visible()
    # Others see the newcomer become active without a reload.
    expect(row.get_by_text("使用中")).to_be_visible()

    again = another(browser, address).new_page()
    again.goto(link)
    expect(again.get_by_role("heading", name="链接已失效")).to_be_visible()
    settle(again)
    assert_accessible(again)

    # What the profile closes disappears while they look at it.
    modules = client.get("/modules")["modules"]
    leads, deals = (next(one for one in modules if one["name"] == name) for name in ("Leads", "Deals"))
    company = next(field for field in leads["fields"] if field["name"] == "company")["id"]
    restrict(client, modules=[{"module": deals["id"], "actions": []}, {"module": leads["id"], "actions": ["view"]}], fields=[{"field": company, "access": "hidden"}])
    expect(joining.get_by_role("link", name="商机")).to_have_count(0)
    expect(joining.get_by_role("button", name="新建线索")).to_have_count(0)
    joining.goto("/modules/Deals")
    expect(joining.get_by_role("heading", level=1)).not_to_have_text("商机")
    joining.goto("/settings/users")
    expect(joining.get_by_text("只有管理员可以管理同事和权限。")).to_be_visible()
    expect(joining.get_by_role("link", name="权限方案")).to_have_count(0)


@pytest.mark.rows("2.133")
def test_a_managers_eyes_see_a_reps_private_record_and_a_peers_do_not(page, context, browser, address):
    rep = another(browser, address, "rep@parley.example")
    mine = rep.new_page()
    mine.goto("/leads")
    mine.get_by_role("button", name="新建线索").first.click()
    dialog = mine.get_by_role("dialog", name="新建线索")
    dialog.get_by_label("姓", exact=True).fill("机密")
    dialog.get_by_label("公司").fill("暗夜咖啡")
    dialog.get_by_role("button", name="创建").click()
    expect(mine.get_by_role("heading", name="机密")).to_be_visible()
    path = mine.url

    manager = another(browser, address, "manager@parley.example").new_page()
    manager.goto("/leads")
    expect(manager.get_by_role("link", name="机密")).to_be_visible()
    peer = another(browser, address, "rep2@parley.example").new_page()
    peer.goto("/leads")
    expect(peer.get_by_text("共 2 条")).to_be_visible()
    expect(peer.get_by_role("link", name="机密")).to_have_count(0)
    peer.goto(path)
    expect(peer.get_by_role("heading", name="机密")).to_have_count(0)

    # Given to the peer, it is theirs and no more the rep's.
    manager.goto(path)
    manager.get_by_role("button", name="负责人 王磊").click()
    given = manager.get_by_role("dialog", name="更改「机密」的负责人")
    pick(manager, given.get_by_role("combobox", name="新负责人"), "赵倩")
    settle(manager)
    assert_accessible(manager)
    given.get_by_role("button", name="更改负责人").click()
    expect(manager.get_by_text("把负责人从 王磊 改为 赵倩")).to_be_visible()
    expect(manager.get_by_role("button", name="负责人 赵倩")).to_be_visible()
    peer.goto(path)
    expect(peer.get_by_role("heading", name="机密")).to_be_visible()
    mine.goto(path)
    expect(mine.get_by_role("heading", name="机密")).to_have_count(0)


@pytest.mark.rows("2.132")
def test_what_one_may_only_read_has_no_pencil(page, context, browser, address):
    client = client_of(context)
    client.patch("/modules/Leads", {"sharing": "read_only"})
    leads = client.get("/modules/Leads/records")["records"]
    foreign = next(one for one in leads if one["owner"]["name"] == "李明")
    own = next(one for one in leads if one["owner"]["name"] == "王磊")
    title = next(field for field in next(one for one in client.get("/modules")["modules"] if one["name"] == "Leads")["fields"] if field["name"] == "title")["id"]
    restrict(client, fields=[{"field": title, "access": "read_only"}])
    rep = another(browser, address, "rep@parley.example").new_page()
    rep.goto(f"/leads/{foreign['id']}")
    expect(rep.get_by_role("heading", name=foreign["name"])).to_be_visible()
    expect(rep.get_by_text("负责人 李明")).to_be_visible()
    expect(rep.get_by_role("button", name=re.compile("^编辑"))).to_have_count(0)
    expect(rep.get_by_role("button", name="负责人 李明")).to_have_count(0)
    expect(rep.get_by_role("button", name="发送邮件")).to_have_count(0)
    rep.goto(f"/leads/{own['id']}")
    expect(rep.get_by_role("button", name="编辑公司")).to_be_visible()
    expect(rep.get_by_role("button", name="编辑职务")).to_have_count(0)


@pytest.mark.rows("2.132")
def test_roles_are_walked_added_moved_and_deleted_by_keyboard(page, context):
    client_of(context)
    page.goto("/settings/roles")
    tree = page.get_by_role("tree", name="角色树")
    expect(tree.get_by_role("treeitem")).to_have_count(3)
    settle(page)
    assert_accessible(page)
    tree.get_by_role("treeitem").first.focus()
    page.keyboard.press("ArrowDown")
    expect(tree.get_by_role("treeitem", name="销售经理 · 1 人")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(tree.get_by_role("treeitem")).to_have_count(2)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(tree.get_by_role("treeitem", name="销售代表 · 2 人")).to_be_focused()

    page.get_by_role("button", name="在「销售总监」下添加角色").click()
    dialog = page.get_by_role("dialog", name="新建角色")
    dialog.get_by_label("角色名称").fill("大客户代表")
    settle(page)
    assert_accessible(page)
    page.keyboard.press("Enter")
    expect(tree.get_by_role("treeitem", name="大客户代表 · 0 人")).to_have_attribute("aria-level", "2")

    tree.get_by_role("treeitem", name="大客户代表 · 0 人").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="编辑角色「大客户代表」")
    pick(page, dialog.get_by_role("combobox", name="上级角色"), "销售经理")
    dialog.get_by_role("button", name="保存").click()
    expect(tree.get_by_role("treeitem", name="大客户代表 · 0 人")).to_have_attribute("aria-level", "3")

    tree.get_by_role("treeitem", name="销售代表 · 2 人").focus()
    page.keyboard.press("Delete")
    dialog = page.get_by_role("dialog", name="删除角色「销售代表」？")
    expect(dialog.get_by_text("有 2 位用户是这个角色，请选择他们的新角色。")).to_be_visible()
    pick(page, dialog.get_by_role("combobox", name="新角色"), "大客户代表")
    settle(page)
    assert_accessible(page)
    dialog.get_by_role("button", name="删除角色").click()
    expect(tree.get_by_role("treeitem", name="大客户代表 · 2 人")).to_be_visible()
    expect(tree.get_by_role("treeitem")).to_have_count(3)


@pytest.mark.rows("A-19", "2.132")
def test_a_profile_is_copied_and_changed_in_three_parts(page, context):
    client = client_of(context)
    page.goto("/settings/profiles")
    page.get_by_role("button", name="新建权限方案").click()
    dialog = page.get_by_role("dialog", name="新建权限方案")
    dialog.get_by_label("名称").fill("客服")
    settle(page)
    assert_accessible(page)
    dialog.get_by_role("button", name="创建").click()
    expect(page.get_by_role("heading", name="客服", level=1)).to_be_visible()
    page.get_by_role("switch", name="管理模板").click()
    settle(page)
    assert_accessible(page)
    page.get_by_role("tab", name="模块").click()
    page.get_by_role("checkbox", name="所有模块：删除").uncheck()
    page.get_by_role("checkbox", name="商机：查看").uncheck()
    expect(page.get_by_role("checkbox", name="商机：编辑")).not_to_be_checked()
    settle(page)
    assert_accessible(page)
    page.get_by_role("tab", name="字段").click()
    page.get_by_role("radiogroup", name="公司").get_by_role("radio", name="隐藏").click()
    expect(page.get_by_role("radiogroup", name="姓", exact=True).get_by_role("radio", name="隐藏")).to_have_count(0)
    settle(page)
    assert_accessible(page)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存「客服」，相关用户立即生效")).to_be_visible()
    page.reload()
    page.get_by_role("tab", name="字段").click()
    expect(page.get_by_role("radiogroup", name="公司").get_by_role("radio", name="隐藏")).to_have_attribute("aria-checked", "true")
    profile = next(one for one in client.get("/profiles")["profiles"] if one["name"] == "客服")
    detail = client.get(f"/profiles/{profile['id']}")
    assert "manage_templates" in detail["rights"]
    deals = next(one["id"] for one in client.get("/modules")["modules"] if one["name"] == "Deals")
    assert next(one["actions"] for one in detail["modules"] if one["module"] == deals) == []
    assert all("delete" not in one["actions"] for one in detail["modules"])

    page.goto("/settings/profiles")
    page.get_by_role("button", name="「客服」的操作").click()
    page.get_by_role("menuitem", name="删除").click()
    page.get_by_role("dialog", name="删除「客服」？").get_by_role("button", name="删除").click()
    expect(page.get_by_role("link", name="客服")).to_have_count(0)
    page.get_by_role("link", name="管理员").click()
    expect(page.get_by_text("管理员拥有全部权限")).to_be_visible()
    expect(page.get_by_role("switch", name="管理模板")).to_be_disabled()


@pytest.mark.rows("A-50")
def test_who_goes_hands_over_their_records(page, context):
    client = client_of(context)
    page.goto("/settings/users")
    page.get_by_role("button", name="王磊的操作").click()
    page.get_by_role("menuitem", name="停用").click()
    dialog = page.get_by_role("dialog", name="停用「王磊」？")
    expect(dialog.get_by_text(re.compile(r"王磊负责 \d+ 条记录和渠道"))).to_be_visible()
    dialog.get_by_role("button", name="移交并停用").click()
    expect(dialog.get_by_text("请选择接手人。")).to_be_visible()
    pick(page, dialog.get_by_role("combobox", name="接手人"), "赵倩")
    settle(page)
    assert_accessible(page)
    dialog.get_by_role("button", name="移交并停用").click()
    expect(page.get_by_role("row", name=re.compile("王磊")).get_by_text("已停用")).to_be_visible()
    owners = {one["owner"]["name"] for one in client.get("/modules/Leads/records")["records"]}
    assert owners == {"李明", "赵倩"}
    page.get_by_role("button", name="王磊的操作").click()
    page.get_by_role("menuitem", name="重新启用").click()
    expect(page.get_by_role("row", name=re.compile("王磊")).get_by_text("使用中")).to_be_visible()
    page.get_by_role("button", name="王磊的操作").click()
    page.get_by_role("menuitem", name="生成重设密码链接").click()
    page.get_by_role("dialog").get_by_role("button", name="生成链接").click()
    expect(page.get_by_role("dialog", name="把重设密码链接发给王磊")).to_be_visible()


@pytest.mark.rows("2.75")
def test_a_view_is_shared_with_a_group_and_with_a_role(page, context, browser, address):
    client = client_of(context)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/settings/groups")
    expect(page.get_by_text("还没有群组")).to_be_visible()
    page.get_by_role("button", name="新建群组").click()
    dialog = page.get_by_role("dialog", name="新建群组")
    dialog.get_by_label("群组名称").fill("展会小组")
    pick(page, dialog.get_by_role("combobox", name="成员"), "赵倩")
    page.keyboard.press("Escape")
    settle(page)
    assert_accessible(page)
    dialog.get_by_role("button", name="保存").click()
    expect(page.get_by_role("row", name=re.compile("展会小组.*赵倩"))).to_be_visible()

    page.goto("/leads")
    page.get_by_role("button", name="列", exact=True).click()
    columns = page.get_by_role("dialog", name="选择列")
    columns.get_by_role("checkbox", name="负责人").uncheck()
    columns.get_by_role("button", name="应用").click()
    page.get_by_role("button", name="另存为视图").click()
    dialog = page.get_by_role("dialog", name="新建视图")
    dialog.get_by_label("视图名称").fill("展会跟进")
    dialog.get_by_role("radio", name="选定的人").check()
    expect(dialog.get_by_text("包括这些角色下面的所有角色。")).to_be_visible()
    pick(page, dialog.get_by_role("combobox", name="群组"), "展会小组")
    page.keyboard.press("Escape")
    settle(page)
    assert_accessible(page)
    dialog.get_by_role("button", name="保存").click()
    expect(page.get_by_role("button", name="视图：展会跟进")).to_be_visible()

    def sees(email):
        with_email = another(browser, address, email)
        labels = [view["label"] for view in with_email.request.get("/api/v1/modules/Leads/views").json()["views"]]
        with_email.close()
        return "展会跟进" in labels

    assert (sees("rep@parley.example"), sees("rep2@parley.example")) == (False, True)
    page.get_by_role("button", name="视图操作").click()
    page.get_by_role("menuitem", name="重命名与共享").click()
    dialog = page.get_by_role("dialog", name="编辑视图「展会跟进」")
    pick(page, dialog.get_by_role("combobox", name="角色"), "销售经理")
    page.keyboard.press("Escape")
    dialog.get_by_role("button", name="保存").click()
    expect(dialog).to_have_count(0)
    assert (sees("rep@parley.example"), sees("manager@parley.example")) == (True, True)


def test_amounts_are_in_the_organisations_currency(page, context):
    client = client_of(context)
    deal = client.post("/modules/Deals/records", {"values": {"deal_name": "双头机", "stage": "Qualification", "amount": "1239.5", "closing_date": "2026-12-31"}})
    page.goto(f"/modules/Deals/{deal['id']}")
    expect(page.get_by_text("¥1,239.50").first).to_be_visible()
    page.goto("/settings/organization")
    pick(page, page.get_by_role("combobox", name="货币"), "欧元")
    settle(page)
    assert_accessible(page)
    page.get_by_role("button", name="保存").click()
    dialog = page.get_by_role("dialog", name="把货币改为欧元？")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="更改货币").click()
    expect(page.get_by_text("已保存组织信息")).to_be_visible()
    page.goto(f"/modules/Deals/{deal['id']}")
    expect(page.get_by_text("€1,239.50").first).to_be_visible()


@pytest.mark.parametrize("path", ["/settings/users", "/settings/roles", "/settings/groups", "/settings/profiles", "/settings/organization"])
def test_settings_of_people_fit_a_phone(page, context, path):
    client_of(context, "en")
    page.set_viewport_size(PHONE)
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)
