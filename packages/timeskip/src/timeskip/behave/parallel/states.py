"""What became of a scenario or feature in a worker, as data, and put into the run's own model again."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from behave.capture import Captured
from behave.model import Scenario, Step
from behave.model_core import BasicStatement
from behave.model_type import Status

from timeskip.behave.parallel.items import Container
from timeskip.behave.parallel.traces import Frame, as_traceback, frames_of


@dataclass(frozen=True)
class Error:
    """An exception by its type, words and traceback: not every exception survives a pipe."""

    type: str
    words: str
    notes: tuple[str, ...]
    is_failure: bool

    @classmethod
    def of(cls, error: BaseException | None) -> "Error | None":
        if error is None:
            return None
        notes = tuple(getattr(error, "__notes__", ()))
        return cls(type(error).__name__, _words(error), notes, isinstance(error, AssertionError))

    def as_exception(self) -> Exception:
        """Return an exception of the same name and words."""
        error = _class(self.type, AssertionError if self.is_failure else Exception)(self.words)
        for note in self.notes:
            error.add_note(note)
        return error


@dataclass(frozen=True)
class Said:
    """What any statement keeps of its run: its error, and what was printed."""

    error: Error | None
    frames: tuple[Frame, ...] = field(repr=False)
    message: str | None
    hook_failed: bool
    captured: tuple[Captured, ...]

    @classmethod
    def by(cls, statement: Any) -> "Said":
        return cls(
            Error.of(statement.exception),
            frames_of(statement.exc_traceback),
            statement.error_message,
            statement.hook_failed,
            tuple(statement.captured.captures),
        )

    def put_into(self, statement: Any) -> None:
        statement.exception = self.error.as_exception() if self.error else None
        statement.exc_traceback = as_traceback(self.frames)
        statement.error_message = self.message
        statement.hook_failed = self.hook_failed
        statement.captured.reset()
        _add(self.captured, statement)


@dataclass(frozen=True)
class StepState:
    """A step after its run, or at a moment of it."""

    said: Said
    status: str
    duration: float
    # A bullet gets its type when its definition is found.
    type: str

    @classmethod
    def of(cls, step: Step) -> "StepState":
        return cls(Said.by(step), step.status.name, step.duration, step.step_type)

    def put_into(self, step: Step) -> None:
        self.said.put_into(step)
        step.status, step.duration, step.step_type = Status.from_name(self.status), self.duration, self.type


@dataclass(frozen=True)
class ScenarioState:
    """A scenario after its run."""

    said: Said
    status: str
    should_skip: bool
    skip_reason: str | None
    steps: tuple[StepState, ...] = field(repr=False)

    @classmethod
    def of(cls, scenario: Scenario) -> "ScenarioState":
        steps = tuple(map(StepState.of, scenario.all_steps))
        return cls(Said.by(scenario), scenario.status.name, scenario.should_skip, scenario.skip_reason, steps)

    def put_into(self, scenario: Scenario) -> None:
        self.said.put_into(scenario)
        scenario.should_skip, scenario.skip_reason = self.should_skip, self.skip_reason
        # A hook of the worker may have added steps that the run does not know.
        for step, state in zip(scenario.all_steps, self.steps, strict=False):
            state.put_into(step)
        scenario.set_status(Status.from_name(self.status))


@dataclass(frozen=True)
class ContainerState:
    """A feature or rule after a worker has left it; `number` is its place among those of the run."""

    number: int
    said: Said
    should_skip: bool
    skip_reason: str | None
    cleanup_failed: bool

    @classmethod
    def of(cls, container: Container, number: int, *, cleanup_failed: bool) -> "ContainerState":
        return cls(number, Said.by(container), container.should_skip, container.skip_reason, cleanup_failed)

    def add_to(self, container: Container) -> None:
        """Add what one worker found: the first error counts, and a hook that failed anywhere has failed."""
        if self.said.error and not container.exception:
            container.exception, container.error_message = self.said.error.as_exception(), self.said.message
            container.exc_traceback = as_traceback(self.said.frames)
        container.hook_failed = container.hook_failed or self.said.hook_failed
        container.should_skip = container.should_skip or self.should_skip
        container.skip_reason = container.skip_reason or self.skip_reason
        _add(self.said.captured, container)


def of_death(scenario: Scenario, at: int, sentence: str) -> ScenarioState:
    """Return the state of a scenario whose worker has ended while it was at a step; -1 for none."""
    for number, step in enumerate(scenario.all_steps):
        step.status = Status.passed if number < at else Status.skipped
        if number == max(at, 0):
            step.status, step.error_message = Status.error, sentence
            step.exception = _class("WorkerDied", Exception)(sentence)
    if not list(scenario.all_steps):
        scenario.set_status(Status.error)
        scenario.error_message = sentence
    return ScenarioState.of(scenario)


def _add(captured: tuple[Captured, ...], statement: BasicStatement) -> None:
    for one in captured:
        statement.captured.add_captured(one, use_merge=False)


def _words(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # an error whose __str__ fails
        return type(error).__name__


@cache
def _class(name: str, base: type[Exception]) -> type[Exception]:
    return type(name, (base,), {})
