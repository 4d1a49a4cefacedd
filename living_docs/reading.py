"""From the messages of a run to the run as its reader sees it."""

import base64
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import PurePosixPath
from textwrap import dedent
from typing import Any

from living_docs.messages import Message, Messages, seconds_of
from living_docs.model import (
    STATUSES,
    Case,
    Chapter,
    Definition,
    Entry,
    Examples,
    Feature,
    File,
    Group,
    Run,
    Scenario,
    StepRun,
    WrittenStep,
)

PROFILE = re.compile(r";\s*profile=([\w-]+)")
LONGEST_SLUG = 90


def slug(text: str) -> str:
    """Words as a part of an address: what-came-singly-before-is-not-repeated."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-") or "x"


def run_of(messages: Messages) -> Run:
    """The run that these messages tell of; chapters, features and scenarios in the order they are written."""
    results = _Results(messages)
    features = [_feature(document, results) for document in messages.documents if document.get("feature")]
    started = seconds_of(messages.run_started["timestamp"])
    finished = messages.run_finished
    ended = seconds_of(finished["timestamp"]) if finished else messages.last_moment
    troubles = [
        _run_hook(messages, one) for one in messages.run_hooks_finished if one["result"]["status"] != "PASSED"
    ]
    return Run(
        chapters=_chapters([feature for feature in features if feature.scenarios]),
        definitions={key: _definition(one) for key, one in messages.definitions.items()},
        dictionary=_dictionary(messages)["phrases"],
        words=_dictionary(messages)["words"],
        started=started,
        seconds=ended - started,
        success=bool(finished.get("success")),
        finished=bool(finished),
        meta=messages.meta,
        troubles=troubles,
        message=finished.get("message", ""),
        unreadable=[(one["source"].get("uri", "?"), one.get("message", "")) for one in messages.parse_errors],
    )


class _Results:
    """What became of each pickle, by the nodes of the document that it was made from."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages
        self._ids: Counter[str] = Counter()
        last: dict[str, Message] = {}
        tried: Counter[str] = Counter()
        for attempt in messages.attempts:
            pickle_id = messages.cases[attempt["testCaseId"]]["pickleId"]
            last[pickle_id] = attempt
            tried[pickle_id] += 1
        # Scenario → (the row, if any; the pickle; the last attempt at it; how many there were)
        self._of_scenario: dict[str, list[tuple]] = defaultdict(list)
        for pickle_id, attempt in last.items():
            pickle = messages.pickles[pickle_id]
            scenario, *row = pickle["astNodeIds"]
            self._of_scenario[scenario].append((row[0] if row else None, pickle, attempt, tried[pickle_id]))

    def unique(self, name: str) -> str:
        """An address that no other thing on the page has; the second of a name gets a number."""
        self._ids[name] += 1
        return name if self._ids[name] == 1 else f"{name}--{self._ids[name]}"

    def cases(self, node: Message, address: str, background: dict[str, Message]) -> dict[str | None, Case]:
        """By example row, or None: the scenario as it ran."""
        written = {step["id"]: step for step in node["steps"]}
        rows = {row["id"]: row for table in node["examples"] for row in table["tableBody"]}
        found = {}
        for row_id, pickle, attempt, attempts in self._of_scenario[node["id"]]:
            cells = [cell["value"] for cell in rows[row_id]["cells"]] if row_id else []
            ending = "/" + slug("-".join(cells)) if row_id else ""
            found[row_id] = Case(
                id=self.unique(address + ending) if row_id else address,
                name=pickle["name"],
                steps=self._steps(pickle, attempt, written, background),
                seconds=self._seconds(attempt),
                cells=cells,
                attempts=attempts,
            )
        return found

    def _seconds(self, attempt: Message) -> float:
        ended = self._messages.case_finished.get(attempt["id"])
        return seconds_of(ended["timestamp"]) - seconds_of(attempt["timestamp"]) if ended else 0.0

    def _steps(
        self, pickle: Message, attempt: Message, written: dict, background: dict[str, Message]
    ) -> list[StepRun]:
        pickle_steps = {step["id"]: step for step in pickle["steps"]}
        runs = []
        for step in self._messages.cases[attempt["testCaseId"]]["testSteps"]:
            result = self._messages.step_finished.get((attempt["id"], step["id"]))
            attached = self._messages.attachments.get((attempt["id"], step["id"]), [])
            pickle_step = pickle_steps.get(step.get("pickleStepId"))
            run = _step_run(result, attached)
            run.definitions = step.get("stepDefinitionIds") or []
            if pickle_step:
                node_id = pickle_step["astNodeIds"][0]
                node = written.get(node_id) or background.get(node_id, {})
                _put_words(run, pickle_step, node.get("keyword", "").strip())
                run.in_background = node_id in background
            elif "hookId" in step:
                run.hook = self._messages.hooks[step["hookId"]].get("name") or "hook"
            runs.append(run)
        return runs


