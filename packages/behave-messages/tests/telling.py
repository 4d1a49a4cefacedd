"""Retells a run's messages with what they refer to in the place of ids, so that two runs can be compared.

What no two implementations can have in common is left out: ids, moments and durations, uris and places in
source code, the machine, the words of suggestions and of errors, and the names of hooks.
"""

import json
from collections.abc import Iterable
from typing import Any

Message = dict[str, Any]
IDS = ("id", "astNodeIds", "astNodeId", "uri", "parentId")


def retell(envelopes: Iterable[Message]) -> Message:
    """A run as the tree of what it says."""
    return Retelling(list(envelopes)).tell()


def without(value: Any, *names: str) -> Any:
    """A value without some fields, at any depth."""
    if isinstance(value, dict):
        # The standard's parsers keep the blank line after a description, or drop it, by their language.
        described = {"description": value["description"].rstrip()} if "description" in value else {}
        return {key: without(inner, *names) for key, inner in value.items() if key not in names} | described
    if isinstance(value, list):
        return [without(inner, *names) for inner in value]
    return value


class Retelling:
    """The messages of one run, found by their ids."""

    def __init__(self, envelopes: list[Message]) -> None:
        self._envelopes = [next(iter(envelope.items())) for envelope in envelopes]
        self._by_id = {message["id"]: message for _, message in self._envelopes if "id" in message}
        for pickle in self._of("pickle"):
            self._by_id |= {step["id"]: step for step in pickle["steps"]}
        for case in self._of("testCase"):
            self._by_id |= {step["id"]: step for step in case["testSteps"]}

    def tell(self) -> Message:
        """Everything that the run says."""
        return {
            "sources": sorted((without(one, *IDS) for one in self._of("source")), key=_in_order),
            "documents": sorted((without(one, *IDS) for one in self._of("gherkinDocument")), key=_in_order),
            "pickles": sorted((without(one, *IDS) for one in self._of("pickle")), key=_in_order),
            "definitions": sorted((one["pattern"] for one in self._of("stepDefinition")), key=_in_order),
            "parameter types": [without(one, "id", "sourceReference") for one in self._of("parameterType")],
            "hooks": [one.get("type") for one in self._of("hook")],
            "run hooks": [self._run_hook(one) for one in self._of("testRunHookFinished")],
            "attempts": [self._attempt(one) for one in self._of("testCaseStarted")],
            "success": self._of("testRunFinished")[0]["success"],
        }

    def _of(self, kind: str) -> list[Message]:
        return [message for name, message in self._envelopes if name == kind]

    def _run_hook(self, finished: Message) -> Message:
        started = self._by_id[finished["testRunHookStartedId"]]
        return {
            "hook": self._by_id[started["hookId"]].get("type"),
            "result": _result(finished["result"]),
            "attachments": self._attachments("testRunHookStartedId", started["id"]),
        }

    def _attempt(self, started: Message) -> Message:
        case = self._by_id[started["testCaseId"]]
        pickle = self._by_id[case["pickleId"]]
        finished = [one for one in self._of("testCaseFinished") if one["testCaseStartedId"] == started["id"]]
        return {
            "scenario": pickle["name"],
            "attempt": started["attempt"],
            "retried": [one["willBeRetried"] for one in finished],
            "steps": [self._step(step, started["id"]) for step in case["testSteps"]],
        }

    def _step(self, step: Message, started_id: str) -> Message:
        results = [
            _result(one["testStepResult"])
            for one in self._of("testStepFinished")
            if (one["testCaseStartedId"], one["testStepId"]) == (started_id, step["id"])
        ]
        suggestions = [
            one for one in self._of("suggestion") if one["pickleStepId"] == step.get("pickleStepId")
        ]
        return {
            "hook": self._by_id[step["hookId"]].get("type") if "hookId" in step else None,
            "step": self._by_id[step["pickleStepId"]]["text"] if "pickleStepId" in step else None,
            "definitions": [self._by_id[one]["pattern"] for one in step.get("stepDefinitionIds", ())],
            # behave hands on an argument as a whole, and not the groups within it.
            "arguments": without(step.get("stepMatchArgumentsLists", []), "children"),
            "results": results,
            "attachments": self._attachments("testStepId", step["id"], "testCaseStartedId", started_id),
            "suggestions": len(suggestions),
        }

    def _attachments(self, *names_and_ids: str) -> list[Message]:
        wanted = dict(zip(names_and_ids[::2], names_and_ids[1::2], strict=True))
        found = (one for one in self._of("attachment") if wanted.items() <= one.items())
        return [without(one, "timestamp", *wanted) for one in found]


def _in_order(message: Message) -> str:
    return json.dumps(message, sort_keys=True)


def _result(result: Message) -> Message:
    failed = result["status"] == "FAILED"
    return {
        "status": result["status"],
        "says why": failed and bool(result["message"] and result["exception"]),
    }
