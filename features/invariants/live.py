"""The live channel: what each open tab shows."""

from collections import Counter
from itertools import pairwise

from features.invariants.books import Step
from features.invariants.invariant import invariant


@invariant(
    "The number beside the bell in every open tab is the number of unread notifications.",
    reads="notifications tabs",
)
def tabs_count_alike(step: Step):
    if not step.pushes:
        return
    unread = Counter(
        row.user_id for row in step.after.notifications if not row.hidden and row.read_at is None
    )
    for tab in step.after.tabs:
        if tab.count is not None and tab.count != unread[tab.user_id]:
            yield f"{tab.person}'s tab shows {tab.count} and {unread[tab.user_id]} are unread"


@invariant(
    "A tab shows its reader's own notifications only, in order, each once.",
    reads="notifications tabs",
)
def tabs_show_their_own(step: Step):
    owners = {row.pk: row.user_id for row in step.after.notifications}
    for tab in step.after.tabs:
        for notification in tab.notifications:
            if owners.get(notification["id"]) not in (tab.user_id, None):
                yield f"{tab.person} was shown “{notification['message']}”, which is somebody else's"
        numbers = [tab.shown_before, *(one["sequence"] for one in tab.notifications)]
        for (earlier, later), notification in zip(pairwise(numbers), tab.notifications, strict=True):
            if earlier >= later:
                yield f"{tab.person} was shown “{notification['message']}”, number {later}, after {earlier}"
