"""What holds of the messages of every run, whatever it ran."""

from collections import Counter
from typing import Any

from behaving import MessagesRun
from cucumber_messages import Envelope, message_converter

Message = dict[str, Any]

# Each reference, and the kinds of message that it may point at.
REFERENCES = {
    "pickleId": {"pickle"},
    "pickleStepId": {"pickleStep"},
    "stepDefinitionIds": {"stepDefinition"},
    "hookId": {"hook"},
    "testCaseId": {"testCase"},
    "testStepId": {"testStep"},
    "testCaseStartedId": {"testCaseStarted"},
    "testRunStartedId": {"testRunStarted"},
    "testRunHookStartedId": {"testRunHookStarted"},
    "astNodeId": {"node"},
    "astNodeIds": {"node"},
}
PAIRS = {
    "testRunStarted": ("testRunFinished", "testRunStartedId"),
    "testRunHookStarted": ("testRunHookFinished", "testRunHookStartedId"),
    "testCaseStarted": ("testCaseFinished", "testCaseStartedId"),
}
TOLERANCE = 1  # seconds, because a machine's clock may be corrected meanwhile


def check(run: MessagesRun) -> None:
    """Fails where a run's messages break the standard's contract, or say another thing than behave."""
    decode(run)
    resolve(run)
    pair(run)
    keep_time(run)
    assert run.of("testRunFinished")[0]["success"] == (run.exit_code == 0), run.output


def decode(run: MessagesRun) -> None:
    """Every line is an envelope of the standard's, and loses nothing in its types; the frame is whole."""
    for envelope in run.envelopes:
        assert len(envelope) == 1
        assert message_converter.to_dict(message_converter.from_dict(envelope, Envelope)) == envelope
    kinds = [next(iter(envelope)) for envelope in run.envelopes]
    assert kinds[0] == "meta"
    assert kinds[-1] == "testRunFinished"
    once = Counter(kinds)
    assert (once["meta"], once["testRunStarted"], once["testRunFinished"]) == (1, 1, 1)


def resolve(run: MessagesRun) -> None:
    """Ids are unique, and every reference points to what was sent before."""
    kinds: dict[str, str] = {}
    for envelope in run.envelopes:
        kind, message = next(iter(envelope.items()))
        for name, value in references_in(message):
            assert kinds.get(value) in REFERENCES[name], (name, value, envelope)
        for id_, of in ids_in(kind, message):
            assert id_ not in kinds, (id_, envelope)
            kinds[id_] = of


def references_in(value: Any) -> list[tuple[str, str]]:
    """Each reference in a message: its name and the id."""
    if isinstance(value, list):
        return [found for inner in value for found in references_in(inner)]
    if not isinstance(value, dict):
        return []
    own = [
        (name, id_)
        for name in REFERENCES.keys() & value.keys()
        for id_ in (value[name] if isinstance(value[name], list) else [value[name]])
    ]
    return own + [found for inner in value.values() for found in references_in(inner)]


def ids_in(kind: str, value: Any) -> list[tuple[str, str]]:
    """Each id that a message gives: the id, and what it is of."""
    inside = {"pickle": "pickleStep", "testCase": "testStep", "gherkinDocument": "node"}
    if isinstance(value, list):
        return [found for inner in value for found in ids_in(kind, inner)]
    if not isinstance(value, dict):
        return []
    own = [(value["id"], kind)] if "id" in value else []
    return own + [found for inner in value.values() for found in ids_in(inside.get(kind, kind), inner)]


def pair(run: MessagesRun) -> None:
    """Each started has one finished after it, and each test case each of its steps once, in order."""
    for started, (finished, reference) in PAIRS.items():
        begun = [one["id"] for one in run.of(started)]
        assert [one[reference] for one in run.of(finished)] == begun
    cases = {case["id"]: [step["id"] for step in case["testSteps"]] for case in run.of("testCase")}
    for attempt in run.of("testCaseStarted"):
        for kind in ("testStepStarted", "testStepFinished"):
            ran = [one["testStepId"] for one in run.of(kind) if one["testCaseStartedId"] == attempt["id"]]
            assert ran == cases[attempt["testCaseId"]], kind


def keep_time(run: MessagesRun) -> None:
    """Times are real, and run forward within a test case; nothing takes longer than the run."""
    latest = 0
    for envelope in run.envelopes:
        kind, message = next(iter(envelope.items()))
        if kind in ("testRunHookStarted", "testRunStarted", "testCaseStarted"):
            latest = 0
        if "timestamp" in message and kind not in ("attachment", "externalAttachment"):
            moment = nanoseconds(message["timestamp"])
            assert moment >= latest, envelope
            assert run.began - TOLERANCE <= moment / 10**9 <= run.ended + TOLERANCE, envelope
            latest = moment
        result = message.get("testStepResult") or message.get("result")
        if result:
            assert 0 <= nanoseconds(result["duration"]) <= (run.ended - run.began + TOLERANCE) * 10**9


def nanoseconds(time: Message) -> int:
    """A moment or a span of time."""
    return time["seconds"] * 10**9 + time["nanos"]
