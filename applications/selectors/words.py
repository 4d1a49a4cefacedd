"""Rows that are found by the words of a search."""

from collections.abc import Callable
from functools import reduce
from operator import and_

from django.db.models import Q

from applications.models import Application


def with_every_word(words: str, found_by: Callable[[str], Q]) -> Q:
    """What each of the words finds, in any order and however many spaces are between them."""
    return reduce(and_, (found_by(word) for word in dict.fromkeys(words.split())), Q())


def called(word: str) -> Q:
    """Applications with this word in the reference or in a borrower's name."""
    # By key, so that an application with two borrowers of that name is found once.
    named = Application.objects.filter(borrowers__name__icontains=word).order_by().values("pk")
    return Q(reference__icontains=word) | Q(pk__in=named)
