"""What the tests of pages look for in them."""

from playwright.sync_api import Page

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
# Where the target stands, below the header where that stays in sight.
IN_SIGHT = """(id) => {
  const target = document.getElementById(id), top = target.getBoundingClientRect().top;
  const header = document.querySelector(".top");
  const bottom = getComputedStyle(header).position === "sticky" ? header.getBoundingClientRect().bottom : 0;
  return target.classList.contains("at-address") && top >= bottom - 1 && top < innerHeight - 40;
}"""
# What reaches beyond the window, and is in nothing that scrolls by itself.
TOO_WIDE = """() => [...document.querySelectorAll(".view.shown *, header *")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
  .filter((one) => !one.closest(".scroll, .paper ol, .vh, pre, iframe"))
  .slice(0, 5).map((one) => `${one.localName}.${one.className} ${one.textContent.slice(0, 40)}`)"""


def wait_for_letter(page: Page) -> None:
    # A busy machine scrolls past it before it is drawn.
    page.locator(".view.shown .letter").first.scroll_into_view_if_needed()
    page.locator(".view.shown .letter iframe").first.wait_for()
    page.wait_for_function("() => document.querySelector('.view.shown .letter iframe').offsetHeight > 20")
    wait_until_nothing_is_cut(page)


def wait_until_nothing_is_cut(page: Page) -> None:
    page.wait_for_function(f"() => !({CUT})().length")


def assert_arrived(page: Page, address: str) -> None:
    page.wait_for_function(IN_SIGHT, arg=address)
    page.wait_for_timeout(300)
    assert page.evaluate(IN_SIGHT, address)


def search(page: Page, words: str) -> None:
    page.locator("#query").press_sequentially(words)


def assert_nothing_scrolls_sideways(page: Page) -> None:
    page.evaluate("for (const one of document.querySelectorAll('.view.shown details')) one.open = true")
    page.evaluate(
        "for (const one of document.querySelectorAll('.feature')) one.style.contentVisibility = 'visible'"
    )
    page.wait_for_timeout(500)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, page.evaluate(TOO_WIDE)
