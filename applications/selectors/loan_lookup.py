"""Looking up the loan that money in suspense is for."""

import re
from datetime import timedelta
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from applications.models import Application, Borrower, Repayment
from applications.models.parties import NUMBERS
from applications.selectors.application import applications_visible_to
from applications.selectors.obligation import obligations_of
from applications.selectors.repayment import with_owed
from applications.selectors.words import called, with_every_word
from applications.stages import Stage
from common.money import written_amount
from users.models import User

MOST_LOANS = 10  # found; more are found with more words
# An amount is compared with what falls due so long before and after today: money comes near its due date,
# and the whole book would take seconds.
NEAR = timedelta(days=45)


def loans_matching(user: User, words: str) -> list[Application]:
    """The funded loans that the user may see with each of these words in the reference or in a borrower's
    name, or with a repayment due about now that owes exactly this amount; at most MOST_LOANS, by reference.

    Each says when its oldest unpaid repayment or fee was due (`oldest_due`) and what it owes (`oldest_owed`);
    None where nothing is owed.
    """
    if not words.strip():
        return []
    matches = with_every_word(words, called)
    if amount := written_amount(words):
        matches |= Q(pk__in=_owing(amount))
    visible = applications_visible_to(user).order_by().values("pk")
    found = Application.objects.filter(matches, stage=Stage.FUNDED, pk__in=visible).order_by("reference")
    names = Prefetch("borrowers", Borrower.objects.defer(*NUMBERS))
    loans = list(found.prefetch_related(names)[:MOST_LOANS])
    obligations = obligations_of([loan.pk for loan in loans], repayments_at_most=1)
    for loan in loans:
        oldest = next(iter(obligations[loan.pk]), None)
        loan.oldest_due, loan.oldest_owed = oldest and oldest.due_date, oldest and oldest.owed
    return loans


def borrowers_named_in(user: User, text: str) -> str:
    """Of the words that a payer wrote, those that name a borrower of a funded loan that the user may see: of
    several borrowers, the one whom the most words name. Empty where none does."""
    words = list(dict.fromkeys(re.findall(r"[^\W\d_]{3,}", text)))
    funded = applications_visible_to(user).filter(stage=Stage.FUNDED).order_by().values("pk")
    people = Borrower.objects.filter(
        reduce(or_, map(_is_called, words), Q(pk__in=())), applications__in=funded
    )
    found = [
        [word for word in words if word.casefold() in name.casefold().split()]
        for name in people.order_by("name").values_list("name", flat=True).distinct()
    ]
    return " ".join(max(found, key=len, default=[]))


def _is_called(word: str) -> Q:
    """Borrowers with this as a word of their name."""
    first, last = Q(name__istartswith=f"{word} "), Q(name__iendswith=f" {word}")
    return Q(name__iexact=word) | first | last | Q(name__icontains=f" {word} ")


def _owing(amount: Decimal) -> QuerySet:
    today = timezone.localdate()
    near = Repayment.objects.filter(cancelled=False, due_date__range=(today - NEAR, today + NEAR))
    return with_owed(near).filter(owed=amount).order_by().values("application")
