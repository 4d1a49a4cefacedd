"""The names that a test gives to a story: one that does not exist would change nothing, so it is refused at once."""

from collections.abc import Iterable
from difflib import get_close_matches

from timeskip.private_names import active_apps


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a sentence with the known name that is nearest to `name`, after a space; nothing where none is near."""
    nearest = get_close_matches(name, sorted(known), n=1)
    return f" Did you mean {nearest[0]!r}?" if nearest else ""


def is_named(task: str, name: str) -> bool:
    """Whether a task is called `name`, or its name ends with it after a dot."""
    return task == name or task.endswith(f".{name}")


def require_task(name: str) -> None:
    """ValueError for a name that no task has."""
    known = {task for app in active_apps() for task in app.tasks}
    if not any(is_named(task, name) for task in known):
        ends = {task.rpartition(".")[2] for task in known}
        raise ValueError(f"No Celery app has a task {name!r}.{did_you_mean(name, known | ends)}")
