"""One scenario's world: its drivers, and the moment after each step in which all that follows happens."""

from contextlib import ExitStack
from datetime import date, datetime, time

from django.core.cache import cache
from django.utils import timezone

from crm_backend.celery import app
from features.support.archive import Archive
from features.support.bank import Bank
from features.support.beat import Beat
from features.support.book import Book
from features.support.browsers import Browsers
from features.support.cast import Cast
from features.support.documents import Documents
from features.support.doors import Doors
from features.support.evidence import Evidence
from features.support.ledger import Ledger
from features.support.loans import Loans
from features.support.office import Office
from features.support.pages import Pages
from features.support.post_room import PostRoom
from features.support.reading import Reading
from features.support.reports import Reports
from features.support.terminal import Terminal
from features.support.views import Views


class World:
    """What steps hand their phrases to. Made new for each scenario, and closed whatever became of it."""

    def __init__(self, stack) -> None:
        self._resources = ExitStack()
        self.clock = stack.clock
        self.clock.reset()
        # What was counted in another story.
        cache.clear()
        self.evidence = Evidence()
        self.cast = Cast()
        self.commits = stack.commits()
        self.tasks = stack.tasks(self.evidence)
        self.beat = Beat(app, self.tasks)
        self.mailbox = stack.mailbox(self.evidence)
        self.shelf = stack.shelf(self.evidence)
        self.live = stack.live(self.evidence)
        self.browsers = Browsers(self.cast, self.live)
        self.book = Book(self.cast, self.tasks)
        self.office = Office(self.cast, self.tasks, self.evidence)
        self.reports = Reports(self.cast, self.office, self.tasks)
        self.post_room = PostRoom(self.cast, self.tasks)
        self.archive = Archive(self.cast)
        self.views = Views(self.cast, self.mailbox)
        self.loans = Loans(self.cast, self.tasks)
        self.ledger = Ledger(self.cast)
        self.bank = Bank(self.cast, self.tasks, self.office)
        self.terminal = Terminal(self.evidence)
        self.pages = Pages(self.cast, stack.browsers(self.evidence))
        self.documents = Documents(self.cast, self.tasks, self.office)
        self.reading = Reading(self.cast, self.mailbox, self.live)
        self.doors = Doors(self.cast, self.pages, self.mailbox, self._resources)
        self._resources.callback(self.shelf.clear)
        self._resources.enter_context(stack.scenario(self))
        self._resources.callback(self.live.close)
        self._resources.callback(self.pages.close)

    def settle(self) -> None:
        """Commit: run callbacks, then tasks, until nothing that is due is left; then let sockets receive."""
        while self.commits.run_callbacks() or self.tasks.run_next():
            pass
        self.shelf.look()
        self.live.settle()
        # What a socket did may have committed something in its turn.
        if self.commits.run_callbacks():
            self.settle()
        self.evidence.rows()

    def day_begins(self, day: date) -> None:
        """Begin the story at nine in the morning of `day`."""
        self.it_is(timezone.make_aware(datetime.combine(day, time(9))))

    def it_is(self, moment: datetime) -> None:
        """Begin the story at `moment`: nothing happens on the way there."""
        self.clock.move_to(moment)
        self.beat.start()

    def comes(self, moment: datetime) -> None:
        """Let time pass until `moment`, each thing that is due on the way at its own moment, in order."""
        if moment < timezone.now():
            raise AssertionError(f"It is {self.clock.now:%A %d %B %Y %H:%M} already: time passes forward.")
        self.settle()
        while (due := self._next_due()) <= moment:
            self.clock.move_to(max(due, timezone.now()))
            # What was put off is due as well; where nothing is, there is nothing to wait for.
            if self.beat.fire_due() or self._next_due() <= timezone.now():
                self.settle()
        self.clock.move_to(moment)

    def stands_still(self, until: datetime) -> None:
        """Let time pass with beat down."""
        self.beat.stop()
        self.comes(until)
        self.beat.resume()

    def timeline(self) -> str:
        """What has happened, in order."""
        return self.evidence.timeline()

    def check(self) -> None:
        """Fail the scenario that would otherwise pass without having spoken of a refusal or a failure."""
        self.office.finish()
        self.commits.finish()
        self.tasks.finish()
        self.live.finish()

    def close(self) -> None:
        """Give back everything that outlives a scenario's transaction."""
        self._resources.close()

    def _next_due(self) -> datetime:
        put_off = self.tasks.next_moment
        beat = self.beat.next_moment
        return beat if put_off is None else min(beat, put_off)
