"""Evidence as its reader found it."""

import pytest
from playwright.sync_api import Page, expect

# Frames that hide a part of their letter, by what they say.
CUT = """() => [...document.querySelectorAll(".letter iframe")].filter((frame) => frame.offsetParent)
  .map((frame) => [frame.title, frame.contentDocument.documentElement])
  .filter(([, root]) => root.scrollHeight > root.clientHeight || root.clientHeight < 10)
  .map(([title, root]) => `${title}: ${root.scrollHeight} in ${root.clientHeight}`)"""
# Canvases that are still all white.
BLANK = """() => [...document.querySelectorAll("canvas")].filter((canvas) => {
  const size = [canvas.width, canvas.height];
  const copy = new OffscreenCanvas(...size).getContext("2d", { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, ...size);
  return !data.some((value, index) => index % 4 < 3 && value < 128 && data[index - index % 4 + 3] > 0);
}).length"""


def letter(page: Page) -> None:
    page.locator(".letter iframe").first.wait_for()
    page.wait_for_function(
        f"() => document.querySelector('.letter iframe').offsetHeight > 20 && !({CUT})().length"
    )


@pytest.mark.parametrize("width", [1280, 390])
def test_an_e_mail_is_shown_at_its_full_height_however_wide_the_window(visit, office_page, width):
    page = visit(office_page, "1-moves/moves/a-letter-goes-out", width=width)
    letter(page)
    assert page.locator(".letter iframe").bounding_box()["height"] > 1000
    for other in (700, 320, width):
        page.set_viewport_size({"width": other, "height": 800})
        page.wait_for_timeout(200)
        assert page.evaluate(CUT) == []
    expect(page.locator(".letter")).to_contain_text("crm@example.com")
    expect(page.locator(".letter summary").first).to_contain_text("Approval")
    expect(page.locator(".letter summary").first).to_contain_text("omar@example.com")
    expect(page.frame_locator(".letter iframe").get_by_text("A marigold.")).to_be_visible()


def test_of_many_e_mails_each_is_opened_by_who_wants_to_read_it(visit, office_page):
    page = visit(office_page, "1-moves/moves/three-letters-go-out")
    page.locator(".letter").nth(2).wait_for()
    expect(page.locator(".letter iframe")).to_have_count(0)
    page.locator(".letter > summary").nth(1).click()
    letter(page)
    expect(page.frame_locator(".letter iframe").get_by_text("News 1.")).to_be_visible()


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
    expect(said).to_have_text(["It moved.", '{"type":"ping"}', "the connection is closed (4001)"])
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


def test_the_real_run_has_its_evidence_in_every_scenario(visit, real_page):
    page = visit(real_page)
    page.evaluate(
        "for (const one of document.querySelectorAll('article.scenario > details')) one.open = true"
    )
    page.wait_for_function("() => !document.querySelector('article.passed:not([data-filled])')")
    page.wait_for_timeout(1500)
    page.evaluate(
        "for (const one of document.querySelectorAll('.feature')) one.style.contentVisibility = 'visible'"
    )
    page.wait_for_timeout(1000)
    assert page.locator(".letter iframe").count() > 20
    assert page.evaluate(CUT) == []
    page.wait_for_function("() => [...document.querySelectorAll('canvas')].every((one) => one.dataset.drawn)")
    assert page.evaluate(BLANK) == 0
    for kind in (".bell", ".conversation", ".paper", ".report", ".timeline-of"):
        assert page.locator(kind).count(), kind


def test_the_gallery_of_the_real_run_is_drawn_as_one_scrolls(visit, real_page):
    page = visit(real_page, "gallery")
    for _ in range(12):
        page.mouse.wheel(0, 2500)
        page.wait_for_timeout(100)
    letter(page)
    page.wait_for_function("() => [...document.querySelectorAll('canvas')].every((one) => one.dataset.drawn)")
    assert page.locator("canvas").count()
    assert page.evaluate(BLANK) == 0
