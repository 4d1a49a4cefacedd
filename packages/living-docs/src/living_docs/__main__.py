"""Writes the page, a summary and a list of scenarios to run again, from the Cucumber Messages of a run."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from living_docs.changes import Changes, changes
from living_docs.explored import Explored, NotExploredError, read_explored
from living_docs.history import History, earlier_runs, history_of, record
from living_docs.merging import merged
from living_docs.messages import NotMessagesError, read
from living_docs.model import Run, Status
from living_docs.page import page
from living_docs.reading import run_of
from living_docs.summary import summary
from living_docs.wordings import wordings

AGAIN = (Status.BROKEN, Status.NOT_BUILT)


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        _make(options)
    except (NotMessagesError, OSError) as error:
        print(f"living-docs: {error}", file=sys.stderr)  # noqa: T201 a command speaks to people
        return 2
    print(f"The living documentation is in {options.page}.")  # noqa: T201
    return 0


def _make(options: argparse.Namespace) -> None:
    run = load(*options.messages, whole=options.whole)
    changed, history = _past(run, options)
    explored = _explored(options.explored)
    _write(options.page, page(run, title=options.title, changes=changed, history=history, explored=explored))
    if options.summary:
        link = options.link or os.path.relpath(options.page, options.summary.parent)
        told = summary(run, title=options.title, page=link, changes=changed, history=history)
        _write(options.summary, told)
    if options.rerun:
        _write(options.rerun, rerun(run, options.rerun))
    if options.wordings:
        _write(options.wordings, wordings(run, title=options.title))


def _explored(file: Path | None) -> Explored | None:
    """What was explored, or None where nobody has explored yet: the page is made all the same."""
    if file is None or not file.exists():
        return None
    try:
        return read_explored(file)
    except (NotExploredError, OSError) as error:
        print(f"living-docs: {error}", file=sys.stderr)  # noqa: T201 a command speaks to people
        return None


def _past(run: Run, options: argparse.Namespace) -> tuple[Changes | None, History | None]:
    """What has changed since the earlier run, and the history; records the run in it."""
    before, folder, revision = _before(options.since), options.history, options.revision
    earlier = earlier_runs(folder, run) if folder else []
    times = history_of(earlier, run).times
    changed = changes(before, run, times) if before else None
    if not folder:
        return changed, None
    renamed = changed.renamed if changed else {}
    revision = record(folder, run, revision=revision, renamed=renamed)
    return changed, history_of(earlier, run, revision=revision, renamed=renamed)


def load(*files: Path, whole: bool = False) -> Run:
    """The run in a file of messages, or in the files of its shards; raises NotMessagesError.

    `whole`: also for a file alone that says that it is one shard of several.
    """
    shards = {}
    for number, file in enumerate(files):
        if str(file) in shards:
            raise NotMessagesError(f"{file} is named twice.")
        apart = f"{number}/" if len(files) > 1 else ""
        # The messages of a killed run may end within a character; Windows may begin them with a mark.
        with file.open(encoding="utf-8-sig", errors="replace") as lines, _named(file):
            shards[str(file)] = read(lines, file.parent, apart)
    messages = merged(shards) if whole or len(files) > 1 else shards[str(files[0])]
    with _named(*files):
        return run_of(messages)


@contextmanager
def _named(*files: Path) -> Iterator[None]:
    try:
        yield
    except NotMessagesError as error:
        raise NotMessagesError(f"{', '.join(map(str, files))}: {error}") from error


def _before(files: list[Path]) -> Run | None:
    """The earlier run, or None if the files hold none: the page is made all the same."""
    if not files or not all(file.exists() for file in files):
        return None
    try:
        return load(*files)
    except (NotMessagesError, OSError) as error:
        print(f"living-docs: nothing to compare with. {error}", file=sys.stderr)  # noqa: T201
        return None


def rerun(run: Run, file: Path) -> str:
    """The scenarios that did not pass, for behave's `@FILE`; paths are relative to the file's folder."""
    places = [
        f"{os.path.relpath(feature.uri, file.parent)}:{case.line}"
        for feature, _, case in run.told
        if case.status in AGAIN
    ]
    return "".join(f"{place}\n" for place in ["# Scenarios that did not pass.", *places])


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="living-docs", description=__doc__)
    parser.add_argument(
        "messages",
        type=Path,
        nargs="+",
        help="Cucumber Messages of a run (NDJSON), a file for each of its shards",
    )
    parser.add_argument(
        "--whole", action="store_true", help="refuse a file alone that is one shard of several, too"
    )
    parser.add_argument("--page", type=Path, default=Path("acceptance.html"), help="where to write the page")
    parser.add_argument("--summary", type=Path, help="where to write a summary in Markdown")
    parser.add_argument("--rerun", type=Path, help="where to write the list of scenarios to run again")
    parser.add_argument("--wordings", type=Path, help="where to write every text that was sent, each once")
    parser.add_argument(
        "--since",
        type=Path,
        action="append",
        default=[],
        help="messages of an earlier run; ignored if there is no such file; once for each of its shards",
    )
    parser.add_argument(
        "--history", type=Path, help="a folder that keeps one line a scenario and run; this run is added"
    )
    parser.add_argument(
        "--revision",
        default="",
        help="the commit that was run, for the history; default: the build server's",
    )
    parser.add_argument(
        "--explored",
        type=Path,
        help="what timeskip's `manage.py explore` has written; ignored if there is no such file",
    )
    parser.add_argument("--title", default="Acceptance", help="the title of the page")
    parser.add_argument("--link", help="the URL of the page, for links in the summary")
    return parser


if __name__ == "__main__":
    sys.exit(main())
