"""What a failed step says: its reason and what happened last, on one screen."""

UNTIL_THEN = "Until then:"
MOST_LINES = 28  # of a reason
LINES_OF_TIMELINE = 10


def shortened(reason: str) -> str:
    """Return the first lines of a reason, and how many are left out."""
    lines = reason.splitlines()
    if len(lines) <= MOST_LINES:
        return reason
    return "\n".join([*lines[:MOST_LINES], f"(and {len(lines) - MOST_LINES} more lines, in the attachment)"])


def with_timeline(reason: str, timeline: str) -> tuple[str, str | None]:
    """Return a failure on one screen; and all of it, where something was left out."""
    whole = f"{reason}\n\n{UNTIL_THEN}\n{timeline}"
    lines = timeline.splitlines()
    left_out = len(lines) - LINES_OF_TIMELINE
    last = lines if left_out <= 0 else [f"({left_out} lines before, in the attachment)", *lines[-LINES_OF_TIMELINE:]]
    said = "\n".join([shortened(reason), "", UNTIL_THEN, *last])
    return said, whole if said != whole else None
