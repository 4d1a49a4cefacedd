"""How many scenarios and steps came to what: as a run's messages say, and as behave's last lines say."""

import re
from collections import Counter
from dataclasses import dataclass

from behaving import MessagesRun

# What the standard's words and behave's are called here; behave's errors are failures of the standard.
GROUPS = {
    "PASSED": "passed",
    "FAILED": "failed",
    "AMBIGUOUS": "failed",
    "UNKNOWN": "failed",
    "UNDEFINED": "undefined",
    "PENDING": "pending",
    "SKIPPED": "not run",
    "passed": "passed",
    "failed": "failed",
    "error": "failed",
    "hook_error": "failed",
    "cleanup_error": "failed",
    "undefined": "undefined",
    "pending": "pending",
    "pending_warn": "pending",
    "skipped": "not run",
    "untested": "not run",
}


@dataclass
class Counts:
    scenarios: Counter
    steps: Counter


def told_by_behave(run: MessagesRun) -> Counts:
    """The counts of behave's summary."""

    def counted(of: str) -> Counter:
        line = re.search(rf"^(\d+ {of}s? passed, .*)$", run.output, re.MULTILINE).group(1)
        found = Counter()
        for number, status in re.findall(r"(\d+) (?:\w+ )?(\w+)(?:,|$)", line):
            found[GROUPS[status]] += int(number)
        return +found

    return Counts(counted("scenario"), counted("step"))


def told_by_messages(run: MessagesRun) -> Counts:
    """The counts of a run's messages, each test case by its last attempt."""
    pickles = {pickle["id"]: pickle for pickle in run.of("pickle")}
    cases = {case["id"]: case for case in run.of("testCase")}
    retried = {one["testCaseStartedId"] for one in run.of("testCaseFinished") if one["willBeRetried"]}
    counts = Counts(Counter(), Counter())
    for started in run.of("testCaseStarted"):
        if started["id"] in retried:
            continue
        case = cases[started["testCaseId"]]
        hooks = {step["id"] for step in case["testSteps"] if "hookId" in step}
        statuses = {
            one["testStepId"]: one["testStepResult"]["status"]
            for one in run.of("testStepFinished")
            if one["testCaseStartedId"] == started["id"]
        }
        tags = {tag["name"] for tag in pickles[case["pickleId"]]["tags"]}
        counts.scenarios[_scenario(set(statuses.values()), tags)] += 1
        counts.steps.update(GROUPS[status] for id_, status in statuses.items() if id_ not in hooks)
    return counts


def _scenario(statuses: set[str], tags: set[str]) -> str:
    # behave lets a scenario pass that is pending and known to be in work.
    accepted = {"PASSED", "SKIPPED"} | ({"PENDING"} if "@wip" in tags else set())
    if statuses - accepted:
        return "failed"
    return "not run" if "SKIPPED" in statuses and "PENDING" not in statuses else "passed"
