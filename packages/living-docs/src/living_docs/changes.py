"""What has changed since an earlier run, scenario by scenario."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from statistics import median

from living_docs.figures import duration
from living_docs.model import Case, Feature, Group, Run, Scenario, Status, WrittenStep

# Two scenarios of a feature whose steps are this alike are one that was reworded.
ALIKE = 0.6
# Slower: twice its usual time and half a second more, after the speed of the whole run is taken out,
# and longer than in any of the last ten runs.
SLOWER_FACTOR = 2
SLOWER_BY = 0.5  # seconds
RUNS_OF_NOISE = 10
# With fewer scenarios a run's speed cannot be told from the speed of one of them.
LEAST_FOR_SPEED = 10

KINDS = {
    "broken": "Newly broken",
    "not-built": "No longer built",
    "skipped": "Now skipped",
    "fixed": "Fixed",
    "built": "Newly built",
    "resumed": "No longer skipped",
    "new": "New",
    "reworded": "Reworded",
    "slower": "Slower",
    "gone": "Gone",
}
# To a status, and to passed from one.
BECOMES = {Status.BROKEN: "broken", Status.NOT_BUILT: "not-built", Status.SKIPPED: "skipped"}
PASSES = {Status.BROKEN: "fixed", Status.NOT_BUILT: "built", Status.SKIPPED: "resumed"}


@dataclass(frozen=True)
class Change:
    """One scenario that has changed in one way."""

    kind: str
    id: str  # empty if it is gone
    name: str
    detail: str = ""
    feature: str = ""
    rule: str = ""


@dataclass
class Changes:
    """All changes; `since` is when the earlier run began, in seconds since 1970."""

    since: float
    seconds: float  # that the earlier run took
    found: list[Change]
    renamed: dict[str, str]  # address now → address before

    def of(self, kind: str) -> list[Change]:
        return [change for change in self.found if change.kind == kind]

    @property
    def scenarios(self) -> int:
        """How many scenarios have changed, each counted once."""
        gone = len(self.of("gone"))
        return gone + len({change.id for change in self.found if change.id})


@dataclass(frozen=True)
class _Placed:
    feature: Feature
    group: Group
    scenario: Scenario

    def change(self, kind: str, detail: str = "") -> Change:
        address = "" if kind == "gone" else self.scenario.id
        return Change(kind, address, self.scenario.name, detail, self.feature.name, self.group.name)


def changes(before: Run, now: Run, times: Mapping[str, list[float]] | None = None) -> Changes:
    """The changes between two runs, in the features that the later one has run.

    `times` are the seconds that each scenario took in earlier runs that it passed, by address, newest last.
    """
    files = {feature.uri for feature in now.features}
    old = {one.scenario.id: one for one in _all(before) if one.feature.uri in files}
    new = {one.scenario.id: one for one in _all(now)}
    lost = {key: one for key, one in old.items() if key not in new}
    pairs = {key: old.get(key) or _reworded(one, lost) for key, one in new.items()}
    speed = _speed([(was.scenario, new[key].scenario) for key, was in pairs.items() if was])
    found = []
    for key, one in new.items():
        if was := pairs[key]:
            found += _of_the_same(was, one)
            found += _slower(was.scenario, one, speed, (times or {}).get(key, []))
        else:
            found += _arrival(one)
    found += [one.change("gone", f"was {one.scenario.status.words}") for one in lost.values()]
    renamed = {key: was.scenario.id for key, was in pairs.items() if was and was.scenario.id != key}
    return Changes(before.started, before.seconds, found, renamed)


def _all(run: Run) -> Iterator[_Placed]:
    return (_Placed(*one) for one in run.placed)


def _arrival(one: _Placed) -> Iterator[Change]:
    yield one.change("new", one.scenario.status.words)
    if one.scenario.status is Status.BROKEN:
        yield one.change("broken", "is new")


def _of_the_same(was: _Placed, one: _Placed) -> Iterator[Change]:
    old = was.scenario
    yield from _results(old, one)
    if old.name != one.scenario.name:
        yield one.change("reworded", f"was “{old.name}”")
    elif _steps(old.steps) != _steps(one.scenario.steps):
        yield one.change("reworded", "has other steps under the same title")
    elif _rows(old) != _rows(one.scenario):
        yield one.change("reworded", "has other examples")
    elif _background(was) != _background(one):
        yield one.change("reworded", "has another background")


def _results(old: Scenario, one: _Placed) -> Iterator[Change]:
    """What became of a scenario; of an outline, of each of its examples."""
    new = one.scenario
    if not (old.examples and new.examples):
        if kind := _kind(old.status, new.status):
            yield one.change(kind, f"was {old.status.words}")
        return
    before = {case.example: case for case in old.cases}
    by_kind: dict[str, list[Case]] = {}
    for case in new.cases:
        was = before.get(case.example)
        kind = _kind(was.status if was else None, case.status)
        if kind:
            by_kind.setdefault(kind, []).append(case)
    for kind, cases in by_kind.items():
        yield one.change(kind, _examples(cases, len(new.cases)))


def _kind(old: Status | None, new: Status) -> str:
    """What the change from one status to another is called; empty if there is none. None: it is new."""
    if old is None:
        return "broken" if new is Status.BROKEN else ""
    if old is new:
        return ""
    return PASSES[old] if new is Status.PASSED else BECOMES[new]


def _examples(cases: list[Case], of: int) -> str:
    first = cases[0].example
    return f"example {first}" if len(cases) == 1 else f"{len(cases)} of {of} examples, first {first}"


def _speed(pairs: list[tuple[Scenario, Scenario]]) -> float:
    """How many times slower the whole run was, at least 1: a busy machine slows every scenario down."""
    ratios = [new.seconds / old.seconds for old, new in pairs if old.seconds and _both_passed(old, new)]
    return max(1.0, median(ratios)) if len(ratios) >= LEAST_FOR_SPEED else 1.0


def _slower(old: Scenario, one: _Placed, speed: float, times: list[float]) -> Iterable[Change]:
    new = one.scenario
    if not _both_passed(old, new):
        return
    noise = [*times[-RUNS_OF_NOISE:], old.seconds]
    usual, seconds = median(noise), new.seconds / speed
    if seconds > max(SLOWER_FACTOR * usual, usual + SLOWER_BY, *noise):
        yield one.change("slower", f"{duration(usual)} → {duration(new.seconds)}")


def _both_passed(old: Scenario, new: Scenario) -> bool:
    """Whether times can be compared: a scenario that ends early is fast."""
    return old.status is new.status is Status.PASSED and len(old.cases) == len(new.cases)


def _reworded(one: _Placed, lost: dict[str, _Placed]) -> _Placed | None:
    """The lost scenario of the same feature with nearly the same steps; takes it from `lost`."""
    likeness = {
        key: SequenceMatcher(None, _steps(other.scenario.steps), _steps(one.scenario.steps)).ratio()
        for key, other in lost.items()
        if other.feature.id == one.feature.id
    }
    best = max(likeness, key=likeness.get, default=None)
    return None if best is None or likeness[best] < ALIKE else lost.pop(best)


def _steps(steps: list[WrittenStep]) -> list[str]:
    return [f"{step.keyword} {step.text} {step.table} {step.doc_string}" for step in steps]


def _rows(scenario: Scenario) -> list[tuple[list[str], list[list[str]]]]:
    """The examples as they are written: a run of some of them changes none."""
    return [(table.header, table.rows) for table in scenario.examples]


def _background(one: _Placed) -> list[str]:
    return _steps([*one.feature.background, *one.group.background])
