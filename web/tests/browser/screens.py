"""The screens, for the tests that look at all of them."""
from conftest import settle
from playwright.sync_api import expect

SIGNED_OUT = {"sign-in": "/signin", "kit": "/kit"}
SIGNED_IN = {
    "messages": "/messages",
    "leads": "/leads",
    "contacts": "/contacts",
    "deals": "/modules/Deals",
    "activities": "/activities",
    "tokens": "/settings/tokens",
    "audit": "/settings/audit",
    "quotes": "/modules/Quotes",
    "new-quote": "/modules/Quotes/new",
    "organization": "/settings/organization",
    "users": "/settings/users",
    "roles": "/settings/roles",
    "groups": "/settings/groups",
    "profiles": "/settings/profiles",
    "modules": "/settings/modules",
    "bin": "/settings/data/bin",
    "module": "/settings/modules/Deals",
    "business-messaging": "/settings/channels/business-messaging",
    "connect": "/settings/channels/business-messaging/connect",
    "actions": "/settings/automation/actions",
    "notifications": "/settings/automation/actions/whatsapp-notifications",
    "guidelines": "/settings/automation/actions/whatsapp-templates/guidelines",
    "new-template": "/settings/automation/actions/whatsapp-templates/new",
    "personal-settings": "/settings/personal",
    "not-found": "/no/such/page",
}
LOOKS = [(language, theme) for language in ("zh-CN", "en") for theme in ("light", "dark")]


def open_screen(page, path):
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    settle(page)


def walk_set_up(page, code):
    """Each step of the set-up page in turn."""
    open_screen(page, "/setup")
    yield "set-up-1"
    page.locator("input[name=code]").fill(code)
    page.keyboard.press("Enter")
    page.locator("input[name=organization_name]").fill("Crema Works")
    settle(page)
    yield "set-up-2"
    page.keyboard.press("Enter")
    page.locator("input[name=name]").wait_for()
    settle(page)
    yield "set-up-3"
