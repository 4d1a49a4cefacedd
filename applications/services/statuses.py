"""Announces the status of an application."""

from django.utils import timezone

from applications import stages
from applications.models import Application, StageEvent
from applications.services.telling import News, application_title, notices_of
from applications.wording import day, money
from users import outbox
from users.notifications import Letter, notify
from users.preferences import Event


def application_status_notify(
    *,
    application: Application,
    status: str,
    move: StageEvent | None = None,
    send_email: outbox.SendEmail = outbox.send_email,
) -> dict[str, int]:
    """Announce a status to everybody concerned: a stage, or the decision word “approved”.

    Once per `move`, recipient and channel; without a move, once per application and status.
    """
    to_staff, to_borrowers = stages.words_for(status, move.from_stage if move else "")
    news = News(
        event=Event.APPLICATION_STATUS,
        dedupe_key=f"status:event:{move.pk}" if move else f"status:{application.pk}:{status}",
        to_staff=f"{application_title(application)} {to_staff}.",
        to_borrowers=to_borrowers,
        letter=Letter(
            subject=f"Loan application {application.reference}",
            template="application_status",
            context={
                "reference": application.reference,
                "amount": money(application.amount) if application.amount is not None else "",
                "date": day(timezone.localdate()),
            },
        ),
    )
    return notify(notices_of(application, news), send_email=send_email)
