"""Why a background task failed, in plain words, and what to do next: a table, and one lookup in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from workspace.task_words import task_words

REFUSALS = "refusals"  # in the path of the modules whose messages are written for people
DISK_FULL = "No space left"


@dataclass(frozen=True)
class Advice:
    """Why something failed, and what to do next; an empty `next_step` is the task's own."""

    why: str
    next_step: str = ""


# Refusal → what to do; its message says why.
AFTER_REFUSAL: Mapping[str, str] = {
    "BankFileFaulty": "Its page lists the errors by line. Correct them, upload it again, then dismiss this.",
    "BankFileForgotten": "Upload the file again, then dismiss this.",
    "NoSchedule": "Correct the loan's terms, then build the schedule again.",
    "NotFunded": "Nothing is needed: only a funded loan has a schedule.",
    "RequirementMissing": "Add what is missing on the application's page.",
    "NotPrintable": "Correct the name or the text that has this character, then ask for the document again.",
}
# Refusal → why the task must fail again.
NEVER_AGAIN: Mapping[str, str] = {
    "BankFileFaulty": "The same file is refused again.",
    "BankFileForgotten": "The file is no longer kept.",
}
NOTHING_CHANGED = "Nothing was changed. Correct what the reason names, then try again."

DATABASE = Advice("The database could not be reached.", "Check that the database is up.")
UNREACHABLE = Advice("A server that it needs could not be reached.", "Check the network and the servers.")
TOO_LONG = Advice("The task took longer than it may.", "If it fails again, tell the developers.")
STOPPED = Advice("The worker stopped while the task was running.")
DISK = Advice("The disk is full.", "Free some space on the server's disk.")
FILE = Advice("A file could not be read or written.", "Check the disk on which files are kept.")
UNEXPECTED = Advice(
    "The task failed with an unexpected error.",
    "Tell the developers the task and the time: the log has the details.",
)
# Name of the exception → advice.
ERRORS: Mapping[str, Advice] = {
    **dict.fromkeys(("InterfaceError", "OperationalError", "DatabaseError"), DATABASE),
    **dict.fromkeys(
        ("ConnectionError", "ConnectionRefusedError", "ConnectionResetError", "TimeoutError", "gaierror"),
        UNREACHABLE,
    ),
    **dict.fromkeys(("SoftTimeLimitExceeded", "TimeLimitExceeded"), TOO_LONG),
    **dict.fromkeys(("WorkerLostError", "Terminated", "WorkerTerminate"), STOPPED),
    **dict.fromkeys(("OSError", "FileNotFoundError", "PermissionError", "SuspiciousFileOperation"), FILE),
}


def advice_on(task_name: str, failure: Mapping) -> Advice:
    """Advice on a failed task; `failure` is what Celery keeps of the exception.

    Only a refusal's own message is shown: any other may hold code, paths or personal data.
    """
    kind = failure.get("exc_type", "")
    message = _sentence(failure.get("exc_message", ""))
    if REFUSALS in str(failure.get("exc_module", "")).split("."):
        return Advice(message, AFTER_REFUSAL.get(kind, NOTHING_CHANGED))
    found = ERRORS.get(kind, UNEXPECTED)
    if found is FILE and DISK_FULL in message:
        found = DISK
    own = task_words(task_name).after_failure
    return Advice(found.why, f"{found.next_step} {own}".strip())


def not_again_after(failure: Mapping) -> str:
    """Why a task must fail again in the same way; empty where it may succeed. `failure` as in `advice_on`."""
    return NEVER_AGAIN.get(failure.get("exc_type", ""), "")


def _sentence(message: object) -> str:
    return " ".join(map(str, message)) if isinstance(message, list | tuple) else str(message)
