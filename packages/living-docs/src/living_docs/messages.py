"""The messages of a run, by kind."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from living_docs.forms import what_is_wrong

Message = dict[str, Any]
ATTACHMENTS = ("attachment", "externalAttachment")
# Half a surrogate pair, which cannot be written in UTF-8.
HALVES = re.compile(r"\\u[dD][89a-fA-F]")

IS_ID = re.compile(r"^id$|Ids?$")


class NotMessagesError(Exception):
    """These are not the Cucumber Messages of one run."""


@dataclass
class Messages:
    """The messages of one run, by the ids with which they refer to each other."""

    meta: Message = field(default_factory=dict)
    documents: list[Message] = field(default_factory=list)
    parse_errors: list[Message] = field(default_factory=list)
    pickles: dict[str, Message] = field(default_factory=dict)
    definitions: dict[str, Message] = field(default_factory=dict)
    hooks: dict[str, Message] = field(default_factory=dict)
    cases: dict[str, Message] = field(default_factory=dict)
    attempts: list[Message] = field(default_factory=list)
    case_finished: dict[str, Message] = field(default_factory=dict)
    # By attempt and step.
    step_finished: dict[tuple[str, str], Message] = field(default_factory=dict)
    attachments: dict[tuple[str, str], list[Message]] = field(default_factory=lambda: defaultdict(list))
    run_started: Message = field(default_factory=dict)
    run_finished: Message = field(default_factory=dict)
    run_hooks: dict[str, Message] = field(default_factory=dict)
    run_hooks_finished: list[Message] = field(default_factory=list)
    run_attachments: list[Message] = field(default_factory=list)
    last_moment: float = 0
    # Where the files are that attachments refer to.
    folder: Path | None = None


def seconds_of(value: Message | None) -> float:
    """A timestamp or a duration in seconds."""
    return value["seconds"] + value["nanos"] / 1e9 if value else 0.0


def cells_of(row: Message) -> list[str]:
    """The texts of the cells of a row."""
    return [cell["value"] for cell in row["cells"]]


def read(lines: Iterable[str], folder: Path | None = None, apart: str = "") -> Messages:
    """Sort the envelopes of a stream; raises NotMessagesError, which names the line.

    A last line that was cut off, as by a run that was killed, is passed over. `folder` has the files that the
    messages refer to. `apart` is put before every id, so that ids of several streams do not collide.
    """
    found = Messages(folder=folder)
    pending: tuple[int, str] | None = None
    for number, line in enumerate(lines, 1):
        if pending:
            raise NotMessagesError(f"Line {pending[0]} is no message of Cucumber's: {pending[1][:80]!r}")
        if not line.strip():
            continue
        try:
            ((kind, message),) = _envelope(line).items()
            if wrong := what_is_wrong(kind, message):
                raise NotMessagesError(f"Line {number} is no message of Cucumber's: {wrong}.")
            if (kind == "meta" and found.meta) or (kind == "testRunStarted" and found.run_started):
                raise NotMessagesError(
                    f"Line {number} begins another run. Pass the messages of each shard as a file of its own."
                )
            # The id of a run tells whether other messages are of the same one.
            if apart and kind != "testRunStarted":
                message = _apart(message, apart)
            _TAKERS.get(kind, _pass_over)(found, message)
            if "timestamp" in message and kind not in ATTACHMENTS:
                found.last_moment = max(found.last_moment, seconds_of(message["timestamp"]))
        except (ValueError, AttributeError, KeyError, TypeError):
            pending = (number, line)
    if not found.run_started:
        raise NotMessagesError("There is no testRunStarted: these are not the messages of a run.")
    return found


def _envelope(line: str) -> Message:
    envelope = json.loads(line)
    if HALVES.search(line):
        envelope = json.loads(json.dumps(envelope, ensure_ascii=False).encode(errors="replace"))
    return envelope


def _apart(message: Any, prefix: str) -> Any:
    """A message with each of its ids, and each that it refers to, behind a prefix."""
    if isinstance(message, list):
        return [_apart(one, prefix) for one in message]
    if not isinstance(message, dict):
        return message
    return {
        key: _prefixed(value, prefix) if IS_ID.search(key) else _apart(value, prefix)
        for key, value in message.items()
    }


def _prefixed(value: Any, prefix: str) -> Any:
    if isinstance(value, list):
        return [_prefixed(one, prefix) for one in value]
    return f"{prefix}{value}" if isinstance(value, str) else value


def _pass_over(found: Messages, message: Message) -> None:
    """Ignore kinds that the page does not show."""


def _attachment(found: Messages, message: Message) -> None:
    message["folder"] = found.folder
    if "testCaseStartedId" in message:
        found.attachments[message["testCaseStartedId"], message.get("testStepId", "")].append(message)
    else:
        found.run_attachments.append(message)


def _by_id(where: str):
    return lambda found, message: getattr(found, where).__setitem__(message["id"], message)


def _listed(where: str):
    return lambda found, message: getattr(found, where).append(message)


def _only(where: str):
    return lambda found, message: setattr(found, where, message)


def _step_finished(found: Messages, message: Message) -> None:
    found.step_finished[message["testCaseStartedId"], message["testStepId"]] = message["testStepResult"]


def _case_finished(found: Messages, message: Message) -> None:
    found.case_finished[message["testCaseStartedId"]] = message


_TAKERS = {
    "meta": _only("meta"),
    "gherkinDocument": _listed("documents"),
    "parseError": _listed("parse_errors"),
    "pickle": _by_id("pickles"),
    "stepDefinition": _by_id("definitions"),
    "hook": _by_id("hooks"),
    "testCase": _by_id("cases"),
    "testCaseStarted": _listed("attempts"),
    "testCaseFinished": _case_finished,
    "testStepFinished": _step_finished,
    **dict.fromkeys(ATTACHMENTS, _attachment),
    "testRunStarted": _only("run_started"),
    "testRunFinished": _only("run_finished"),
    "testRunHookStarted": _by_id("run_hooks"),
    "testRunHookFinished": _listed("run_hooks_finished"),
}
