"""API tokens that a user makes, uses and revokes."""
import httpx
from conftest import sign_in
from playwright.sync_api import expect


def test_a_token_is_shown_once_works_and_is_revoked(page, context, server):
    sign_in(context)
    page.goto("/settings/tokens")
    page.get_by_role("button", name="新建令牌").first.click()
    page.get_by_label("用途").fill("网店")
    page.get_by_role("button", name="生成").click()
    secret = page.get_by_label("令牌", exact=True).input_value()
    page.get_by_role("button", name="我已复制").click()
    expect(page.get_by_text(secret)).to_have_count(0)

    bearer = {"Authorization": f"Bearer {secret}"}
    assert httpx.get(f"{server.address}/api/v1/me", headers=bearer).status_code == 200
    # It may read and no more.
    new = {"values": {"last_name": "a", "company": "b"}}
    assert httpx.post(f"{server.address}/api/v1/modules/Leads/records", json=new, headers=bearer).status_code == 403

    page.reload()
    row = page.get_by_role("row").filter(has_text="网店")
    expect(row).not_to_contain_text("从未使用")
    row.get_by_role("button", name="撤销").click()
    page.get_by_role("dialog").get_by_role("button", name="撤销").click()
    expect(page.get_by_text("还没有令牌")).to_be_visible()
    assert httpx.get(f"{server.address}/api/v1/me", headers=bearer).status_code == 401


def test_a_token_that_may_do_nothing_is_refused(page, context):
    sign_in(context)
    page.goto("/settings/tokens")
    page.get_by_role("button", name="新建令牌").first.click()
    page.get_by_label("用途").fill("a")
    page.get_by_role("checkbox", name="读取").uncheck()
    page.get_by_role("button", name="生成").click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_be_visible()