def _step_run(result: Message | None, attached: list[Message]) -> StepRun:
    result = result or {"status": "UNKNOWN", "message": "The run ended before this step did."}
    error = result.get("exception") or {}
    return StepRun(
        keyword="",
        text="",
        status=STATUSES[result["status"]],
        seconds=seconds_of(result.get("duration")),
        message=result.get("message") or "",
        error_type=error.get("type", ""),
        error_message=error.get("message") or "",
        trace=error.get("stackTrace") or "",
        entries=list(_entries(attached)),
    )


def _put_words(run: StepRun, pickle_step: Message, keyword: str) -> None:
    argument = pickle_step.get("argument") or {}
    run.keyword, run.text = keyword, pickle_step["text"]
    if table := argument.get("dataTable"):
        run.table = [[cell["value"] for cell in row["cells"]] for row in table["rows"]]
    if doc_string := argument.get("docString"):
        run.doc_string = doc_string["content"]


def _run_hook(messages: Messages, finished: Message) -> StepRun:
    started = messages.run_hooks[finished["testRunHookStartedId"]]
    run = _step_run(finished["result"], [])
    run.hook = messages.hooks[started["hookId"]].get("name") or "hook"
    return run


def _entries(attached: list[Message]) -> Iterable[Entry]:
    """What a step's attachments show: the entries of its timeline, then what no entry names."""
    files = [one for one in attached if _profile(one) is None]
    named = set()
    for timeline in (one for one in attached if _profile(one) == "timeline"):
        for data in json.loads(_bytes(timeline))["timeline"]:
            position = data.pop("attachment", None)
            file = _file(files[position]) if position is not None and position < len(files) else None
            named.add(position)
            yield Entry(data.pop("at"), data.pop("kind"), data.pop("caption"), data, file)
    for position, one in enumerate(files):
        if position not in named:
            yield Entry("", "attachment", one.get("fileName") or one["mediaType"], {}, _file(one))


def _profile(attachment: Message) -> str | None:
    found = PROFILE.search(attachment["mediaType"])
    return found[1] if found else None


def _file(attachment: Message) -> File:
    return File(attachment["mediaType"], attachment.get("fileName") or "", _bytes(attachment))


def _bytes(attachment: Message) -> bytes:
    is_base64 = attachment["contentEncoding"] == "BASE64"
    return base64.b64decode(attachment["body"]) if is_base64 else attachment["body"].encode()


def _definition(message: Message) -> Definition:
    source = message["sourceReference"]
    line = (source.get("location") or {}).get("line")
    place = f"{source.get('uri', '')}:{line}" if line else source.get("uri", "")
    return Definition(message["id"], message["pattern"]["source"], place)


def _dictionary(messages: Messages) -> dict[str, list[dict[str, Any]]]:
    for attachment in messages.run_attachments:
        if _profile(attachment) == "dictionary":
            return json.loads(_bytes(attachment))
    return {"phrases": [], "words": []}


