"""The driver that shows pages to the features in Chromium: what it says where something is not there."""

from io import BytesIO
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from features.drivers.window import Window
from timeskip.stacks import NotOnThisStack
from timeskip.stacks.real.chromium import Chromium
from timeskip.stacks.real.screen import Screen

PAGE = """<header><nav><a href="/here">Here</a> <a href="/there" hidden>There</a>
<details><summary>More</summary><a href="/away">Away</a></details>
<button popovertarget="others">Others</button><span id="others" popover><a href="/beyond">Beyond</a></span>
</nav>
<b id="unread">3</b></header>
<main><h1>Letters</h1>
<section><h2>To be written</h2><p>Two of them <i hidden>and no more</i></p></section>
<form action="/sent"><label for="day">Day:</label><input id="day" name="day" type="date">
<label for="to">To</label><select id="to" name="to"><option>Omar (borrower)</option></select>
<label for="paper">Paper</label><input id="paper" name="paper" type="file">
<label for="pages">Pages</label><input id="pages" name="pages" type="number" max="9">
<input id="urgent" name="urgent" type="checkbox"><label for="urgent">Urgent</label>
<button aria-label="Send: the letter">Send</button></form></main>"""


# After the fixture that looks for a browser and says where there is none.
@pytest.fixture(scope="module")
def chromium(browser):
    chromium = Chromium("http://letters.example")
    yield chromium
    chromium.close()


@pytest.fixture
def shown():
    """What was to be seen: somebody's name, an address and a picture, whenever it changed."""
    return []


def window_of(who, chromium, shown=()):
    """Somebody's window, on a server that has but this page."""
    client = SimpleNamespace(cookies={"sessionid": SimpleNamespace(value=f"{who}'s")})
    window = Window(chromium, who, client, lambda *seen: shown.append(seen))

    def serve(route) -> None:
        found = not route.request.url.endswith("/nowhere")
        route.fulfill(status=200 if found else 404, content_type="text/html", body=PAGE)

    chromium.do(window._page.route, "**/*", serve)
    return window


@pytest.fixture
def ben(chromium, shown):
    """Ben's window."""
    ben = window_of("Ben", chromium, shown)
    yield ben
    ben.close()


def test_it_reads_what_is_to_be_seen(ben, shown):
    ben.open("/letters/")
    assert (ben.status, ben.address) == (200, "/letters/")
    assert "Two of them" in ben.text()
    assert "and no more" not in ben.text()
    assert ben.part("To be") == "To be written Two of them"
    assert ben.navigation() == ["Here", "Away", "Beyond"]
    assert ben.buttons() == ["Send: the letter"]
    assert ben.unread() == 3
    ((who, address, picture),) = shown
    assert (who, address) == ("Ben", "/letters/")
    assert picture[8:12] == b"WEBP"


def test_it_fills_in_presses_and_follows(ben):
    ben.open("/nowhere")
    assert ben.status == 404
    ben.press("Send: the letter", {"Day": "2025-03-14", "To": "Omar"})
    assert ben.address == "/sent?day=2025-03-14&to=Omar+%28borrower%29&paper=&pages="
    ben.hand_in("Paper", "letter.csv", b"words", button="Send: the letter")
    assert ben.address.endswith("paper=letter.csv&pages=")
    ben.press("Send: the letter", {"Paper": SimpleUploadedFile("scan.pdf", b"%PDF"), "Pages": 2})
    assert ben.address.endswith("paper=scan.pdf&pages=2")
    ben.press("Send: the letter", {"Urgent": True})
    assert ben.address.endswith("pages=&urgent=on")
    ben.press("Send: the letter", {"Urgent": False})
    assert ben.address.endswith("pages=")
    ben.follow("Her")
    assert (ben.status, ben.address) == (200, "/here")


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda ben: ben.follow("There"), "Ben's page has no link “There”, but: Here\\."),
        (lambda ben: ben.press("Send", {}), "Ben's page has no button “Send”, but: Send: the letter\\."),
        (lambda ben: ben.part("Sent"), "Ben's page has no “Sent”, but: Letters, To be written\\."),
        (
            lambda ben: ben.press("Send: the letter", {"From": "Ben"}),
            "The form has no field “From”, but: Day:, To, Paper, Pages, Urgent\\.",
        ),
        (
            lambda ben: ben.press("Send: the letter", {"To": "Nora"}),
            "There is no choice “Nora”, but: Omar \\(borrower\\)\\.",
        ),
    ],
)
def test_it_says_what_there_is(ben, act, said):
    ben.open("/letters/")
    with pytest.raises(AssertionError, match=f"^{said}$"):
        act(ben)


