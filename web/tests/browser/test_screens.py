"""Pictures of every screen, for people to look at: test-output/screens/."""
import pytest
from conftest import choose_look, settle, sign_in
from pictures import take
from screens import LOOKS, SIGNED_IN, SIGNED_OUT, open_screen, walk_set_up

SIZES = {"wide": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
NAMES = {"zh-CN": "陈思远", "en": "Alex Morgan"}


@pytest.fixture(scope="module")
def server(module_server):
    """Nothing here changes more than the look, which every test sets."""
    return module_server


def take_sizes(page, name, language, theme, whole=False):
    """The same page in every size, as when a window is made narrow."""
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)
        settle(page)
        take(page, name, language, theme, size, whole)


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_pictures(page, context, language, theme):
    choose_look(context, language, theme)
    for name, path in SIGNED_OUT.items():
        open_screen(page, path)
        take_sizes(page, name, language, theme, whole=name == "kit")
    sign_in(context, language, theme, NAMES[language])
    for name, path in SIGNED_IN.items():
        open_screen(page, path)
        take_sizes(page, name, language, theme)
    open_screen(page, "/settings/personal")
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)
        page.locator(".rail-item.account").click()
        settle(page)
        take(page, "account-menu", language, theme, size)
        page.keyboard.press("Escape")
        page.locator(".demo-clock").click()
        page.get_by_role("menuitem").nth(1).click()
        settle(page)
        take(page, "demo-clock", language, theme, size)
        page.keyboard.press("Escape")


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_pictures_of_the_set_up_page(page, context, bare_server, language, theme):
    choose_look(context, language, theme)
    for name in walk_set_up(page, bare_server.setup_code()):
        take_sizes(page, name, language, theme)
