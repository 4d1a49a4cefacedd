"""The workspace as `manage.py serve` shows it, in a browser: the bell, the keyboard, the phone, axe."""

import json
import re
import signal
import sys
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import Visit
from timeskip.stacks.processes import Process, answers, free_port

PASSWORD = "harbour-demo"
PAGES = (
    "/",
    "/today/",
    "/pipeline/",
    "/search/?words=a",
    "/inbox/",
    "/preferences/",
    "/account/",
    "/account/name/",
    "/account/password/",
    "/help/",
    "/reports/",
    "/payments/",
    "/payments/suspense/",
    "/operations/",
    "/people/",
)
LOOKS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 390)]


# The browser comes first: where there is none, no month is played.
@pytest.fixture(scope="module")
def served(browser, tmp_path_factory):
    """A month of business, served as a newcomer's `make serve` does; ended by Ctrl-C."""
    folder = tmp_path_factory.mktemp("serve")
    port = free_port()
    environment = {
        "DATABASE_URL": f"sqlite:///{folder / 'demo.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "DEBUG": "true",
    }
    command = [sys.executable, "-u", "manage.py", "serve", "--port", str(port)]
    process = Process(
        "serve", [*command, "--months", "1", "--applications", "12"], folder / "log", environment
    )
    process.start()
    try:
        process.wait_until(lambda: answers(port), 180)
        yield SimpleNamespace(url=f"http://localhost:{port}", process=process)
    finally:
        process.kill()


@pytest.fixture
def enter(browser, served):
    """Logs somebody in, in a browser of their own."""
    contexts = []

    def enter(email: str, **options) -> Visit:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        contexts.append(context)
        visit = Visit(context.new_page(), served.url)
        visit.page.goto(f"{served.url}/pipeline/")
        visit.page.get_by_label("E-mail address").fill(email)
        visit.page.get_by_label("Password").fill(PASSWORD)
        visit.page.get_by_role("button", name="Log in").click()
        expect(visit.page.get_by_role("heading", level=1)).to_have_text("Pipeline")
        # Until the scripts have run, nothing hears what is typed.
        visit.page.wait_for_load_state()
        return visit

    yield enter
    for context in contexts:
        context.close()


OPEN = ".stage:not([aria-labelledby=stage-funded]) li a"


def an_open_application(page) -> str:
    """Open the page of one that may still be withdrawn; returns its BDM's address."""
    page.locator(OPEN).first.click()
    expect(page.get_by_role("link", name="Withdraw…")).to_be_visible()
    bdm = page.locator("dt:text-is('BDM') + dd").text_content()
    return f"{bdm.lower().replace(' ', '.')}@harbour.example"


def withdraw(page) -> None:
    page.get_by_role("link", name="Withdraw…").click()
    page.get_by_label("Reason").fill("The customer went away")
    page.get_by_role("button", name="Withdraw…").click()
    page.get_by_role("button", name="Yes, withdraw it").click()
    expect(page.locator("p.message")).to_contain_text("is now at “Withdrawn”.")


def unread(page) -> int:
    return int(page.locator("#unread").text_content())


def test_the_bell_rings_in_another_browser(enter):
    ada, watching = enter("ada.blake@harbour.example"), enter("ada.blake@harbour.example")
    watching.page.goto(watching.home + "/reports/")
    before = unread(watching.page)
    an_open_application(ada.page)
    withdraw(ada.page)
    # Nothing was loaded again there.
    expect(watching.page.locator("#unread")).to_have_text(str(before + 1))
    expect(watching.page).to_have_title(re.compile(rf"^\({before + 1}\) Reports"))
    expect(watching.page.locator("#news a")).to_contain_text("is now at “Withdrawn”.")
    assert "data:image/svg" in watching.page.locator('link[rel="icon"]').get_attribute("href")
    assert ada.complaints + watching.complaints == []


def test_what_is_read_in_one_tab_is_read_in_the_other(enter):
    ben = enter("ben.costa@harbour.example")
    other = ben.page.context.new_page()
    other.goto(ben.home + "/reports/")
    ben.page.goto(ben.home + "/inbox/")
    ben.page.get_by_role("button", name=re.compile("^Mark as unread")).first.click()
    expect(other.locator("#unread")).to_be_visible()
    assert unread(other) > 0
    ben.page.get_by_role("button", name="Mark all as read").click()
    expect(other.locator("#unread")).to_be_hidden()
    expect(other).to_have_title(re.compile("^Reports"))


