"""Every view, feature, rule, scenario and row has a link that stays and leads there."""

import pytest
from page_checks import assert_arrived, search
from playwright.sync_api import expect

WIDTHS = pytest.mark.parametrize("width", [1280, 390])
ADDRESSES = [
    "3-many/many/number-50",
    "3-many/many",
    "1-moves/moves/rule-backwards-is-refused",
    "1-moves/moves/to-stage/review",
    "1-moves/moves/to-stage",
    "chapter-2-later",
]


@pytest.mark.parametrize(
    ("address", "width"), [*((one, 1280) for one in ADDRESSES), *((one, 390) for one in ADDRESSES[:4:3])]
)
def test_a_link_from_elsewhere(visit, office_page, address, width):
    assert_arrived(visit(office_page, address, width=width), address)


@WIDTHS
def test_a_scenario_is_opened(visit, office_page, width):
    page = visit(office_page, "1-moves/moves/a-letter-goes-out", width=width)
    assert_arrived(page, "1-moves/moves/a-letter-goes-out")
    expect(page.get_by_text("the dandelion is mentioned").first).to_be_visible()
    expect(page.locator(".letter iframe")).to_be_visible()


@WIDTHS
def test_a_row_is_opened_with_its_steps(visit, office_page, width):
    page = visit(office_page, "1-moves/moves/to-stage/inquiry", width=width)
    assert_arrived(page, "1-moves/moves/to-stage/inquiry")
    expect(page.locator(".told-row .steps")).to_have_text('When she moves it to "Inquiry"')


def test_a_row_opens_and_closes_by_its_button(visit, office_page):
    page = visit(office_page, "story")
    page.locator("article.scenario", has_text="To ‹stage›").locator(
        "summary"
    ).first.scroll_into_view_if_needed()
    button = page.locator("[data-case='1-moves/moves/to-stage/review'] .result-of")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".told-row .steps")).to_be_visible()
    expect(page.get_by_role("link", name="Link to this example")).to_be_visible()
    button.click()
    expect(page.locator(".told-row")).to_be_hidden()


@pytest.mark.parametrize("view", ["overview", "story", "gallery", "dictionary", "changes", "figures"])
def test_a_view(visit, office_page, view):
    page = visit(office_page, view)
    expect(page.locator(f"#{view}")).to_be_visible()
    expect(page.locator(".view:visible")).to_have_count(1)
    expect(page.locator(".views [aria-current=page]")).to_have_attribute("href", f"#{view}")
    page = visit(office_page)
    page.locator(f".views a[href='#{view}']").click()
    expect(page.locator(f"#{view}")).to_be_visible()


def test_from_the_gallery_to_a_scenario_and_back(visit, office_page):
    page = visit(office_page, "gallery")
    page.locator(".piece", has_text="Approval").locator("summary", has_text="1 scenario").click()
    page.get_by_role("link", name="A letter goes out").click()
    assert_arrived(page, "1-moves/moves/a-letter-goes-out")
    page.go_back()
    expect(page.locator("#gallery")).to_be_visible()


def test_what_a_filter_hides_is_shown_to_who_follows_a_link(visit, office_page):
    page = visit(office_page)
    page.locator(".chip.skipped").click()
    page.evaluate("location.hash = '#1-moves/moves/to-stage/inquiry'")
    assert_arrived(page, "1-moves/moves/to-stage/inquiry")
    page.locator(".chip.broken").click()
    page.evaluate("location.hash = '#1-moves/moves/a-paper-is-drawn'")
    assert_arrived(page, "1-moves/moves/a-paper-is-drawn")


GONE = "The link leads to something that is not on this page."


@pytest.mark.parametrize("address", ["nowhere/at/all", "query", "data-contents", "keys"])
def test_an_address_that_leads_nowhere_leads_to_the_front_page_which_says_so(visit, office_page, address):
    page = visit(office_page, address)
    expect(page.locator("#overview")).to_be_visible()
    expect(page.locator(".gone-address")).to_contain_text(GONE)
    page.locator(".views a[href='#overview']").click()
    expect(page.locator(".gone-address")).to_be_hidden()


@pytest.mark.parametrize("address", ["", "%E0%A4%A"])
def test_without_an_address_the_front_page_comes_first(visit, office_page, address):
    page = visit(office_page, address)
    expect(page.locator("#overview")).to_be_visible()
    expect(page.locator(".gone-address")).to_be_hidden()


def test_from_the_front_page_to_a_failure_and_its_feature(visit, office_page):
    page = visit(office_page)
    page.locator(".troubled.broken").get_by_role("link", name="To ‹stage›").click()
    assert_arrived(page, "1-moves/moves/to-stage")
    expect(page.locator("[id='1-moves/moves/to-stage'] .failure").first).to_be_in_viewport()


@pytest.mark.parametrize("address", ["", "overview"])
def test_from_a_search_back_to_the_front_page(visit, office_page, address):
    page = visit(office_page, address)
    search(page, "dandelion")
    expect(page.locator("#story")).to_be_visible()
    page.locator(".views a[href='#overview']").click()
    expect(page.locator("#overview")).to_be_visible()
    page.locator(".views a[href='#story']").click()
    page.go_back()
    expect(page.locator("#overview")).to_be_visible()


READ = ".contents [aria-current]"


def test_the_sidebar_follows_a_link(visit, office_page):
    page = visit(office_page, "3-many/many/number-50")
    assert_arrived(page, "3-many/many/number-50")
    expect(page.locator(READ)).to_contain_text("Many")
    page.evaluate("location.hash = '#1-moves/moves/it-stays-where-it-is'")
    assert_arrived(page, "1-moves/moves/it-stays-where-it-is")
    expect(page.locator(READ)).to_contain_text("Moves")


def test_the_sidebar_follows_its_reader(visit, office_page):
    page = visit(office_page, "story")
    expect(page.locator(READ)).to_contain_text("Moves")
    page.evaluate("document.getElementById('3-many/many/number-40').scrollIntoView()")
    expect(page.locator(READ)).to_contain_text("Many")


def test_a_reader_who_scrolls_is_not_taken_back(visit, office_page):
    page = visit(office_page, "1-moves/moves/a-letter-goes-out")
    page.mouse.move(600, 500)
    page.mouse.wheel(0, 900)
    page.wait_for_timeout(1000)
    assert page.evaluate("scrollY") > 500
