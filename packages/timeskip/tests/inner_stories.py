"""Tests that test_pytest_plugin.py runs in a process of their own: some fail, and are meant to."""

import os
import time
from typing import Any

import pytest
from project.notes import tasks as t


@pytest.fixture
def story_options(clock: str) -> dict[str, Any]:
    return {"clock": clock, "begins": "2025-06-01T09:00"}


def test_default(story):
    assert f"{story.now:%d %b %H:%M}" == "01 Jun 09:00"


@pytest.mark.story(begins="2025-07-01T10:00")
def test_marked(story):
    assert f"{story.now:%d %b %H:%M}" == "01 Jul 10:00"


def test_real_duration(story):
    time.sleep(0.05)
    story.advance(days=1)


def test_without_a_story():
    assert t.add.apply((1, 2)).get() == 3


@pytest.mark.story(checks=False)
def test_without_checks(story):
    t.add.delay(1, 2)


def test_fails(story):
    t.add.apply_async((1, 2), countdown=3600)
    story.advance(hours=2)
    assert story.tasks.runs("add")[0].result == 4


def test_fails_its_check(story):
    t.add.delay(1, 2)


if os.environ.get("WITH_ASYNC"):

    @pytest.mark.asyncio
    async def test_async(story):
        """Never runs."""
