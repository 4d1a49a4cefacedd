"""Notifications: who is told what, and in which order."""

import html
import re
from collections import defaultdict

from features.invariants.books import Step
from features.invariants.invariant import invariant
from features.invariants.readers import ADMIN_PAGES, STAFF
from features.restated import NOTIFIED
from features.words import EVENTS

# Event → the roles that hear of it.
HEARS = {
    EVENTS[event]: {role.lower() for role in ", ".join(filter(None, hear)).split(", ")}
    for event, hear in NOTIFIED.items()
}
# Where the lender's staff read what everybody was told of a loan, hidden from them in the app or not.
RECORD = re.compile(r"/applications/[^/]+/")


@invariant(
    "A person's notifications are numbered from 1 without a gap.",
    reads="notifications inboxes people",
)
def numbered_without_a_gap(step: Step):
    numbers = defaultdict(list)
    for notification in step.after.notifications:
        numbers[notification.user_id].append(notification.sequence)
    last = {inbox.user_id: inbox.last_sequence for inbox in step.after.inboxes}
    for user_id in numbers.keys() | last.keys():
        if sorted(numbers[user_id]) != list(range(1, last.get(user_id, 0) + 1)):
            yield f"{_name(step, user_id)}: {sorted(numbers[user_id])}, the last is {last.get(user_id)}"


@invariant(
    "Only those whose role hears of an event are told.",
    reads="notifications people",
)
def only_roles_that_hear(step: Step):
    roles = {person.pk: person.role for person in (*step.before.people, *step.after.people)}
    for notification in step.new("notifications"):
        if roles.get(notification.user_id) not in HEARS[notification.notification_type]:
            yield f"{_name(step, notification.user_id)} was told “{notification.message}”"


@invariant(
    "A notification is hidden if and only if its reader has switched it off in the app.",
    reads="notifications preferences people",
)
def hidden_where_switched_off(step: Step):
    off = [
        {(row.user_id, row.event) for row in books.preferences if row.channel == "in_app" and not row.enabled}
        for books in (step.before, step.after)
    ]
    for notification in step.new("notifications"):
        key = (notification.user_id, notification.notification_type)
        # A phrase may change a preference and tell something in one step.
        if notification.hidden not in (key in off[0], key in off[1]):
            is_hidden = "hidden" if notification.hidden else "shown"
            yield f"“{notification.message}” is {is_hidden} to {_name(step, notification.user_id)}"


@invariant("What was told stays as it was told.", reads="notifications")
def words_stay(step: Step):
    now = step.after.by_id("notifications")
    for told in step.before.notifications:
        row = now.get(told.pk)
        # 90 days after it was read its words are no longer kept.
        if row is not None and row.message and (row.message, row.sequence) != (told.message, told.sequence):
            yield f"“{told.message}” now reads “{row.message}”"


@invariant(
    "Only its reader marks a notification as read or unread.",
    reads="notifications people",
)
def read_by_its_reader(step: Step):
    now = step.after.by_id("notifications")
    for told in step.before.notifications:
        row = now.get(told.pk)
        if row is not None and row.read_at != told.read_at and row.user_id not in step.acted:
            yield f"“{told.message}”, which is {_name(step, told.user_id)}'s"


@invariant(
    "A page shows its reader no notification that the reader has switched off in the app.",
    reads="answers notifications people",
)
def hidden_ones_are_on_no_page(step: Step):
    staff = {person.pk for person in step.after.people if person.role in STAFF}
    for answer in step.answers:
        if answer.user_id in staff and RECORD.search(answer.address):
            continue
        own = [one for one in step.after.notifications if one.user_id == answer.user_id]
        seen = {one.message for one in own if not one.hidden}
        text = html.unescape(answer.text)
        for message in {one.message for one in own if one.hidden and one.message} - seen:
            if message in text and not answer.address.startswith(ADMIN_PAGES):
                yield f"{answer.address} shows {_name(step, answer.user_id)} “{message}”"


def _name(step: Step, user_id: int) -> str:
    return next((person.name for person in step.after.people if person.pk == user_id), "Somebody who is gone")
