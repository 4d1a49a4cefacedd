"""axe-core finds nothing wrong, in any view, light and dark, wide and narrow."""

import pytest
from playwright.sync_api import Page

from tests.browser.axe import violations

OPENED = [
    "1-moves/moves/a-letter-goes-out",
    "1-moves/moves/a-paper-is-drawn",
    "1-moves/moves/everybody-hears-of-it",
    "1-moves/moves/three-letters-go-out",
]
LOOKS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 390)]


def opened_up(page: Page) -> None:
    for address in OPENED:
        page.locator(f"[id='{address}'] > details").evaluate("(one) => { one.open = true; }")
    page.locator("[data-case='1-moves/moves/to-stage/review'] .result-of").click()
    page.locator(".told-row .steps").wait_for()
    page.locator(".paper canvas[data-drawn]").first.wait_for()


@pytest.mark.parametrize("view", ["overview", "story", "gallery", "dictionary", "changes", "figures"])
def test_view(visit, office_page, view):
    page = visit(office_page, view, bypass_csp=True)
    if view == "story":
        opened_up(page)
    page.evaluate("for (const one of document.querySelectorAll('.view.shown details')) one.open = true")
    page.wait_for_timeout(300)
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == [], (scheme, width)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_dialogs(visit, office_page, scheme):
    page = visit(office_page, "1-moves/moves/a-paper-is-drawn", color_scheme=scheme, bypass_csp=True)
    page.locator(".paper .page").first.click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert violations(page) == []


def test_a_search(visit, office_page):
    page = visit(office_page, bypass_csp=True)
    page.locator("#query").fill("marigold")
    page.locator(".hit").wait_for()
    page.locator(".chip.passed").click()
    assert violations(page) == []


def test_the_real_run(visit, real_page):
    assert violations(visit(real_page, bypass_csp=True)) == []
