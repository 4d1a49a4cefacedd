"""The page: one file of HTML from a run, with its evidence packed inside."""

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from living_docs.changes import KINDS, Changes
from living_docs.contents import Contents
from living_docs.dictionary import dictionary
from living_docs.failure import failure_of, skip_reason
from living_docs.figures import counts_of, duration, figures
from living_docs.gallery import Mask, by_kind, gallery, names_in
from living_docs.model import Case, Feature, Run, Status, StepRun, worst

FOLDER = Path(__file__).parent
SCRIPTS = ("blobs", "elements", "timeline", "papers", "evidence", "story", "search", "views", "main")
# Nothing but what is in the file: no request leaves it, and no script runs in it but its own.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data: blob:; frame-src 'none'; "
    "form-action 'none'; base-uri 'none'; script-src 'sha256-{}'"
)
# Of what had happened before a failure, the last is the most telling.
LINES_UNTIL_FAILURE = 60
LISTED_STATUSES = (Status.PASSED, Status.BROKEN, Status.NOT_BUILT, Status.SKIPPED)


def page(run: Run, *, title: str, changes: Changes | None = None) -> str:
    """The whole page; `changes` is what has changed since another run, where one is known."""
    packed = _Packed(run)
    script = _asset(*(f"{name}.js" for name in SCRIPTS))
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    ci = run.meta.get("ci") or {}
    started = datetime.fromtimestamp(run.started, UTC).astimezone()
    return (
        _templates()
        .get_template("page.html.j2")
        .render(
            run=_with_status(run),
            title=title,
            verdict=verdict(run),
            policy=POLICY.format(digest),
            style=Markup(_asset("page.css")),  # noqa: S704 a file of our own
            script=Markup(script),  # noqa: S704 a file of our own
            blobs=[(name, Markup(_pack(data))) for name, data in packed.blobs()],  # noqa: S704 base64
            figures=figures(run),
            statuses=LISTED_STATUSES,
            troubled=_troubled(run),
            tags=sorted(_tags(run)),
            pieces=by_kind(packed.pieces),
            phrases=dictionary(run),
            words=run.words,
            changes=changes,
            change_kinds=KINDS,
            started=_moment(run.started),
            started_iso=started.isoformat(timespec="seconds"),
            build=ci,
            revision=(ci.get("git") or {}).get("revision", "")[:10],
        )
    )


def verdict(run: Run) -> str:
    """The run in one sentence."""
    counts = counts_of(run.cases)
    total = sum(counts.values())
    if not total:
        return "Nothing was run."
    bad = [
        f"{counts[status]:,} {status.words}" for status in (Status.BROKEN, Status.NOT_BUILT) if counts[status]
    ]
    if bad:
        return f"{' and '.join(bad)}, of {total:,} scenarios."
    if run.troubles or not run.finished or run.unreadable:
        return "The run itself is in trouble."
    skipped = f", {counts[Status.SKIPPED]:,} were skipped" if counts[Status.SKIPPED] else ""
    return (
        f"{counts[Status.PASSED]:,} scenarios passed{skipped}."
        if skipped
        else f"All {total:,} scenarios passed."
    )


@dataclass
class _Stated:
    """A run, and its worst status, its own troubles included."""

    run: Run
    status: Status

    def __getattr__(self, name: str) -> Any:
        return getattr(self.run, name)


def _with_status(run: Run) -> _Stated:
    in_trouble = run.troubles or not run.finished or run.unreadable
    return _Stated(run, Status.BROKEN if in_trouble else worst(case.status for case in run.cases))


