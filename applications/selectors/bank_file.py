"""Bank files, their lines, and the money among them that waits for a person."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from applications import refusals
from applications.models import BDM, Application, BankFault, BankFile, BankLine, Payment
from applications.models.bank_file import LineState
from applications.models.money import Direction
from applications.payments.lines import LineKind
from applications.selectors.rows import first_or_raise
from applications.selectors.words import called, with_every_word
from common.compiled import CompiledRows, Parameter
from users.models import User
from users.preferences import STAFF, Role

# After that an import that nobody has finished has lost its worker, or was never begun.
WHILE = timedelta(minutes=15)
# The fields in which two reports of the same line agree, unless the bank has changed its figures.
SAID = ("kind", "value_date", "amount", "reference", "original_identity")

_UNFINISHED = BankFile.objects.filter(finished_at=None).exclude(file="")
_STORED_BEFORE = CompiledRows(
    BankFile.objects.filter(uploaded_at__lt=Parameter("moment", BankFile.uploaded_at.field))
    .exclude(file="")
    .order_by("pk")
    .values_list("pk")
)
_OLDEST_UNFINISHED = CompiledRows(_UNFINISHED.order_by("uploaded_at").values_list("uploaded_at")[:1])


def bank_file_by_id(bank_file_id: int) -> BankFile:
    """One bank file, for background work; raises BankFileNotFound."""
    rows = BankFile.objects.filter(pk=bank_file_id)
    return first_or_raise(rows, refusals.BankFileNotFound, bank_file_id)


def bank_file_names(ids: Collection[int]) -> dict[int, str]:
    """The names of these files, by id, for admins."""
    return dict(BankFile.objects.filter(pk__in=ids).values_list("pk", "name"))


def bank_files_left_behind(now: datetime) -> list[int]:
    """Ids of files received WHILE ago or earlier, neither committed to the end nor refused; oldest first."""
    waiting = _UNFINISHED.filter(uploaded_at__lte=now - WHILE)
    return list(waiting.order_by("pk").values_list("pk", flat=True))


def next_left_behind() -> datetime | None:
    """When the next file counts as left behind; None where all are finished."""
    return next((uploaded_at + WHILE for (uploaded_at,) in _OLDEST_UNFINISHED()), None)


def bank_files_visible_to(user: User) -> QuerySet[BankFile]:
    """Admins see every bank file, nobody else any: each holds the money of all the lender's customers."""
    return BankFile.objects.all() if user.role == Role.ADMIN else BankFile.objects.none()


def bank_file_for(user: User, bank_file_id: int) -> BankFile:
    """One bank file that the user may see; raises BankFileNotFound otherwise, as if there were none."""
    rows = bank_files_visible_to(user).filter(pk=bank_file_id)
    return first_or_raise(rows, refusals.BankFileNotFound, bank_file_id)


def bank_files_progressing(user: User) -> QuerySet[BankFile]:
    """The bank files that the user may see, newest first, each with how many lines are booked (`booked`) and
    how many things are wrong with it (`faulty`)."""
    booked = BankLine.objects.filter(bank_file=OuterRef("pk")).order_by().values("bank_file")
    faulty = BankFault.objects.filter(bank_file=OuterRef("pk")).order_by().values("bank_file")
    return (
        bank_files_visible_to(user)
        .select_related("uploaded_by")
        .annotate(
            booked=Coalesce(Subquery(booked.annotate(n=Count("pk")).values("n")), 0),
            faulty=F("more_faults") + Coalesce(Subquery(faulty.annotate(n=Count("pk")).values("n")), 0),
        )
        .order_by("-uploaded_at", "-pk")
    )


def bank_file_counts(bank_file: BankFile) -> dict[LineState, int]:
    """How many of the lines imported so far are in each state now; without states that none is in."""
    counts = dict(bank_file.lines.order_by().values_list("state").annotate(Count("pk")))
    return {state: counts[state] for state in LineState if state in counts}


def bank_lines_saying(identities: Iterable[str]) -> dict[str, tuple]:
    """Identity → what the line says (the fields in SAID), of lines that were committed before, whichever file
    they came in."""
    lines = BankLine.objects.filter(identity__in=list(identities))
    return {identity: tuple(said) for identity, *said in lines.values_list("identity", *SAID)}


def bank_lines_with(identities: Iterable[str]) -> dict[str, BankLine]:
    """The lines with these identities that were committed before, by identity, with their payments."""
    lines = BankLine.objects.select_related("payment").filter(identity__in=list(identities))
    return {line.identity: line for line in lines}


def loans_by_reference(references: Iterable[str]) -> dict[str, Application]:
    """The applications with these references, at any stage: reference, stage and funding date of each."""
    named = Application.objects.filter(reference__in=list(references))
    return {loan.reference: loan for loan in named.only("reference", "stage", "funding_date")}


