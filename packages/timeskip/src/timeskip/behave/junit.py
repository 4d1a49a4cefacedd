"""behave's JUnit reports, well-formed and with a name of its own for each case.

A case's class is its file, feature and rule. Build servers take two cases of one class and one name for one.
"""

from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import behave.reporter.junit
from behave.formatter.ansi_escapes import strip_escapes
from behave.model import Feature, Rule, Scenario, Step
from behave.reporter.junit import ElementTreeWithCDATA, FeatureReportData, JUnitReporter, _invalid_re

# The names of behave's reports in their folder.
FILES = "TESTS-*.xml"


def _well_formed(text: str) -> str:
    """Return a text without colours, and with the numbers of the characters that XML cannot have."""
    return _invalid_re.sub(lambda found: f"U+{ord(found[0]):04X}", strip_escapes(text))


class _WellFormedTree(ElementTreeWithCDATA):
    """behave escapes control characters in texts, but not in attributes."""

    def __init__(self, root: Element) -> None:
        for element in root.iter():
            for name, value in element.items():
                element.set(name, _well_formed(value))
        super().__init__(root)


behave.reporter.junit.ElementTreeWithCDATA = _WellFormedTree
# behave's has decimal numbers: U+0027 for an escape.
behave.reporter.junit._escape_invalid_xml_chars = _well_formed


class JUnit(JUnitReporter):
    """A report for each feature file."""

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        self._files: dict[str, str] = {}
        self._scenarios: list[Scenario] = []

    def make_feature_filename(self, feature: Feature) -> str:
        """Return the name of a feature's report, the same for each path to it; no two files share one."""
        # behave takes the path below the one that was given, and files of one name in two folders overwrite each other.
        path = Path(feature.location.relpath(self.config.base_dir)).with_suffix("")
        wanted = name = ".".join(part for part in path.parts if part not in ("..", path.anchor))
        copies = 1
        while self._files.setdefault(name, feature.filename) != feature.filename:
            copies += 1
            name = f"{wanted} ({copies})"
        return name

    def _process_run_items_for(self, parent: Any, report: FeatureReportData) -> None:
        if isinstance(parent, Feature):
            self._scenarios = []
        first = len(report.testcases)
        super()._process_run_items_for(parent, report)
        if isinstance(parent, Rule):
            for case in report.testcases[first:]:
                case.set("classname", f"{case.get('classname')}.{parent.name}")
        else:
            _tell_apart(report.testcases, self._scenarios)

    def _process_scenario(self, scenario: Scenario, report: FeatureReportData) -> None:
        count = len(report.testcases)
        super()._process_scenario(scenario, report)
        if len(report.testcases) > count:
            self._scenarios.append(scenario)

    def _make_problem_description_for(self, element_name: str, scenario: Scenario, step: Step | None) -> Element:
        element = super()._make_problem_description_for(element_name, scenario, step)
        if step and step.exception is None:
            # An undefined step raises nothing, and behave would say “None”.
            element.set("type", step.status.name)
            element.set("message", step.error_message or f"{step.keyword} {step.name}")
        return element


def _tell_apart(cases: list[Element], scenarios: list[Scenario]) -> None:
    """Add the number of its example to the name of each row whose title others of its class have, then a count."""
    titles = Counter(map(_key, cases))
    for case, scenario in zip(cases, scenarios, strict=True):
        row = getattr(scenario, "_row", None)
        if row is not None and titles[_key(case)] > 1:
            case.set("name", f"{case.get('name')} - Example #{row.id}")
    taken: set[tuple[str, str]] = set()
    for case in cases:
        title, copies = case.get("name"), 1
        while _key(case) in taken:
            copies += 1
            case.set("name", f"{title} ({copies})")
        taken.add(_key(case))


def _key(case: Element) -> tuple[str, str]:
    return case.get("classname", ""), _well_formed(case.get("name", ""))
