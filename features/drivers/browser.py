"""What every browser does: Django's test client, and Chromium."""

from typing import Protocol


class Browser(Protocol):
    """Somebody's browser, and the page that it shows."""

    status: int  # how the page was answered: 200, 404 where there is nothing; 0 before the first
    address: str
    html: str

    def open(self, address: str) -> None:
        """Show the page of an address."""

    def follow(self, words: str) -> None:
        """Follow a link, named by words of it; AssertionError says which links there are."""

    def press(self, button: str, filled_in: dict[str, object], beside: str = "", times: int = 1) -> None:
        """Fill in fields by label and press a button by its name; AssertionError says what there is.

        beside: text of the button's row, of several with the same name; times: how often it is pressed.
        """

    def hand_in(self, label: str, name: str, content: bytes, button: str) -> None:
        """Choose a file by a field's label, and press a button."""

    def text(self) -> str:
        """Return the text of the page."""

    def part(self, heading: str) -> str:
        """Return the text under a heading; AssertionError lists the headings."""

    def buttons(self) -> list[str]:
        """Return the names of the buttons."""

    def navigation(self) -> list[str]:
        """Return the links of the navigation."""

    def unread(self) -> int:
        """Return the number beside the bell."""

    def close(self) -> None:
        """Close the browser."""
