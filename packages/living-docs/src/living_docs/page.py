"""The page: one file of HTML from a run, with its evidence packed inside."""

import base64
import hashlib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from living_docs.changes import KINDS, Changes
from living_docs.dictionary import dictionary
from living_docs.explored import Explored
from living_docs.figures import counts_of, figures
from living_docs.filters import FILTERS, moment
from living_docs.gallery import by_kind
from living_docs.history import History, flaky_in
from living_docs.model import Run, Status
from living_docs.overview import abstracts, troubles
from living_docs.packing import Packed, pack
from living_docs.plots import plots_of

FOLDER = Path(__file__).parent
SCRIPTS = (
    *("blobs", "elements", "timeline", "papers", "letters"),
    *("evidence", "story", "search", "matches", "views", "main"),
)
# The page makes no request and runs no script but its own.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data: blob:; frame-src 'none'; "
    "form-action 'none'; base-uri 'none'; script-src 'sha256-{}'"
)
LISTED_STATUSES = (Status.PASSED, Status.BROKEN, Status.NOT_BUILT, Status.SKIPPED)


def page(
    run: Run,
    *,
    title: str,
    changes: Changes | None = None,
    history: History | None = None,
    explored: Explored | None = None,
) -> str:
    """The whole page as HTML.

    changes: since an earlier run; history: of all runs; explored: what stories the machine has told.
    """
    packed = Packed(run)
    script = _asset(*(f"{name}.js" for name in SCRIPTS))
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    ci = run.meta.get("ci") or {}
    is_on_the_web = (ci.get("url") or "").startswith(("https://", "http://"))
    started = datetime.fromtimestamp(run.started, UTC).astimezone()
    return (
        _templates()
        .get_template("page.html.j2")
        .render(
            run=run,
            title=title,
            verdict=verdict(run),
            policy=POLICY.format(digest),
            style=Markup(_asset("page.css")),  # noqa: S704 a file of our own
            script=Markup(script),  # noqa: S704 a file of our own
            blobs=[(name, Markup(pack(data))) for name, data in packed.parts()],  # noqa: S704 base64
            figures=figures(run),
            statuses=LISTED_STATUSES,
            abstracts=abstracts(run),
            troubles=troubles(run),
            history=history or History(),
            plots=plots_of(history or History()),
            flaky=flaky_in(run, history or History()),
            tags=sorted(_tags(run)),
            pieces=by_kind(packed.pieces),
            phrases=dictionary(run),
            words=run.words,
            explored=explored,
            changes=changes,
            change_kinds=KINDS,
            started=moment(run.started),
            started_iso=started.isoformat(timespec="seconds"),
            build=ci if is_on_the_web else {**ci, "url": ""} if ci else {},
            revision=(ci.get("git") or {}).get("revision", "")[:10],
        )
    )


def verdict(run: Run) -> str:
    """The run in one sentence."""
    counts = counts_of(run.scenarios)
    total = counts.total()
    bad = [
        f"{counts[status]:,} {status.words}" for status in (Status.BROKEN, Status.NOT_BUILT) if counts[status]
    ]
    if bad:
        return f"{' and '.join(bad)}, of {_scenarios(total)}."
    if run.in_trouble:
        return "The run itself failed."
    if not total:
        return "Nothing was run."
    if skipped := counts[Status.SKIPPED]:
        return (
            f"{_scenarios(total - skipped)} passed, {skipped:,} {'was' if skipped == 1 else 'were'} skipped."
        )
    return f"{'' if total == 1 else 'All '}{_scenarios(total)} passed."


def _scenarios(count: int) -> str:
    return f"{count:,} scenario{'' if count == 1 else 's'}"


def _tags(run: Run) -> set[str]:
    return {
        tag for feature, group, scenario in run.placed for tag in (*feature.tags, *group.tags, *scenario.tags)
    }


def _asset(*names: str) -> str:
    return "\n".join((FOLDER / "assets" / name).read_text(encoding="utf-8") for name in names)


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= FILTERS
    return environment