def test_no_browser_lets_anything_but_a_day_into_a_field_for_days(ben):
    ben.open("/letters/")
    with pytest.raises(NotOnThisStack, match="nothing but a day"):
        ben.press("Send: the letter", {"Day": "soon"})


def test_what_the_browser_itself_refuses_is_sent_by_nobody(ben):
    ben.open("/letters/")
    with pytest.raises(NotOnThisStack, match="and says: Pages: Value must be less than or equal to 9"):
        ben.press("Send: the letter", {"Pages": 10})
    assert ben.address == "/letters/"


SEEN = "() => [innerWidth, innerHeight, matchMedia('(prefers-color-scheme: dark)').matches]"


@pytest.mark.parametrize(
    ("screen", "seen"),
    [(Screen(), [1100, 700, False]), (Screen(390, 844, "dark"), [390, 844, True])],
)
def test_windows_and_pictures_are_of_the_screen_that_is_asked_for(browser, shown, screen, seen):
    chromium = Chromium("http://letters.example", screen)
    try:
        ben = window_of("Ben", chromium, shown)
        ben.open("/letters/")
        assert chromium.do(ben._page.evaluate, SEEN) == seen
    finally:
        chromium.close()
    with Image.open(BytesIO(shown[0][2])) as picture:
        assert picture.width == screen.width


LONG = """<style>body { margin: 0 } p { position: sticky; top: 0; height: 50px; background: black }</style>
<main><div style="height: 900px"></div><p></p><div style="height: 2000px" id="end"></div></main>"""


def test_what_sticks_to_the_window_is_pictured_in_its_place(ben, shown):
    ben.open("/letters/")
    ben.chromium.do(ben._page.set_content, LONG)
    ben.chromium.do(ben._page.evaluate, "scrollTo(0, 1500)")
    ben.chromium.do(ben._look)
    with Image.open(BytesIO(shown[-1][2])) as picture:
        assert [picture.convert("L").getpixel((10, at)) < 128 for at in (925, 1525)] == [True, False]
    assert ben.chromium.do(ben._page.evaluate, "scrollY") == 1500


STORES = "() => [{...localStorage}, {...sessionStorage}]"
WRITE = """() => {
document.cookie = "theme=dark"; localStorage.last = "/letters/"; sessionStorage.draft = "Dear Omar"
}"""


def test_a_window_forgets_who_had_it(chromium, shown):
    ben = window_of("Ben", chromium, shown)
    ben.open("/letters/")
    page = ben._page
    chromium.do(page.evaluate, WRITE)
    assert chromium.do(page.evaluate, STORES) == [{"last": "/letters/"}, {"draft": "Dear Omar"}]
    ben.close()
    ada = window_of("Ada", chromium, shown)
    assert ada._page is page
    assert ada._page.url == "about:blank"
    ada.open("/letters/")
    (cookie,) = chromium.do(page.context.cookies)
    assert cookie["value"] == "Ada's"
    assert chromium.do(page.evaluate, STORES) == [{}, {}]
    ada.close()


def test_two_people_have_a_window_each(chromium, shown):
    ben, ada = window_of("Ben", chromium, shown), window_of("Ada", chromium, shown)
    assert ben._page is not ada._page
    assert ben._page.context is not ada._page.context
    ben.close()
    ada.close()


def test_a_window_that_was_shut_is_not_used_again(chromium, shown):
    ben = window_of("Ben", chromium, shown)
    chromium.do(ben._page.close)
    ben.close()
    ada = window_of("Ada", chromium, shown)
    assert ada._page is not ben._page
    ada.open("/letters/")
    assert ada.status == 200
    ada.close()
