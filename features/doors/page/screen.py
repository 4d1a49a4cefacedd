"""What a person reads on a page: its headings, and the tables, lists, links and messages below them."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

from features.doors.protocol import Row

HEADINGS = ("h1", "h2", "h3")


class Part:
    """A page, or what is below one of its headings."""

    def __init__(self, tag: Tag) -> None:
        self._tag = tag

    def text(self) -> str:
        return words_of(self._tag)

    def rows(self) -> list[Row]:
        """Return the rows of the first table; each cell by the heading of its column."""
        table = self._tag.find("table")
        if table is None:
            return []
        columns = [words_of(cell) for cell in table.thead.find_all("th")]
        rows = [list(map(words_of, row.find_all(["th", "td"]))) for row in table.tbody.find_all("tr")]
        # A row of one cell says that there is none.
        return [dict(zip(columns, row, strict=True)) for row in rows if len(row) == len(columns)]

    def columns(self) -> list[str]:
        """Return the headings of the first table's columns."""
        return [words_of(cell) for cell in self._tag.find("thead").find_all("th")]

    def items(self) -> list["Part"]:
        """Return the items of the lists."""
        return [Part(item) for item in self._tag.find_all("li")]

    def links(self) -> dict[str, str]:
        """Return the words of each link, by its address."""
        return {link["href"]: words_of(link) for link in self._tag.find_all("a", href=True)}

    def link(self, words: str) -> str | None:
        """Return the address of the first link with exactly these words; None without one."""
        return next((address for address, said in self.links().items() if said == words), None)

    def buttons(self) -> list[str]:
        """Return the names of the buttons."""
        return [one.get("aria-label") or words_of(one) for one in self._tag.find_all("button")]

    def lines(self) -> list[str]:
        """Return the text without its forms, line by line."""
        lines, forms = [""], set(self._tag.find_all("form"))
        for piece in self._tag.descendants:
            if forms.intersection(piece.parents):
                continue
            if isinstance(piece, Tag):
                if piece.name in ("br", "p", "small", "li"):
                    lines.append("")
            else:
                lines[-1] += str(piece)
        return [" ".join(line.split()) for line in lines]

    def part(self, heading: str) -> "Part | None":
        """Return what is below a heading, with it; None without such a heading."""
        for found in self._tag.find_all(HEADINGS):
            section = found.find_parent("section")
            if section and words_of(found) == heading:
                return Part(section)
        return None

    def headings(self) -> list[str]:
        """Return every heading."""
        return [words_of(one) for one in self._tag.find_all(HEADINGS)]


class Screen(Part):
    """A whole page."""

    def __init__(self, html: str) -> None:
        self._page = BeautifulSoup(html, "html.parser")
        super().__init__(self._page.main)

    def refusal(self) -> str:
        """Return what the page says is wrong, beside a field or above all; empty if nothing is."""
        # A screen reader announces these at once.
        return " ".join(words_of(one) for one in self._tag.find_all(role="alert"))

    def unread(self) -> int:
        """Return the number beside the bell."""
        bell = self._page.header.find(attrs={"aria-label": re.compile("^Inbox, ")})
        return int(re.search(r"\d+", bell["aria-label"])[0])

    def others(self, label: str, *, older: str) -> Iterator[str]:
        """Yield the address of the next page of a list, named by its label, if there is one."""
        for pages in self._tag.find_all("nav", attrs={"aria-label": label}):
            yield from (link["href"] for link in pages.find_all("a") if words_of(link) == older)


def words_of(tag: Tag) -> str:
    """Return the text of a tag with single blanks."""
    return " ".join(tag.get_text(" ").split())
