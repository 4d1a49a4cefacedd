"""Search as one types, and filters."""

import pytest
from page_checks import search
from playwright.sync_api import Page, expect

SHOWN = "article.scenario:not([hidden])"


@pytest.fixture(scope="module")
def office(stay, office_page) -> Page:
    return stay(office_page)


@pytest.fixture
def page(office) -> Page:
    """In the story, with nothing looked for."""
    office.keyboard.press("Escape")
    office.locator(".views a[href='#story']").click()
    return office


def shown(page: Page) -> list[str]:
    """The titles of the scenarios that are shown."""
    return [title.strip() for title in page.locator(f"{SHOWN} .title > span:last-child").all_text_contents()]


@pytest.mark.parametrize(
    ("words", "scenarios", "hit"),
    [
        ("letter goes", ["A letter goes out"], None),
        ("DANDELION", ["A letter goes out"], None),
        ("marigold", ["A letter goes out"], "in an e-mail"),
        ("omar@example.com approval", ["A letter goes out"], "in an e-mail"),
        ("periwinkle", ["A paper is drawn"], "in a document"),
        ("hellebore", ["It stays where it is"], None),
        ("no printer", ["There is no printer"], None),
        ("“Review”", [], None),
        ("moved to review", ["Everybody hears of it"], "in a notification"),
        ("funded", ["It stays where it is", "To ‹stage›", "Everybody hears of it"], None),
        ("backwards", ["It stays where it is", "To ‹stage›"], None),
        ("bank.csv", ["Everybody hears of it"], "in a command"),
    ],
)
def test_scenarios_are_found_by_what_they_say(page, words, scenarios, hit):
    search(page, words)
    noun = "scenario" if len(scenarios) == 1 else "scenarios"
    expect(page.locator(".found")).to_have_text(f"{len(scenarios)} {noun}")
    assert sorted(shown(page)) == sorted(scenarios)
    if hit:
        expect(page.locator(f"{SHOWN} .hit")).to_have_text(hit)


def test_evidence_that_was_looked_at_is_still_named_as_the_place(page):
    page.locator("[id='1-moves/moves/a-letter-goes-out'] > details > summary").click()
    page.locator(".letter iframe").wait_for()
    search(page, "example.com approval")
    expect(page.locator(f"{SHOWN} .hit")).to_have_text("in an e-mail")


def test_what_nobody_says_is_said_to_be_nowhere(page):
    expect(page.locator(".nothing")).to_be_hidden()
    search(page, "xyzzy")
    expect(page.locator(".nothing")).to_be_visible()
    page.get_by_role("button", name="Clear search and filters").click()
    expect(page.locator(".nothing")).to_be_hidden()
    assert len(shown(page)) == 68


@pytest.mark.parametrize(
    ("status", "scenarios"),
    [
        ("broken", ["It stays where it is", "To ‹stage›"]),
        ("not-built", ["To ‹stage›", "Nobody has built this"]),
        ("skipped", ["There is no printer"]),
    ],
)
def test_by_status(page, status, scenarios):
    page.locator(f".chip.{status}").click()
    assert shown(page) == scenarios
    expect(page.locator(f".chip.{status}")).to_have_attribute("aria-pressed", "true")


def test_rows_of_an_outline_are_filtered_with_what_is_told_below_them(page):
    page.locator(".chip.not-built").click()
    rows = page.locator("article.scenario", has_text="To ‹stage›").locator("tbody tr:visible")
    expect(rows.locator("td:first-child")).to_contain_text(["Closed", "Not built yet"])
    expect(rows).to_have_count(2)


def test_two_statuses_are_either(page):
    page.locator(".chip.skipped").click()
    page.locator(".chip.broken").click()
    assert shown(page) == ["It stays where it is", "To ‹stage›", "There is no printer"]


def test_by_tag_and_chapter(page):
    page.locator("#tag").select_option("@slow")
    assert shown(page) == ["A paper is drawn", "Nobody has built this"]
    page.locator("#chapter").select_option(label="2 Later")
    assert shown(page) == ["Nobody has built this"]
    expect(page.locator(".contents li:visible a")).to_have_count(2)


def test_all_at_once_and_esc_clears_them(page):
    page.locator("#tag").select_option("@loans")
    page.locator("#chapter").select_option(label="1 Moves")
    page.locator(".chip.broken").click()
    search(page, "stays")
    assert shown(page) == ["It stays where it is"]
    page.keyboard.press("Escape")
    assert len(shown(page)) == 68
    assert page.locator("#query").input_value() == ""
    assert page.locator("#tag").input_value() == ""
    expect(page.locator(".chip[aria-pressed=true]")).to_have_count(0)
    expect(page.locator(".found")).to_have_text("")


@pytest.mark.parametrize(
    ("view", "words", "found", "noun"),
    [
        ("gallery", "marigold", ["Approval"], "1 piece"),
        ("gallery", "periwinkle", ["Offer"], "1 piece"),
        ("gallery", "hidden", ["It is hidden."], "1 piece"),
        ("changes", "printer", ["There is no printer skipped"], "1 change"),
    ],
)
def test_in_other_views(page, view, words, found, noun):
    page.locator(f".views a[href='#{view}']").click()
    search(page, words)
    expect(page.locator(".found")).to_have_text(noun)
    things = page.locator(f"#{view} .piece:visible > h4, #{view} .change li:visible")
    assert [" ".join(one.split()) for one in things.all_inner_texts()] == found