def test_a_part_of_the_book_is_shown_without_loading_the_page(enter):
    page = enter("ada.blake@harbour.example").page
    page.evaluate("window.same = true")
    name = page.locator(".stage li b").first.text_content().strip()
    page.get_by_label("Reference, name or amount").fill(name)
    expect(page.locator(".stage li b")).to_have_text([name])
    assert page.evaluate("window.same")


def test_a_move_by_keyboard_alone(enter):
    page = enter("ada.blake@harbour.example").page
    an_open_application(page)
    page.get_by_role("link", name="Withdraw…").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Reason").focus()
    page.keyboard.type("The customer went away")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Yes, withdraw it")).to_be_visible()
    page.get_by_role("button", name="Yes, withdraw it").focus()
    page.keyboard.press("Enter")
    expect(page.locator("p.message")).to_contain_text("is now at")


def test_a_message_is_where_the_page_opens_and_has_the_focus(enter):
    ben = enter("ben.costa@harbour.example")
    ben.page.locator(OPEN).first.click()
    ben.page.get_by_label("Text").fill("Call them back")
    ben.page.get_by_role("button", name="Add note").click()
    said = ben.page.locator("section:has(#notes) #said")
    expect(said).to_have_text("Note added.")
    expect(said).to_be_focused()
    expect(said).to_be_in_viewport()
    assert ben.complaints == []


def test_the_first_wrong_answer_has_the_focus(enter):
    page = enter("ben.costa@harbour.example").page
    page.get_by_role("link", name="New application").click()
    page.get_by_label("Term in months").fill("9999")
    page.get_by_role("button", name="Open the application").click()
    expect(page.locator(":focus")).to_have_attribute("name", "broker")


def test_an_open_inbox_grows_and_opening_marks_as_read(enter):
    ada = enter("ada.blake@harbour.example")
    bdm = enter(an_open_application(ada.page))
    page = bdm.page
    page.goto(f"{bdm.home}/inbox/")
    page.evaluate("window.same = true")
    before = unread(page)
    withdraw(ada.page)
    newest = page.locator(".inbox > li").first
    expect(newest).to_contain_text("is now at “Withdrawn”.")
    assert page.evaluate("window.same")
    expect(page.locator("#unread")).to_have_text(str(before + 1))
    newest.get_by_role("button", name=re.compile("^HL-")).click()
    expect(page).to_have_url(re.compile("/applications/HL-"))
    expect(page.locator("#unread")).to_have_text(str(before))
    assert bdm.complaints == []


def test_what_is_opened_from_the_corner_counts_as_read(enter):
    ada = enter("ada.blake@harbour.example")
    bdm = enter(an_open_application(ada.page))
    bdm.page.goto(f"{bdm.home}/reports/")
    before = unread(bdm.page)
    withdraw(ada.page)
    bdm.page.locator("#news a").click()
    expect(bdm.page).to_have_url(re.compile("/applications/HL-"))
    expect(bdm.page.locator("#unread")).to_have_text(str(before))


def test_a_mark_is_kept_where_the_keyboard_is(enter):
    page = enter("ben.costa@harbour.example").page
    page.get_by_role("link", name="Inbox", exact=True).click()
    mark = page.locator(".inbox button.quiet").first
    was = mark.text_content()
    mark.focus()
    page.keyboard.press("Enter")
    expect(mark).not_to_have_text(was)
    expect(mark).to_be_focused()


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (lambda route: route.abort(), "That did not work: the server cannot be reached."),
        (lambda route: route.fulfill(status=500), "That did not work. Load the page again."),
    ],
)
def test_a_press_that_does_not_work_says_so(enter, failure, words):
    page = enter("ben.costa@harbour.example").page
    page.get_by_role("link", name="Inbox", exact=True).click()
    page.route(re.compile(r"/(un)?read/"), failure)
    page.locator(".inbox button.quiet").first.click()
    expect(page.locator("#news p")).to_have_text(words)


def test_a_page_says_while_it_is_offline(enter):
    page = enter("ben.costa@harbour.example").page
    said = page.locator("#offline")
    expect(said).to_be_empty()
    page.context.set_offline(True)
    expect(said).to_contain_text("You are offline")
    page.context.set_offline(False)
    expect(said).to_be_empty()


@pytest.mark.parametrize("address", ["/nowhere/", "/login/"])
def test_axe_finds_nothing_on_pages_of_nobody(browser, served, address):
    page = browser.new_page(bypass_csp=True)
    page.goto(f"{served.url}{address}")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == [], (address, scheme)
    page.close()


