"""The scenarios of a run, one by one, each with the feature, rule and outline that it stands in."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from behave.model import Feature, Rule, Scenario, ScenarioOutline

Container = Feature | Rule


@dataclass(frozen=True, eq=False)
class Item:
    """A scenario, or one row of an outline.

    `key` names it from run to run: its file, its title and, where another has the same title, a count.
    """

    scenario: Scenario
    containers: tuple[Container, ...]
    outline: ScenarioOutline | None
    key: str


def items_of(features: Iterable[Feature]) -> list[Item]:
    """Return every scenario of a run in order, also those that are not chosen."""
    seen: Counter[str] = Counter()
    found = []
    for scenario, outline, containers in _walk(features, ()):
        name = f"{scenario.filename}\t{' '.join(scenario.name.split())}"
        seen[name] += 1
        key = name if seen[name] == 1 else f"{name} ({seen[name]})"
        found.append(Item(scenario, containers, outline, key))
    return found


def keep_only(features: list[Feature], kept: Collection[Scenario]) -> None:
    """Take all other scenarios, and features and rules without any, out of a run."""
    ids = {id(scenario) for scenario in kept}
    for feature in features:
        _keep(feature, ids)
    features[:] = [feature for feature in features if feature.run_items]


def _keep(container: Container, ids: set[int]) -> None:
    for one in container.run_items:
        if isinstance(one, Rule):
            _keep(one, ids)
        elif isinstance(one, ScenarioOutline):
            # In place: behave makes these from the tables once.
            one.scenarios[:] = [row for row in one.scenarios if id(row) in ids]
    container.run_items[:] = [one for one in container.run_items if _has_any(one, ids)]
    container.scenarios[:] = [one for one in container.scenarios if _has_any(one, ids)]


def _has_any(one: Container | Scenario, ids: set[int]) -> bool:
    if isinstance(one, Rule):
        return bool(one.run_items)
    return bool(one.scenarios) if isinstance(one, ScenarioOutline) else id(one) in ids


def _walk(
    statements: Iterable[Container | Scenario], containers: tuple[Container, ...]
) -> Iterator[tuple[Scenario, ScenarioOutline | None, tuple[Container, ...]]]:
    for one in statements:
        if isinstance(one, Container):
            yield from _walk(one.run_items, (*containers, one))
        elif isinstance(one, ScenarioOutline):
            yield from ((row, one, containers) for row in one.scenarios)
        else:
            yield one, None, containers
