"""Every view, feature, rule, scenario and row has a link that stays and leads there."""

import pytest
from playwright.sync_api import Page, expect

# Where the target stands, below the header where that stays in sight.
IN_SIGHT = """(id) => {
  const target = document.getElementById(id), top = target.getBoundingClientRect().top;
  const header = document.querySelector(".top");
  const bottom = getComputedStyle(header).position === "sticky" ? header.getBoundingClientRect().bottom : 0;
  return target.classList.contains("at-address") && top >= bottom - 1 && top < innerHeight - 40;
}"""
WIDTHS = pytest.mark.parametrize("width", [1280, 390])
ADDRESSES = [
    "3-many/many/number-50",
    "3-many/many",
    "1-moves/moves/rule-backwards-is-refused",
    "1-moves/moves/to-stage/review",
    "1-moves/moves/to-stage",
    "chapter-2-later",
]


def arrived(page: Page, address: str) -> None:
    page.wait_for_function(IN_SIGHT, arg=address)
    page.wait_for_timeout(300)
    assert page.evaluate(IN_SIGHT, address)


@pytest.mark.parametrize(
    ("address", "width"), [*((one, 1280) for one in ADDRESSES), *((one, 390) for one in ADDRESSES[:4:3])]
)
def test_a_link_from_elsewhere(visit, office_page, address, width):
    arrived(visit(office_page, address, width=width), address)


@WIDTHS
def test_a_scenario_is_opened(visit, office_page, width):
    page = visit(office_page, "1-moves/moves/a-letter-goes-out", width=width)
    arrived(page, "1-moves/moves/a-letter-goes-out")
    expect(page.get_by_text("the dandelion is mentioned").first).to_be_visible()
    expect(page.locator(".letter iframe")).to_be_visible()


@WIDTHS
def test_a_row_is_opened_with_its_steps(visit, office_page, width):
    page = visit(office_page, "1-moves/moves/to-stage/inquiry", width=width)
    arrived(page, "1-moves/moves/to-stage/inquiry")
    expect(page.locator(".told-row .steps")).to_have_text('When she moves it to "Inquiry"')


def test_a_row_opens_and_closes_by_its_button(visit, office_page):
    page = visit(office_page)
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


@pytest.mark.parametrize("view", ["story", "gallery", "dictionary", "changes", "figures"])
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
    arrived(page, "1-moves/moves/a-letter-goes-out")
    page.go_back()
    expect(page.locator("#gallery")).to_be_visible()


def test_what_a_filter_hides_is_shown_to_who_follows_a_link(visit, office_page):
    page = visit(office_page)
    page.locator(".chip.skipped").click()
    page.evaluate("location.hash = '#1-moves/moves/to-stage/inquiry'")
    arrived(page, "1-moves/moves/to-stage/inquiry")
    page.locator(".chip.broken").click()
    page.evaluate("location.hash = '#1-moves/moves/a-paper-is-drawn'")
    arrived(page, "1-moves/moves/a-paper-is-drawn")


@pytest.mark.parametrize("address", ["nowhere/at/all", "%E0%A4%A", "query", "data-contents", "keys"])
def test_an_address_that_leads_nowhere_leads_to_the_story(visit, office_page, address):
    expect(visit(office_page, address).locator("#story")).to_be_visible()


def test_links_of_the_real_run(visit, real_page):
    page = visit(real_page)
    ids = page.locator("article.scenario, tr.case, .rule, .feature").evaluate_all(
        "(all) => all.map((one) => one.id)"
    )
    assert len(set(ids)) == len(ids) > 100
    for address in ids[:: len(ids) // 5]:
        page.evaluate("(address) => { location.hash = address; }", address)
        arrived(page, address)
