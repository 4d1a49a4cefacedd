"""behave's formatter that writes Cucumber Messages, the standard form of a run's results."""

import base64
import sys
from collections import Counter
from collections.abc import Callable

import cucumber_messages as messages
from behave.formatter.base import Formatter
from behave.matchers import Match
from behave.model import Feature, Rule, Scenario, Step
from behave.runner import Context, ModelRunner
from behave.step_registry import registry as the_step_registry
from gherkin.stream.id_generator import IdGenerator

from behave_messages import real_time, results
from behave_messages.definitions import Definitions, source_of
from behave_messages.documents import Documents
from behave_messages.hooks import TYPES, HookWatch
from behave_messages.meta import meta
from behave_messages.stream import MessageStream, timestamp
from behave_messages.test_case import Attempt, Part

Encoding = messages.AttachmentContentEncoding


class MessagesFormatter(Formatter):
    """Writes one envelope a line: <https://github.com/cucumber/messages>."""

    name = "messages"
    description = "Cucumber Messages (NDJSON), the standard form of a run's results"
    takes_file_names = True

    def __init__(self, stream_opener, config) -> None:
        stream_opener.encoding = "utf-8"
        super().__init__(stream_opener, config)
        self._ids = IdGenerator()
        self._messages = MessageStream(self.open())
        self._documents = Documents(self._messages, self._ids)
        self._definitions: Definitions | None = None
        self._runner: ModelRunner | None = None
        self._run_id = ""
        self._hook_ids: dict[str, str] = {}
        self._run_hook: tuple[str, Part] | None = None
        self._attempt: Attempt | None = None
        self._feature: Feature | None = None
        self._reported: set[int] = set()
        # Of each pickle: its test case with the steps it has, and how often it was tried.
        self._cases: dict[str, tuple[str, list[messages.TestStep]]] = {}
        self._attempts: Counter[str] = Counter()
        self._successful = True
        self._without_pickle = 0
        self._watch = HookWatch(self)

    # -- What behave tells its formatters

    def uri(self, uri: str) -> None:
        self._ensure_begun()

    def feature(self, feature: Feature) -> None:
        self._end_attempt()
        self._feature = feature
        self._documents.send(feature.filename)

    def rule(self, rule: Rule) -> None:
        self._end_attempt()

    def scenario(self, scenario: Scenario) -> None:
        self._end_attempt(to_be_retried_as=scenario)
        self._reported.add(id(scenario))
        self._attempt = Attempt(scenario)

    def match(self, match: Match) -> None:
        self._attempt.step_begins(match)

    def result(self, step: Step) -> None:
        self._attempt.step_ends(step)

    def eof(self) -> None:
        self._end_attempt()
        self._report_skipped()
        self._messages.flush()

    def close(self) -> None:
        self._watch.end()
        self._end_attempt()
        self._ensure_begun()
        self._finish_run()
        self.close_stream()

    def embedding(self, mime_type: str, data: bytes | str, file_name: str | None = None) -> None:
        """Take in what a step or a hook attaches; text as it is, bytes in base64."""
        is_text = isinstance(data, str)
        attachment = messages.Attachment(
            media_type=mime_type,
            body=data if is_text else base64.b64encode(data).decode(),
            content_encoding=Encoding.identity if is_text else Encoding.base64,
            file_name=file_name,
            timestamp=timestamp(real_time.now()),
        )
        if self._run_hook is not None:
            self._run_hook[1].attachments.append(attachment)
        elif self._attempt is not None:
            self._attempt.attach(attachment)

    # -- What the hooks' watch tells

    def run_begins(self, runner: ModelRunner, hooks: dict[str, Callable]) -> None:
        self._runner = runner
        self._ensure_begun()
        for name, hook in hooks.items():
            self._send_hook(name, source_of(hook))

    def hook_begins(self, name: str, context: Context, statement: object) -> None:
        # A tag's hook says nothing of whose tag it is; behave's layers do.
        of_scenario = context._stack[0].get("@layer") == "scenario"
        if not of_scenario:
            self._end_attempt()
            started = self._ids.get_next_id()
            self._run_hook = (started, Part(hook=name))
        elif self._attempt is not None:
            self._attempt_hears = self._attempt.hook_begins(name, statement)

    def hook_ends(self, error: BaseException | None) -> None:
        if self._run_hook is not None:
            self._send_run_hook(error)
        elif self._attempt is not None and self._attempt_hears:
            self._attempt.hook_ends(error)

    # -- What is sent

    def _ensure_begun(self) -> None:
        if self._run_id:
            return
        self._run_id = self._ids.get_next_id()
        self._messages.send(meta=meta())
        registry = getattr(self._runner, "step_registry", None) or the_step_registry
        self._definitions = Definitions(registry, self._messages, self._ids)
        self._messages.send(
            test_run_started=messages.TestRunStarted(id=self._run_id, timestamp=timestamp(real_time.now()))
        )

    def _finish_run(self) -> None:
        message = None
        if self._without_pickle:
            message = (
                f"{self._without_pickle} scenarios that behave has run are not in these messages, because "
                "the standard's parser cannot read their feature files."
            )
            print(f"behave_messages: {message}", file=sys.stderr)  # noqa: T201 a formatter speaks to people
        aborted = self._runner is not None and self._runner.aborted
        self._messages.send(
            test_run_finished=messages.TestRunFinished(
                success=self._successful and not aborted,
                timestamp=timestamp(real_time.now()),
                message=message,
                test_run_started_id=self._run_id,
            )
        )

    def _send_hook(self, name: str, source: messages.SourceReference) -> None:
        self._hook_ids[name] = self._ids.get_next_id()
        hook = messages.Hook(
            id=self._hook_ids[name], source_reference=source, name=name, type=TYPES.get(name)
        )
        self._messages.send(hook=hook)

    def _send_run_hook(self, error: BaseException | None) -> None:
        (started_id, hook), self._run_hook = self._run_hook, None
        hook.finished = real_time.now()
        self._messages.send(
            test_run_hook_started=messages.TestRunHookStarted(
                id=started_id,
                hook_id=self._hook_ids[hook.hook],
                test_run_started_id=self._run_id,
                timestamp=timestamp(hook.started),
            )
        )
        for attachment in hook.attachments:
            attachment.test_run_hook_started_id = started_id
            self._messages.send(attachment=attachment)
        result = results.of_hook(error, hook.nanoseconds)
        self._successful = self._successful and error is None
        self._messages.send(
            test_run_hook_finished=messages.TestRunHookFinished(
                test_run_hook_started_id=started_id, result=result, timestamp=timestamp(hook.finished)
            )
        )

    def _report_skipped(self) -> None:
        """Scenarios that were skipped for a reason before behave came to them."""
        for scenario in self._feature.walk_scenarios() if self._feature else ():
            if id(scenario) not in self._reported and scenario.skip_reason:
                self._reported.add(id(scenario))
                self._send_attempt(Attempt(scenario))
        self._feature = None

    def _end_attempt(self, to_be_retried_as: Scenario | None = None) -> None:
        attempt, self._attempt = self._attempt, None
        if attempt is not None:
            self._send_attempt(attempt, will_be_retried=attempt.scenario is to_be_retried_as)

    def _send_attempt(self, attempt: Attempt, *, will_be_retried: bool = False) -> None:
        pickle = self._documents.pickle_of(attempt.scenario)
        if pickle is None:
            self._without_pickle += 1
            return
        parts = list(attempt.parts())
        case_id, steps = self._case_of(pickle, parts)
        started_id = self._ids.get_next_id()
        number = self._attempts[pickle["id"]]
        self._attempts[pickle["id"]] += 1
        self._messages.send(
            test_case_started=messages.TestCaseStarted(
                id=started_id, test_case_id=case_id, attempt=number, timestamp=timestamp(attempt.started)
            )
        )
        for step, part in zip(steps, parts, strict=True):
            self._send_part(started_id, step, part)
            if part.result.status in results.UNSUCCESSFUL and not will_be_retried:
                self._successful = self._successful and _is_accepted(part)
        self._messages.send(
            test_case_finished=messages.TestCaseFinished(
                test_case_started_id=started_id,
                timestamp=timestamp(attempt.finished),
                will_be_retried=will_be_retried,
            )
        )

    def _case_of(self, pickle: dict, parts: list[Part]) -> tuple[str, list[messages.TestStep]]:
        """The test case of a pickle; another attempt that has the same parts has the same test case."""
        known = self._cases.get(pickle["id"])
        if known and len(known[1]) == len(parts):
            return known
        pickle_steps = iter(pickle["steps"])
        steps = [self._test_step(part, pickle_steps) for part in parts]
        case_id = self._ids.get_next_id()
        self._messages.send(
            test_case=messages.TestCase(
                id=case_id, pickle_id=pickle["id"], test_steps=steps, test_run_started_id=self._run_id
            )
        )
        self._cases[pickle["id"]] = (case_id, steps)
        return case_id, steps

    def _test_step(self, part: Part, pickle_steps) -> messages.TestStep:
        if part.hook is not None:
            if part.hook not in self._hook_ids:
                self._send_hook(part.hook, messages.SourceReference())
            return messages.TestStep(id=self._ids.get_next_id(), hook_id=self._hook_ids[part.hook])
        if part.result.status is results.Said.ambiguous:
            found = self._definitions.all_reading(part.step)
        else:
            match = part.match if part.match else self._definitions.find(part.step)
            found = self._definitions.reading(part.step, match)
        # behave runs a background before a scenario that has no steps; the standard's pickle has none then.
        pickle_step = next(pickle_steps, None)
        return messages.TestStep(
            id=self._ids.get_next_id(),
            pickle_step_id=pickle_step["id"] if pickle_step else None,
            step_definition_ids=[definition for definition, _ in found],
            step_match_arguments_lists=[self._definitions.arguments(part.step, match) for _, match in found],
        )

    def _send_part(self, started_id: str, step: messages.TestStep, part: Part) -> None:
        self._messages.send(
            test_step_started=messages.TestStepStarted(
                test_case_started_id=started_id, test_step_id=step.id, timestamp=timestamp(part.started)
            )
        )
        for attachment in part.attachments:
            attachment.test_case_started_id, attachment.test_step_id = started_id, step.id
            self._messages.send(attachment=attachment)
        if part.result.status is results.Said.undefined and step.pickle_step_id:
            self._messages.send(suggestion=self._suggestion(step.pickle_step_id, part.step))
        self._messages.send(
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


def _is_accepted(part: Part) -> bool:
    """Whether behave lets a step pass although it is pending, as it does with the tag @wip."""
    return part.step is not None and part.step.status.is_passed()
