"""A run that attacks the page, in a browser."""

from pathlib import Path

import pytest
from hostile import ATTACK, hostile_stream
from playwright.sync_api import Page, expect
from watching import TIMEOUT

import living_docs.page

LETTER = "A hostile letter"
MIDDLE = """(link) => {
  const frame = document.querySelector(".letter iframe"), target = frame.contentDocument.querySelector(link);
  target.scrollIntoView({ block: "center" });
  const [outer, inner] = [frame.getBoundingClientRect(), target.getBoundingClientRect()];
  return [outer.left + inner.left + inner.width / 2, outer.top + inner.top + inner.height / 2];
}"""
LINKS = ["#away", "#script", "#svg text", "#send"]


def opened_up(page: Page) -> Page:
    page.evaluate("location.hash = `#${document.querySelector('article.scenario').id}`")
    page.wait_for_selector(".letter iframe")
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    return page


def click(page: Page, link: str) -> None:
    """Click where a link of the letter is, as a person would; nothing of Playwright's runs in the letter."""
    x, y = page.evaluate(MIDDLE, link)
    page.mouse.click(x, y)


@pytest.fixture(scope="module")
def page(stay, hostile_page) -> Page:
    """With everything opened."""
    return opened_up(stay(hostile_page))


def test_nothing_of_it_runs(page):
    page.wait_for_timeout(1000)
    assert page.evaluate("window.ran") is None
    assert page.frames[1].evaluate("document.body.textContent").count(LETTER) == 1


def test_it_is_there_to_be_read(page):
    words = page.locator("#story").inner_text()
    assert " ".join(ATTACK.split()) in " ".join(words.split())


def test_the_page_has_no_element_that_it_does_not_make(page):
    every = "[...document.querySelectorAll('*')]"
    made = page.evaluate(f"{every}.map((one) => one.localName)")
    assert not {"object", "embed", "base", "link", "svg"} & set(made)
    names = page.evaluate(f"{every}.flatMap((one) => one.getAttributeNames())")
    assert [name for name in names if name.startswith("on")] == []


@pytest.mark.parametrize("link", LINKS)
def test_a_link_in_an_e_mail_leads_nowhere(page, link):
    before = page.url
    click(page, link)
    page.wait_for_timeout(200)
    assert page.url == before
    assert len(page.context.pages) == 1
    assert LETTER in page.evaluate(
        "document.querySelector('.letter iframe').contentDocument.body.textContent"
    )
    assert page.evaluate("window.ran") is None


def test_a_link_in_an_e_mail_says_where_it_led(page):
    expect(page.frame_locator(".letter iframe").locator("#away")).to_have_attribute(
        "title", "http://hostile.example/link"
    )


def test_search_reads_attacks_as_words(page):
    page.locator("#query").fill("needle-in-the-letter")
    expect(page.locator(".found")).to_have_text("1 scenario")
    page.locator("#query").fill("<script>window.ran")
    expect(page.locator(".found")).to_have_text("2 scenarios")
    page.locator("#query").fill("")


@pytest.mark.parametrize("view", ["gallery", "dictionary", "figures"])
def test_other_views(page, view):
    page.locator(f".views a[href='#{view}']").click()
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    expect(page.locator(f"#{view}")).to_contain_text("window.ran")


@pytest.fixture
def untamed_page(tmp_path, monkeypatch) -> Path:
    """The page of the same run, whose script takes nothing out of an e-mail."""
    taming = "function tamed(html) {"
    asset = living_docs.page._asset
    assert taming in asset("letters.js")
    monkeypatch.setattr(
        "living_docs.page._asset", lambda *names: asset(*names).replace(taming, f"{taming} return html;")
    )
    file = tmp_path / "untamed.html"
    file.write_text(living_docs.page.page(hostile_stream().run(), title="Hostile"), encoding="utf-8")
    return file


def test_the_sandbox_holds_what_is_not_taken_out(untamed_page, browser):
    page = browser.new_page()
    requests = []
    page.on("request", lambda request: requests.append(request))
    # What the letter asks the network for is asked for, and the page's policy says no: however slow it is.
    with page.expect_event("requestfailed", lambda request: request.url.startswith("http"), timeout=TIMEOUT):
        page.goto(untamed_page.as_uri())
        opened_up(page)
    click(page, "#away")
    page.wait_for_timeout(500)
    assert page.evaluate("window.ran") is None
    assert page.url.startswith(untamed_page.as_uri())
    answered = {request.failure for request in requests if request.url.startswith("http")} - {None}
    assert answered == {"csp"}
    page.close()
