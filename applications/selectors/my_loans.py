"""What a borrower wants to know of each of the borrower's loans."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db.models import F, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber

from applications.models import Application, Document, Fee, Payment, Repayment, StageEvent
from applications.models.repayment import OPEN
from applications.selectors.application import applications_visible_to
from applications.selectors.document import documents_visible_to
from applications.selectors.obligation import fees_with_owed
from applications.selectors.repayment import with_owed
from applications.selectors.signatures_out import signatures_out
from applications.stages import words_for
from users.models import User

PAID_LATELY = 3  # payments of each loan


def my_loans(user: User) -> QuerySet[Application]:
    """The applications of a borrower, newest first, each with the stage it came from as `came_from`."""
    moves = StageEvent.objects.filter(application=OuterRef("pk"), to_stage=OuterRef("stage")).order_by("-pk")
    came_from = Subquery(moves.values("from_stage")[:1])
    return applications_visible_to(user).annotate(came_from=came_from).order_by("-created_at", "-pk")


def my_loans_told(loans: Collection[Application], user: User, today: date) -> list[dict]:
    """What the borrower reads of each of these loans (from `my_loans`), in their order."""
    ids = [loan.pk for loan in loans]
    owing, fees = _owing(ids), _fees(ids)
    payments, letters, to_sign = _paid_lately(ids), _letters(ids, user), _to_sign(ids, user)
    return [
        {
            "loan": loan,
            "words": words_for(loan.stage, loan.came_from or "")[1],
            **repayment_figures(owing[loan.pk], today),
            "fees": fees[loan.pk],
            "payments": payments[loan.pk],
            "letters": letters[loan.pk],
            "to_sign": to_sign[loan.pk],
        }
        for loan in loans
    ]


def repayment_figures(owing: Collection[Repayment], today: date) -> dict:
    """Of the repayments that still owe something, in order of their due dates: the `balance` (principal), the
    `next` that is not past due, what is `overdue`, and for how many days (`days_past_due`)."""
    past = [one for one in owing if one.due_date < today]
    return {
        "balance": sum((min(one.owed, one.principal) for one in owing), Decimal(0)),
        "next": next((one for one in owing if one.due_date >= today), None),
        "overdue": sum((one.owed for one in past), Decimal(0)),
        "days_past_due": (today - past[0].due_date).days if past else 0,
    }


def _owing(loans: Collection[int]) -> dict[int, list[Repayment]]:
    repayments = with_owed(Repayment.objects.filter(OPEN, application__in=loans))
    return _by_loan(repayments.filter(owed__gt=0).order_by("due_date", "number"))


def _fees(loans: Collection[int]) -> dict[int, list[Fee]]:
    return _by_loan(
        fees_with_owed(Fee.objects.filter(application__in=loans))
        .filter(owed__gt=0)
        .order_by("due_date", "pk")
    )


def _paid_lately(loans: Collection[int]) -> dict[int, list[Payment]]:
    newest = [F("value_date").desc(), F("pk").desc()]
    place = Window(RowNumber(), partition_by="application_id", order_by=newest)
    payments = Payment.objects.filter(application__in=loans).annotate(place=place)
    return _by_loan(payments.filter(place__lte=PAID_LATELY).order_by("place"))


def _letters(loans: Collection[int], user: User) -> dict[int, list[Document]]:
    """The newest version of each, latest first."""
    documents = documents_visible_to(user).filter(application__in=loans).order_by("version")
    newest = {(one.application_id, one.kind): one for one in documents}
    return _by_loan(sorted(newest.values(), key=lambda one: one.created_at, reverse=True))


def _to_sign(loans: Collection[int], user: User) -> dict[int, list[Document]]:
    waiting = signatures_out(Application.objects.filter(pk__in=loans))
    return _by_loan(one for one in waiting if any(party.user_id == user.pk for party in one.unsigned))


def _by_loan(rows) -> dict[int, list]:
    by_loan = defaultdict(list)
    for row in rows:
        by_loan[row.application_id].append(row)
    return by_loan
