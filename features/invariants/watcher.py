"""Looks at the books after every step, and fails the step that broke what is always so."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from features.drivers.world import World
from features.invariants.books import Books, Ledger, SeenTab, Step
from features.invariants.invariant import INVARIANTS, Invariant

# Of a breach, as a failure shows them.
MOST_ROWS = 5


class BreachError(AssertionError):
    """What is always so is not."""


class Watcher:
    """The books of one story."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._story, self._tabs, self._emails = world.story, world.tabs, world.emails
        self._placed = world.applications.placed
        self._ledger = Ledger(self._story)
        self._placed_before = 0
        self._seen = self._look()
        self._state = self._state_now()

    def check(self) -> None:
        """BreachError names what the step has broken, with the rows."""
        state = self._state_now()
        if state == self._state and not self._world.answers and not self._world.log_lines:
            return
        self._state, before, after = state, self._seen, self._look()
        self._seen = after
        step = self._step(before, after)
        changed = after.changed_since(before)
        changed |= {name for name in ("answers", "leaked") if getattr(step, name)}
        for invariant in INVARIANTS:
            if changed.intersection(invariant.reads):
                _raise(invariant, invariant.find(step))

    def _state_now(self) -> tuple[int, ...]:
        """What changes with anything that an invariant looks at."""
        frames = sum(len(tab.frames) for tab in self._tabs.open_ones)
        tabs = (len(self._tabs.open_ones), frames)
        return self._ledger.version, len(self._story.mail.delivered), *tabs, self._story.now

    def _look(self) -> Books:
        rows = self._ledger.rows()
        people = {person.name: person.pk for person in rows["people"]}
        tabs = tuple(
            SeenTab(
                tab.person,
                people.get(tab.person),
                tab.count if tab.socket.is_open else None,
                tuple(frame["notification"] for frame in tab.frames if frame["type"] == "notification"),
                tab.shown_before,
                tab.requests,
            )
            for tab in self._tabs.open_ones
        )
        letters, pages = tuple(self._story.mail.delivered), self._world.answers.last_pages
        return Books(self._story.now, rows, letters, tabs, pages)

    def _step(self, before: Books, after: Books) -> Step:
        placed_now = frozenset(self._placed[self._placed_before :])
        self._placed_before = len(self._placed)
        since: datetime | None = self._story.beat.running_since
        workers, log_lines = self._story.workers, self._world.log_lines
        return Step(
            before,
            after,
            placed=frozenset(self._placed),
            placed_now=placed_now,
            undisturbed=since is not None
            and since <= before.now
            and workers.are_running
            and not workers.may_die,
            workers_may_die=workers.may_die,
            pushes=self._story.sockets.layer_is_up,
            unconfirmed=Counter(
                [*(letter.message_id for letter in self._story.mail.unconfirmed), *self._emails.unrecorded]
            ),
            answers=self._world.answers.take(),
            acted=self._world.answers.take_askers() | _askers_in_tabs(before, after),
            leaked=log_lines.take_with(self._world.secrets()) if log_lines else (),
        )


def _askers_in_tabs(before: Books, after: Books) -> frozenset[int]:
    """Those whose tabs have sent more than before."""
    requests: Counter[int | None] = Counter()
    for tab in after.tabs:
        requests[tab.user_id] += tab.requests
    for tab in before.tabs:
        requests[tab.user_id] -= tab.requests
    return frozenset(user_id for user_id, more in requests.items() if user_id is not None and more > 0)


def _raise(invariant: Invariant, breaches: Iterable[str]) -> None:
    rows = list(islice(breaches, MOST_ROWS + 1))
    if rows:
        more = ["…"] if len(rows) > MOST_ROWS else []
        listed = "\n".join(f"- {row}" for row in [*rows[:MOST_ROWS], *more])
        raise BreachError(
            f"{invariant.sentence} (invariant in {invariant.file}) Not so after this step:\n{listed}"
        )
