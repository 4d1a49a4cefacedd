"""Plays a demo, some days at a time: they are committed with how far the demo has come."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from demo.models import Demo
from demo.story import demo_story
from demo.year import Year
from timeskip import Story

DAYS_AT_ONCE = 10
MORNING, NOON = time(6), time(12)


def play(demo: Demo, *, on_day: Callable[[], object]) -> None:
    """Play the days that are left; the seed decides everything random.

    If it is stopped, ten days or so are lost at most, and the next call goes on from there.
    """
    chance = Random(demo.seed)  # noqa: S311 a story is no secret
    first = timezone.localdate(demo.until) - timedelta(days=demo.days)
    calendar = [first + timedelta(days=n) for n in range(demo.days)]
    comes_in = chance.choices([day for day in calendar if day.weekday() < 5] or calendar, k=demo.applications)
    while not demo.is_over:
        with demo_story() as story:
            year = _begun(story, demo, calendar, chance)
            begun_at = demo.days_played
            for day in calendar[begun_at:]:
                story.advance_to(datetime.combine(day, NOON))
                year.day(day, comes_in.count(day))
                story.settle()
                demo.days_played += 1
                on_day()
                if demo.days_played - begun_at >= DAYS_AT_ONCE and not story.tasks.waiting:
                    break
            else:
                story.advance_to(demo.until)
                story.settle()
                demo.is_over = True
            demo.state = year.state()
            demo.save()


def _begun(story: Story, demo: Demo, calendar: list[date], chance: Random) -> Year:
    if not demo.days_played:
        story.starts_at(datetime.combine(calendar[0], MORNING))
        return Year.first(story, seed=demo.seed, chance=chance)
    story.starts_at(datetime.combine(calendar[demo.days_played - 1], NOON))
    return Year.again(story, demo.state, seed=demo.seed)
