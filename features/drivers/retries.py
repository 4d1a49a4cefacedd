"""E-mails that an admin sends again and tasks that an admin runs again, on the page of operations."""

from features.drivers.pages import Pages
from features.drivers.people import People

TRIES = ("Try now", "Try again")


class Retries:
    """What an admin does about e-mails that did not leave, and about tasks that failed."""

    def __init__(self, people: People, pages: Pages) -> None:
        self._people = people
        self._pages = pages

    def send(self, who: str, subject: str, to: str) -> None:
        """Send one e-mail again, of those on the page that is open."""
        page = self._pages.shown_to(who)
        address = self._people.person(to).address
        buttons = [f"{words}: {subject} to {address}" for words in TRIES]
        page.press(next((one for one in buttons if one in page.buttons()), buttons[-1]), {})

    def send_all(self, who: str, reason: str) -> None:
        """Send every e-mail again that failed for one reason."""
        self._pages.shown_to(who).press(f"Try all again: {reason}", {})

    def run(self, who: str, task: str) -> None:
        """Run the latest failed task of a name again, of those on the page that is open."""
        page, words = self._pages.shown_to(who), f"Run again: {task}"
        page.press(next((one for one in page.buttons() if one.startswith(f"{words} of ")), words), {})

    def dismiss(self, who: str, task: str) -> None:
        """Dismiss the latest failed task of a name, of those on the page that is open."""
        page, words = self._pages.shown_to(who), f"Dismiss: {task}"
        page.press(next((one for one in page.buttons() if one.startswith(f"{words} of ")), words), {})

    def run_all(self, who: str, task: str) -> None:
        """Run every failed task of a name again."""
        self._pages.shown_to(who).press(f"Run all again: {task}", {})
