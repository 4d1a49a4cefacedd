"""Read without scripts, on paper, in the dark, on a phone."""

import pytest
from page_checks import assert_nothing_scrolls_sideways
from playwright.sync_api import expect

VIEWS = ["overview", "story", "gallery", "dictionary", "changes", "figures"]


def test_without_scripts_story_statuses_and_failures_read(visit, office_page):
    page = visit(office_page, java_script_enabled=False)
    text = page.locator("body").inner_text()
    for words in (
        "A move is news to everybody.",
        "A letter goes out",
        "Backwards is refused",
        "Nobody has built this",
        "it is where it was",
        "'Valuation'",
        "a 'hellebore'",
        "What happened before the failure",
        "It did not move.",
        "2 broken and 1 not built yet, of 68 scenarios.",
    ):
        assert words in text, words
    assert "Search" not in text.replace("Search and", "")
    for name in ("Expected", "Actual"):
        expect(page.get_by_text(name, exact=True).first).to_be_visible()
    marks = page.locator("article.scenario .title .mark").all_text_contents()
    assert {mark.strip() for mark in marks} == {"passed:", "broken:", "not built yet:", "skipped:"}
    for view in VIEWS:
        expect(page.locator(f"#{view}")).to_be_visible()


def test_on_paper(visit, office_page):
    page = visit(office_page, "story")
    page.emulate_media(media="print")
    for hidden in (".search", ".views", ".contents", ".skip"):
        expect(page.locator(hidden)).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for words in ("A letter goes out", "the dandelion is mentioned", "a step of number 59"):
        expect(page.get_by_text(words).first).to_be_visible()


def test_on_paper_in_the_dark_ink_is_dark(visit, office_page):
    page = visit(office_page, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(27, 35, 48)"


def test_a_print_is_more_than_a_page(visit, office_page):
    assert len(visit(office_page, "story").pdf()) > 20_000


def test_light_and_dark(visit, office_page):
    colours = [
        visit(office_page, color_scheme=scheme).evaluate("getComputedStyle(document.body).backgroundColor")
        for scheme in ("light", "dark")
    ]
    assert colours == ["rgb(250, 249, 246)", "rgb(20, 24, 29)"]


def test_a_failing_example_is_in_sight_on_a_phone(visit, office_page):
    page = visit(office_page, "1-moves/moves/to-stage", width=390)
    failure = page.locator("[id='1-moves/moves/to-stage'] .failure").first
    expect(failure).to_contain_text("Example stage: Review")
    expect(failure).to_contain_text("Nothing was refused.")
    box = failure.bounding_box()
    assert (box["x"] >= 0, box["x"] + box["width"] <= 390) == (True, True)
    table = page.locator("[id='1-moves/moves/to-stage'] table.rows").bounding_box()
    assert box["y"] < table["y"]


ON_A_PHONE = [("office_page", view) for view in VIEWS]
ON_A_PHONE += [("hostile_page", view) for view in ("story", "gallery", "dictionary")]


@pytest.mark.parametrize(("name", "view"), ON_A_PHONE)
def test_on_a_phone_nothing_scrolls_sideways(visit, request, name, view):
    page = visit(request.getfixturevalue(name), view, width=390)
    assert_nothing_scrolls_sideways(page)
