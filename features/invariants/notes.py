"""Notes: who is reminded of them, and when."""

from features.drivers.shown import shown
from features.invariants.books import Step
from features.invariants.invariant import invariant


@invariant(
    "After 08:00 nobody waits for the reminder of a note whose day has come, and none comes before its day.",
    reads="notes now",
)
def every_note_is_reminded_of(step: Step):
    before, moment = step.before.by_id("notes"), step.last(8)
    for note in step.after.notes:
        earlier = before.get(note.pk)
        if note.reminded_for is not None and note.reminded_for > step.after.now.date():
            yield f"“{note.text}” was reminded of before {shown(note.reminded_for)}"
        if moment is None or earlier is None or note.remind_on is None or note.done_at is not None:
            continue
        is_due = earlier.remind_on == note.remind_on <= moment.date() and earlier.done_at is None
        if is_due and note.reminded_for != note.remind_on:
            yield f"“{note.text}” is for {shown(note.remind_on)}"
