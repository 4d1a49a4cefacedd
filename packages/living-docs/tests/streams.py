"""Small runs as messages: Gherkin in words, and what came of its steps."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from gherkin.ast_builder import AstBuilder
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler
from gherkin.stream.id_generator import IdGenerator

from living_docs.messages import Message, read
from living_docs.model import Case, Run
from living_docs.page import page
from living_docs.reading import run_of

STARTED = 1_750_000_000  # seconds since 1970


@dataclass
class Outcome:
    """What came of a step or a hook, and what it attached."""

    status: str = "PASSED"
    message: str = ""
    error: str = ""  # its type
    trace: str = ""
    seconds: float = 0.01
    attached: list[Message] = field(default_factory=list)
    hook: str = ""  # its name, where this is a hook


def broken(
    message: str = "Expected: 'Valuation'\n     but: was 'Inquiry'", error: str = "AssertionError"
) -> Outcome:
    return Outcome("FAILED", message, error, f"Traceback (most recent call last):\n{error}: {message}")


@dataclass
class Definition:
    """A step definition, and what a suite's dictionary says of it."""

    pattern: str
    place: str = "features/steps/steps.py"
    line: int = 1


@dataclass
class Stream:
    """A run of features, by their paths; a step that nothing is said of passes.

    Outcomes are by the step's text; those of a scenario in several attempts are lists, one for each.
    """

    features: dict[str, str]
    outcomes: dict[str, Outcome | list[Outcome]] = field(default_factory=dict)
    hooks: dict[str, Outcome] = field(default_factory=dict)  # by the scenario's name
    definitions: list[Definition] = field(default_factory=list)
    uses: dict[str, list[int]] = field(default_factory=dict)  # step text → numbers of definitions
    run_hooks: list[Outcome] = field(default_factory=list)
    attached: list[Message] = field(default_factory=list)  # to the run itself
    meta: Message = field(default_factory=dict)
    cut_off: bool = False
    started: float = STARTED
    only: str = ""  # of a partial run: a part of the names that are run
    run_id: str = "run"

    def envelopes(self) -> list[Message]:
        return list(_Teller(self).all())

    def lines(self) -> list[str]:
        return [json.dumps(envelope) + "\n" for envelope in self.envelopes()]

    def run(self) -> Run:
        return run_of(read(self.lines()))

    def page(self, **options: Any) -> str:
        return page(self.run(), **{"title": "Loans", **options})

    def case(self, name: str = "") -> Case:
        return next(case for case in self.run().cases if name in case.name)