def loans_concerned(references: Iterable[str], dishonoured: Collection[str]) -> QuerySet[Application]:
    """The applications with these references, and those that received the money of the lines with the
    identities in `dishonoured`."""
    loans = Q(reference__in=list(references))
    if dishonoured:
        # Ids, and no subquery: with one, the database would look at every application.
        paid = Payment.objects.filter(bank_line__identity__in=list(dishonoured))
        loans |= Q(pk__in=list(paid.values_list("application_id", flat=True)))
    return Application.objects.filter(loans)


def payments_by_hand(loan_ids: Collection[int]) -> dict[tuple[int, Decimal], list[Payment]]:
    """The payments of these loans that a person recorded and that no line of a bank file is, by loan and
    amount, the oldest first. Those that bounced, and those that a line in suspense may be, are left out."""
    recorded = Payment.objects.filter(application__in=list(loan_ids), recorded_by__isnull=False)
    unconfirmed = recorded.filter(bank_line=None, resembled_by=None, reversed_by=None)
    found: dict[tuple[int, Decimal], list[Payment]] = {}
    for payment in unconfirmed.filter(direction=Direction.RECEIVED).order_by("value_date", "pk"):
        found.setdefault((payment.application_id, payment.amount), []).append(payment)
    return found


def lines_of_payments(loan: Application, amount: Decimal) -> QuerySet[BankLine]:
    """The lines of bank files that have brought an amount for a loan, in suspense or not. Those whose payment
    has bounced are left out."""
    lines = BankLine.objects.filter(application=loan, amount=amount, kind=LineKind.PAYMENT)
    moved = lines.filter(state__in=(LineState.ALLOCATED, LineState.SUSPENSE), payment__reversed_by=None)
    return moved.select_related("bank_file").order_by("value_date", "pk")


def suspense_visible_to(user: User) -> QuerySet[BankLine]:
    """Lines in suspense, oldest first: admins see all of them, a BDM those whose reference names one of the
    BDM's own loans, brokers and borrowers none."""
    lines = _suspense(user.role, user).select_related("application", "bank_file", "resembles__recorded_by")
    return lines.order_by("value_date", "pk")


def _suspense(role: str, user: User | Parameter) -> QuerySet[BankLine]:
    lines = BankLine.objects.filter(state=LineState.SUSPENSE)
    if role == Role.ADMIN:
        return lines
    return lines.filter(application__bdm__user=user) if role == Role.BDM else lines.none()


# Each page of the lender's people says how many there are.
_IN_SUSPENSE = {
    role: CompiledRows(
        _suspense(role, Parameter("user", BDM.user.field))
        .order_by()
        .values_list("state")
        .annotate(Count("pk"))
    )
    for role in STAFF
}


def suspense_count(user: User) -> int:
    """How many lines are in suspense of those that one of the lender's people may see."""
    return sum(count for _, count in _IN_SUSPENSE[Role(user.role)](user=user.pk))


def suspense_line_for(user: User, line_id: int) -> BankLine:
    """One line in suspense that the user may see; raises BankLineNotFound, as if there were none."""
    rows = suspense_visible_to(user).filter(pk=line_id)
    return first_or_raise(rows, refusals.BankLineNotFound)


def set_aside_visible_to(user: User) -> QuerySet[BankLine]:
    """Lines that were set aside, the latest first, with who did it; for admins."""
    lines = BankLine.objects.filter(state=LineState.SET_ASIDE).select_related("bank_file", "resolved_by")
    return lines.order_by("-resolved_at", "-pk") if user.role == Role.ADMIN else lines.none()


def payments_to_take_back(user: User, line: BankLine, words: str = "") -> QuerySet[Payment]:
    """The payments that a dishonour in suspense may take back, for admins, the latest first: of its amount,
    not after it, not reversed, of a loan with each of the words in the reference or a borrower's name."""
    payments = Payment.objects.filter(
        direction=Direction.RECEIVED, amount=line.amount, value_date__lte=line.value_date, reversed_by=None
    )
    if user.role != Role.ADMIN or line.kind != LineKind.DISHONOUR:
        return payments.none()
    if words.strip():
        loans = Application.objects.filter(with_every_word(words, called)).order_by().values("pk")
        payments = payments.filter(application__in=loans)
    return payments.select_related("application", "recorded_by").order_by("-value_date", "-pk")


def not_money_because(line: BankLine) -> str | None:
    """Why a line in suspense is no money for a loan: it is a dishonour, or one has named it."""
    if line.kind == LineKind.DISHONOUR:
        return "it is a dishonour"
    if BankLine.objects.filter(original_identity=line.identity).exists():
        return "it was dishonoured"
    return None


def bank_files_stored_before(moment: datetime) -> list[BankFile]:
    """Files that were uploaded before a moment and whose bytes are still in the store."""
    ids = [pk for (pk,) in _STORED_BEFORE(moment=moment)]
    return list(BankFile.objects.filter(pk__in=ids).order_by("pk")) if ids else []
