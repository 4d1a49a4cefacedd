"""One e-mail a day or a week in place of many: what each digest covers, and that it covers nothing twice."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from common.compiled import CompiledRows
from users.models import Digest, EmailDelivery, Notification, User
from users.outbox import send_email
from users.preferences import BRINGS_TO, Event, Rhythm

SUBJECTS = {
    Rhythm.DAILY: "Your day at Harbour Lending, {day}",
    Rhythm.WEEKLY: "Your week at Harbour Lending to {day}",
}
EVENTS = list(Event)


def people_awaiting(rhythm: Rhythm) -> list[int]:
    """Ids of the people to whom this digest has something to bring."""
    # On most days nothing waits.
    return list(_people(rhythm).values_list("pk", flat=True)) if _ANY_WAITING() else []


@transaction.atomic
def digests_send(*, user_ids: Iterable[int], rhythm: Rhythm) -> dict[str, int]:
    """Write each of these people the digest of all that waits for them, at most one a day.

    Of two that write the same digest one opens it and covers what waits; what is written meanwhile waits for
    the next. Returns how many digests were written, and how many notifications they cover.
    """
    today = timezone.localdate()
    digests = [Digest(user=user, day=today) for user in _people(rhythm).filter(pk__in=user_ids)]
    Digest.objects.bulk_create(digests, ignore_conflicts=True)
    opened = Digest.objects.filter(pk__in=[digest.pk for digest in digests])
    own = Subquery(opened.filter(user=OuterRef("user")).values("pk")[:1])
    waiting = _waiting().filter(user__in=opened.values("user"))
    covered = waiting.update(digest=own)
    rows = Notification.objects.filter(digest__in=opened).select_related("user")
    emails = [
        _email_of(list(news), rhythm, today)
        for _, news in groupby(rows.order_by("user", "sequence"), key=lambda row: row.user_id)
    ]
    return {"sent": send_email(emails), "covered": covered}


def _waiting() -> QuerySet[Notification]:
    return Notification.objects.filter(for_digest=True, digest=None)


_ANY_WAITING = CompiledRows(_waiting().order_by().values_list("pk")[:1])


def _people(rhythm: Rhythm) -> QuerySet[User]:
    """Active people of the rhythms that this digest is for, and for whom something waits."""
    waiting = Exists(_waiting().filter(user=OuterRef("pk")))
    return User.objects.filter(waiting, is_active=True, rhythm__in=BRINGS_TO[rhythm]).order_by("pk")


def _email_of(news: list[Notification], rhythm: Rhythm, today: date) -> EmailDelivery:
    count = f"{len(news)} {'notification' if len(news) == 1 else 'notifications'}"
    return EmailDelivery(
        address=news[0].user.email,
        subject=f"{SUBJECTS[rhythm].format(day=f'{today.day} {today:%B %Y}')}: {count}",
        template="digest",
        dedupe_key=f"digest:{news[0].digest_id}",
        context={
            "name": news[0].user.name,
            "message": "Everything we would have e-mailed you about, in one e-mail.",
            "chapters": _chapters_of(news),
        },
    )


def _chapters_of(news: list[Notification]) -> list[dict]:
    """The news by kind, in the order of the kinds; within one, as they came."""

    def kind(one: Notification) -> int:
        return EVENTS.index(one.notification_type)

    return [
        {"title": EVENTS[number].label, "lines": [_line_of(one) for one in ones]}
        for number, ones in groupby(sorted(news, key=kind), key=kind)
    ]


def _line_of(one: Notification) -> dict[str, str]:
    at = timezone.localtime(one.created_at)
    return {"message": one.message, "url": one.url, "at": f"{at.day} {at:%B %Y, %H:%M}"}
