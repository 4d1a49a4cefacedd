"""What a failed step says: its reason and what happened last, on one screen."""

import linecache
import os
import traceback

UNTIL_THEN = "Until then:"
OF_BEHAVE = "ASSERT FAILED: "
MOST_LINES = 28  # of a reason
LINES_OF_TIMELINE = 10
IN_THE_ATTACHMENT = ", in the attachment"
# No formatter of the run keeps attachments.
NOWHERE = ", which only a report keeps"


def said_of(error: BaseException | None, message: str | None) -> str:
    """Return why a statement of behave's failed, by its error and message, without what happened until then."""
    if isinstance(error, AssertionError) and not str(error).strip():
        # Of one without words behave has its traceback, which begins like every other.
        return reason_of(error)
    return (message or str(error or "")).removeprefix(OF_BEHAVE).split(UNTIL_THEN)[0].strip()


def reason_of(error: AssertionError) -> str:
    """Return what an assertion says; one without words, such as `assert paid == owed`, by its statement and place."""
    if said := str(error).strip():
        return said
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return "An assertion failed."
    frame = frames[-1]
    lines = linecache.getlines(frame.filename)[(frame.lineno or 1) - 1 : frame.end_lineno]
    return f"{' '.join(' '.join(lines).split())}\n({os.path.relpath(frame.filename)}, line {frame.lineno})"


def shortened(reason: str, where: str = "") -> str:
    """Return the first lines of a reason, and how many are left out."""
    lines = reason.splitlines()
    if len(lines) <= MOST_LINES:
        return reason
    return "\n".join([*lines[:MOST_LINES], f"(and {_counted(len(lines) - MOST_LINES, 'more line')}{where})"])


def with_timeline(reason: str, timeline: str, *, is_attached: bool = True) -> tuple[str, str | None]:
    """Return a failure on one screen; and all of it, where something was left out.

    is_attached: whether the run keeps attachments, where the rest can be read.
    """
    where = IN_THE_ATTACHMENT if is_attached else NOWHERE
    whole = f"{reason}\n\n{UNTIL_THEN}\n{timeline}"
    lines = timeline.splitlines()
    left_out = len(lines) - LINES_OF_TIMELINE
    last = lines if left_out <= 0 else [f"({_counted(left_out, 'line')} before{where})", *lines[-LINES_OF_TIMELINE:]]
    said = "\n".join([shortened(reason, where), "", UNTIL_THEN, *last])
    return said, whole if said != whole else None


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
