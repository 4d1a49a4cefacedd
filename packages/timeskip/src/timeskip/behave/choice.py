"""Which scenarios a run is asked for: titles are words and never patterns, and a run of nothing fails."""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

from behave.configuration import Configuration
from behave.exception import ConfigError
from behave.model import Feature, Scenario, ScenarioOutline
from behave.model_type import FileLocation

# Of titles that may have been meant.
MOST = 3


def pattern_of(titles: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of these parts of a title in a title."""
    return re.compile("|".join(map(re.escape, titles)))


def require_lines(places: Iterable[FileLocation]) -> None:
    """Raise ConfigError where a file has no such line: behave would run its last scenario, or all for line 0.

    FileNotFoundError where there is no such file.
    """
    for place in places:
        lines = Path(place.filename).read_bytes().splitlines()
        if place.line is not None and not 1 <= place.line <= len(lines):
            raise ConfigError(
                f"There is nothing to run: {place.filename} has {len(lines)} lines, and no line {place.line}."
            )


def require_choice(features: Sequence[Feature], config: Configuration) -> None:
    """Raise ConfigError where no scenario is to run, a `--name` is no part of any title, or an outline has no row."""
    _require_rows(features)
    scenarios = [scenario for feature in features for scenario in feature.walk_scenarios()]
    if not scenarios:
        raise ConfigError("There is nothing to run: these paths have no scenarios.")
    for title in config.name or ():
        if not any(title in scenario.name for scenario in scenarios):
            raise ConfigError(f"There is nothing to run: no title contains “{title}”.{_near(title, scenarios)}")
    if not any(scenario.should_run(config) for scenario in scenarios):
        tags = config.tag_expression.to_string()
        asked_for = [*([f"the tags “{tags}”"] if tags else []), *(["the title"] if config.name else [])]
        raise ConfigError(f"There is nothing to run: no scenario has {' and '.join(asked_for) or 'such a line'}.")


def _require_rows(features: Iterable[Feature]) -> None:
    """An outline without a row would be a scenario that nobody ever runs, and nobody misses."""
    for outline in (one for feature in features for one in feature.walk_scenarios(with_outlines=True)):
        if isinstance(outline, ScenarioOutline) and not outline.scenarios:
            raise ConfigError(f"The outline “{outline.name}” ({outline.location}) has no examples, so it never runs.")


def _near(title: str, scenarios: Iterable[Scenario]) -> str:
    titles = {scenario.name.lower(): scenario.name for scenario in scenarios}
    close = [titles[name] for name in get_close_matches(title.lower(), titles, MOST)]
    return "".join(f"\nDid you mean: {name}" for name in close)
