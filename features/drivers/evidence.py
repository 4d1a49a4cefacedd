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
# Kept, because timeskip compiles a queryset once.
NOTIFICATIONS = Notification.objects.select_related("user")
REPORTS = Report.objects.select_related("bdm")


class Evidence:
    """Adds to the story's timeline, and attaches what is new to the step that is running."""

    def __init__(self, story: StoryLike) -> None:
        self._story = story
        self._handed_over = 0

    def refusal(self, reason: str) -> None:
        """Add a refusal."""
        self._story.evidence.add("refusal", reason)

    def command(self, command: str, lines: list[str], code: int | None) -> None:
        """Add a command with its output and exit code."""
        self._story.evidence.add("command", f"{command}: exit code {code}", Command(command, lines, code))

    def page(self, person: str, address: str, picture: bytes) -> None:
        """Add a picture (WebP) of the page that somebody has open."""
        self._story.evidence.add("page", f"{person} looks at {address}", Picture(person, address, picture))

    def timeline(self) -> str:
        """Return the timeline so far, one entry a line."""
        return self._story.timeline()

    def hand_over(self, context: Context) -> None:
        """Attach the entries since the last call to the step that is running."""
        entries = self._story.evidence.entries
        new, self._handed_over = entries[self._handed_over :], len(entries)
        if not new or not wanted(context):
            return
        shown, files = as_data(new)
        for file in files:
            attach(context, file.media_type, file.content, file.name)
        timeline = json.dumps({"timeline": shown}, default=str, ensure_ascii=False, separators=(",", ":"))
        attach(context, TIMELINE, timeline, "timeline.json")


def watch_rows(evidence: timeskip_evidence.Evidence) -> None:
    """Add new notifications and reports to a timeline as they are written."""
    evidence.watch(NOTIFICATIONS, _told, kind="notification", at="created_at")
    evidence.watch(REPORTS, _titled, kind="report", at="created_at")


def _told(notification: Notification) -> str:
    hidden = " (hidden)" if notification.hidden else ""
    return f"to {notification.user.name}: {notification.message}{hidden}"


def _titled(report: Report) -> str:
    title = report_title(report.kind, report.period, report.version)
    return f"{title}, of {report.bdm.name}" if report.bdm else title
