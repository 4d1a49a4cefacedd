"""A misspelt name is refused: setting or asking for it would prove nothing."""

import re
from copy import copy
from typing import Any

import pytest
from project.notes import tasks as t
from told_on_both import MISSPELT

from timeskip import Story


@pytest.mark.parametrize(
    ("part", "name", "known"),
    [
        ("mail", "is_upp", "Mail has no 'is_upp' to set. It has: delivered, is_up."),
        ("tasks", "reachabel", "reachable"),
        ("beat", "onyl", "count, fired, only."),
        ("workers", "concurency", "claims_passed, concurrency, points_passed, prefetch."),
        ("sockets", "layer_is_upp", "layer_is_up"),
        ("files", "is_ful", "is_full"),
    ],
)
def test_a_misspelt_part_of_a_story(story: Story, part: str, name: str, known: str) -> None:
    with pytest.raises(AttributeError, match=re.escape(known)):
        setattr(getattr(story, part), name, False)


def test_a_misspelt_name_of_the_story(story: Story) -> None:
    anything: Any = story
    with pytest.raises(AttributeError, match="Story has no 'begins' to set"):
        anything.begins = "2025-03-03"


@pytest.mark.parametrize("name", MISSPELT)
def test_a_name_that_does_not_exist(story: Story, name: str) -> None:
    act, words = MISSPELT[name]
    with pytest.raises(ValueError, match=f"^{re.escape(words)}$"):
        act(story)


def test_an_empty_name(story: Story) -> None:
    with pytest.raises(ValueError, match="No Celery app has a task ''"):
        story.tasks.runs("")


def test_an_address_that_is_refused_with_every_other(story: Story) -> None:
    story.mail.refuse()
    words = "'ann@example.com' is not refused. Refused: every address, which story.mail.accept() ends."
    with pytest.raises(ValueError, match=re.escape(words)):
        story.mail.accept("ann@example.com")


def test_an_entry_that_has_not_fired(story: Story) -> None:
    assert story.beat.fired["daily"] == 0
    story.advance(days=1)
    assert story.beat.fired == story.beat.fired.copy() == copy(story.beat.fired) == {"daily": 1, "six-hourly": 4}


def test_a_path_that_leads_nowhere(story: Story) -> None:
    with pytest.raises(ValueError, match="No route found for path"):
        story.sockets.connect(None, "/ws/asinc/")


def test_a_task_that_has_not_run(story: Story) -> None:
    assert story.tasks.runs("announce") == story.tasks.runs(t.announce.name) == []
