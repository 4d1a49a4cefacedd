"""The results of each scenario, by its place in its document."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from living_docs.addresses import Addresses, slug
from living_docs.attachments import entries_of
from living_docs.messages import Message, Messages, cells_of, seconds_of
from living_docs.model import STATUSES, Case, StepRun


class Results:
    """The result of each pickle, by the nodes of the document that it was made from."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages
        self.addresses = Addresses()
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

    def cases(self, node: Message, address: str, background: dict[str, Message]) -> dict[str | None, Case]:
        """By example row, or None: the scenario as it ran, in the order of the file."""
        written = {step["id"]: step for step in node["steps"]}
        ran = {row_id: of_row for row_id, *of_row in self._of_scenario[node["id"]]}
        found = {}
        for row, columns, cells, own in self._rows(node, address):
            if row.get("id") not in ran:
                continue
            pickle, attempt, attempts = ran[row.get("id")]
            found[row.get("id")] = Case(
                id=own,
                name=pickle["name"],
                line=(row or node)["location"]["line"],
                steps=self._steps(pickle, attempt, written, background),
                seconds=self._seconds(attempt),
                columns=columns,
                cells=cells,
                attempts=attempts,
            )
        return found

    def _rows(self, node: Message, address: str) -> Iterator[tuple[Message, list[str], list[str], str]]:
        """Each row, run or not: columns, cells, address; first an empty row for a plain scenario."""
        yield {}, [], [], address
        for table in node["examples"]:
            for row in table["tableBody"] if table.get("tableHeader") else ():
                columns, cells = cells_of(table["tableHeader"]), cells_of(row)
                yield row, columns, cells, self.addresses.of(f"{address}/{slug('-'.join(cells))}")

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
            run = step_run(result, attached)
            run.definitions = [
                self._messages.definitions[key]["id"] for key in step.get("stepDefinitionIds") or []
            ]
            if pickle_step:
                node_id = pickle_step["astNodeIds"][0]
                node = written.get(node_id) or background.get(node_id, {})
                _put_words(run, pickle_step, node.get("keyword", "").strip())
                run.in_background = node_id in background
            elif "hookId" in step:
                run.hook = self._messages.hooks[step["hookId"]].get("name") or "hook"
            runs.append(run)
        return runs


def step_run(result: Message | None, attached: list[Message]) -> StepRun:
    """A step or hook with its result; without one, the run ended before the step did."""
    result = result or {"status": "UNKNOWN", "message": "The run ended before this step did."}
    error = result.get("exception") or {}
    return StepRun(
        keyword="",
        text="",
        status=STATUSES[result["status"]],
        result=result["status"],
        seconds=seconds_of(result.get("duration")),
        message=result.get("message") or "",
        error_type=error.get("type", ""),
        error_message=error.get("message") or "",
        trace=error.get("stackTrace") or "",
        entries=list(entries_of(attached)),
    )


def _put_words(run: StepRun, pickle_step: Message, keyword: str) -> None:
    argument = pickle_step.get("argument") or {}
    run.keyword, run.text = keyword, pickle_step["text"]
    if table := argument.get("dataTable"):
        run.table = [cells_of(row) for row in table["rows"]]
    if doc_string := argument.get("docString"):
        run.doc_string = doc_string["content"]
