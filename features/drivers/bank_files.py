"""Bank files: who imports them, and what can happen meanwhile."""

from collections.abc import Callable
from io import BytesIO

from django.core.files import File

from applications.models import BankFile, BankLine
from applications.selectors.bank_file import bank_files_visible_to
from applications.services.bank_files import bank_file_receive
from features.drivers.background_tasks import BackgroundTasks
from features.drivers.people import People
from features.drivers.refusals import Refusals
from timeskip.stacks.protocol import StoryLike

COMMITS_A_LINE = 'INSERT INTO "applications_bankline"'
LOOKS_LOANS_UP = '"applications_application"."reference" IN'


class WorkerDiedError(Exception):
    """The process that imported a file is gone."""


class BankFiles:
    """Imports files that the bank sends."""

    def __init__(self, people: People, refusals: Refusals, tasks: BackgroundTasks, story: StoryLike) -> None:
        self._people = people
        self._refusals = refusals
        self._tasks = tasks
        self._story = story

    def import_file(self, who: str, name: str, content: bytes) -> None:
        """Somebody hands in a file, and the task that imports it is asked for."""
        with self._refusals.attempt():
            self._tasks.ask_for("applications.tasks.import_payments", [self.receive(who, name, content).pk])

    def import_again(self, name: str) -> None:
        """The task that imports a file is asked for once more."""
        self._tasks.ask_for("applications.tasks.import_payments", [BankFile.objects.get(name=name).pk])

    def import_nothing(self) -> None:
        """The import of a file that does not exist is asked for."""
        self._tasks.ask_for("applications.tasks.import_payments", [0])

    def die_at(self, who: str, name: str, content: bytes, line: int) -> None:
        """A worker imports a file and is gone when it has all but committed a line (from 1, the columns')."""
        self.import_file(who, name, content)
        # The columns' line commits nothing.
        with self._story.workers.watched(_before(COMMITS_A_LINE, nth=line - 1, act=_die)):
            self._story.settle()
        failure = self._tasks.claim_failure()
        if not isinstance(failure, WorkerDiedError):
            raise AssertionError(f"The worker did not die, but: {failure!r}")

    def import_twice_at_once(self, who: str, name: str, content: bytes) -> None:
        """Two workers import a file; the second does all of it when the first has seen that all is new."""
        self.import_file(who, name, content)
        self.import_again(name)

        def second_worker() -> None:
            # Only a stack that lets a statement be watched has this.
            self._story.tasks.run_next()

        # Pass one looks the loans up too.
        with self._story.workers.watched(_before(LOOKS_LOANS_UP, nth=2, act=second_worker)):
            self._story.settle()

    def receive(self, who: str, name: str, content: bytes) -> BankFile:
        """Keep a file."""
        by = self._people.person(who).user
        return bank_file_receive(name=name, content=File(BytesIO(content), name), by=by)[0]

    def faults(self, name: str) -> list[dict[str, str]]:
        """What is wrong with a file, by line."""
        faults = BankFile.objects.get(name=name).faults.all()
        return [{"line": str(fault.line_number), "reason": fault.reason} for fault in faults]

    def fault_counts(self, name: str) -> tuple[int, int]:
        """How many of a file's faults are listed, and how many more there are."""
        bank_file = BankFile.objects.get(name=name)
        return bank_file.faults.count(), bank_file.more_faults

    def lines(self, name: str) -> list[dict[str, str]]:
        """What became of the lines that a file was the first to bring."""
        return [as_row(line) for line in BankLine.objects.filter(bank_file__name=name)]

    def seen_by(self, who: str) -> list[str]:
        """The names of the files that somebody sees."""
        return sorted(one.name for one in bank_files_visible_to(self._people.person(who).user))


def as_row(line: BankLine) -> dict[str, str]:
    """A line as a table shows it."""
    return {
        "line": str(line.line_number),
        "amount": f"${line.amount:,.2f}",
        "reference": line.reference,
        "state": line.state,
        "reason": line.reason,
    }


def _die() -> None:
    raise WorkerDiedError


def _before(sql_part: str, *, nth: int, act: Callable[[], object]) -> Callable:
    """An execute wrapper that acts before the nth statement of a kind."""
    seen = 0

    def act_and_execute(execute, sql, params, many, context):
        nonlocal seen
        seen += sql_part in sql
        if sql_part in sql and seen == nth:
            act()
        return execute(sql, params, many, context)

    return act_and_execute
