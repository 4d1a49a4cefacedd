"""The formatter that writes Cucumber Messages, the standard format of a run's results."""

import sys
from collections.abc import Callable, Iterable, Mapping

from behave.exception import ConfigError
from behave.formatter.base import Formatter
from behave.matchers import Match
from behave.model import Feature, Rule, Scenario, Step
from behave.runner import Context, ModelRunner
from behave.step_registry import registry as the_step_registry

from behave_messages import results
from behave_messages.attachments import Attachments, Sent
from behave_messages.attempt import Attempt, Part
from behave_messages.cases import Cases
from behave_messages.definitions import Definitions
from behave_messages.documents import Documents
from behave_messages.hooks import CLEANUP, HookWatch, is_of_scenario, place_of
from behave_messages.ids import Ids
from behave_messages.meta import meta
from behave_messages.parameter_types import send_parameter_types
from behave_messages.parts import WrittenInParts
from behave_messages.run import Run
from behave_messages.stream import MessageStream

# Of behave's userdata: -D messages_hooks=notable
HOOKS = "messages_hooks"


class MessagesFormatter(WrittenInParts, Formatter):
    """Writes one message per line: <https://github.com/cucumber/messages>."""

    name = "messages"
    description = "Cucumber Messages (NDJSON), the standard format of a run's results"
    takes_file_names = True

    def __init__(self, stream_opener, config) -> None:
        super().__init__(stream_opener, config)
        self._ids = Ids()
        self._silent_hooks = _silent_hooks(config.userdata)
        self._attachments = Attachments(stream_opener.name, config.userdata)
        self._messages = MessageStream(self.open())
        self._documents = Documents(self._messages, self._ids, config.lang or "en")
        self._run = Run(self._messages, self._ids)
        self._cases: Cases | None = None
        self._runner: ModelRunner | None = None
        self._feature: Feature | None = None
        self._attempt: Attempt | None = None
        # Running hooks: a hook of the run as a Part; of a scenario, whether it is a part of the attempt.
        self._hooks: list[Part | bool] = []
        self._reported: set[int] = set()
        self._successful = True
        self._without_pickle = 0
        self._watch = HookWatch(self)
        # Attached before the run has begun.
        self._early: list[Sent] = []

    # -- What behave reports to formatters

    def uri(self, uri: str) -> None:
        self._ensure_begun()

    def feature(self, feature: Feature) -> None:
        self._end_feature()
        self._feature = feature
        self._documents.send(feature)

    def rule(self, rule: Rule) -> None:
        self._end_attempt()

    def scenario(self, scenario: Scenario) -> None:
        self._end_attempt(to_be_retried_as=scenario)
        self._reported.add(id(scenario))
        self._attempt = Attempt(scenario, silent_hooks=self._silent_hooks)

    def match(self, match: Match) -> None:
        self._attempt.step_begins(match)

    def result(self, step: Step) -> None:
        self._attempt.step_ends(step)

    def eof(self) -> None:
        self._end_feature()

    def close(self) -> None:
        self._watch.end()
        self._ensure_begun()
        self._end_feature()
        self._finish_run()
        self.close_stream()

    def embedding(self, mime_type: str, data: bytes | str, file_name: str | None = None) -> None:
        """Take an attachment of a step or hook."""
        attachment = self._attachments.made(mime_type, data, file_name)
        if self._cases is None:
            self._early.append(attachment)
        elif self._hooks and isinstance(self._hooks[0], Part):
            self._hooks[0].attachments.append(attachment)
        elif self._attempt is None or not self._attempt.attach(attachment):
            self._run.send_attachment(attachment)

    # -- What HookWatch reports

    def run_begins(self, runner: ModelRunner, hooks: dict[str, Callable]) -> None:
        self._runner = runner
        self._ensure_begun(hooks)

    def hook_begins(self, name: str, context: Context, statement: object) -> None:
        if is_of_scenario(name, context):
            is_own = self._attempt is not None and self._attempt.hook_begins(name, statement) is not None
            self._hooks.append(is_own)
        else:
            self._end_attempt()
            self._hooks.append(Part(hook=name, place=place_of(context, statement)))

    def hook_ends(self, error: BaseException | None) -> None:
        hook = self._hooks.pop()
        if isinstance(hook, Part):
            hook.hook_ends(error)
            self._send_hook_run(hook)
        elif hook:
            self._attempt.hook_ends(error)

    def cleanup_failed(self, layer: str, error: BaseException) -> None:
        part = Part(hook=CLEANUP)
        part.hook_ends(error)
        if layer == "scenario" and self._attempt is not None:
            self._attempt.cleanup_failed(part)
        else:
            self._end_attempt()
            self._send_hook_run(part)

    # -- What is sent

    def _ensure_begun(self, hooks: dict[str, Callable] | None = None) -> None:
        if self._cases is not None:
            return
        registry = getattr(self._runner, "step_registry", None) or the_step_registry
        definitions = Definitions(registry, self._messages, self._ids)
        self._cases = Cases(self._run, self._documents, definitions, self._messages, self._ids)
        self._messages.send(meta=meta())
        send_parameter_types(registry, self._messages, self._ids)
        definitions.send()
        self._run.start(hooks or {})
        for attachment in self._early:
            self._run.send_attachment(attachment)

    def _send_hook_run(self, hook: Part) -> None:
        if self._silent_hooks or not hook.is_silent:
            self._write_hook_run(hook)
        self._successful = self._successful and hook.result.status not in results.UNSUCCESSFUL

    def _end_feature(self) -> None:
        """Send the rest of a feature, including scenarios that were skipped before behave reached them."""
        self._end_attempt()
        feature, self._feature = self._feature, None
        # Other processes may have the feature's other scenarios.
        if feature and not self._is_worker:
            self._send_skipped(feature.walk_scenarios())
        self._messages.flush()

    def _send_skipped(self, scenarios: Iterable[Scenario]) -> None:
        for scenario in scenarios:
            if id(scenario) not in self._reported and scenario.skip_reason:
                self._reported.add(id(scenario))
                self._send(Attempt(scenario))

    def _end_attempt(self, to_be_retried_as: Scenario | None = None) -> None:
        attempt, self._attempt = self._attempt, None
        if attempt is not None:
            self._send(attempt, will_be_retried=attempt.scenario is to_be_retried_as)

    def _send(self, attempt: Attempt, *, will_be_retried: bool = False) -> None:
        parts = list(attempt.parts())
        self._documents.send_prepared(attempt.scenario.filename)
        if not self._cases.send(attempt, parts, will_be_retried=will_be_retried):
            self._without_pickle += 1
        if not will_be_retried:
            self._successful = self._successful and all(_is_accepted(part) for part in parts)
        self._messages.flush()

    def _finish_run(self) -> None:
        message = None
        if self._without_pickle:
            message = (
                f"Scenarios that behave ran and these messages lack: {self._without_pickle}. "
                "Cucumber's parser cannot read their feature files."
            )
            print(f"behave_messages: {message}", file=sys.stderr)  # noqa: T201 a formatter speaks to people
        success = self._successful and not (self._runner and _fails_by_itself(self._runner))
        self._run.finish(success=success, message=message)


def _silent_hooks(userdata: Mapping[str, str]) -> bool:
    """Whether the messages include hooks that passed and attached nothing."""
    wanted = userdata.get(HOOKS, "all")
    if wanted not in ("all", "notable"):
        raise ConfigError(f'{HOOKS} is "all" or "notable", not "{wanted}".')
    return wanted == "all"


def _is_accepted(part: Part) -> bool:
    """Whether a part lets the run succeed; behave accepts a pending step in a scenario tagged @wip."""
    was_passed = part.step is not None and part.step.status.is_passed()
    return was_passed or part.result.status not in results.UNSUCCESSFUL


def _fails_by_itself(runner: ModelRunner) -> bool:
    """Whether behave fails the run even if the last attempt at every scenario succeeded."""
    return bool(runner.aborted or runner.hook_failures or runner.undefined_steps)
