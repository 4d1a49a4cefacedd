"""What a borrower wants to know of each of the borrower's loans."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import asdict
from datetime import date

from django.db.models import F, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber

from applications.models import Application, Document, Fee, Payment, StageEvent
from applications.selectors.application import applications_visible_to
from applications.selectors.arrears import arrears_of
from applications.selectors.document import documents_visible_to
from applications.selectors.obligation import fees_with_owed
from applications.selectors.parties import PARTIES
from applications.selectors.repayment import next_repayments
from applications.selectors.signature import signer_key
from applications.selectors.signatures_out import signatures_out_of
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
    arrears, coming, fees = arrears_of(ids, day=today), next_repayments(ids, today), _fees(ids)
    payments, letters, to_sign = _paid_lately(ids), _letters(ids, user), _to_sign(ids, user)
    return [
        {
            "loan": loan,
            "words": words_for(loan.stage, loan.came_from or "").to_customers,
            **asdict(arrears[loan.pk]),
            "next": coming.get(loan.pk),
            "fees": fees[loan.pk],
            "payments": payments[loan.pk],
            "letters": letters[loan.pk],
            "to_sign": to_sign[loan.pk],
        }
        for loan in loans
    ]


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
    keys = {signer_key(one) for kind in PARTIES.values() for one in kind.objects.filter(user=user).only("pk")}
    return _by_loan(signatures_out_of(Application.objects.filter(pk__in=loans), keys))


def _by_loan(rows) -> dict[int, list]:
    by_loan = defaultdict(list)
    for row in rows:
        by_loan[row.application_id].append(row)
    return by_loan
