"""Builds the model of a run from its messages."""

from typing import Any

from living_docs.attachments import dictionary_in, profile, shards_in
from living_docs.messages import Message, Messages, NotMessagesError, seconds_of
from living_docs.model import Definition, NotShownError, Run, StepRun
from living_docs.results import Results, step_run
from living_docs.writing import chapters_of, feature_of


def run_of(messages: Messages) -> Run:
    """The run in these messages; chapters, features and scenarios in the order of their files.

    NotMessagesError where they name something that they do not tell.
    """
    try:
        return _run(messages)
    except KeyError as error:
        raise NotMessagesError(f"The messages name something that is not there: {error}.") from error


def _run(messages: Messages) -> Run:
    results = Results(messages)
    dictionary, left_out = _dictionary(messages)
    left_out += _other_shards(messages)
    features = [feature_of(document, results) for document in messages.documents if document.get("feature")]
    started = seconds_of(messages.run_started["timestamp"])
    finished = messages.run_finished
    ended = seconds_of(finished["timestamp"]) if finished else messages.last_moment
    troubles = [
        _run_hook(messages, one) for one in messages.run_hooks_finished if one["result"]["status"] != "PASSED"
    ]
    return Run(
        chapters=chapters_of([feature for feature in features if feature.scenarios]),
        definitions={key: _definition(one) for key, one in messages.definitions.items()},
        dictionary=dictionary["phrases"],
        words=dictionary["words"],
        notes=dictionary.get("notes", []),
        started=started,
        seconds=ended - started,
        success=bool(finished.get("success")),
        finished=bool(finished),
        meta=messages.meta,
        troubles=troubles,
        message=finished.get("message", ""),
        unreadable=[(one["source"].get("uri", "?"), one.get("message", "")) for one in messages.parse_errors],
        left_out=left_out,
    )


def _run_hook(messages: Messages, finished: Message) -> StepRun:
    started = messages.run_hooks[finished["testRunHookStartedId"]]
    run = step_run(finished["result"], [])
    run.hook = messages.hooks[started["hookId"]].get("name") or "hook"
    return run


def _definition(message: Message) -> Definition:
    source = message["sourceReference"]
    line = (source.get("location") or {}).get("line")
    place = f"{source.get('uri', '')}:{line}" if line else source.get("uri", "")
    return Definition(message["id"], message["pattern"]["source"], place)


def _dictionary(messages: Messages) -> tuple[dict[str, list[dict[str, Any]]], list[str]]:
    """The suite's dictionary, and sentences about any that cannot be shown."""
    left_out = []
    for attachment in messages.run_attachments:
        if profile(attachment) == "dictionary":
            try:
                return dictionary_in(attachment), left_out
            except NotShownError as error:
                left_out.append(f"The suite's dictionary cannot be shown: {error}.")
    return {"phrases": [], "words": []}, left_out


def _other_shards(messages: Messages) -> list[str]:
    """A sentence about the shards of the run that these messages lack."""
    shards = shards_in(messages.run_attachments)
    count = max((shard.count for shard in shards), default=0)
    if len(shards) == count:
        return []
    return [f"This is shard {shards[0].number} of {count}. The scenarios of the other shards are left out."]
