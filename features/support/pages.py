"""The pages of the workspace as people use them: they look, fill in, press, and read what comes."""

from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from features.support.cast import Cast


@dataclass(frozen=True)
class Shown:
    """The page before somebody."""

    address: str
    status: int
    content: BeautifulSoup


class Pages:
    """Everybody's browser, without scripts: what it shows is what everybody gets."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._browsers: dict[str, Client] = {}
        self._shown: dict[str, Shown] = {}

    def open(self, who: str, address: str) -> None:
        """Somebody opens an address."""
        response = self._browser(who).get(address, follow=True)
        self._show(who, address, response)

    def open_application(self, who: str, borrower: str) -> None:
        """Somebody opens the page of an application."""
        self.open(who, f"/applications/{self._cast.application(borrower).reference}/")

    def follow(self, who: str, words: str) -> None:
        """Somebody follows a link; AssertionError says which links there are."""
        links = {_words(link): link["href"] for link in self._page(who).find_all("a", href=True)}
        found = [address for text, address in links.items() if words in text]
        if not found:
            raise AssertionError(f"{who}'s page has no link “{words}”, but: {', '.join(links)}")
        self.open(who, found[0])

    def press(self, who: str, button: str, filled_in: dict[str, object]) -> None:
        """Somebody fills in fields by label and presses a button; AssertionError says what there is."""
        form = self._form(who, button)
        values = _values_of(form)
        for label, value in filled_in.items():
            control = _control(form, label)
            values[control["name"]] = _option(control, value) if control.name == "select" else value
        address = form.get("action") or self._before(who).address
        if form.get("method", "get").lower() == "get":
            response = self._browser(who).get(address, values)
        else:
            response = self._browser(who).post(address, values, follow=True)
        self._show(who, address, response)

    def hand_in(self, who: str, name: str, content: bytes) -> None:
        """Somebody drops a file on the page before them."""
        self.press(who, "Import", {"Bank file (CSV)": SimpleUploadedFile(name, content)})

    def text(self, who: str) -> str:
        """What somebody reads on the page before them."""
        return _words(self._page(who).main)

    def parts(self, who: str, heading: str) -> str:
        """What stands under one heading of the page before somebody."""
        page = self._page(who)
        for found in page.main.find_all(["h1", "h2", "h3"]):
            if _words(found).startswith(heading):
                return _words(found.find_parent("section"))
        headings = [_words(found) for found in page.main.find_all(["h1", "h2", "h3"])]
        raise AssertionError(f"{who}'s page has no “{heading}”, but: {', '.join(headings)}")

    def buttons(self, who: str) -> list[str]:
        """What somebody could press."""
        return [_name(button) for button in self._page(who).main.find_all("button")]

    def status(self, who: str) -> int:
        """How the page before somebody was answered: 200, or 404 where there is nothing."""
        return self._before(who).status

    def navigation(self, who: str) -> list[str]:
        """Where somebody can go."""
        return [_words(link) for link in self._page(who).header.nav.find_all("a")]

    def unread(self, who: str) -> int:
        """The number beside the bell."""
        return int(self._page(who).find(id="unread").get_text())

    def _browser(self, who: str) -> Client:
        if who not in self._browsers:
            self._browsers[who] = self._cast.person(who).browser()
        return self._browsers[who]

    def _show(self, who: str, address: str, response) -> None:
        if "text/html" not in response.headers["Content-Type"]:
            raise AssertionError(f"{address} is no page, but {response.headers['Content-Type']}")
        chain = getattr(response, "redirect_chain", None)
        content = BeautifulSoup(response.content, "html.parser")
        self._shown[who] = Shown(chain[-1][0] if chain else address, response.status_code, content)

    def _before(self, who: str) -> Shown:
        if who not in self._shown:
            raise AssertionError(f"{who} has not opened a page yet.")
        return self._shown[who]

    def _page(self, who: str) -> BeautifulSoup:
        return self._before(who).content

    def _form(self, who: str, button: str) -> Tag:
        for found in self._page(who).main.find_all("button"):
            if _name(found) == button:
                return found.find_parent("form")
        raise AssertionError(f"{who}'s page has no button “{button}”, but: {', '.join(self.buttons(who))}")


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def _name(button: Tag) -> str:
    return button.get("aria-label") or _words(button)


def _values_of(form: Tag) -> dict[str, object]:
    """What a form sends as it stands."""
    values = {one["name"]: one.get("value", "") for one in form.find_all("input", attrs={"name": True})}
    values |= {one["name"]: one.get_text() for one in form.find_all("textarea")}
    for select in form.find_all("select"):
        chosen = select.find("option", selected=True) or select.find("option")
        values[select["name"]] = chosen["value"] if chosen else ""
    return values


def _control(form: Tag, label: str) -> Tag:
    labels = {_words(one).rstrip(":"): one for one in form.find_all("label")}
    if label not in labels:
        raise AssertionError(f"The form has no field “{label}”, but: {', '.join(labels)}")
    return form.find(id=labels[label]["for"])


def _option(select: Tag, words: object) -> str:
    options = {_words(one): one["value"] for one in select.find_all("option")}
    for text, value in options.items():
        if text == words or text.startswith(f"{words} ("):
            return value
    raise AssertionError(f"There is no choice “{words}”, but: {', '.join(options)}")
