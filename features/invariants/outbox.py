"""The outbox: nothing that is due is left behind."""

from datetime import timedelta

from features.drivers.shown import shown
from features.invariants.books import Step
from features.invariants.invariant import invariant

# The sweep comes every 15 minutes.
LEFT_BEHIND = timedelta(minutes=16)


@invariant(
    "What is due in the outbox has been tried within the next sweep.",
    reads="emails now",
)
def what_is_due_was_tried(step: Step):
    due = step.after.now - LEFT_BEHIND
    if not step.undisturbed or step.before.now > due:
        return
    for email in step.after.emails:
        if email.state in ("queued", "unknown", "sending") and email.next_attempt_at < due:
            yield f"“{email.subject}” was due on {shown(email.next_attempt_at)}"
