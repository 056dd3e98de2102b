"""Pictures for people to look at: test-output/screens/."""
from programs import ROOT

FOLDER = ROOT / "test-output" / "screens"


def take(page, name, language, theme, size, whole=False):
    FOLDER.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=FOLDER / f"{name}.{language}.{theme}.{size}.png", full_page=whole)