class _Teller:
    """Tells a stream in the order in which a run writes its messages."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._ids = IdGenerator()
        self._numbers = count(1)
        self._now = stream.started

    def all(self) -> Iterator[Message]:
        stream = self._stream
        yield {"meta": {"protocolVersion": "34.2.0", "implementation": {"name": "behave"}, **stream.meta}}
        pickles = []
        for uri, text in stream.features.items():
            document = {**Parser(AstBuilder(self._ids)).parse(text), "uri": uri}
            yield {"gherkinDocument": document}
            pickles += Compiler(self._ids).compile(document)
        yield from ({"pickle": pickle} for pickle in pickles)
        yield from (_definition(number, one) for number, one in enumerate(stream.definitions))
        yield {"testRunStarted": {"timestamp": self._stamp(), "id": stream.run_id}}
        yield from ({"attachment": {**one, "testRunStartedId": stream.run_id}} for one in stream.attached)
        for outcome in stream.run_hooks:
            yield from self._run_hook(outcome)
        for pickle in (one for one in pickles if stream.only in one["name"]):
            yield from self._scenario(pickle)
        if not stream.cut_off:
            ended = {"timestamp": self._stamp(), "success": True, "testRunStartedId": stream.run_id}
            yield {"testRunFinished": ended}

    def _run_hook(self, outcome: Outcome) -> Iterator[Message]:
        key = f"run-hook-{next(self._numbers)}"
        yield {"hook": {"id": key, "name": outcome.hook, "sourceReference": {}}}
        yield {"testRunHookStarted": {"id": f"{key}-run", "hookId": key, "timestamp": self._stamp()}}
        result = _result(outcome)
        yield {"testRunHookFinished": {"testRunHookStartedId": f"{key}-run", "result": result}}

    def _scenario(self, pickle: Message) -> Iterator[Message]:
        steps = [
            {"id": f"{pickle['id']}-{step['id']}", "pickleStepId": step["id"], **self._definitions_of(step)}
            for step in pickle["steps"]
        ]
        outcomes = [self._stream.outcomes.get(step["text"], Outcome()) for step in pickle["steps"]]
        if hook := self._stream.hooks.get(pickle["name"]):
            yield {"hook": {"id": f"hook-{pickle['id']}", "name": hook.hook, "sourceReference": {}}}
            steps.insert(0, {"id": f"{pickle['id']}-hook", "hookId": f"hook-{pickle['id']}"})
            outcomes.insert(0, hook)
        case = f"case-{pickle['id']}"
        yield {"testCase": {"id": case, "pickleId": pickle["id"], "testSteps": steps}}
        for attempt in range(max((len(one) for one in outcomes if isinstance(one, list)), default=1)):
            of_attempt = [one[attempt] if isinstance(one, list) else one for one in outcomes]
            yield from self._attempt(case, attempt, steps, of_attempt)

    def _definitions_of(self, step: Message) -> Message:
        used = self._stream.uses.get(step["text"])
        return {"stepDefinitionIds": [f"definition-{number}" for number in used]} if used else {}

    def _attempt(self, case: str, attempt: int, steps: list, outcomes: list[Outcome]) -> Iterator[Message]:
        key = {"testCaseStartedId": f"{case}-{attempt}"}
        yield {
            "testCaseStarted": {
                "id": key["testCaseStartedId"],
                "testCaseId": case,
                "attempt": attempt,
                "timestamp": self._stamp(),
            }
        }
        ended = False
        for step, outcome in zip(steps, outcomes, strict=True):
            told = Outcome("SKIPPED") if ended else outcome
            ended = ended or outcome.status != "PASSED"
            key["testStepId"] = step["id"]
            yield from ({"attachment": {**one, **key}} for one in told.attached)
            self._now += told.seconds
            if told.status != "CUT OFF":
                yield {
                    "testStepFinished": {**key, "testStepResult": _result(told), "timestamp": self._stamp()}
                }
        if not any(one.status == "CUT OFF" for one in outcomes):
            yield {"testCaseFinished": {**key, "timestamp": self._stamp(), "willBeRetried": False}}

    def _stamp(self) -> Message:
        return moment(self._now)


def moment(seconds: float) -> Message:
    return {"seconds": int(seconds), "nanos": round(seconds % 1 * 1e9)}


def _definition(number: int, one: Definition) -> Message:
    return {
        "stepDefinition": {
            "id": f"definition-{number}",
            "pattern": {"source": one.pattern, "type": "CUCUMBER_EXPRESSION"},
            "sourceReference": {"uri": one.place, "location": {"line": one.line}},
        }
    }


def _result(outcome: Outcome) -> Message:
    result = {"status": outcome.status, "duration": moment(outcome.seconds)}
    if outcome.message:
        result["message"] = outcome.message
    if outcome.error:
        result["exception"] = {"type": outcome.error, "message": outcome.message, "stackTrace": outcome.trace}
    return result


def attachment(body: str | bytes, media_type: str, name: str = "") -> Message:
    """Something attached: text as it is, bytes in base64."""
    is_text = isinstance(body, str)
    return {
        "body": body if is_text else base64.b64encode(body).decode(),
        "contentEncoding": "IDENTITY" if is_text else "BASE64",
        "mediaType": media_type,
        **({"fileName": name} if name else {}),
    }


def timeline(*entries: Message) -> Message:
    """What happened, each entry on the story's clock."""
    told = [{"at": "2025-03-03T09:00:00+11:00", "caption": "", **entry} for entry in entries]
    return attachment(json.dumps({"timeline": told}), "application/json; profile=timeline")


def mail(subject: str, text: str = "Hello.", html: str = "", *, copy: int = 1) -> Message:
    """An e-mail; `copy` is what tells one copy of it from another."""
    head = (
        f"From: crm@example.com\nTo: omar@example.com\nSubject: {subject}\nMessage-ID: <{copy}@example.com>\n"
    )
    head += f"Date: Mon, 03 Mar 2025 09:00:0{copy % 10} +1100\nMIME-Version: 1.0\n"
    plain = f"Content-Type: text/plain; charset=utf-8\n\n{text}\n"
    if not html:
        return attachment(f"{head}{plain}".encode(), "message/rfc822")
    edge = f"==============={copy:019d}=="
    parts = f"--{edge}\n{plain}--{edge}\nContent-Type: text/html; charset=utf-8\n\n{html}\n--{edge}--\n"
    kind = f'Content-Type: multipart/alternative; boundary="{edge}"\n\n'
    return attachment(f"{head}{kind}{parts}".encode(), "message/rfc822")


def sent(*mails: Message) -> list[Message]:
    """E-mails with the timeline that names them."""
    entries = [{"kind": "e-mail", "caption": "to Omar", "attachment": number} for number in range(len(mails))]
    return [timeline(*entries), *mails]


def notification(message: str, name: str = "Omar") -> Message:
    return {
        "kind": "notification",
        "caption": f"to {name}: {message}",
        "user__name": name,
        "message": message,
    }
