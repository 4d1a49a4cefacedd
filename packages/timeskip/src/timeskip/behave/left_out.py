"""The scenarios that a stack left out, with their reasons: how many there may be, and the table of them."""

from collections.abc import Iterable
from pathlib import Path

from behave.model import Feature, Scenario

MOST = 0.03  # of a run's scenarios
# A hook of timeskip's own: at the end of a run in several processes, in the process that knows all of it.
REPORT = "report_left_out"


class TooMuchLeftOut(Exception):
    """The stack leaves out more than MOST of the scenarios, so its run proves too little."""


def left_out(features: Iterable[Feature]) -> list[Scenario]:
    """Return the scenarios that were skipped for a reason, in the order of the files."""
    return [scenario for scenario in _scenarios(features) if scenario.skip_reason]


def as_lines(scenarios: Iterable[Scenario]) -> str:
    """Return a line for each scenario, with its reason."""
    return "".join(f"Left out: {one.feature.name}: {one.name}. {one.skip_reason}\n" for one in scenarios)


def write_table(file: Path, features: Iterable[Feature], *, title: str, source: str) -> None:
    """Write which scenarios of a whole run were left out, and why; raises TooMuchLeftOut above MOST.

    `source` says what writes the file: the count follows it.
    """
    features = list(features)
    missing = left_out(features)
    count = len(_scenarios(features))
    share = len(missing) / count
    head = f"# {title}\n\n{source}: {len(missing)} of {count} scenarios, {share:.1%}.\n\n"
    table = "| Feature | Scenario | Why |\n| --- | --- | --- |\n"
    rows = "".join(f"| {one.feature.name} | {one.name} | {one.skip_reason} |\n" for one in missing)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(head + table + rows, encoding="utf-8")
    if share > MOST:
        raise TooMuchLeftOut(f"{share:.1%} of the scenarios were left out; at most {MOST:.0%} may be.")


def _scenarios(features: Iterable[Feature]) -> list[Scenario]:
    return sorted((one for feature in features for one in feature.walk_scenarios()), key=_place)


def _place(scenario: Scenario) -> tuple[str, int]:
    return scenario.filename, scenario.line
