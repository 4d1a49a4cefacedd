"""Notes and their reminders."""

from common.refusals import Absent, Refusal


class NotForBorrowers(Refusal):
    """Borrowers may not write, change or finish notes."""

    def __init__(self):
        super().__init__("A borrower may not write notes.")


class NoteNotFound(Absent):
    """The note does not exist, or the user may not see it."""

    def __init__(self):
        super().__init__("There is no such note.")


class NotYourNote(Refusal):
    """The user may read the note, but only its author or assignee may change it."""

    def __init__(self, author: str):
        super().__init__(f"You cannot change this note: {author} wrote it, and it is not assigned to you.")


class NoteWithoutText(Refusal):
    """The text of a note is empty, or only spaces."""

    field = "text"

    def __init__(self):
        super().__init__("A note needs a text.")


class ReminderInThePast(Refusal):
    """The day of a note's reminder is over."""

    field = "remind_on"

    def __init__(self, day: str):
        super().__init__(f"{day} is in the past. Choose today or a later day for the reminder.")


class CannotBeAssigned(Refusal):
    """The assignee cannot see the application, or is a borrower."""

    field = "assignee"

    def __init__(self, name: str):
        super().__init__(f"The note cannot be assigned to {name}.")
