"""The repayments of a loan that matter now, where a long schedule has hundreds."""

from datetime import date

from applications.models import Application, Repayment
from applications.models.repayment import OPEN
from applications.selectors.obligation import repayments_with_state
from applications.selectors.repayment import with_owed
from common.compiled import CompiledRows, Parameter

COMING = 3  # repayments from today on
OVERDUE_AT_MOST = 50

_LOAN = Parameter("loan", Repayment.application.field)
_SINCE, _TODAY = (Parameter(name, Repayment.due_date.field) for name in ("since", "today"))
_OWN = Repayment.objects.filter(application=_LOAN, cancelled=False).order_by("due_date", "number")
_OLDEST_OWING = CompiledRows(
    with_owed(Repayment.objects.filter(OPEN, application=_LOAN))
    .filter(owed__gt=0)
    .order_by("due_date")
    .values_list("due_date")[:1]
)
_BEFORE = CompiledRows(
    _OWN.filter(due_date__lt=_SINCE).order_by("-due_date", "-number").values_list("pk")[:1]
)
_OVERDUE = CompiledRows(
    _OWN.filter(due_date__gte=_SINCE, due_date__lt=_TODAY).values_list("pk")[:OVERDUE_AT_MOST]
)
_COMING = CompiledRows(_OWN.filter(due_date__gte=_TODAY).values_list("pk")[:COMING])


def repayments_at_hand(application: Application, today: date) -> list[Repayment]:
    """The overdue repayments with the one before them, and the next few; those from `repayments_with_state`.

    Cancelled repayments are left out. Always the same number of queries, of which only the last looks up when
    a repayment was paid.
    """
    loan = application.pk
    since = min([today, *(due_date for (due_date,) in _OLDEST_OWING(loan=loan))])
    found = [
        *_BEFORE(loan=loan, since=since),
        *_OVERDUE(loan=loan, since=since, today=today),
        *_COMING(loan=loan, today=today),
    ]
    chosen = Repayment.objects.filter(pk__in=[pk for (pk,) in found])
    return list(repayments_with_state(chosen).order_by("due_date", "number"))
