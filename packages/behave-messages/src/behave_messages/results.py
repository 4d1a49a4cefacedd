"""Results of steps and hooks, in the standard's terms."""

import os
import traceback
from types import TracebackType

import behave
import cucumber_messages as messages
from behave.api.pending_step import StepNotImplementedError
from behave.model import Scenario, Step
from behave.model_type import Status
from behave.step_registry import AmbiguousStep

from behave_messages.paths import shortened
from behave_messages.stream import duration

Result = messages.TestStepResult
Said = messages.TestStepResultStatus

STATUSES = {
    Status.passed: Said.passed,
    Status.xfailed: Said.passed,
    Status.xpassed: Said.passed,
    Status.skipped: Said.skipped,
    Status.untested: Said.skipped,
    Status.failed: Said.failed,
    Status.error: Said.failed,
    Status.undefined: Said.undefined,
    Status.untested_undefined: Said.undefined,
    Status.pending: Said.pending,
    Status.pending_warn: Said.pending,
    Status.untested_pending: Said.pending,
}
# Frames of these folders are left out of tracebacks that lead to the project's code.
OURS = {os.path.dirname(behave.__file__), os.path.dirname(__file__)}
UNSUCCESSFUL = {Said.failed, Said.undefined, Said.pending, Said.ambiguous, Said.unknown}


def of_step(
    step: Step, nanoseconds: int, *, hook_error: BaseException | None, was_prevented: bool, reason: str | None
) -> Result:
    """The result of a step that behave reached.

    `hook_error` is the error of its own hooks, which have results of their own; `was_prevented` says that
    the one before it failed, so that the step itself did not run; `reason` is why its scenario was skipped.
    """
    error = None if step.exception is hook_error else step.exception
    status = Said.skipped if was_prevented else _status(step, error)
    if status is Said.skipped:
        message = reason
    elif status is Said.undefined:
        message = step.error_message
    else:
        message = words_of(error) if error else None
    return Result(
        status=status,
        duration=duration(nanoseconds),
        message=message or None,
        exception=exception_of(error),
    )


def of_step_not_run(step: Step, scenario: Scenario) -> Result:
    """The result of a step that behave did not reach: skipped, with the reason if there is one."""
    status = Said.undefined if step.status.is_undefined() else Said.skipped
    reason = step.error_message if status is Said.undefined else scenario.skip_reason
    return Result(status=status, duration=duration(0), message=reason or None)


def of_interrupted_step(nanoseconds: int) -> Result:
    """The result of a step that was interrupted."""
    return Result(
        status=Said.unknown, duration=duration(nanoseconds), message="The run was interrupted here."
    )


def of_hook(error: BaseException | None, nanoseconds: int) -> Result:
    """The result of a hook."""
    if error is None:
        return Result(status=Said.passed, duration=duration(nanoseconds))
    return Result(
        status=Said.failed,
        duration=duration(nanoseconds),
        message=words_of(error),
        exception=exception_of(error),
    )


def words_of(error: BaseException) -> str:
    """An error's message and its notes."""
    try:
        words = str(error)
    except Exception:  # an error whose __str__ fails
        words = ""
    return "\n".join([words or type(error).__name__, *getattr(error, "__notes__", [])])


def exception_of(error: BaseException | None) -> messages.Exception | None:
    """An error's type, message and traceback, with paths relative to the start folder.

    The frames of behave that lead to a project's own code are left out.
    """
    if error is None:
        return None
    trace = traceback.format_exception(type(error), error, _beyond_behave(error.__traceback__))
    return messages.Exception(
        type=type(error).__name__, message=words_of(error), stack_trace=shortened("".join(trace))
    )


def _beyond_behave(trace: TracebackType | None) -> TracebackType | None:
    found = trace
    while found is not None and os.path.dirname(found.tb_frame.f_code.co_filename) in OURS:
        found = found.tb_next
    return found or trace


def _status(step: Step, error: BaseException | None) -> Said:
    if isinstance(error, AmbiguousStep):
        return Said.ambiguous
    if step.status is not Status.hook_error:
        return STATUSES.get(step.status, Said.unknown)
    # behave has replaced the step's status by that of its hook.
    if error is None:
        return Said.passed
    return Said.pending if isinstance(error, StepNotImplementedError) else Said.failed
