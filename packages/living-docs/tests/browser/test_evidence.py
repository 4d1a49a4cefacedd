"""Evidence as its reader found it."""

import pytest
from page_checks import BLANK, wait_for_letter, wait_until_nothing_is_cut
from playwright.sync_api import expect


@pytest.mark.parametrize("width", [1280, 390])
def test_an_e_mail_is_shown_at_its_full_height_however_wide_the_window(visit, office_page, width):
    page = visit(office_page, "1-moves/moves/a-letter-goes-out", width=width)
    wait_for_letter(page)
    assert page.locator(".letter iframe").bounding_box()["height"] > 1000
    for other in (700, 320, width):
        page.set_viewport_size({"width": other, "height": 800})
        wait_until_nothing_is_cut(page)
    expect(page.locator(".letter")).to_contain_text("crm@example.com")
    expect(page.locator(".letter summary").first).to_contain_text("Approval")
    expect(page.locator(".letter summary").first).to_contain_text("omar@example.com")
    expect(page.frame_locator(".letter iframe").get_by_text("A marigold.")).to_be_visible()


def test_of_many_e_mails_each_is_opened_by_who_wants_to_read_it(visit, office_page):
    page = visit(office_page, "1-moves/moves/three-letters-go-out")
    page.locator(".letter").nth(2).wait_for()
    expect(page.locator(".letter iframe")).to_have_count(0)
    page.locator(".letter > summary").nth(1).click()
    wait_for_letter(page)
    expect(page.frame_locator(".letter iframe").get_by_text("News 1.")).to_be_visible()


def test_what_failed_shows_its_evidence_when_it_comes_into_sight(visit, office_page):
    page = visit(office_page, "gallery")
    failed = page.locator("article.scenario", has=page.locator("details[open]"))
    # As in a browser that is slow to say what was open from the start.
    failed.locator("> details").first.dispatch_event("toggle")
    assert not failed.first.evaluate("(one) => one.dataset.filled")
    page.evaluate("location.hash = '#story'")
    failed.first.scroll_into_view_if_needed()
    expect(failed.first).to_have_attribute("data-filled", "yes")


def test_no_script_may_run_in_an_e_mail(visit, office_page):
    page = visit(office_page, "1-moves/moves/a-letter-goes-out")
    expect(page.locator(".letter iframe")).to_have_attribute("sandbox", "allow-same-origin")


def test_a_paper_is_drawn_and_enlarged_by_keyboard(visit, office_page):
    page = visit(office_page, "1-moves/moves/a-paper-is-drawn")
    pages = page.locator(".paper .page")
    expect(pages).to_have_count(2)
    page.wait_for_selector(".paper li:last-child canvas[data-drawn]")
    assert page.evaluate(BLANK) == 0
    pages.first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#enlarged")).to_be_visible()
    page.wait_for_selector("#enlarged canvas[data-drawn]")
    assert page.evaluate(BLANK) == 0
    assert page.locator("#enlarged canvas").bounding_box()["width"] > pages.first.bounding_box()["width"]
    page.keyboard.press("Escape")
    expect(page.locator("#enlarged")).to_be_hidden()
    expect(pages.first).to_be_focused()
    page.locator(".paper summary").click()
    expect(page.get_by_text("A periwinkle")).to_be_visible()


def test_everything_that_people_find_has_its_form(visit, office_page):
    page = visit(office_page, "1-moves/moves/everybody-hears-of-it")
    scenario = page.locator("article.scenario", has_text="Everybody hears of it")
    expect(scenario.locator(".bell")).to_contain_text(["It moved to Review.", "Hidden: this person"])
    said = scenario.locator(".conversation > li .said")
    expect(said).to_have_text(["It moved. (2 unread)", '{"type":"ping"}', "the connection is closed (4001)"])
    expect(scenario.locator("p.refusal")).to_have_text("Refused: It cannot go back.")
    expect(scenario.locator(".terminal")).to_contain_text("$ import bank.csv")
    scenario.get_by_text("Report: Weekly").click()
    expect(scenario.locator(".report tbody tr")).to_have_count(2)
    expect(scenario.locator("p.file")).to_contain_text(
        ["letter.pdf", "a.bin (application/octet-stream, 1 bytes)"]
    )
    expect(scenario.locator("figure.file").first).to_contain_text('"a": 1')


def test_the_timeline_is_the_storys_own(visit, office_page):
    page = visit(office_page, "1-moves/moves/everybody-hears-of-it", timezone_id="America/Los_Angeles")
    page.locator("article.scenario", has_text="Everybody hears of it").get_by_text(
        "Timeline", exact=True
    ).click()
    timeline = page.locator("article.scenario", has_text="Everybody hears of it").locator(".timeline")
    expect(timeline.locator(".day")).to_have_text("Monday 3 March 2025")
    expect(timeline.locator("time").first).to_have_text("09:00")
    expect(timeline.locator("[data-kind=task]")).to_contain_text("deliver: sent 3")


def test_what_cannot_be_shown_says_why(visit, office_page):
    page = visit(office_page, "1-moves/moves/everybody-hears-of-it")
    scenario = page.locator("article.scenario", has_text="Everybody hears of it")
    expect(scenario.locator(".not-shown")).to_have_text(
        [
            "shot.png (image/png) cannot be shown: its base64 is damaged or cut short.",
            "film.mp4 (video/mp4) cannot be shown: it is on a server, and the page makes no requests: "
            "https://example.com/film.mp4.",
        ]
    )
    expect(scenario.get_by_role("link", name="film.mp4")).to_have_attribute(
        "href", "https://example.com/film.mp4"
    )
