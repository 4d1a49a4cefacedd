"""Business acts on pages of which a story then reads what they say."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from applications.models import Note
from common.refusals import Refusal
from features.doors.protocol import NotThere
from features.drivers.applications import Applications
from features.drivers.lookup import the_one
from features.drivers.pages import Pages
from features.drivers.people import People

if TYPE_CHECKING:
    from features.doors.page import PageDoor


class PageActs:
    """Does what the page door does, in the browsers that `Pages` shows. A refusal is on the page."""

    def __init__(self, people: People, applications: Applications, pages: Pages) -> None:
        self._people = people
        self._applications = applications
        self._pages = pages

    def move(self, who: str, borrower: str, stage: str, reason: str = "") -> None:
        """Move an application on its page."""
        application, person = self._applications.of(borrower), self._people.person(who)
        with self._on_the_page(who):
            self._door.applications.move(person, application, stage, reason)

    def write_note(self, who: str, borrower: str, text: str, assignee: str | None = None) -> None:
        """Write an internal note on an application's page, perhaps assigned to somebody."""
        application, person = self._applications.of(borrower), self._people.person(who)
        other = self._people.person(assignee) if assignee else None
        with self._on_the_page(who):
            self._door.notes.write(person, application, text, "internal", other)

    def finish_note(self, who: str, text: str) -> None:
        """Mark a note as done on the page of its application."""
        every = Note.objects.order_by("pk")
        note = the_one(every.filter(text=text), f"note “{text}”", every.values_list("text", flat=True))
        with self._on_the_page(who):
            self._door.notes.finish(self._people.person(who), note)

    def ask_for(self, who: str, borrower: str, kind: str) -> None:
        """Have a document drawn up from an application's page."""
        application, person = self._applications.of(borrower), self._people.person(who)
        with self._on_the_page(who):
            self._door.documents.ask_for(person, application, kind)

    @property
    def _door(self) -> "PageDoor":
        return self._pages.door

    @contextmanager
    def _on_the_page(self, who: str) -> Iterator[None]:
        from features.doors.page.desk import NotOfferedHere

        try:
            yield
        except (NotThere, NotOfferedHere) as missing:
            raise AssertionError(
                f"{who}'s page does not offer this: {missing.__cause__ or missing}"
            ) from missing
        except Refusal:
            # The page says so, and the story reads it there.
            pass
