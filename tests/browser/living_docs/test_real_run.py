"""The page of a run of this project's own features."""

from page_checks import (
    BLANK,
    assert_arrived,
    assert_nothing_scrolls_sideways,
    search,
    wait_for_letter,
    wait_until_nothing_is_cut,
)
from playwright.sync_api import expect

ALL_DRAWN = "() => [...document.querySelectorAll('canvas')].every((one) => one.dataset.drawn)"


def test_every_scenario_has_its_evidence(visit, real_page):
    page = visit(real_page, "story")
    page.evaluate(
        "for (const one of document.querySelectorAll('article.scenario > details')) one.open = true"
    )
    page.wait_for_function("() => !document.querySelector('article.passed:not([data-filled])')")
    page.evaluate(
        "for (const one of document.querySelectorAll('.feature')) one.style.contentVisibility = 'visible'"
    )
    page.locator(".letter iframe").nth(20).wait_for()
    wait_until_nothing_is_cut(page)
    page.wait_for_function(ALL_DRAWN)
    assert page.evaluate(BLANK) == 0
    for kind in (".bell", ".conversation", ".paper", ".report", ".timeline-of"):
        page.locator(kind).first.wait_for(state="attached")


def test_the_gallery_is_drawn_as_one_scrolls(visit, real_page):
    page = visit(real_page, "gallery")
    for _ in range(12):
        page.mouse.wheel(0, 2500)
        page.wait_for_timeout(100)
    wait_for_letter(page)
    page.wait_for_function(ALL_DRAWN)
    assert page.locator("canvas").count()
    assert page.evaluate(BLANK) == 0


def test_links_lead_to_their_places(visit, real_page):
    page = visit(real_page)
    ids = page.locator("article.scenario, tr.case, .rule, .feature").evaluate_all(
        "(all) => all.map((one) => one.id)"
    )
    assert len(set(ids)) == len(ids) > 100
    for address in ids[:: len(ids) // 5]:
        page.evaluate("(address) => { location.hash = address; }", address)
        assert_arrived(page, address)


def test_search_finds_evidence(visit, real_page):
    page = visit(real_page)
    search(page, "harbour lending")
    expect(page.locator(".hit").first).to_be_visible()


def test_on_a_phone_nothing_scrolls_sideways(visit, real_page):
    assert_nothing_scrolls_sideways(visit(real_page, "story", width=390))


def test_how_soon_the_page_is_ready(visit, real_page, record_property):
    """The time is recorded and not judged, because a busy machine is slow."""
    page = visit(real_page)
    timing = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
    record_property("DOMContentLoaded, ms", page.evaluate(timing))
