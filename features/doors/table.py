"""docs/doors.md: which scenarios a door leaves out. Nothing is run to find them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from behave.model import Scenario
from behave.parser import parse_file
from behave.step_registry import StepRegistry

from features.doors import limits
from features.doors.opened import DOORS, SERVICE

FEATURES = Path(__file__).parents[1]
MANUAL = FEATURES.parent / "docs" / "doors.md"
OTHER_DOORS = tuple(name for name in DOORS if name != SERVICE)


class TooMuchLeftOutError(Exception):
    """A door leaves out more scenarios than limits.MOST, so its run proves too little."""


@dataclass(frozen=True)
class LeftOut:
    """The scenarios that go through doors, and of each door those that it leaves out, with reasons."""

    told: list[Scenario]
    by_door: dict[str, list[tuple[Scenario, str]]]

    def share(self, door: str) -> float:
        """Return the part of the scenarios that a door leaves out: from 0 to 1."""
        return len(self.by_door[door]) / len(self.told)

    def require_enough(self, door: str) -> None:
        """Raise TooMuchLeftOutError for a door that leaves out more than limits.MOST."""
        if self.share(door) > limits.MOST:
            raise TooMuchLeftOutError(
                f"The door “{door}” leaves out {self.share(door):.1%} of the scenarios; "
                f"at most {limits.MOST:.0%} may be."
            )


def left_out(registry: StepRegistry) -> LeftOut:
    """Read every feature, and find what each door leaves out."""
    features = [parse_file(str(path)) for path in sorted(FEATURES.glob("0*/*.feature"))]
    told = limits.told(one for feature in features for one in feature.walk_scenarios())
    return LeftOut(
        told,
        {
            door: [(one, why) for one in told if (why := limits.why_not(door, one, registry))]
            for door in OTHER_DOORS
        },
    )


def as_markdown(found: LeftOut) -> str:
    """Return the page."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: LeftOut) -> Iterator[str]:
    yield "# What the doors leave out\n"
    yield "Written by `python -m features.doors`. `manage.py behave -D door=page` tells chapters 01 to 08"
    yield "through the pages, `-D door=api` through the API."
    for door, scenarios in found.by_door.items():
        yield f"\n## {door}: {len(scenarios)} of {len(found.told)} scenarios, {found.share(door):.1%}\n"
        if scenarios:
            yield "| Feature | Scenario | Why |"
            yield "| --- | --- | --- |"
        yield from (f"| {one.feature.name} | {limits.title_of(one)} | {why} |" for one, why in scenarios)
