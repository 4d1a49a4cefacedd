"""Which doors there are, and how a run opens one."""

import re
from collections.abc import Callable

from django.test import Client

from features.doors.protocol import Door
from features.doors.service import ServiceDoor
from features.drivers.background_tasks import BackgroundTasks
from features.drivers.browser import Browser

SERVICE, PAGE = "service", "page"
DOORS = (SERVICE, PAGE, "api")
# Chapter 09 is about the pages themselves.
ABOUT_PAGES = re.compile(r"features/09_")


def door_of(filename: str, chosen: str) -> str:
    """Return the door that a feature's scenarios go through in a run for which one was chosen."""
    return PAGE if ABOUT_PAGES.search(filename) else chosen


def opened(name: str, *, tasks: BackgroundTasks, browser_of: Callable[[str, Client], Browser]) -> Door:
    """Return a door for one story."""
    if name == SERVICE:
        return ServiceDoor(tasks)
    # A run loads the door that it was asked for only.
    if name == PAGE:
        from features.doors.page import PageDoor

        return PageDoor(browser_of)
    from features.doors.api import ApiDoor

    return ApiDoor()