def _written(steps: list[Message]) -> list[WrittenStep]:
    return [
        WrittenStep(
            keyword=step["keyword"].strip(),
            text=step["text"],
            table=[[cell["value"] for cell in row["cells"]] for row in step["dataTable"]["rows"]]
            if step.get("dataTable")
            else [],
            doc_string=step["docString"]["content"] if step.get("docString") else None,
        )
        for step in steps
    ]


def _feature(document: Message, results: _Results) -> Feature:
    node, uri = document["feature"], document["uri"]
    path = PurePosixPath(uri)
    address = results.unique("/".join(slug(part) for part in (path.parent.name, path.stem) if part))
    background = _background(node)
    loose = Group(address, "", "", [], [], [])
    groups = []
    for child in node["children"]:
        if rule := child.get("rule"):
            groups.append(_rule(rule, address, background, results))
        elif scenario := child.get("scenario"):
            loose.scenarios.append(_scenario(scenario, address, _by_id(background), results))
    found = [loose, *groups] if loose.scenarios else groups
    for group in found:
        group.scenarios = [scenario for scenario in group.scenarios if scenario.cases]
    return Feature(
        id=address,
        uri=uri,
        name=node["name"],
        description=prose(node["description"]),
        tags=[tag["name"] for tag in node["tags"]],
        background=_written(background),
        groups=[group for group in found if group.scenarios],
    )


def _rule(node: Message, address: str, background: list[Message], results: _Results) -> Group:
    own = _background(node)
    steps = _by_id([*background, *own])
    return Group(
        id=results.unique(f"{address}/rule-{slug(node['name'])}"),
        name=node["name"],
        description=prose(node["description"]),
        tags=[tag["name"] for tag in node["tags"]],
        background=_written(own),
        scenarios=[
            _scenario(child["scenario"], address, steps, results)
            for child in node["children"]
            if child.get("scenario")
        ],
    )


def _background(node: Message) -> list[Message]:
    return [
        step for child in node["children"] if child.get("background") for step in child["background"]["steps"]
    ]


def _by_id(nodes: list[Message]) -> dict[str, Message]:
    return {node["id"]: node for node in nodes}


def _scenario(node: Message, address: str, background: dict[str, Message], results: _Results) -> Scenario:
    own = results.unique(f"{address}/{slug(node['name'])}")
    by_row = results.cases(node, own, background)
    return Scenario(
        id=own,
        name=node["name"],
        keyword=node["keyword"],
        description=prose(node["description"]),
        tags=[tag["name"] for tag in node["tags"]],
        line=node["location"]["line"],
        steps=_written(node["steps"]),
        cases=list(by_row.values()),
        examples=[_examples(table, by_row) for table in node["examples"] if table.get("tableHeader")],
    )


def _examples(table: Message, by_row: dict) -> Examples:
    return Examples(
        name=table["name"],
        description=prose(table["description"]),
        header=[cell["value"] for cell in table["tableHeader"]["cells"]],
        cases=[by_row[row["id"]] for row in table["tableBody"] if row["id"] in by_row],
    )


def prose(description: str) -> str:
    """A description without the indentation that it has in its file."""
    first, *others = description.splitlines() or [""]
    return "\n".join([first.strip(), dedent("\n".join(others))]).strip()


def _chapters(features: list[Feature]) -> list[Chapter]:
    by_folder: dict[str, list[Feature]] = defaultdict(list)
    for number, feature in enumerate(sorted(features, key=lambda feature: feature.uri)):
        feature.number = number
        by_folder[PurePosixPath(feature.uri).parent.name].append(feature)
    return [_chapter(folder, found) for folder, found in by_folder.items()]


def _chapter(folder: str, features: list[Feature]) -> Chapter:
    number, _, name = folder.partition("_")
    if not number.isdigit():
        number, name = "", folder
    words = name.replace("_", " ").strip() or "features"
    return Chapter(f"chapter-{slug(folder)}", number.lstrip("0"), words[0].upper() + words[1:], features)
