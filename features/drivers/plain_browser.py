"""A browser without scripts or a screen, made of Django's test client."""

from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

if TYPE_CHECKING:
    from bs4 import Tag


class NotOfferedError(AssertionError):
    """The page has no such link, button, field or choice. The message lists those that it has."""


class PlainBrowser:
    """Asks for pages and reads their HTML."""

    def __init__(self, who: str, client: Client) -> None:
        self._who = who
        self._client = client
        self.status = 0
        self.address = ""
        self.html = ""

    def open(self, address: str) -> None:
        self._show(address, self._client.get(address, follow=True))

    def follow(self, words: str) -> None:
        links = {_words(link): link["href"] for link in self._page.find_all("a", href=True)}
        found = [address for text, address in links.items() if words in text]
        if not found:
            raise NotOfferedError(f"{self._who}'s page has no link “{words}”, but: {', '.join(links)}.")
        self.open(found[0])

    def press(self, button: str, filled_in: dict[str, object], beside: str = "", times: int = 1) -> None:
        form = self._form(button, beside)
        values = _values_of(form)
        for label, value in filled_in.items():
            control = _control(form, label)
            values[control["name"]] = _answer(control, value)
        address = form.get("action") or self.address
        if form.get("method", "get").lower() == "get":
            self._show(address, self._client.get(address, values))
            return
        for _ in range(times):
            self._show(address, self._client.post(address, values, follow=True))

    def hand_in(self, label: str, name: str, content: bytes, button: str) -> None:
        self.press(button, {label: SimpleUploadedFile(name, content)})

    def text(self) -> str:
        return _words(self._page.main)

    def part(self, heading: str) -> str:
        headings = self._page.main.find_all(["h1", "h2", "h3"])
        for found in headings:
            section = found.find_parent("section")
            if heading and section and _words(found).startswith(heading):
                return _words(section)
        there = ", ".join(map(_words, headings))
        raise AssertionError(f"{self._who}'s page has no “{heading}”, but: {there}.")

    def buttons(self) -> list[str]:
        return [_name(button) for button in self._page.main.find_all("button")]

    def navigation(self) -> list[str]:
        return [_words(link) for link in self._page.header.nav.find_all("a")]

    def unread(self) -> int:
        return int(self._page.find(id="unread").get_text())

    def close(self) -> None:
        """There is nothing to give back."""

    def _show(self, address: str, response) -> None:
        if "text/html" not in response.headers["Content-Type"]:
            raise AssertionError(f"{address} is no page, but {response.headers['Content-Type']}")
        chain = getattr(response, "redirect_chain", None)
        self.address = chain[-1][0] if chain else address
        self.status = response.status_code
        # Most scenarios open no page, and a run's first step does not wait for this.
        from bs4 import BeautifulSoup

        self.html = response.content.decode()
        self._page = BeautifulSoup(self.html, "html.parser")

    def _form(self, button: str, beside: str) -> "Tag":
        found = [one for one in self._page.main.find_all("button") if _name(one) == button]
        # The last: of two rows with the same words, phrases mean the newer.
        for one in reversed(found) if beside else found:
            row = one.find_parent(["li", "tr", "section"])
            if not beside or (row and beside in _words(row)):
                return one.find_parent("form")
        where = f" beside “{beside}”" if beside else ""
        raise NotOfferedError(
            f"{self._who}'s page has no button “{button}”{where}, but: {', '.join(self.buttons())}."
        )


def _words(tag: "Tag") -> str:
    return " ".join(tag.get_text(" ").split())


def _name(button: "Tag") -> str:
    return button.get("aria-label") or _words(button)


def _values_of(form: "Tag") -> dict[str, object]:
    """Return what a form sends when nothing is changed."""
    inputs = form.find_all("input", attrs={"name": True})
    sent = [one for one in inputs if one.get("type") != "checkbox" or one.has_attr("checked")]
    values = {one["name"]: one.get("value", "") for one in sent}
    values |= {one["name"]: one.get_text() for one in form.find_all("textarea")}
    for select in form.find_all("select"):
        chosen = select.find("option", selected=True) or select.find("option")
        values[select["name"]] = chosen["value"] if chosen else ""
    return values


def _control(form: "Tag", label: str) -> "Tag":
    labels = {_field(one): one for one in form.find_all("label")}
    if label not in labels:
        raise NotOfferedError(f"The form has no field “{label}”, but: {', '.join(labels)}.")
    return form.find(id=labels[label]["for"])


def _answer(control: "Tag", value: object) -> object:
    """Return what a form sends of a field that is filled in."""
    if control.get("type") == "checkbox":
        return control.get("value", "on")
    return _option(control, value) if control.name == "select" else value


def _field(label: "Tag") -> str:
    """Return what a field is called, whether or not it has to be filled in."""
    return _words(label).rstrip(": ").removesuffix(" (optional)")


def _option(select: "Tag", words: object) -> str:
    options = {_words(one): one["value"] for one in select.find_all("option")}
    for text, value in options.items():
        if text == words or text.startswith(f"{words} ("):
            return value
    raise NotOfferedError(f"There is no choice “{words}”, but: {', '.join(options)}.")
