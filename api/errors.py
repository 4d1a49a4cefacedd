"""How refusals are answered: 404 for what is absent, 409 for what the loan book refuses."""

from collections.abc import Iterator

from django.http import Http404
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler

from common.refusals import Absent, Refusal, TooLarge


def answer(error: Exception, context: dict) -> Response | None:
    """`{"detail": why}` for everything that was asked wrongly; None for what is a fault of ours."""
    if isinstance(error, Absent):
        error = Http404()
    elif isinstance(error, TooLarge):
        return Response({"detail": str(error)}, status.HTTP_413_REQUEST_ENTITY_TOO_LARGE)
    elif isinstance(error, Refusal):
        return Response({"detail": str(error)}, status.HTTP_409_CONFLICT)
    if isinstance(error, ValidationError):
        return Response({"detail": " ".join(_sentences(error.detail))}, status.HTTP_400_BAD_REQUEST)
    return exception_handler(error, context)


def _sentences(detail: object, name: str = "") -> Iterator[str]:
    """What is wrong, each with the field that it is wrong with."""
    if isinstance(detail, dict):
        for field, inner in detail.items():
            yield from _sentences(inner, "" if field == api_settings.NON_FIELD_ERRORS_KEY else field)
    elif isinstance(detail, list):
        for inner in detail:
            yield from _sentences(inner, name)
    else:
        # It may repeat what was sent, half a character among it.
        words = str(detail).encode(errors="replace").decode()
        yield f"{name}: {words}" if name else words
