"""Days and hours."""

from datetime import date, datetime, time

from django.utils import timezone

from timeskip.stacks.protocol import StoryLike


class Calendar:
    """Lets time pass."""

    def __init__(self, story: StoryLike) -> None:
        self._story = story

    @property
    def now(self) -> datetime:
        """The story's moment, in the business's time zone."""
        return self._story.now

    def day_begins(self, day: date) -> None:
        """Begin the story at nine in the morning of `day`."""
        self._story.starts_at(timezone.make_aware(datetime.combine(day, time(9))))

    def comes(self, moment: datetime) -> None:
        """Let time pass until `moment`, each thing that is due on the way at its own moment, in order."""
        if moment < timezone.now():
            raise AssertionError(f"It is {self._story.now:%A %d %B %Y %H:%M} already: time passes forward.")
        self._story.advance_to(moment)

    def comes_without_beat(self, until: datetime) -> None:
        """Let time pass with beat down; nothing that was missed is made up for."""
        self._story.beat.stop()
        self.comes(until)
        self._story.beat.resume(remembers=False)
