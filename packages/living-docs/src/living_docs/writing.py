"""Features, rules and scenarios as they are written, each with its results."""

from collections import defaultdict
from pathlib import PurePosixPath
from textwrap import dedent

from living_docs.addresses import Addresses, slug
from living_docs.messages import Message, cells_of
from living_docs.model import Chapter, Examples, Feature, Group, Scenario, WrittenStep
from living_docs.results import Results


def _written(steps: list[Message]) -> list[WrittenStep]:
    return [
        WrittenStep(
            keyword=step["keyword"].strip(),
            text=step["text"],
            table=[cells_of(row) for row in (step.get("dataTable") or {}).get("rows", [])],
            doc_string=step["docString"]["content"] if step.get("docString") else None,
        )
        for step in steps
    ]


def feature_of(document: Message, results: Results) -> Feature:
    """The feature of a Gherkin document, with those of its scenarios that were run."""
    node, uri = document["feature"], document["uri"]
    path = PurePosixPath(uri)
    address = results.addresses.of(f"{slug(path.parent.name or 'features')}/{slug(path.stem)}")
    background = _background(node)
    loose = [child["scenario"] for child in node["children"] if child.get("scenario")]
    rules = [child["rule"] for child in node["children"] if child.get("rule")]
    groups = [Group(address, "", "", [], [], _scenarios(loose, address, "", background, results))]
    groups += [_rule(rule, address, background, results) for rule in rules]
    return Feature(
        id=address,
        uri=uri,
        name=node["name"],
        description=prose(node["description"]),
        tags=[tag["name"] for tag in node["tags"]],
        background=_written(background),
        groups=[group for group in groups if group.scenarios],
    )


def _rule(node: Message, address: str, background: list[Message], results: Results) -> Group:
    own = _background(node)
    scenarios = [child["scenario"] for child in node["children"] if child.get("scenario")]
    rule = slug(node["name"])
    return Group(
        id=results.addresses.of(f"{address}/rule-{rule}"),
        name=node["name"],
        description=prose(node["description"]),
        tags=[tag["name"] for tag in node["tags"]],
        background=_written(own),
        scenarios=_scenarios(scenarios, address, rule, [*background, *own], results),
    )


def _background(node: Message) -> list[Message]:
    return [
        step for child in node["children"] if child.get("background") for step in child["background"]["steps"]
    ]


def _scenarios(
    nodes: list[Message], address: str, rule: str, background: list[Message], results: Results
) -> list[Scenario]:
    """The scenarios that were run; two with the same name in a feature have their rules in the address.

    The others get addresses too, so that a partial run has the addresses of a whole one.
    """
    steps = {step["id"]: step for step in background}
    found = []
    for node in nodes:
        name = slug(node["name"])
        own = results.addresses.of(f"{address}/{name}", f"{address}/{rule}/{name}")
        cases = results.cases(node, own, steps)
        if cases:
            found.append(_scenario(node, own, cases))
    return found


def _scenario(node: Message, address: str, by_row: dict) -> Scenario:
    return Scenario(
        id=address,
        name=node["name"],
        keyword=node["keyword"],
        description=prose(node["description"]),
        tags=[tag["name"] for tag in node["tags"]],
        line=node["location"]["line"],
        steps=_written(node["steps"]),
        cases=list(by_row.values()),
        examples=[_examples(table, by_row) for table in node["examples"] if table.get("tableHeader")],
    )


def _examples(table: Message, by_row: dict) -> Examples:
    return Examples(
        name=table["name"],
        description=prose(table["description"]),
        header=cells_of(table["tableHeader"]),
        cases=[by_row[row["id"]] for row in table["tableBody"] if row["id"] in by_row],
        rows=[cells_of(row) for row in table["tableBody"]],
    )


def prose(description: str) -> str:
    """A description without its indentation."""
    first, *others = description.splitlines() or [""]
    return "\n".join([first.strip(), dedent("\n".join(others))]).strip()


def chapters_of(features: list[Feature]) -> list[Chapter]:
    """Features by folder, sorted by path; numbers them in that order."""
    by_folder: dict[str, list[Feature]] = defaultdict(list)
    for number, feature in enumerate(sorted(features, key=lambda feature: feature.uri)):
        feature.number = number
        by_folder[PurePosixPath(feature.uri).parent.name].append(feature)
    addresses = Addresses()
    return [
        _chapter(addresses.of(f"chapter-{slug(folder)}"), folder, found)
        for folder, found in by_folder.items()
    ]


def _chapter(address: str, folder: str, features: list[Feature]) -> Chapter:
    number, _, name = folder.partition("_")
    if not number.isdigit():
        number, name = "", folder
    words = name.replace("_", " ").strip() or "features"
    return Chapter(address, number.lstrip("0"), words[0].upper() + words[1:], features)
