"""Bank files: who imports them, and what can go wrong."""

from collections.abc import Callable, Iterable

from django.db.models import QuerySet

from applications.models import BankFile, BankLine
from features.doors import protocol
from features.doors.lines import as_row
from features.drivers.background_tasks import BackgroundTasks
from features.drivers.lookup import all_there, require_any, the_last, the_one
from features.drivers.people import People
from features.drivers.person import Person
from features.drivers.refusals import Refusals
from features.drivers.statements import before_statement
from timeskip.stacks.protocol import StoryLike

# Payments and their allocations are written before the lines that they came in.
WRITES_LINES = 'INSERT INTO "applications_bankline"'
LOAN_BOOK = '"applications_'
LOOKS_LOANS_UP = '"applications_application"."reference" IN'


class WorkerDiedError(Exception):
    """Stands for the death of the worker that imported a file."""


class BankFiles:
    """Imports files that the bank sends."""

    def __init__(
        self,
        people: People,
        refusals: Refusals,
        tasks: BackgroundTasks,
        story: StoryLike,
        door: protocol.BankFiles,
    ) -> None:
        self._people = people
        self._refusals = refusals
        self._tasks = tasks
        self._story = story
        self._door = door

    def import_file(self, who: str, name: str, content: bytes) -> None:
        """Receive a file from somebody, and have it imported."""
        person = self._people.person(who)
        with self._refusals.attempt():
            self._door.hand_in(person, name, content)

    def latest(self) -> str:
        """Return the name of the bank file that came last."""
        every = BankFile.objects.order_by("pk")
        return the_last(every, "bank file", ()).name

    def import_again(self, name: str) -> None:
        """Queue the task that imports a file once more."""
        self._tasks.ask_for("applications.tasks.import_payments", [_the_one_named(name).pk])

    def import_nothing(self) -> None:
        """Queue the task with the id of no file."""
        self._tasks.ask_for("applications.tasks.import_payments", [0])

    def die_midway(self, who: str, name: str, content: bytes) -> None:
        """Let a worker die once it has written payments, just before it writes their lines."""
        self.import_file(who, name, content)
        with self._story.workers.watched(_dead_from(WRITES_LINES)):
            self._story.settle()
        failure = self._tasks.claim_failure()
        if not isinstance(failure, WorkerDiedError):
            raise AssertionError(f"The worker did not die midway. The import failed: {failure}")

    def import_twice_at_once(self, who: str, name: str, content: bytes) -> None:
        """Let a second worker import the whole file just before the first locks the loans that it pays."""
        self.import_file(who, name, content)
        self.import_again(name)

        def second_worker() -> None:
            # Only a stack that lets a statement be watched has this.
            self._story.tasks.run_next()

        # The first pass looks the loans up as well.
        with self._story.workers.watched(before_statement(LOOKS_LOANS_UP, nth=2, act=second_worker)):
            self._story.settle()

    def errors(self, name: str) -> list[dict[str, str]]:
        """Return what is wrong with the files of a name, by file and line."""
        return [row for one in _all_named(name) for row in self._door.errors(self._reader(one), one)]

    def error_counts(self, name: str) -> tuple[int, int]:
        """Return how many of a file's errors are listed, and how many more are counted."""
        bank_file = _the_one_named(name)
        who = self._reader(bank_file)
        return len(self._door.errors(who, bank_file)), self._door.more_errors(who, bank_file)

    def lines(self, name: str) -> list[dict[str, str]]:
        """Return the state of each line that the files of a name brought first, by file and line."""
        lines = BankLine.objects.filter(bank_file__in=_all_named(name))
        return [as_row(line) for line in lines.order_by("bank_file_id", "line_number")]

    def seen_by(self, who: str) -> list[str]:
        """Return the names of the files that somebody sees."""
        require_any(BankFile.objects.all(), "bank file", self._people.person(who).user)
        return sorted(self._door.listed(self._people.person(who)))

    def _reader(self, bank_file: BankFile) -> Person:
        """Return who handed a file in; an admin where it came from the command line."""
        user = bank_file.uploaded_by or self._people.any_admin()
        return Person(user.name, user)


def _the_one_named(name: str) -> BankFile:
    return the_one(*_lookup(name))


def _all_named(name: str) -> list[BankFile]:
    return all_there(*_lookup(name))


def _lookup(name: str) -> tuple[QuerySet, str, Iterable[str]]:
    every = BankFile.objects.order_by("pk")
    return every.filter(name=name), f"bank file “{name}”", every.values_list("name", flat=True)


def _dead_from(sql_part: str) -> Callable:
    """Return an execute wrapper with which nothing reaches the loan book from a kind of statement on."""
    is_dead = False

    def die_or_execute(execute, sql, params, many, context):
        nonlocal is_dead
        is_dead = is_dead or sql_part in sql
        if is_dead and LOAN_BOOK in sql:
            raise WorkerDiedError
        return execute(sql, params, many, context)

    return die_or_execute
