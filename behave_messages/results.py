"""What became of a step or a hook, in the standard's words."""

import os
import traceback

import cucumber_messages as messages
from behave.model import Scenario, Step
from behave.model_type import Status
from behave.step_registry import AmbiguousStep

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
    Status.hook_error: Said.failed,
    Status.cleanup_error: Said.failed,
    Status.undefined: Said.undefined,
    Status.untested_undefined: Said.undefined,
    Status.pending: Said.pending,
    Status.pending_warn: Said.pending,
    Status.untested_pending: Said.pending,
}
UNSUCCESSFUL = {Said.failed, Said.undefined, Said.pending, Said.ambiguous, Said.unknown}


def of_step(step: Step, nanoseconds: int, hook_error: BaseException | None) -> Result:
    """What became of a step that behave has run; `hook_error` is the error of its own hooks, if any."""
    error = step.exception
    status = STATUSES.get(step.status, Said.unknown)
    if step.status is Status.hook_error and error is hook_error:
        # The hook has a result of its own; what the step itself came to is all that counts here.
        status, error = Said.passed, None
    elif isinstance(error, AmbiguousStep):
        status = Said.ambiguous
    message = None
    if status in (Said.undefined, Said.skipped):
        message = step.error_message or None
    elif error is not None:
        message = words_of(error)
    return Result(
        status=status, duration=duration(nanoseconds), message=message, exception=exception_of(error)
    )


def of_step_not_run(step: Step, scenario: Scenario) -> Result:
    """What became of a step that behave did not come to: skipped, for a reason where one was given."""
    status = Said.undefined if step.status.is_undefined() else Said.skipped
    reason = step.error_message if status is Said.undefined else scenario.skip_reason
    return Result(status=status, duration=duration(0), message=reason or None)


def of_hook(error: BaseException | None, nanoseconds: int) -> Result:
    """What became of a hook."""
    if error is None:
        return Result(status=Said.passed, duration=duration(nanoseconds))
    return Result(
        status=Said.failed,
        duration=duration(nanoseconds),
        message=words_of(error),
        exception=exception_of(error),
    )


def words_of(error: BaseException) -> str:
    """What an error says, with the notes that were added on its way."""
    return "\n".join([str(error) or type(error).__name__, *getattr(error, "__notes__", [])])


def exception_of(error: BaseException | None) -> messages.Exception | None:
    """An error's type, words and traceback; files below the folder of the run by their path from there."""
    if error is None:
        return None
    trace = "".join(traceback.format_exception(error)).replace(f"{os.getcwd()}{os.sep}", "")
    return messages.Exception(type=type(error).__name__, message=words_of(error), stack_trace=trace)
