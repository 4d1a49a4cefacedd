"""The scenarios that a stack left out, with their reasons: how many there may be, and the table of them."""

from collections.abc import Iterable
from pathlib import Path
from textwrap import dedent

from behave.model import Feature, Scenario

MOST = 0.03  # of a run's scenarios


class TooMuchLeftOut(Exception):
    """A stack that leaves out more than that proves too little."""


def write_table(file: Path, stack: str, features: Iterable[Feature]) -> None:
    """Write down which scenarios of a whole run were left out, and why; TooMuchLeftOut above MOST."""
    # In the order of the files, whatever the order of the run.
    scenarios = sorted((one for feature in features for one in feature.walk_scenarios()), key=_place)
    left_out = [scenario for scenario in scenarios if scenario.skip_reason]
    share = len(left_out) / len(scenarios)
    rows = [f"| {one.feature.name} | {one.name} | {one.skip_reason} |" for one in left_out]
    text = dedent(f"""\
        # What the {stack} stack does not tell

        Written by `make acceptance STACK={stack}`.
        {len(left_out)} of {len(scenarios)} scenarios, {share:.1%}; `make faults` shows the same by force.

        | Feature | Scenario | Why |
        | --- | --- | --- |
        """)
    file.write_text(text + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    if share > MOST:
        raise TooMuchLeftOut(f"{share:.1%} of the scenarios were left out; at most {MOST:.0%} may be.")


def _place(scenario: Scenario) -> tuple[str, int]:
    return scenario.filename, scenario.line
