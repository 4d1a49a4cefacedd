"""The history of each scenario: a file a run, a line a scenario."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import isfinite
from pathlib import Path

from living_docs.model import Feature, Group, Run, Scenario, Status
from living_docs.trends import Flaky, Point, Trend

# Older files are deleted.
KEPT = 100  # runs
# A run that is on record, and the line of each scenario by its address.
Recorded = tuple[Point, dict[str, dict]]


@dataclass
class History:
    """All runs on record up to this one, and the trend of each scenario of this run."""

    runs: list[Point] = field(default_factory=list)
    counts: list[Counter] = field(default_factory=list)  # of each run, scenarios by status
    trends: dict[str, Trend] = field(default_factory=dict)

    @property
    def times(self) -> dict[str, list[float]]:
        """The seconds of each scenario in earlier runs in which it passed, oldest first."""
        return {
            address: [point.seconds for point in trend.points[:-1] if point.status is Status.PASSED]
            for address, trend in self.trends.items()
        }


def record(folder: Path, run: Run, *, revision: str = "", renamed: Mapping[str, str] | None = None) -> None:
    """Write this run's file, and delete the oldest. A run that was cut off is not kept: it proves little.

    `renamed` says which address a scenario had before, so that its history goes on.
    """
    if not run.finished:
        return
    folder.mkdir(parents=True, exist_ok=True)
    head = {"run": _moment(run.started), "revision": revision_of(run, revision), "status": run.status}
    lines = [{**head, "seconds": round(run.seconds, 3)}, *_lines(run, renamed or {}).values()]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / _name(run)).write_text(text, encoding="utf-8")
    for file in sorted(folder.glob("*.ndjson"))[:-KEPT]:
        file.unlink()


def revision_of(run: Run, given: str = "") -> str:
    """The revision that was given, or else the one that the build server names."""
    return given or ((run.meta.get("ci") or {}).get("git") or {}).get("revision", "")


def earlier_runs(folder: Path, run: Run) -> list[Recorded]:
    """The runs on record before this one, newest first; files that cannot be read are passed over."""
    files = [file for file in folder.glob("*.ndjson") if file.name < _name(run)]
    return [recorded for file in sorted(files, reverse=True) if (recorded := _read(file))]


def history_of(
    earlier: list[Recorded], run: Run, *, revision: str = "", renamed: Mapping[str, str] | None = None
) -> History:
    """The history that ends with this run."""
    this = Point(run.started, revision_of(run, revision), run.status, run.seconds)
    told = [(this, _lines(run, renamed or {})), *earlier]
    names = {scenario.id: scenario.id for scenario in run.scenarios}  # address now → address then
    points: dict[str, list[Point]] = {}
    for whole, lines in told:
        for now, then in names.items():
            if line := lines.get(then):
                points.setdefault(now, []).insert(0, _point(whole, line))
                names[now] = str(line.get("was", then))
    return History(
        runs=[whole for whole, _ in reversed(told)],
        counts=[Counter(Status(line["status"]) for line in lines.values()) for _, lines in reversed(told)],
        trends={address: Trend(of_one) for address, of_one in points.items()},
    )


def _lines(run: Run, renamed: Mapping[str, str]) -> dict[str, dict]:
    lines = {}
    for scenario in run.scenarios:
        line = {
            "scenario": scenario.id,
            "status": str(scenario.status),
            "seconds": round(scenario.seconds, 3),
        }
        if scenario.status is Status.PASSED and any(case.attempts > 1 for case in scenario.cases):
            line["retried"] = True
        if scenario.id in renamed:
            line["was"] = renamed[scenario.id]
        lines[scenario.id] = line
    return lines


def _read(file: Path) -> Recorded | None:
    try:
        head, *lines = map(json.loads, file.read_text(encoding="utf-8").splitlines())
        at = datetime.fromisoformat(head["run"]).timestamp()
        whole = Point(at, str(head["revision"]), Status(head["status"]), _seconds(head))
        return whole, {str(line["scenario"]): line for line in lines if _point(whole, line)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _point(whole: Point, line: dict) -> Point:
    return Point(
        whole.at,
        whole.revision,
        Status(line["status"]),
        _seconds(line),
        bool(line.get("retried")),
    )


def _seconds(line: dict) -> float:
    seconds = float(line["seconds"])
    if not isfinite(seconds):
        raise ValueError(seconds)
    return seconds


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")


def _name(run: Run) -> str:
    """The name of a run's file, which sorts by time; the same run has the same."""
    return f"{datetime.fromtimestamp(run.started, UTC):%Y-%m-%dT%H-%M-%S.%f}Z.ndjson"


def flaky_in(run: Run, history: History) -> list[tuple[Feature, Group, Scenario, Flaky]]:
    """The flaky scenarios of a run, in reading order."""
    found = []
    for feature, group, scenario in run.placed:
        flaky = history.trends.get(scenario.id, Trend([])).flaky
        if flaky:
            found.append((feature, group, scenario, flaky))
    return found