class _Packed:
    """A run's evidence, as the page's script reads it."""

    def __init__(self, run: Run) -> None:
        self._contents = Contents()
        shown = []
        self._features = {}
        for feature in run.features:
            self._features[f"feature-{feature.number}"] = self._feature(feature, shown)
        self.pieces = gallery(shown, self._contents.items, Mask(names_in(run.cases)))

    def blobs(self) -> Iterator[tuple[str, Any]]:
        yield "contents", self._contents.items
        yield "strips", self._contents.pictures.strips
        yield from self._features.items()

    def _feature(self, feature: Feature, shown: list) -> dict[str, Any]:
        return {
            case.id: [self._step(step, scenario, shown) for step in case.steps if _is_told(step)]
            for scenario in feature.scenarios
            for case in scenario.cases
        }

    def _step(self, step: StepRun, scenario, shown: list) -> dict[str, Any]:
        entries = []
        for entry in step.entries:
            number = self._contents.number_of(entry)
            shown.append((scenario.id, scenario.name, entry, number))
            data = {key: value for key, value in entry.data.items() if key != "tables"}
            packed = {"at": entry.at, "kind": entry.kind, "caption": entry.caption, **data}
            entries.append(packed if number is None else {**packed, "content": number})
        told = {"keyword": step.keyword, "text": step.text, "status": step.status, "entries": entries}
        if step.hook:
            told["hook"] = step.hook
        if step.in_background:
            told["background"] = True
        if step.table:
            told["table"] = step.table
        if step.doc_string is not None:
            told["doc_string"] = step.doc_string
        return told


def _is_told(step: StepRun) -> bool:
    return not step.hook or bool(step.entries) or step.status is not Status.PASSED


def _pack(data: Any) -> str:
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=False)
    # Without the time of packing: the same run gives the same page.
    return base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()


def _troubled(run: Run) -> dict[Status, list[tuple]]:
    found = {status: [] for status in Status}
    for feature in run.features:
        for scenario in feature.scenarios:
            for case in scenario.cases:
                found[case.status].append((scenario, case, feature))
    return found


def _tags(run: Run) -> set[str]:
    return {
        tag
        for feature in run.features
        for group in feature.groups
        for scenario in group.scenarios
        for tag in (*feature.tags, *group.tags, *scenario.tags)
    }


def _asset(*names: str) -> str:
    return "\n".join((FOLDER / "assets" / name).read_text(encoding="utf-8") for name in names)


def _moment(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC).astimezone():%-d %B %Y %H:%M}"


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def _quotations(text: str) -> Markup:
    """Words with what stands in quotes set apart."""
    return Markup(re.sub(r"(&#34;.*?&#34;)", r"<q>\1</q>", str(escape(text))))  # noqa: S704 escaped before


def _placeholders(text: str) -> Markup:
    return Markup(re.sub(r"&lt;(.*?)&gt;", r"<i>‹\1›</i>", str(escape(text))))  # noqa: S704 escaped before


def _parameters(text: str) -> Markup:
    return Markup(re.sub(r"(\{\w*\})", r"<i>\1</i>", str(escape(text))))  # noqa: S704 escaped before


@dataclass(frozen=True)
class _Line:
    day: str = ""
    time: str = ""
    kind: str = ""
    words: str = ""


def _timeline_until_failure(case: Case) -> list[_Line]:
    """The last entries before a case failed, with a line for each day."""
    entries = [entry for step in case.steps for entry in step.entries if entry.at][-LINES_UNTIL_FAILURE:]
    lines, day = [], ""
    for entry in entries:
        moment = datetime.fromisoformat(entry.at)
        if f"{moment:%A %-d %B %Y}" != day:
            day = f"{moment:%A %-d %B %Y}"
            lines.append(_Line(day=day))
        times = f" ({entry.data['times']} times)" if "times" in entry.data else ""
        lines.append(_Line(time=f"{moment:%H:%M}", kind=entry.kind, words=f"{entry.caption}{times}"))
    return lines


def _first_items(mapping: dict, count: int) -> Iterable[tuple]:
    return islice(mapping.items(), count)


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "counts": counts_of,
        "duration": duration,
        "failure": failure_of,
        "first_items": _first_items,
        "moment": _moment,
        "paragraphs": _paragraphs,
        "parameters": _parameters,
        "placeholders": _placeholders,
        "quotations": _quotations,
        "skip_reason": skip_reason,
        "timeline_until_failure": _timeline_until_failure,
        "title_case": lambda words: words.replace("_", " ").capitalize(),
    }
    return environment
