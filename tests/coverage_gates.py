"""What the features cover alone, and what only the unit tests cover: `make coverage-gates`."""

import io
import sys
from pathlib import Path

from coverage import Coverage

from tests.coverage_data import load

# What `slipcover --json` writes.
SERVICE_DOOR, PAGE_DOOR, API_DOOR, CRM_TESTS, SUITE_TESTS = (
    Path(f"reports/coverage.{name}.json") for name in ("features", "page", "api", "crm", "suite")
)
FEATURES = (SERVICE_DOOR, PAGE_DOOR, API_DOOR)
CRM = ["applications/*", "users/*", "workspace/*"]
ASIDE = ["*/admin/*", "*/admin.py", "*/migrations/*"]


def percent(coverage: Coverage, include: list[str]) -> float:
    """Lines and branches reached, in percent."""
    return coverage.report(include=include, omit=ASIDE, file=io.StringIO())


def missed(coverage: Coverage) -> dict[str, set[int]]:
    """Lines that were not reached, by file."""
    files = sorted(file for app in ("applications", "users", "workspace") for file in Path(app).rglob("*.py"))
    return {
        str(file): set(coverage.analysis2(str(file))[3])
        for file in files
        if "migrations" not in file.parts and "admin" not in file.parts and file.name != "admin.py"
    }


def main() -> int:
    features, together = load(*FEATURES), load(*FEATURES, CRM_TESTS, SUITE_TESTS)
    gates = [
        ("applications/tasks.py by the features alone", percent(features, ["applications/tasks.py"]), 100),
        ("applications/, users/ and workspace/ by the features alone", percent(features, CRM), 95),
        ("applications/, users/ and workspace/ together with the unit tests", percent(together, CRM), 100),
        ("api/ by both", percent(together, ["api/*"]), 100),
    ]
    print("\nLines that only the unit tests reach:")
    by_features, by_both = missed(features), missed(together)
    for file, lines in by_features.items():
        if only := sorted(lines - by_both[file]):
            print(f"    {file}: {', '.join(map(str, only))}")
    print("\nLine and branch coverage:")
    for name, reached, needed in gates:
        print(
            f"    {'ok ' if reached >= needed else 'LOW'}  {reached:6.2f} %  of at least {needed} %: {name}"
        )
    if any(reached < needed for _, reached, needed in gates):
        together.report(include=[*CRM, "api/*"], omit=ASIDE, show_missing=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