def test_axe_finds_nothing(enter):
    visit = enter("ada.blake@harbour.example", bypass_csp=True)
    page, home = visit.page, visit.home
    addresses = [f"{home}{address}" for address in PAGES]
    page.locator(".stage li a").first.click()
    addresses.append(page.url)
    page.goto(f"{home}/reports/")
    page.locator(".reports a").first.click()
    addresses.append(page.url)
    for address in addresses:
        page.goto(address)
        for scheme, width in LOOKS:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            assert violations(page) == [], (address, scheme, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
    assert visit.complaints == []


PHONE = {"width": 390, "height": 844}
MIDDLE = "one => { const { top, bottom } = one.getBoundingClientRect(); return (top + bottom) / 2 }"


def test_the_header_of_a_phone_is_one_row(enter):
    page = enter("ada.blake@harbour.example").page
    page.set_viewport_size(PHONE)
    parts = page.locator(".top > :visible").all()
    assert len(parts) == 3
    middles = [part.evaluate(MIDDLE) for part in parts]
    assert max(middles) - min(middles) < 6


def test_the_menu_of_a_phone_has_every_page_and_is_for_the_keyboard_too(enter):
    ada = enter("ada.blake@harbour.example", bypass_csp=True)
    page = ada.page
    page.set_viewport_size(PHONE)
    links = page.locator(".top nav a:visible")
    expect(links).to_have_count(0)
    button = page.get_by_role("button", name="Menu")
    button.press("Enter")
    expect(links).to_have_count(page.locator(".top nav a").count())
    page.locator(".who a").evaluate("name => { name.textContent = 'Alexandrina Featherstonehaugh' }")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == [], scheme
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.keyboard.press("Escape")
    expect(links).to_have_count(0)
    expect(button).to_be_focused()
    button.press("Enter")
    page.get_by_role("link", name="People").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("People")
    assert ada.complaints == []


def test_the_menu_more_opens_below_its_button(enter):
    page = enter("ada.blake@harbour.example", bypass_csp=True).page
    expect(page.get_by_role("button", name="Menu")).to_be_hidden()
    more, people = page.get_by_role("button", name="More"), page.get_by_role("link", name="People")
    expect(people).to_be_hidden()
    more.press("Enter")
    button, menu = more.bounding_box(), page.locator("#more").bounding_box()
    assert 0 <= menu["y"] - button["y"] - button["height"] < 10
    assert abs(menu["x"] - button["x"]) < 1
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(people).to_be_hidden()
    expect(more).to_be_focused()


CUT = """() => [...document.querySelectorAll(".scroll:has(table)")]
    .filter(one => one.scrollWidth > one.clientWidth).map(one => one.textContent.trim().slice(0, 100))"""


# A report's figures by stage are more than a phone is wide, and are there as a PDF and as a spreadsheet too.
@pytest.mark.parametrize(
    "address", ["/applications/", "/people/", "/payments/", "/reports/", "/preferences/"]
)
def test_a_table_fits_a_phone(enter, address):
    ada = enter("ada.blake@harbour.example")
    ada.page.set_viewport_size(PHONE)
    ada.page.goto(ada.home + address)
    for name in ada.page.locator(".names").all():
        name.evaluate(
            "name => { name.textContent = 'Bartholomew and Alexandrina Featherstonehaugh-Cholmondeley' }"
        )
    assert ada.page.locator(".scroll table").count()
    assert ada.page.evaluate(CUT) == []


A4 = {"width": 718, "height": 1047}  # less the margins that browsers leave
COLOURS = "() => [getComputedStyle(document.body).color, matchMedia('(prefers-color-scheme: dark)').matches]"


def test_on_paper_ink_is_dark_and_nothing_can_be_pressed(enter):
    ada = enter("ada.blake@harbour.example")
    page = ada.page
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size(A4)
    for address in ("/reports/", "/operations/", "/applications/", "/nowhere/"):
        page.goto(f"{ada.home}{address}")
        assert page.evaluate(COLOURS) == ["rgb(22, 35, 46)", True], address
        assert page.locator("button:visible").count() == 0, address
        assert page.evaluate("document.documentElement.scrollWidth") <= A4["width"], address


def test_it_comes_back_after_the_server_was_gone(enter, served):
    ada, process = enter("ada.blake@harbour.example"), served.process
    bdm = enter(an_open_application(ada.page))
    bdm.page.goto(bdm.home + "/reports/")
    before = unread(bdm.page)
    # As a laptop that slept finds it: nobody has closed anything in order.
    process.kill()
    process.start()
    process.wait_until(lambda: answers(int(served.url.rpartition(":")[2])))
    withdraw(ada.page)
    expect(bdm.page.locator("#unread")).to_have_text(str(before + 1), timeout=40_000)


def test_a_count_whose_push_was_lost_is_right_after_a_heartbeat(enter):
    page, asked = enter("ben.costa@harbour.example").page, []

    def accept(socket) -> None:
        def answer(text: str) -> None:
            asked.append(json.loads(text)["type"])
            if asked[-1] == "get_unread_count":
                socket.send(json.dumps({"type": "unread_count", "count": 77}))

        socket.on_message(answer)

    page.clock.install(time=0)
    page.clock.pause_at(1)
    page.route_web_socket(re.compile("/ws/"), accept)
    page.reload()
    while not asked:
        page.evaluate("0")
    expect(page.locator("#unread")).not_to_have_text("77")
    page.clock.run_for(30_100)
    expect(page.locator("#unread")).to_have_text("77")


class Refusals:
    """A server that accepts each of a page's sockets and closes it, on a clock that the test moves."""

    def __init__(self, page, code: int) -> None:
        self._page, self._code = page, code
        self.opened = self._closed = 0
        page.clock.install(time=0)
        # Otherwise it runs on by itself, and on a slow machine past the moment that a test looks at.
        page.clock.pause_at(1)
        page.route_web_socket(re.compile("/ws/"), self._accept)
        page.reload()
        self._settle()

    def let_pass(self, milliseconds: int) -> None:
        self._page.clock.run_for(milliseconds)
        self._settle()

    def _accept(self, socket) -> None:
        self.opened += 1
        # A page asks for what it missed as soon as its socket is open.
        socket.on_message(lambda _: self._close(socket))

    def _close(self, socket) -> None:
        socket.close(code=self._code)
        self._closed += 1

    def _settle(self) -> None:
        """Go to the page and back until it knows that its newest socket is closed."""
        self._page.evaluate("0")
        while self._closed < self.opened:
            self._page.evaluate("0")
        self._page.evaluate("0")


NOTICES = [
    (4401, "You have been logged out. Log in again."),
    (4403, "This page gets no live updates: it was opened at an address that is not the CRM's own."),
    (4404, "This page gets no live updates: their address has changed. Load the page again."),
    (4408, "This page gets no live updates any more: it sent too many requests. Load the page again."),
]


@pytest.mark.parametrize(("code", "words"), NOTICES)
def test_a_page_that_is_refused_says_why_and_stops_asking(enter, code, words):
    page = enter("ben.costa@harbour.example").page
    refusals = Refusals(page, code)
    expect(page.locator("#news p")).to_have_text(words)
    refusals.let_pass(600_000)
    assert refusals.opened == 1


def test_a_page_too_many_says_so_and_asks_again_every_minute(enter):
    page = enter("ben.costa@harbour.example").page
    refusals = Refusals(page, 4429)
    words = "You have too many pages open. This one gets no live updates."
    for number in (1, 2, 3):
        expect(page.locator("#news p")).to_have_text(words)
        refusals.let_pass(59_900)
        assert refusals.opened == number
        refusals.let_pass(200)
        assert refusals.opened == number + 1


def test_a_page_whose_sockets_end_at_once_asks_more_and_more_slowly(enter):
    page = enter("ben.costa@harbour.example").page
    refusals = Refusals(page, 1011)
    for number, pause in enumerate((500, 1000, 2000, 5000, 15_000, 30_000, 30_000), start=1):
        refusals.let_pass(pause - 100)
        assert refusals.opened == number
        refusals.let_pass(200)
        assert refusals.opened == number + 1
    expect(page.locator("#news p")).to_have_count(0)
    expect(page.locator("#offline")).to_contain_text("The connection to the server is lost")


def test_a_tab_whose_login_ends_leads_to_the_log_in_and_back(enter):
    ben = enter("ben.costa@harbour.example")
    other = ben.page.context.new_page()
    with other.expect_websocket():
        other.goto(ben.home + "/reports/?page=1")
    expect(other.locator("#news")).to_be_empty()
    opened = []
    other.on("websocket", lambda socket: opened.append(socket))
    ben.page.get_by_role("button", name="Log out").click()
    expect(other.locator("#news p")).to_have_text("You have been logged out. Log in again.")
    other.get_by_role("link", name="Log in again.").click()
    other.get_by_label("E-mail address").fill("ben.costa@harbour.example")
    other.get_by_label("Password").fill(PASSWORD)
    assert opened == []
    other.get_by_role("button", name="Log in").click()
    expect(other).to_have_url(re.compile(r"/reports/\?page=1$"))
    expect(other.locator("#news")).to_be_empty()


# The last one: nobody is served after it.
def test_ctrl_c_ends_it_cleanly(served):
    served.process.send(signal.SIGINT)
    assert served.process.wait_until_ended(20) == 0
    assert served.process.tail(1) == "Stopped."
    assert "Traceback" not in served.process.log.read_text()
