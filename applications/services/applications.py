"""Opening applications, moving them through the stages, and announcing where they are."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from applications import refusals, stages
from applications.changes import TERMS, refusal_of_terms, refusal_to_change
from applications.models import BDM, Application, Borrower, Broker, StageEvent
from applications.selectors.application import application_by_id, require_sight
from applications.selectors.facts import facts_of
from applications.selectors.parties import bdms_to_look_after, brokers_to_open_for
from applications.selectors.people import has_left
from applications.services.locking import people_locked
from applications.services.once import once
from applications.services.parties import party_create
from applications.services.repayments import repayments_build
from applications.services.telling import News, application_title, notices_of
from applications.stages import ENDED, Mover, Stage
from applications.wording import day, money
from common.text import require_line
from users import outbox
from users.models import User
from users.notifications import Email, notify
from users.preferences import Event, Role

LONGEST_REASON = 500  # characters


@once
@transaction.atomic
def application_open(
    *,
    broker: Broker,
    borrowers: list[Borrower],
    by: User,
    bdm: BDM | None = None,
    new_borrowers: Sequence[dict] = (),
    **terms,
) -> Application:
    """A new application at “Inquiry”, with the broker's primary BDM unless another is named.

    `borrowers` are people on file; `new_borrowers` are the PARTICULARS of others. A broker opens the broker's
    own, a BDM those of brokers who work with the BDM, an admin any. Raises NotYourBroker, NotABDMOf, and what
    `changes.refusal_to_change`, `changes.refusal_of_terms` and `particulars.refusal_of_particulars` return.
    """
    # The locked broker keeps the primary BDM, who cannot be deactivated with a broker to look after.
    broker, *_ = people_locked(broker, *([bdm] if bdm else []))
    if not brokers_to_open_for(by).filter(pk=broker.pk).exists():
        raise refusals.NotYourBroker(broker.name)
    if bdm and not bdms_to_look_after(by, broker).filter(pk=bdm.pk).exists():
        raise refusals.NotABDMOf(bdm.name, broker.name)
    stated = {name: value for name, value in terms.items() if name in TERMS and value is not None}
    refusal, today = refusal_to_change(stated, role=Role(by.role), stage=Stage.INQUIRY), timezone.localdate()
    if refusal := refusal or refusal_of_terms(stated, opened_on=today, today=today):
        raise refusal
    application = Application.objects.create(broker=broker, bdm=bdm or broker.primary_bdm, **terms)
    parties = [*borrowers, *(party_create(role="borrower", **one) for one in new_borrowers)]
    application.borrowers.set(parties)
    StageEvent.objects.create(
        application=application, to_stage=Stage.INQUIRY, by=by, at=application.created_at
    )
    return application


@transaction.atomic
def application_move(
    *, application: Application, seen_at: str, to: str, by: User, reason: str = ""
) -> StageEvent | None:
    """Move an application from the stage `seen_at`, at which `by` saw it, and tell everybody concerned.

    The same stage again changes nothing and returns None. The same request again, as after a double click,
    returns the move that the first one made. Raises UnknownStage, UnusableText or TextTooLong for the reason,
    ApplicationNotFound if `by` may not see it, MovedMeanwhile if it is at another stage by now, what
    `stages.refusal_for` returns, and HandOverFirst for what is reopened.
    """
    for stage in (to, seen_at):
        if stage not in Stage.values:
            raise refusals.UnknownStage(stage, Stage.values)
    require_line("reason", reason, most=LONGEST_REASON)
    require_sight(by, application)
    source, to, now, reason = Stage(seen_at), Stage(to), timezone.now(), reason.strip()
    as_seen = Application.objects.filter(pk=application.pk, stage=source)
    if source == to and as_seen.exists():
        return None
    # The claim comes first: from here on nobody else can move the application or be moving it.
    if source == to or not as_seen.update(stage=to, stage_since=now):
        if made := _made_already(application, source, to, by, reason):
            return made
        raise refusals.MovedMeanwhile(application.reference)
    current = application_by_id(application.pk)
    refusal = stages.refusal_for(facts_of(current, source), to, _mover(by, reason))
    if refusal is not None:
        raise refusal
    if source in ENDED:
        _refuse_unless_looked_after(current)
    event = StageEvent.objects.create(
        application=current, from_stage=source, to_stage=to, by=by, at=now, reason=reason
    )
    if to == Stage.FUNDED:
        repayments_build(application=current)
    application_status_notify(application=current, status=to, move=event)
    return event


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
    reference, words = application.reference, stages.words_for(status, move.from_stage if move else "")
    news = News(
        event=Event.APPLICATION_STATUS,
        dedupe_key=f"status:event:{move.pk}" if move else f"status:{application.pk}:{status}",
        to_staff=f"{application_title(application)} {words.to_staff}.",
        to_borrowers=words.to_customers,
        subject_to_borrowers=words.subject.format(reference=reference),
        email=Email(
            subject=f"{reference} {words.to_staff}",
            template="application_status",
            context={
                "reference": reference,
                "amount": money(application.amount) if application.amount is not None else "",
                "date": day(timezone.localdate()),
            },
        ),
    )
    return notify(notices_of(application, news), send_email=send_email)


def _made_already(
    application: Application, source: Stage, to: Stage, by: User, reason: str
) -> StageEvent | None:
    """The application's latest move, if it is this one."""
    latest = application.stage_events.last()
    asked = (source, to, by.pk, reason)
    said = latest and (latest.from_stage, latest.to_stage, latest.by_id, latest.reason)
    return latest if said == asked else None


def _refuse_unless_looked_after(application: Application) -> None:
    for person in (application.broker, application.bdm):
        if has_left(person):
            raise refusals.HandOverFirst(person.name, application.reference)


def _mover(user: User, reason: str) -> Mover:
    limit = user.bdm.approval_limit if user.role == Role.BDM else 0
    return Mover(role=Role(user.role), reason=reason, approval_limit=limit)
