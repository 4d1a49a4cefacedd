"""What left the system in a scenario, attached to the step that caused it."""

import json

from behave.runner import Context

from applications.models import Report
from applications.reports.tables import report_title
from behave_messages import attach, wanted
from features.drivers.timeline import Command, Picture, as_data
from timeskip import evidence as timeskip_evidence
from timeskip.stacks.protocol import StoryLike
from users.models import Notification

# What a step's timeline is attached as; packages/living-docs/README.md says what is in it.
TIMELINE = "application/json; profile=timeline"


class Evidence:
    """Adds what drivers see, and attaches what is new to the step that is running."""

    def __init__(self, story: StoryLike) -> None:
        self._story = story
        self._handed_over = 0

    def refusal(self, reason: str) -> None:
        """Somebody was refused something."""
        self._story.evidence.add("refusal", reason)

    def command(self, command: str, lines: list[str], code: int | None) -> None:
        """A command was entered; `code` is its exit code."""
        self._story.evidence.add("command", f"{command}: exit code {code}", Command(command, lines, code))

    def page(self, person: str, address: str, picture: bytes) -> None:
        """Somebody has a page on the screen; `picture` is WebP."""
        self._story.evidence.add("page", f"{person} looks at {address}", Picture(person, address, picture))

    def timeline(self) -> str:
        """Everything so far on a line of its own, oldest first."""
        return self._story.timeline()

    def hand_over(self, context: Context) -> None:
        """Attach what has come to light since the last time to the step that is running."""
        entries = self._story.evidence.entries
        new, self._handed_over = entries[self._handed_over :], len(entries)
        if not new or not wanted(context):
            return
        shown, files = as_data(new)
        for file in files:
            attach(context, file.media_type, file.content, file.name)
        attach(context, TIMELINE, json.dumps({"timeline": shown}, default=str), "timeline.json")


def watch_rows(evidence: timeskip_evidence.Evidence) -> None:
    """Let new notifications and reports join a timeline."""
    notifications = Notification.objects.select_related("user")
    evidence.watch(notifications, _told, kind="notification", at="created_at")
    evidence.watch(Report.objects.select_related("bdm"), _titled, kind="report", at="created_at")


def _told(notification: Notification) -> str:
    hidden = " (hidden)" if notification.hidden else ""
    return f"to {notification.user.name}: {notification.message}{hidden}"


def _titled(report: Report) -> str:
    title = report_title(report.kind, report.period, report.version)
    return f"{title}, of {report.bdm.name}" if report.bdm else title
