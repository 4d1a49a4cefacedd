"""One scenario's world: its story, and the drivers that act and look in it."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, datetime, time

from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from features.project import PROJECT
from features.support.archive import Archive
from features.support.background_tasks import BackgroundTasks
from features.support.bank import Bank
from features.support.book import Book
from features.support.browsers import Browsers
from features.support.cast import Cast
from features.support.documents import Documents
from features.support.doors import Doors
from features.support.evidence import Evidence
from features.support.ledger import Ledger
from features.support.loans import Loans
from features.support.office import Office
from features.support.pages import Browser, Pages
from features.support.plain_browser import PlainBrowser
from features.support.post_room import PostRoom
from features.support.reading import Reading
from features.support.reports import Reports
from features.support.terminal import Terminal
from features.support.views import Views
from timeskip.stacks.protocol import StoryLike


class World:
    """What steps hand their phrases to. Made new for each scenario, and closed whatever became of it."""

    def __init__(self, story: StoryLike, browser_of: Callable[[str, Client], Browser] = PlainBrowser) -> None:
        self._resources = ExitStack()
        self.story = story
        # What was counted in another story.
        cache.clear()
        self.evidence = Evidence(story)
        self.cast = Cast()
        self.tasks = BackgroundTasks(PROJECT.celery(), story)
        self.browsers = Browsers(self.cast, story)
        self.book = Book(self.cast, self.tasks)
        self.office = Office(self.cast, self.tasks, self.evidence)
        self.reports = Reports(self.cast, self.office, self.tasks)
        self.post_room = PostRoom(self.cast, self.tasks, story)
        self.archive = Archive(self.cast)
        self.views = Views(self.cast, self.post_room)
        self.loans = Loans(self.cast, self.tasks)
        self.ledger = Ledger(self.cast)
        self.bank = Bank(self.cast, self.tasks, self.office, story)
        self.terminal = Terminal(self.evidence)
        self.pages = Pages(self.cast, browser_of)
        self.documents = Documents(self.cast, self.tasks, self.office)
        self.reading = Reading(self.cast, self.post_room, self.browsers)
        self.doors = Doors(self.cast, self.pages, self.post_room, self._resources)
        self._resources.callback(self.pages.close)

    def settle(self) -> None:
        """Let everything happen that follows by itself."""
        self.story.settle()

    def day_begins(self, day: date) -> None:
        """Begin the story at nine in the morning of `day`."""
        self.story.starts_at(timezone.make_aware(datetime.combine(day, time(9))))

    def comes(self, moment: datetime) -> None:
        """Let time pass until `moment`, each thing that is due on the way at its own moment, in order."""
        if moment < timezone.now():
            raise AssertionError(f"It is {self.story.now:%A %d %B %Y %H:%M} already: time passes forward.")
        self.story.advance_to(moment)

    def stands_still(self, until: datetime) -> None:
        """Let time pass with beat down; nothing that was missed is made up for."""
        self.story.beat.stop()
        self.comes(until)
        self.story.beat.resume(remembers=False)

    def check(self) -> None:
        """Fail the scenario that would otherwise pass without having spoken of a refusal or of a frame."""
        self.office.finish()
        self.browsers.finish()

    def close(self) -> None:
        """Give back everything that outlives a scenario's transaction."""
        self._resources.close()
