"""A run in Markdown, for the page of a CI job."""

import re
from urllib.parse import quote

from living_docs.changes import KINDS, Changes
from living_docs.failure import failure_of
from living_docs.figures import duration, figures
from living_docs.history import History, flaky_in
from living_docs.model import Feature, Run, Scenario, Status, StepRun
from living_docs.overview import examples_of
from living_docs.page import verdict

MARKS = {Status.PASSED: "✅", Status.BROKEN: "❌", Status.NOT_BUILT: "🚧", Status.SKIPPED: "➖"}
# A job's summary is short; the page has the rest.
MOST = 25
LONGEST = 1_500  # characters of a failure


def summary(
    run: Run, *, title: str, page: str, changes: Changes | None = None, history: History | None = None
) -> str:
    """Figures, failures in plain words, links to `page` and, if their URL is known, to the feature files."""
    found = figures(run)
    lines = [f"## {escaped(title)}: {escaped(verdict(run))}", ""]
    lines += ["| | scenarios |", "|---|---:|"]
    lines += [f"| {MARKS[status]} {status.words} | {found.counts[status]:,} |" for status in MARKS]
    lines += [
        "",
        f"Pass rate {found.rate} (skipped scenarios excluded); {found.steps:,} steps in "
        f"{duration(found.seconds)}. [The whole page]({quoted(page)}).",
    ]
    lines += [f"\nThe hook {escaped(one.hook)} failed: {_first_line(one)}" for one in run.troubles]
    lines += [f"\n{escaped(uri)} cannot be read: {escaped(reason)}" for uri, reason in run.unreadable]
    lines += [f"\n{escaped(sentence)}" for sentence in run.left_out]
    if run.message:
        lines.append(f"\n{escaped(run.message)}")
    if not run.finished:
        lines.append("\nThe run was cut off. These figures are about the part that ran.")
    for status, heading in ((Status.BROKEN, "Broken"), (Status.NOT_BUILT, "Not built yet")):
        lines += _failures(run, status, heading, page)
    lines += _flaky(run, history or History(), page)
    if changes:
        counts = [
            f"{title.lower()}: {len(changes.of(kind))}" for kind, title in KINDS.items() if changes.of(kind)
        ]
        lines += ["", f"Since the previous run: {', '.join(counts) or 'nothing has changed'}."]
    return "\n".join(lines) + "\n"


def _flaky(run: Run, history: History, page: str) -> list[str]:
    found = flaky_in(run, history)
    lines = ["", "### ⚠️ Flaky", ""] if found else []
    for _, _, scenario, flaky in found[:MOST]:
        lines.append(
            f"- [{escaped(scenario.name)}]({quoted(page)}#{quoted(scenario.id)}). {escaped(flaky.words)}"
        )
    return lines


def _failures(run: Run, status: Status, heading: str, page: str) -> list[str]:
    found = [(feature, scenario) for feature, _, scenario in run.placed if scenario.status is status]
    lines = ["", f"### {MARKS[status]} {heading}"] if found else []
    for feature, scenario in found[:MOST]:
        lines += _failure(run, feature, scenario, page)
    if len(found) > MOST:
        lines += ["", f"… and {len(found) - MOST} more."]
    return lines


def _failure(run: Run, feature: Feature, scenario: Scenario, page: str) -> list[str]:
    """Why a scenario did not pass; of an outline, why its first example did not, and how many did not."""
    case = scenario.ended[0]
    failure = failure_of(case)
    place = f"{feature.uri}:{case.line}"
    link = source_link(run, feature.uri, case.line)
    where = f"[{escaped(place)}]({link})" if link else escaped(place)
    step = (
        f"the hook {failure.step.hook}"
        if failure.step.hook
        else f"{failure.step.keyword} {failure.step.text}"
    )
    compared = f"Expected: {failure.expected}\n  Actual: {failure.actual}" if failure.is_compared else ""
    said = "\n".join(filter(None, (failure.words, compared)))[:LONGEST]
    fence = "`" * max(3, _longest_fence(said) + 1)
    return [
        "",
        f"**[{escaped(case.name)}]({quoted(page)}#{quoted(scenario.id)})** {where}",
        "",
        *_first_example(scenario),
        f"{escaped(failure.headline)} {escaped(step)}",
        "",
        fence,
        said,
        fence,
    ]


def _first_example(scenario: Scenario) -> list[str]:
    if not scenario.examples:
        return []
    return [f"{escaped(examples_of(scenario))}. The first: {escaped(scenario.ended[0].example)}", ""]


def source_link(run: Run, uri: str, line: int) -> str:
    """The URL of a line of a feature file, for a run on a build server; empty if it is not known."""
    git = (run.meta.get("ci") or {}).get("git") or {}
    remote, revision = (git.get("remote") or "").removesuffix(".git"), git.get("revision") or ""
    if not remote.startswith("https://") or not revision:
        return ""
    folder = "-/blob" if "gitlab" in remote else "blob"
    return f"{quoted(remote)}/{folder}/{quoted(revision)}/{quoted(uri)}#L{line}"


def quoted(address: str) -> str:
    """A URL that Markdown does not cut short."""
    return quote(address, safe="/:?=&%+,;@~-._")


def escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    for special in "\\`*_[]<>|#~&$":
        text = text.replace(special, f"\\{special}")
    return " ".join(text.split())


def _longest_fence(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)


def _first_line(step: StepRun) -> str:
    return escaped(next(iter(step.message.splitlines()), ""))
