"""Which doors there are, and how a run opens one."""

from collections.abc import Callable

from django.test import Client

from features.doors.protocol import Door
from features.doors.service import ServiceDoor
from features.drivers.background_tasks import BackgroundTasks
from features.drivers.pages import Browser

SERVICE = "service"
DOORS = (SERVICE, "page", "api")


def opened(name: str, *, tasks: BackgroundTasks, browser_of: Callable[[str, Client], Browser]) -> Door:
    """Return a door for one story."""
    if name == SERVICE:
        return ServiceDoor(tasks)
    # A run loads the door that it was asked for only.
    if name == "page":
        from features.doors.page import PageDoor

        return PageDoor(browser_of)
    from features.doors.api import ApiDoor

    return ApiDoor()
