"""One attempt at a scenario, recorded while it runs and sent when it has ended."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import cucumber_messages as messages
from behave.matchers import Match
from behave.model import Scenario, Step

from behave_messages import real_time, results
from behave_messages.attachments import Sent

OF_STEPS = ("before_step", "after_step")


@dataclass(eq=False)
class Part:
    """One hook or step: when it ran (nanoseconds since 1970), its result, its attachments."""

    hook: str | None = None
    # Of a hook of the run: where the statement is that it ran for.
    place: str = ""
    step: Step | None = None
    match: Match | None = None
    started: int = field(default_factory=real_time.now)
    finished: int = 0
    # Of a step: the error of its own hooks, and whether the one before it failed.
    hook_error: BaseException | None = None
    was_prevented: bool = False
    result: messages.TestStepResult | None = None
    attachments: list[Sent] = field(default_factory=list)

    @property
    def nanoseconds(self) -> int:
        return self.finished - self.started

    @property
    def is_silent(self) -> bool:
        """Whether this is a hook that passed and attached nothing."""
        passed = self.result is not None and self.result.status is results.Said.passed
        return self.hook is not None and passed and not self.attachments

    def hook_ends(self, error: BaseException | None) -> None:
        """Record the end of the hook, with or without an error."""
        self.finished = real_time.now()
        self.result = results.of_hook(error, self.nanoseconds)


class Attempt:
    """The hooks and steps that behave runs for a scenario, in order."""

    def __init__(self, scenario: Scenario, *, silent_hooks: bool = True) -> None:
        self.scenario = scenario
        self._silent_hooks = silent_hooks
        self.started = real_time.now()
        self._before: list[Part] = []
        self._of_steps: dict[int, list[Part]] = {}
        self._after: list[Part] = []
        self._hook: Part | None = None
        self._step: Part | None = None
        self._last: Part | None = None

    def hook_begins(self, name: str, statement: object) -> Part | None:
        """Record that a hook is about to run; None if it is not a part of this attempt."""
        if name not in OF_STEPS:
            parts = self._after if name.startswith("after_") else self._before
        elif self._step is not None and self._is_own(statement):
            if name == "after_step":
                self._step_has_run(statement)
            parts = self._parts_of(statement)
        else:
            # A step that is run by another step is part of that step.
            return None
        self._hook = self._last = Part(hook=name)
        parts.append(self._hook)
        return self._hook

    def hook_ends(self, error: BaseException | None) -> None:
        """Record the end of the hook that began last."""
        hook, self._hook = self._hook, None
        hook.hook_ends(error)
        if hook.hook == "before_step":
            self._step.started = hook.finished
            self._step.was_prevented = error is not None
        if hook.hook in OF_STEPS:
            self._step.hook_error = error or self._step.hook_error

    def cleanup_failed(self, part: Part) -> None:
        """Record a cleanup after the scenario that failed."""
        self._after.append(part)

    def step_begins(self, match: Match) -> None:
        """Record that behave has looked for the definition of the next step."""
        self._step = self._last = Part(match=match)

    def step_ends(self, step: Step) -> None:
        """Record the result of the step."""
        part = self._step
        if part not in self._parts_of(step):
            self._step_has_run(step)
        self._step = None
        if part.match.func is None:
            # The search for a definition does not count as time of the step.
            part.finished = part.started
        part.result = results.of_step(
            step,
            part.nanoseconds,
            hook_error=part.hook_error,
            was_prevented=part.was_prevented,
            reason=self.scenario.skip_reason,
        )

    def attach(self, attachment: Sent) -> bool:
        """Add an attachment to the current or last hook or step; False if there is none."""
        part = self._hook or self._step or self._last
        if part is None:
            return False
        part.attachments.append(attachment)
        return True

    def parts(self) -> Iterator[Part]:
        """Every hook and step in order, including steps that behave did not reach.

        Silent hooks of steps are left out: there may be two for each step. Those of the scenario are left out
        with `silent_hooks=False`.
        """
        yield from filter(self._is_told, self._before)
        moment = max((part.finished for part in self._before), default=self.started)
        for step in self.scenario.all_steps:
            parts = self._of_steps.get(id(step))
            if parts is None:
                parts = [self._interrupted(step) if self._step else self._not_run(step, moment)]
            yield from (part for part in parts if not part.is_silent)
            moment = parts[-1].finished
        yield from filter(self._is_told, self._after)

    def _is_told(self, hook: Part) -> bool:
        return self._silent_hooks or not hook.is_silent

    def _is_own(self, statement: object) -> bool:
        return any(statement is step for step in self.scenario.all_steps)

    def _parts_of(self, step: Step) -> list[Part]:
        return self._of_steps.setdefault(id(step), [])

    def _step_has_run(self, step: Step) -> None:
        self._step.step = step
        self._step.finished = real_time.now()
        self._parts_of(step).append(self._step)

    def _not_run(self, step: Step, moment: int) -> Part:
        result = results.of_step_not_run(step, self.scenario)
        return Part(step=step, started=moment, finished=moment, result=result)

    def _interrupted(self, step: Step) -> Part:
        part, self._step = self._step, None
        part.step = step
        part.finished = real_time.now()
        part.result = results.of_interrupted_step(part.nanoseconds)
        return part
