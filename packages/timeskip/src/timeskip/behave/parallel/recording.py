"""Formatters in a run of several processes.

A worker records what behave tells formatters of a scenario. The run tells its own formatters the same, feature by
feature in the order of the run: each writes what it writes in a run of one process. A formatter that also watches hooks
or clocks writes in the workers instead; it has the methods of `Joined`.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, Protocol

from behave.matchers import Match, NoMatch
from behave.model import Feature, Scenario, Step
from behave.runner import ModelRunner

from timeskip.behave.parallel.states import ScenarioState, StepState


class Joined(Protocol):
    """A formatter that writes in each worker; its parts are joined as they come."""

    def before_fork(self, runner: ModelRunner) -> None:
        """Write what comes before the first hook. Workers begin as copies of this formatter."""

    def prepare(self, feature: Feature) -> Any:
        """Read a feature while workers run; return, to be pickled, what a worker has to know to record it."""

    def in_worker(self, name: str) -> None:
        """Write for `hand_over` from now on; `name` is the worker's alone."""

    def know(self, prepared: Any) -> None:
        """Take what `prepare` has returned of a feature, in a worker, before its first scenario there."""

    def hand_over(self, scenario: Scenario | None) -> Any:
        """Return what was written since the last call, to be pickled; a scenario has ended, or hooks of the run."""

    def take_over(self, part: Any) -> None:
        """Write a part of a worker's."""


class Event(NamedTuple):
    """A call of a formatter: its name, the number of its step, and what else it was given."""

    call: str
    step: int | None = None
    given: Any = None


def is_joined(formatter: Any) -> bool:
    """Whether a formatter writes in the workers."""
    return hasattr(formatter, "take_over")


def is_foreign(formatter: Any) -> bool:
    """Whether a formatter may look at more than behave tells it: it is neither behave's own nor joined."""
    return not is_joined(formatter) and type(formatter).__module__.partition(".")[0] != "behave"


class Recorder:
    """Stands in a worker for the formatters that are told later."""

    name = "recorder"

    def __init__(self, formatters: Iterable[Any], step_begins: Callable[[int], None], step_ended: Callable[[], None]):
        takers = [one for one in formatters if hasattr(one, "embedding")]
        if takers:
            self.embedding = self._embedding
        self.takes_file_names = any(getattr(one, "takes_file_names", False) for one in takers)
        self.events: list[Event] = []
        self._steps: list[Step] = []
        self._next = 0
        self._step_begins, self._step_ended = step_begins, step_ended

    def scenario(self, scenario: Scenario) -> None:
        self._steps = list(scenario.all_steps)
        self._next = 0
        self.events.append(Event("scenario"))

    def step(self, step: Step) -> None:
        self.events.append(Event("step", self._number_of(step)))

    def match(self, match: Match) -> None:
        self._step_begins(self._next)
        self.events.append(Event("match", self._next, isinstance(match, NoMatch)))

    def result(self, step: Step) -> None:
        number = self._number_of(step)
        self._next = self._next + 1 if number is None else number + 1
        self.events.append(Event("result", number, StepState.of(step)))
        self._step_ended()

    def take(self) -> list[Event]:
        """Return what was recorded since the last call."""
        events, self.events = self.events, []
        return events

    def _number_of(self, step: Step) -> int | None:
        return next((number for number, one in enumerate(self._steps) if one is step), None)

    def _embedding(self, media_type: str, data: bytes | str, file_name: str | None = None) -> None:
        self.events.append(Event("embedding", given=(media_type, data, file_name)))

    def _nothing(self, *_: Any) -> None:
        """Features, rules and backgrounds are the run's to tell."""

    uri = feature = rule = background = eof = close = _nothing


def events_of_death(scenario: Scenario, state: ScenarioState, at: int) -> list[Event]:
    """Return what a worker would have recorded of a scenario that has ended it, up to the step it was at."""
    steps = list(scenario.all_steps)
    events = [Event("scenario"), *(Event("step", number) for number in range(len(steps)))]
    for number, step_state in enumerate(state.steps[: max(at, 0) + 1]):
        events += [Event("match", number, False), Event("result", number, step_state)]
    return events


def tell(events: Iterable[Event], scenario: Scenario, formatters: Sequence[Any], registry: Any) -> None:
    """Tell formatters what a worker has recorded of a scenario."""
    steps = list(scenario.all_steps)
    for event in events:
        step = steps[event.step] if event.step is not None and event.step < len(steps) else None
        if event.call == "embedding":
            _attach(formatters, *event.given)
        elif event.call == "scenario":
            _call(formatters, "scenario", scenario)
        elif event.call == "match":
            _call(formatters, "match", NoMatch() if event.given or step is None else _FoundLater(registry, step))
        elif step is not None:
            if event.call == "result":
                event.given.put_into(step)
            _call(formatters, event.call, step)


def _call(formatters: Iterable[Any], name: str, *given: Any) -> None:
    for formatter in formatters:
        getattr(formatter, name)(*given)


def _attach(formatters: Iterable[Any], media_type: str, data: bytes | str, file_name: str | None) -> None:
    for formatter in formatters:
        if getattr(formatter, "takes_file_names", False):
            formatter.embedding(media_type, data, file_name)
        elif hasattr(formatter, "embedding"):
            formatter.embedding(media_type, data.encode() if isinstance(data, str) else data)


class _FoundLater(Match):
    """A step's definition, looked for when a formatter asks: few do, and the search takes time."""

    def __init__(self, registry: Any, step: Step) -> None:
        self._registry, self._step = registry, step
        self._found: Match | None = None

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if self._found is None:
            self._found = self._registry.find_match(self._step) or NoMatch()
        return getattr(self._found, name)
