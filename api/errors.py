"""Error responses: 404 for what does not exist, 409 for a refusal, 413 for what is too large."""

from collections.abc import Iterator

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import APIView, exception_handler

from common.refusals import Absent, Refusal, TooLarge


class Detail(serializers.Serializer):
    """The reason for an error."""

    detail = serializers.CharField()


# Errors that every endpoint can return: 400 for a NUL in the address or the query.
WHY_NOT = dict.fromkeys((400, 401, 404, 429), Detail)
WRONG = {415: Detail, **WHY_NOT}
# Of acts, which a rule may refuse.
REFUSED = {**WRONG, 409: Detail}


class Nowhere(APIView):
    """404 for any other URL."""

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        raise Http404

    post = put = patch = delete = get


def answer(error: Exception, context: dict) -> Response | None:
    """The response `{"detail": why}` to a client's error; None for an error of the server."""
    if isinstance(error, Absent):
        error = Http404()
    elif isinstance(error, TooLarge):
        return Response({"detail": str(error)}, status.HTTP_413_REQUEST_ENTITY_TOO_LARGE)
    elif isinstance(error, Refusal):
        return Response({"detail": str(error)}, status.HTTP_409_CONFLICT)
    if isinstance(error, ValidationError):
        return Response({"detail": " ".join(_sentences(error.detail))}, status.HTTP_400_BAD_REQUEST)
    return exception_handler(error, context)


def _inside(name: str, key: str | int) -> str:
    if key == api_settings.NON_FIELD_ERRORS_KEY:
        return name
    if isinstance(key, int):
        return f"{name}[{key}]"
    return f"{name}.{key}" if name else key


def _sentences(detail: object, name: str = "") -> Iterator[str]:
    """Each validation error, with where it is: `new_borrowers[0].name: This field is required.`"""
    if isinstance(detail, dict):
        for key, inner in detail.items():
            yield from _sentences(inner, _inside(name, key))
    elif isinstance(detail, list):
        for place, inner in enumerate(detail):
            # Those of a list's items are in the items' places; of anything else there may be several.
            yield from _sentences(inner, _inside(name, place) if isinstance(inner, dict) else name)
    else:
        # It may quote the input, which may contain half a surrogate pair.
        words = str(detail).encode(errors="replace").decode()
        yield f"{name}: {words}" if name else words
