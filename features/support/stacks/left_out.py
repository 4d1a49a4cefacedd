"""The scenarios that a stack left out, with their reasons: how many there may be, and the table of them."""

from collections.abc import Iterable
from pathlib import Path
from textwrap import dedent

from behave.model import Feature, Scenario

MOST = 0.03  # of a run's scenarios


class TooMuchLeftOut(Exception):
    """A stack that leaves out more than that proves too little."""


def left_out(features: Iterable[Feature]) -> list[Scenario]:
    """The scenarios that were skipped for a reason, in the order of the files, whatever that of the run."""
    return [scenario for scenario in _scenarios(features) if scenario.skip_reason]


def say(scenarios: Iterable[Scenario]) -> str:
    """A line for each scenario, with its reason."""
    return "".join(f"Left out: {one.feature.name}: {one.name}. {one.skip_reason}\n" for one in scenarios)


def write_table(file: Path, stack: str, features: Iterable[Feature]) -> None:
    """Write down which scenarios of a whole run were left out, and why; TooMuchLeftOut above MOST."""
    features = list(features)
    without = left_out(features)
    count = len(_scenarios(features))
    share = len(without) / count
    rows = "".join(f"| {one.feature.name} | {one.name} | {one.skip_reason} |\n" for one in without)
    text = dedent(f"""\
        # What the {stack} stack does not tell

        Written by `make acceptance STACK={stack}`: {len(without)} of {count} scenarios, {share:.1%}.
        `make faults` shows the same by force.

        | Feature | Scenario | Why |
        | --- | --- | --- |
        """)
    file.write_text(text + rows, encoding="utf-8")
    if share > MOST:
        raise TooMuchLeftOut(f"{share:.1%} of the scenarios were left out; at most {MOST:.0%} may be.")


def _scenarios(features: Iterable[Feature]) -> list[Scenario]:
    return sorted((one for feature in features for one in feature.walk_scenarios()), key=_place)


def _place(scenario: Scenario) -> tuple[str, int]:
    return scenario.filename, scenario.line
