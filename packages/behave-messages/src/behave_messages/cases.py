"""Test cases: a pickle with its hooks and steps, and each attempt at it."""

from dataclasses import dataclass

import cucumber_messages as messages
from behave.model import Scenario, Step
from gherkin.stream.id_generator import IdGenerator

from behave_messages.attempt import Attempt, Part
from behave_messages.definitions import Definitions
from behave_messages.documents import Documents
from behave_messages.results import Said
from behave_messages.run import Run
from behave_messages.stream import MessageStream, timestamp


@dataclass
class Case:
    """A test case that was sent, and the number of attempts at it."""

    id: str
    scenario: Scenario
    shape: list[object]
    steps: list[messages.TestStep]
    tried: int


class Cases:
    """Sends attempts at scenarios, and the test case before its first attempt."""

    def __init__(
        self,
        run: Run,
        documents: Documents,
        definitions: Definitions,
        stream: MessageStream,
        ids: IdGenerator,
    ) -> None:
        self._run = run
        self._documents = documents
        self._definitions = definitions
        self._stream = stream
        self._ids = ids
        self._cases: dict[str, Case] = {}

    def send(self, attempt: Attempt, parts: list[Part], *, will_be_retried: bool) -> bool:
        """Send an attempt that has ended; False if its scenario has no pickle and cannot be sent."""
        pickle = self._documents.pickle_of(attempt.scenario)
        if pickle is None:
            return False
        case = self._case_of(pickle, attempt.scenario, parts)
        started_id = self._ids.get_next_id()
        self._stream.send(
            test_case_started=messages.TestCaseStarted(
                id=started_id, test_case_id=case.id, attempt=case.tried, timestamp=timestamp(attempt.started)
            )
        )
        case.tried += 1
        for step, part in zip(case.steps, parts, strict=True):
            self._send_part(started_id, step, part)
        finished = max((part.finished for part in parts), default=attempt.started)
        self._stream.send(
            test_case_finished=messages.TestCaseFinished(
                test_case_started_id=started_id,
                timestamp=timestamp(finished),
                will_be_retried=will_be_retried,
            )
        )
        return True

    def _case_of(self, pickle: dict, scenario: Scenario, parts: list[Part]) -> Case:
        """The test case of a scenario; attempts with the same parts share one."""
        known = self._cases.get(pickle["id"])
        if known and known.scenario is not scenario:
            # The same file was named twice and runs twice.
            known = None
        shape = [part.hook or part.step.line for part in parts]
        if known and known.shape == shape:
            return known
        case = Case(
            id=self._ids.get_next_id(),
            scenario=scenario,
            shape=shape,
            steps=[self._test_step(part, pickle) for part in parts],
            tried=known.tried if known else 0,
        )
        self._cases[pickle["id"]] = case
        self._stream.send(
            test_case=messages.TestCase(
                id=case.id, pickle_id=pickle["id"], test_steps=case.steps, test_run_started_id=self._run.id
            )
        )
        return case

    def _test_step(self, part: Part, pickle: dict) -> messages.TestStep:
        if part.hook is not None:
            return messages.TestStep(id=self._ids.get_next_id(), hook_id=self._run.hook_id(part.hook))
        if part.result.status is Said.ambiguous:
            found = self._definitions.all_reading(part.step)
        else:
            found = self._definitions.reading(part.step, part.match)
        return messages.TestStep(
            id=self._ids.get_next_id(),
            pickle_step_id=self._documents.pickle_step_of(part.step, pickle),
            step_definition_ids=[definition for definition, _ in found],
            step_match_arguments_lists=[arguments for _, arguments in found],
        )

    def _send_part(self, started_id: str, step: messages.TestStep, part: Part) -> None:
        self._stream.send(
            test_step_started=messages.TestStepStarted(
                test_case_started_id=started_id, test_step_id=step.id, timestamp=timestamp(part.started)
            )
        )
        for attachment in part.attachments:
            attachment.test_case_started_id, attachment.test_step_id = started_id, step.id
            self._stream.send_attachment(attachment)
        if part.result.status is Said.undefined and step.pickle_step_id:
            self._stream.send(suggestion=self._suggestion(step.pickle_step_id, part.step))
        self._stream.send(
            test_step_finished=messages.TestStepFinished(
                test_case_started_id=started_id,
                test_step_id=step.id,
                test_step_result=part.result,
                timestamp=timestamp(part.finished),
            )
        )

    def _suggestion(self, pickle_step_id: str, step: Step) -> messages.Suggestion:
        code = (
            f"@{step.step_type}({step.name!r})\n"
            "def step_impl(context):\n"
            f"    raise StepNotImplementedError({step.name!r})"
        )
        return messages.Suggestion(
            id=self._ids.get_next_id(),
            pickle_step_id=pickle_step_id,
            snippets=[messages.Snippet(code=code, language="python")],
        )
