"""The project's own scheduler, with nothing to write and every entry in sight."""

from celery.beat import PersistentScheduler, Scheduler

from timeskip.private_names import every_entry


class _InMemory(Scheduler):
    """A PersistentScheduler without its file."""

    schedule = property(lambda self: self.data, lambda self, schedule: setattr(self, "data", schedule))

    def setup_schedule(self) -> None:
        Scheduler.setup_schedule(self)

    def sync(self) -> None:
        """Nothing to write."""

    def close(self) -> None:
        """Nothing to close."""


def in_memory(scheduler_class: type[Scheduler]) -> type[Scheduler]:
    """Return the scheduler class for a story: without a file, and with every entry of a table."""
    if issubclass(scheduler_class, PersistentScheduler):
        return type(scheduler_class.__name__, (_InMemory, scheduler_class), {})
    return every_entry(scheduler_class)
