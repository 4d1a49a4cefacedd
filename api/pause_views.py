"""Hardship pauses: listed, granted, ended early, removed."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.errors import REFUSED, WHY_NOT, Detail
from api.lists import OfApplication, listed
from api.serializers import Line, Once, SeenSerializer, answer_of, asked_of
from applications.models import HardshipPause
from applications.selectors.hardship_pause import pause_for, pauses_visible_to
from applications.services.hardship_pauses import (
    LONGEST_REASON,
    hardship_pause_add,
    hardship_pause_end,
    hardship_pause_remove,
)


class PauseSerializer(SeenSerializer):
    """Days, both included, without reminders. Borrowers get the days only; brokers no pause."""

    id = serializers.IntegerField(source="pk")
    author = serializers.CharField(source="author.name")

    class Meta:
        model = HardshipPause
        fields = ["id", "from_day", "to_day", "reason", "author"]
        read_only_fields = fields


class NewPause(serializers.Serializer):
    """The days of a pause, both included, and why it is granted."""

    from_day = serializers.DateField()
    to_day = serializers.DateField()
    reason = Line(max_length=LONGEST_REASON, trim_whitespace=False)
    idempotency_key = Once()


class PauseEnd(serializers.Serializer):
    """The last day of a pause that ends early."""

    last_day = serializers.DateField()


@listed(PauseSerializer)
class Pauses(OfApplication):
    """The hardship pauses of a loan, the earliest first."""

    @extend_schema(operation_id="pauses_add", request=NewPause, responses={201: PauseSerializer, **REFUSED})
    def post(self, request: Request, reference: str) -> Response:
        """Grant a funded loan a pause. Staff only: 409."""
        asked = asked_of(NewPause, request.data)
        pause = hardship_pause_add(application=self.application, by=request.user, **asked)
        return Response(_pause(pause.pk, request), status.HTTP_201_CREATED)

    def get_queryset(self):
        return pauses_visible_to(self.request.user).filter(application=self.application)


class Pause(APIView):
    """A hardship pause."""

    @extend_schema(operation_id="pauses_remove", responses={204: None, **WHY_NOT, 409: Detail})
    def delete(self, request: Request, pk: int) -> Response:
        """Remove a pause that has not begun."""
        hardship_pause_remove(pause=pause_for(request.user, pk), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class EndPause(APIView):
    """End a hardship pause early."""

    @extend_schema(operation_id="pauses_end", request=PauseEnd, responses={200: PauseSerializer, **REFUSED})
    def post(self, request: Request, pk: int) -> Response:
        pause = pause_for(request.user, pk)
        asked = asked_of(PauseEnd, request.data)
        hardship_pause_end(pause=pause, last_day=asked["last_day"], by=request.user)
        return Response(_pause(pk, request))


def _pause(pause_id: int, request: Request) -> dict:
    return answer_of(PauseSerializer, pause_for(request.user, pause_id), request)
