"""The shards of one run, each with messages of its own, as one."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from living_docs.attachments import ShardOfRun, shards_in
from living_docs.messages import Message, Messages, NotMessagesError, seconds_of

LISTED = ("documents", "attempts", "run_hooks_finished", "run_attachments")
BY_ID = (
    "pickles",
    "definitions",
    "hooks",
    "cases",
    "case_finished",
    "step_finished",
    "attachments",
    "run_hooks",
)


def merged(shards: dict[str, Messages]) -> Messages:
    """The shards of one run, by the names of their files, as one run; no two may have an id in common.

    Raises NotMessagesError, which says why, for files that are not known to be of one run, and for files that
    ran the same scenario, because only one of its results would be shown.
    """
    try:
        return _merged(shards)
    except KeyError as error:
        raise NotMessagesError(f"The messages name something that is not there: {error}.") from error


def _merged(shards: dict[str, Messages]) -> Messages:
    for (name, one), (other_name, other) in pairwise(shards.items()):
        if reason := _why_not_one_run(one, other):
            raise NotMessagesError(f"{name} and {other_name} {reason}")
    _refuse_incomplete(shards)
    whole = Messages(
        meta=next(iter(shards.values())).meta,
        run_started=min((one.run_started for one in shards.values()), key=_moment_of),
        run_finished=_finished([one.run_finished for one in shards.values()]),
        last_moment=max(one.last_moment for one in shards.values()),
    )
    _share_documents(shards)
    _share_definitions(shards)
    _refuse_repeats(shards)
    for one in shards.values():
        for where in LISTED:
            getattr(whole, where).extend(getattr(one, where))
        for where in BY_ID:
            getattr(whole, where).update(getattr(one, where))
        # Each shard may have read every file.
        whole.parse_errors += [error for error in one.parse_errors if error not in whole.parse_errors]
    return whole


def _why_not_one_run(one: Messages, other: Messages) -> str:
    if (run := _run_of(one)) and run == _run_of(other):
        return ""
    commit, other_commit = _commit_of(one), _commit_of(other)
    if commit and commit == other_commit:
        return ""
    if commit and other_commit:
        return f"are not one run: one is of commit {commit[:10]}, the other of {other_commit[:10]}."
    return (
        "are not known to be one run: they have neither a run id nor a commit in common. With "
        "behave-messages, set the environment variable BEHAVE_RUN_ID to the same text for each shard."
    )


def _run_of(messages: Messages) -> str:
    """The id of a run; empty for one that is only a number, which other runs have too."""
    run = str(messages.run_started.get("id") or "")
    return "" if run.isdigit() else run


def _commit_of(messages: Messages) -> str:
    return ((messages.meta.get("ci") or {}).get("git") or {}).get("revision") or ""


def _moment_of(message: Message) -> float:
    return seconds_of(message["timestamp"])


def _finished(messages: list[Message]) -> Message:
    """The end of the run; empty if a shard was cut off."""
    if not all(messages):
        return {}
    return {
        "timestamp": max(messages, key=_moment_of)["timestamp"],
        "success": all(one.get("success") for one in messages),
        "message": "\n".join(one["message"] for one in messages if one.get("message")),
    }


def _refuse_incomplete(shards: dict[str, Messages]) -> None:
    """Refuse a run of which a shard is missing, or whose shards were dealt differently.

    Its page would leave out the scenarios that did not run. Only messages that name their shard are checked.
    """
    dealt: dict[str, ShardOfRun] = {}
    for name, one in shards.items():
        if found := shards_in(one.run_attachments):
            dealt[name] = found[0]
    for (name, one), (other_name, other) in pairwise(dealt.items()):
        if (one.count, one.deal) != (other.count, other.deal):
            raise NotMessagesError(
                f"{name} and {other_name} are shards of two deals: they knew other scenarios or times, "
                "so that a scenario may be in none of them."
            )
    numbers = {shard.number for shard in dealt.values()}
    count = max((shard.count for shard in dealt.values()), default=0)
    if missing := [str(number) for number in range(1, count + 1) if number not in numbers]:
        raise NotMessagesError(f"The run has {count} shards. Missing: {', '.join(missing)}.")


def _share_documents(shards: dict[str, Messages]) -> None:
    """Keep each feature file once, and let the pickles of every shard refer to it."""
    kept: dict[str, tuple[str, Message]] = {}
    for name, one in shards.items():
        known: dict[str, str] = {}
        own = []
        for document in one.documents:
            first, same = kept.setdefault(document["uri"], (name, document))
            if same is document:
                own.append(document)
            elif _without_ids(same) != _without_ids(document):
                raise NotMessagesError(f"{document['uri']} is not the same file in {first} and {name}.")
            else:
                known |= dict(zip(_ids_in(document), _ids_in(same), strict=True))
        one.documents = own
        for pickle in one.pickles.values():
            for node in (pickle, *pickle["steps"]):
                node["astNodeIds"] = [known.get(key, key) for key in node["astNodeIds"]]


def _share_definitions(shards: dict[str, Messages]) -> None:
    """Keep each step definition once."""
    kept: dict[str, str] = {}
    for one in shards.values():
        known = {key: kept.setdefault(_words_of(message), key) for key, message in one.definitions.items()}
        one.definitions = {key: one.definitions[key] for key, first in known.items() if key == first}
        for step in (step for case in one.cases.values() for step in case["testSteps"]):
            if step.get("stepDefinitionIds"):
                step["stepDefinitionIds"] = [known[key] for key in step["stepDefinitionIds"]]


def _words_of(definition: Message) -> str:
    return repr([definition["pattern"], definition["sourceReference"]])


def _refuse_repeats(shards: dict[str, Messages]) -> None:
    ran: dict[tuple, str] = {}
    for name, one in shards.items():
        for pickle_id in {one.cases[attempt["testCaseId"]]["pickleId"] for attempt in one.attempts}:
            pickle = one.pickles[pickle_id]
            first = ran.setdefault(tuple(pickle["astNodeIds"]), name)
            if first != name:
                raise NotMessagesError(
                    f"{first} and {name} are not shards of one run: "
                    f"both ran “{pickle['name']}” of {pickle['uri']}."
                )


def _ids_in(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for one in node:
            yield from _ids_in(one)
    elif isinstance(node, dict):
        if "id" in node:
            yield node["id"]
        yield from _ids_in(list(node.values()))


def _without_ids(node: Any) -> Any:
    if isinstance(node, list):
        return [_without_ids(one) for one in node]
    if isinstance(node, dict):
        return {key: _without_ids(value) for key, value in node.items() if key != "id"}
    return node
