"""One attempt at a scenario, taken down as it goes and sent when it has ended."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import cucumber_messages as messages
from behave.matchers import Match
from behave.model import Scenario, Step
from behave.model_type import Status

from behave_messages import real_time, results
from behave_messages.hooks import AFTER


@dataclass
class Part:
    """One hook or one step of the attempt: when it ran, what became of it, what it attached."""

    hook: str | None = None
    step: Step | None = None
    match: Match | None = None
    started: int = field(default_factory=real_time.now)
    finished: int = 0
    hook_error: BaseException | None = None
    result: messages.TestStepResult | None = None
    attachments: list[messages.Attachment] = field(default_factory=list)

    @property
    def nanoseconds(self) -> int:
        return self.finished - self.started


class Attempt:
    """What behave does with a scenario, hook by hook and step by step."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.started = real_time.now()
        self._parts: list[Part] = []
        self._steps = list(scenario.all_steps)
        self._begun = 0
        self._step: Part | None = None
        self._hook: Part | None = None

    def hook_begins(self, name: str, statement: object) -> bool:
        """A hook is about to run; False where it is none of this attempt's own parts."""
        if name in ("before_step", "after_step"):
            if self._step is None or statement is not self._step.step:
                # A step that another step runs within itself is part of that.
                return False
            if name == "after_step":
                self._step_has_run()
        self._hook = Part(hook=name)
        self._parts.append(self._hook)
        return True

    def hook_ends(self, error: BaseException | None) -> None:
        hook, self._hook = self._hook, None
        hook.finished = real_time.now()
        hook.result = results.of_hook(error, hook.nanoseconds)
        if hook.hook == "before_step":
            self._step.started = hook.finished
        if hook.hook in ("before_step", "after_step"):
            self._step.hook_error = error or self._step.hook_error

    def step_begins(self, match: Match) -> None:
        """behave has found what reads the next step, or that nothing does."""
        self._step = Part(step=self._steps[self._begun], match=match)
        self._begun += 1

    def step_ends(self, step: Step) -> None:
        """What became of the step is known."""
        part, self._step = self._step, None
        if part not in self._parts:
            self._step = part
            self._step_has_run()
            self._step = None
        if part.match.func is None:
            # Looking in vain for what reads it is no time of the step's.
            part.finished = part.started
        part.result = results.of_step(step, part.nanoseconds, part.hook_error)

    def attach(self, attachment: messages.Attachment) -> None:
        """Take an attachment in, for the hook or step that is running."""
        part = self._hook or self._step or (self._parts[-1] if self._parts else None)
        if part is not None:
            part.attachments.append(attachment)

    @property
    def finished(self) -> int:
        """When the last part had ended."""
        return max((part.finished for part in self._parts), default=self.started)

    def parts(self) -> Iterator[Part]:
        """Every hook and step in order, those that behave did not come to included."""
        not_run = [self._not_run(step) for step in self._steps[self._begun :]]
        for part in self._parts:
            if part.hook in AFTER:
                yield from not_run
                not_run = []
            yield part
        yield from not_run
        if self.scenario.status is Status.cleanup_error:
            yield self._failed_cleanup()

    def _step_has_run(self) -> None:
        self._step.finished = real_time.now()
        self._parts.append(self._step)

    def _not_run(self, step: Step) -> Part:
        return Part(
            step=step,
            started=self.finished,
            finished=self.finished,
            result=results.of_step_not_run(step, self.scenario),
        )

    def _failed_cleanup(self) -> Part:
        # behave prints the error and keeps nothing of it.
        error = RuntimeError("A cleanup failed; its error is in behave's output.")
        return Part(
            hook="cleanup", started=self.finished, finished=self.finished, result=results.of_hook(error, 0)
        )
