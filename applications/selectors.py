"""The only readers of the loan book. Each docstring lists its conditions."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import DecimalField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Round

from applications import refusals
from applications.models import Allocation, Application, Document, Note, Reminder, Repayment, StageEvent
from applications.models.money import Direction
from applications.models.note import Visibility
from applications.reminder_ladder import LADDER
from applications.stages import DocumentKind, Facts, Stage
from users.models import User
from users.preferences import Role


def applications() -> QuerySet[Application]:
    """All applications with their broker, BDM and these two's logins."""
    return Application.objects.select_related("broker__user", "bdm__user")


def applications_visible_to(user: User) -> QuerySet[Application]:
    """Admins see all applications, BDMs, brokers and borrowers their own."""
    if user.role == Role.ADMIN:
        return applications()
    own = {Role.BDM: "bdm__user", Role.BROKER: "broker__user", Role.BORROWER: "borrowers__user"}[user.role]
    return applications().filter(**{own: user}).distinct()


def may_see(user: User, application: Application) -> bool:
    """Whether an application is among those visible to the user."""
    return applications_visible_to(user).filter(pk=application.pk).exists()


def application_for(user: User, reference: str) -> Application:
    """One application that the user may see; raises ApplicationNotFound otherwise, as if there were none."""
    application = applications_visible_to(user).filter(reference=reference).first()
    if application is None:
        raise refusals.ApplicationNotFound(reference)
    return application


def application_by_id(application_id: int) -> Application:
    """One application, for background work; raises ApplicationNotFound."""
    application = applications().filter(pk=application_id).first()
    if application is None:
        raise refusals.ApplicationNotFound(f"with id {application_id}")
    return application


def notes_visible_to(user: User) -> QuerySet[Note]:
    """Notes on the user's own applications: all of them for the lender's staff; for a borrower those marked
    as visible to the customer; for a broker these and the ones the broker wrote or is assigned to."""
    notes = Note.objects.filter(application__in=applications_visible_to(user)).select_related(
        "application", "author", "assignee"
    )
    if user.role == Role.BORROWER:
        return notes.filter(visibility=Visibility.CUSTOMER)
    if user.role == Role.BROKER:
        return notes.filter(Q(visibility=Visibility.CUSTOMER) | Q(author=user) | Q(assignee=user))
    return notes


def move_to(application: Application, stage: Stage, event_id: int | None = None) -> StageEvent | None:
    """The application's newest move to `stage`, or the one with `event_id`; None where there was none."""
    moves = application.stage_events.filter(to_stage=stage)
    if event_id is not None:
        moves = moves.filter(pk=event_id)
    return moves.order_by("-pk").first()


def facts_of(application: Application, stage: Stage) -> Facts:
    """What the stage rules need to know of an application that stands at `stage`."""
    fields = ("amount", "term_months", "annual_rate", "valuation", "funding_date")
    present = {name for name in fields if getattr(application, name) is not None}
    present.update(application.documents.values_list("kind", flat=True))
    if application.borrowers.exists():
        present.add("borrower")
    return Facts(
        stage=stage,
        amount=application.amount,
        present=frozenset(present),
        unsigned=_unsigned(application),
    )


def _unsigned(application: Application) -> tuple[str, ...]:
    current = (
        Document.objects.filter(application=application, kind=DocumentKind.FORMAL_APPROVAL)
        .order_by("-version")
        .first()
    )
    if current is None:
        return ()
    borrowers = application.borrowers.exclude(signature__document=current).values_list("name", flat=True)
    guarantors = application.guarantors.exclude(signature__document=current).values_list("name", flat=True)
    return (*borrowers, *guarantors)


def with_owed(repayments: QuerySet[Repayment]) -> QuerySet[Repayment]:
    """Repayments with what remains of each as `owed`: its amount less money received, plus reversals."""
    amounts = DecimalField(max_digits=14, decimal_places=2)

    def allocated(direction: Direction) -> Coalesce:
        shares = Allocation.objects.filter(repayment=OuterRef("pk"), payment__direction=direction)
        total = shares.order_by().values("repayment").annotate(total=Sum("amount")).values("total")
        return Coalesce(Subquery(total), Value(0), output_field=amounts)

    owed = F("principal") + F("interest") - allocated(Direction.RECEIVED) + allocated(Direction.REVERSED)
    # SQLite reckons in floats, and would find a fraction of a cent still owed.
    return repayments.annotate(owed=Round(owed, precision=2, output_field=amounts))


def repayments_owing(application: Application) -> QuerySet[Repayment]:
    """An application's repayments that are not cancelled and still owe something, the oldest first."""
    repayments = with_owed(application.repayments.filter(cancelled=False))
    return repayments.filter(owed__gt=0).order_by("due_date", "number")


def repayments_to_remind_of(today: date) -> list[int]:
    """Ids of the repayments that stand on a rung of the ladder which was not dealt with: not cancelled, of
    funded loans, and still owing something. Each stands on one rung, the highest that it has reached."""
    due = Q(pk__in=[])
    for rung, higher in zip(LADDER, (*LADDER[1:], None), strict=True):
        stands = Q(due_date__lte=today - timedelta(days=rung.days))
        if higher is not None:
            stands &= Q(due_date__gt=today - timedelta(days=higher.days))
        due |= stands & ~Exists(Reminder.objects.filter(repayment=OuterRef("pk"), rung=rung.days))
    found = Repayment.objects.filter(due, cancelled=False, application__stage=Stage.FUNDED)
    return list(with_owed(found).filter(owed__gt=0).order_by("pk").values_list("pk", flat=True))


def repayments_to_write_about(repayment_ids: Iterable[int]) -> QuerySet[Repayment]:
    """These repayments as far as they still owe something, with all that a reminder says and depends on."""
    return (
        with_owed(Repayment.objects.filter(pk__in=repayment_ids))
        .filter(owed__gt=0)
        .select_related("application__broker__user", "application__bdm__user")
        .prefetch_related("reminders", "application__borrowers__user", "application__hardship_pauses")
        .order_by("pk")
    )
