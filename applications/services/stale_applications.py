"""Alerts about applications that have not moved for long."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from applications.models import Application
from applications.selectors.staleness import stale_applications_to_write_about
from applications.services.telling import News, application_title, notices_of
from applications.staleness import alert_day
from applications.wording import day
from users import outbox
from users.notifications import Email, notify
from users.preferences import Event


@transaction.atomic
def stale_alerts_send(
    *, application_ids: Iterable[int], today: date, send_email: outbox.SendEmail
) -> dict[str, int]:
    """Send an alert for those of these applications that have not moved for long.

    Returns how many applications are `stale`, and how many notifications were sent (`told`).
    """
    stale = list(stale_applications_to_write_about(application_ids, today))
    notices = []
    for application in stale:
        since = timezone.localdate(application.stage_since)
        application.stale_alert = alert_day(since=since, today=today)
        notices += notices_of(application, stale_news(application, since, today))
    Application.objects.bulk_update(stale, ["stale_alert"])
    return {"stale": len(stale), "told": notify(notices, send_email=send_email)["told"]}


def stale_news(application: Application, since: date, today: date) -> News:
    """What is said of an application that has not moved `since` a day."""
    stage, days = application.get_stage_display(), (today - since).days
    title = application_title(application)
    return News(
        event=Event.STALE_APPLICATION,
        dedupe_key=f"stale:{application.pk}:{application.stale_alert}",
        to_staff=f"{title} has been at “{stage}” for {days} days, since {day(since)}.",
        email=Email(
            subject=f"{application.reference} has been at “{stage}” for {days} days",
            template="stale_application",
            context={"reference": application.reference, "stage": stage, "since": day(since)},
        ),
    )
