"""What has changed since an earlier run."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from living_docs.model import Case, Run, Status

# Times vary: a scenario is slower if it takes twice as long, and at least this much longer.
SLOWER_FACTOR = 2
SLOWER_BY = 0.5  # seconds
ALIKE = 0.6


@dataclass(frozen=True)
class Change:
    """One scenario, or row of an outline, that has changed."""

    kind: str
    id: str  # empty if it is gone
    name: str
    detail: str = ""


@dataclass
class Changes:
    """All changes; `since` is when the earlier run began, in seconds since 1970."""

    since: float
    found: list[Change]

    def of(self, kind: str) -> list[Change]:
        return [change for change in self.found if change.kind == kind]


KINDS = {
    "broken": "Newly broken",
    "fixed": "Fixed",
    "new": "New",
    "reworded": "Reworded",
    "slower": "Slower",
    "gone": "Gone",
}


def changes(before: Run, now: Run) -> Changes:
    """The changes between two runs, in the features that the later one has run."""
    files = {feature.uri for feature in now.features}
    old = {case.id: case for feature in before.features if feature.uri in files for case in feature.cases}
    new = {case.id: case for case in now.cases}
    found = [change for key, case in new.items() if key in old for change in _of_the_same(old[key], case)]
    lost = {key: case for key, case in old.items() if key not in new}
    for key, case in new.items():
        if key not in old:
            found.append(_arrival(case, lost))
    found += [Change("gone", "", case.name, case.status.words) for case in lost.values()]
    return Changes(before.started, found)


def _of_the_same(old: Case, new: Case) -> Iterable[Change]:
    if new.status is Status.BROKEN and old.status is not Status.BROKEN:
        yield Change("broken", new.id, new.name, f"was {old.status.words}")
    if new.status is Status.PASSED and old.status in (Status.BROKEN, Status.NOT_BUILT):
        yield Change("fixed", new.id, new.name, f"was {old.status.words}")
    if _words(old) != _words(new):
        yield Change("reworded", new.id, new.name, "other steps under the same title")
    if new.seconds > SLOWER_FACTOR * old.seconds and new.seconds - old.seconds > SLOWER_BY:
        yield Change("slower", new.id, new.name, f"{old.seconds:.1f} s → {new.seconds:.1f} s")


def _arrival(case: Case, lost: dict[str, Case]) -> Change:
    """A new scenario; or a reworded one, if one with nearly the same steps is gone from its feature."""
    feature = case.id.split("/")[:2]
    likeness = {
        key: SequenceMatcher(None, _words(other), _words(case)).ratio()
        for key, other in lost.items()
        if key.split("/")[:2] == feature
    }
    best = max(likeness, key=likeness.get, default=None)
    if best is None or likeness[best] < ALIKE:
        return Change("new", case.id, case.name, case.status.words)
    return Change("reworded", case.id, case.name, f"was “{lost.pop(best).name}”")


def _words(case: Case) -> list[str]:
    return [f"{step.keyword} {step.text} {step.table} {step.doc_string}" for step in case.steps if step.text]
