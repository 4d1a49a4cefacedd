"""A misspelt name is refused: setting or asking for it would prove nothing."""

import re
from typing import Any

import pytest
from project.notes import tasks as t

from timeskip import Story


@pytest.mark.parametrize(
    ("part", "name", "known"),
    [
        ("mail", "is_upp", "Mail has no 'is_upp' to set. It has: delivered, is_up."),
        ("tasks", "reachabel", "reachable"),
        ("beat", "onyl", "count, fired, only."),
        ("workers", "concurency", "concurrency, prefetch."),
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


@pytest.mark.parametrize("ask", ["runs", "claim_failure"])
def test_a_name_that_no_task_has(story: Story, ask: str) -> None:
    with pytest.raises(ValueError, match=r"No Celery app has a task 'anounce'. Did you mean 'announce'\?"):
        getattr(story.tasks, ask)("anounce")


def test_a_task_that_has_not_run(story: Story) -> None:
    assert story.tasks.runs("announce") == story.tasks.runs(t.announce.name) == []
