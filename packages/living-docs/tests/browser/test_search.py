"""Search as one types, and filters."""

import pytest
from page_checks import assert_arrived, search
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


def test_an_empty_search_says_so(page):
    expect(page.locator(".nothing")).to_be_hidden()
    search(page, "Xyzzy")
    expect(page.locator(".nothing")).to_contain_text("No scenario contains “Xyzzy”.")
    page.get_by_role("button", name="Clear search and filters").click()
    expect(page.locator(".nothing")).to_be_hidden()
    assert len(shown(page)) == 68


def test_an_empty_search_says_what_the_filters_leave_out(page):
    page.locator(".chip.skipped").click()
    search(page, "letter goes")
    expect(page.locator(".nothing")).to_contain_text(
        "No scenario contains “letter goes” with these filters; 1 scenario without them."
    )


@pytest.mark.parametrize(
    ("view", "noun"), [("gallery", "piece"), ("dictionary", "phrase"), ("changes", "change")]
)
def test_an_empty_search_of_another_view_says_so(page, view, noun):
    page.locator(f".views a[href='#{view}']").click()
    search(page, "xyzzy")
    expect(page.locator(".nothing")).to_contain_text(f"No {noun} contains “xyzzy”.")


def test_a_file_is_found_by_its_path_and_a_chapter_is_not_a_word(page):
    search(page, "later.feature")
    expect(page.locator(".found")).to_have_text("2 scenarios")
    page.keyboard.press("Escape")
    search(page, "features")
    expect(page.locator(".nothing")).to_be_visible()


def test_words_of_the_page_itself_are_not_found(page):
    search(page, "link to this")
    expect(page.locator(".nothing")).to_be_visible()


def test_titles_come_before_steps_and_steps_before_evidence(page):
    search(page, "letter")
    expect(page.locator(".found")).to_have_text("3 scenarios")
    best = page.locator(".best li")
    expect(best.locator("a")).to_have_text(
        ["A letter goes out", "Three letters go out", "Everybody hears of it"]
    )
    expect(best.nth(2)).to_contain_text("in a document")
    expect(best.first.locator("a mark")).to_have_text("letter")
    expect(best.nth(2).locator(".snippet mark").first).to_have_text("letter")


def test_a_phrase_comes_before_its_words_apart(page):
    search(page, "go out")
    expect(page.locator(".best a")).to_contain_text(["Three letters go out", "A letter goes out"])


def test_a_best_match_leads_to_its_place(page):
    search(page, "letter")
    page.locator(".best a").first.click()
    assert_arrived(page, "1-moves/moves/a-letter-goes-out")


HIGHLIGHTED = "[...(CSS.highlights.get('found') || [])].map((range) => range.toString().toLowerCase())"


@pytest.mark.parametrize("view", ["story", "gallery"])
def test_what_is_looked_for_is_highlighted(page, view):
    page.locator(f".views a[href='#{view}']").click()
    assert page.evaluate(HIGHLIGHTED) == []
    search(page, "Approval" if view == "gallery" else "DANDELION")
    page.wait_for_function(f"() => {HIGHLIGHTED}.length")
    assert set(page.evaluate(HIGHLIGHTED)) == {"approval" if view == "gallery" else "dandelion"}


def test_a_search_on_the_front_page_looks_in_the_story(page):
    page.locator(".views a[href='#overview']").click()
    search(page, "dandelion")
    expect(page.locator("#story")).to_be_visible()
    assert shown(page) == ["A letter goes out"]


@pytest.mark.parametrize(
    ("status", "scenarios"),
    [
        ("broken", ["It stays where it is", "To ‹stage›"]),
        ("not-built", ["Nobody has built this"]),
        ("skipped", ["There is no printer"]),
    ],
)
def test_by_status(page, status, scenarios):
    page.locator(f".chip.{status}").click()
    assert shown(page) == scenarios
    expect(page.locator(f".chip.{status}")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(f".chip.{status}")).to_contain_text(f"{len(scenarios)} ")


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
        ("changes", "printer", ["There is no printer Later skipped"], "1 change"),
    ],
)
def test_in_other_views(page, view, words, found, noun):
    page.locator(f".views a[href='#{view}']").click()
    search(page, words)
    expect(page.locator(".found")).to_have_text(noun)
    things = page.locator(f"#{view} .piece:visible > h4, #{view} .change li:visible")
    assert [" ".join(one.split()) for one in things.all_inner_texts()] == found
