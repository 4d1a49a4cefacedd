"""Digests: what waits for one comes in exactly one."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime

from features.drivers.shown import shown
from features.invariants.books import Step
from features.invariants.invariant import invariant

FRIDAY = 4


@invariant(
    "A digest's e-mail says what the digest covers, and nothing else.",
    reads="emails notifications",
)
def says_what_it_covers(step: Step):
    covered = defaultdict(list)
    for notification in step.after.notifications:
        if notification.digest_id is not None:
            covered[str(notification.digest_id)].append(notification.message)
    for email in step.new("emails"):
        if email.dedupe_key.startswith("digest:") and email.context:
            said = [line["message"] for chapter in email.context["chapters"] for line in chapter["lines"]]
            own = covered.get(email.dedupe_key.split(":")[1], [])
            if Counter(said) != Counter(own):
                yield f"“{email.subject}” to {email.address} says {_listed(said)}, and covers {_listed(own)}"


def _listed(messages: list[str]) -> str:
    return ", ".join(f"“{message}”" for message in messages) or "nothing"


@invariant(
    "Nothing is in two digests, and nothing is both in a digest and in an e-mail of its own.",
    reads="emails notifications",
)
def in_one_place_only(step: Step):
    emailed = {email.notification_id for email in step.after.emails} - {None}
    before = step.before.by_id("notifications")
    for notification in step.after.notifications:
        if notification.for_digest and notification.pk in emailed:
            yield f"“{notification.message}” was mailed singly and waits for a digest"
        earlier = before.get(notification.pk)
        if earlier is not None and earlier.digest_id not in (None, notification.digest_id):
            yield f"“{notification.message}” moved to another digest"


@invariant(
    "After 17:30 nothing waits for a daily digest.",
    reads="notifications people now",
)
def none_waits_after_half_past_five(step: Step):
    return _left_waiting(step, "daily", step.last(17, 30))


@invariant(
    "After 17:30 on a Friday nothing waits for a weekly digest.",
    reads="notifications people now",
)
def none_waits_over_the_weekend(step: Step):
    return _left_waiting(step, "weekly", step.last(17, 30, weekday=FRIDAY))


def _left_waiting(step: Step, rhythm: str, moment: datetime | None) -> Iterator[str]:
    """What waits although this digest was due at a moment, for people who have it all the time."""
    if moment is None:
        return
    before, after = (
        {person.pk for person in books.people if person.rhythm == rhythm and person.is_active}
        for books in (step.before, step.after)
    )
    for notification in step.after.notifications:
        waits = notification.for_digest and notification.digest_id is None
        if waits and notification.created_at < moment and notification.user_id in before & after:
            yield f"“{notification.message}” of {shown(notification.created_at)}"
