"""Finds in a run's messages what became of a scenario, a step, a hook."""

import base64
from typing import Any

from behaving import MessagesRun

Message = dict[str, Any]


def steps(
    run: MessagesRun, scenario: str, *, hooks: bool = False
) -> list[tuple[str | None, str, str | None]]:
    """Of the last attempt at a scenario: each step's words (a hook's name), status, and message."""
    names = {hook["id"]: hook["name"] for hook in run.of("hook")}
    texts = {step["id"]: step["text"] for pickle in run.of("pickle") for step in pickle["steps"]}
    pickles = {pickle["id"] for pickle in run.of("pickle") if pickle["name"] == scenario}
    case = [case for case in run.of("testCase") if case["pickleId"] in pickles][-1]
    results = {one["testStepId"]: one["testStepResult"] for one in run.of("testStepFinished")}
    return [
        (
            names[step["hookId"]] if "hookId" in step else texts.get(step.get("pickleStepId")),
            results[step["id"]]["status"],
            results[step["id"]].get("message"),
        )
        for step in case["testSteps"]
        if hooks or "hookId" not in step
    ]


def run_hooks(run: MessagesRun) -> list[tuple[str, str, str | None]]:
    """Each hook that is no scenario's: its name, status, and message."""
    names = {hook["id"]: hook["name"] for hook in run.of("hook")}
    started = {one["id"]: names[one["hookId"]] for one in run.of("testRunHookStarted")}
    return [
        (started[one["testRunHookStartedId"]], one["result"]["status"], one["result"].get("message"))
        for one in run.of("testRunHookFinished")
    ]


def attachments(run: MessagesRun) -> list[tuple[str, str | None, str | bytes]]:
    """Each attachment: its media type, file name and content."""
    return [
        (
            one["mediaType"],
            one.get("fileName"),
            base64.b64decode(one["body"]) if one["contentEncoding"] == "BASE64" else one["body"],
        )
        for one in run.of("attachment")
    ]
