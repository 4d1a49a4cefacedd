"""Applications: listed, shown and moved."""

from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.errors import REFUSED, WHY_NOT, WRONG
from api.lists import OfApplication, listed
from api.serializers import (
    ApplicationDetailSerializer,
    Line,
    ListedApplicationSerializer,
    Money,
    MoveSerializer,
    StageEventSerializer,
    answer_of,
    asked_of,
)
from applications.selectors.application import application_for
from applications.selectors.board import MOST_DAYS, board
from applications.selectors.book import LATEST_FIRST, ORDERS, book
from applications.services.applications import application_move
from applications.stages import Stage
from common.text import LONGEST_SEARCH


class ApplicationFilter(serializers.Serializer):
    """Filters of the list of applications."""

    stage = serializers.ChoiceField(Stage.choices, required=False, allow_blank=True)
    words = Line(
        required=False,
        allow_blank=True,
        max_length=LONGEST_SEARCH,
        help_text="Part of a reference, or of a borrower's or broker's name; or an amount.",
    )
    applied_from = serializers.DateField(required=False)
    applied_to = serializers.DateField(required=False)
    amount_from = Money(required=False, min_value=0)
    amount_to = Money(required=False, min_value=0)
    days_past_due = serializers.IntegerField(
        required=False, min_value=1, max_value=MOST_DAYS, help_text="At least so many."
    )
    order = serializers.ChoiceField(
        [sign + name for name in ORDERS for sign in ("", "-")],
        required=False,
        help_text="A column of the table of applications, with “-” the largest first.",
    )


@listed(ListedApplicationSerializer, errors=WRONG, parameters=[ApplicationFilter])
class Applications(generics.ListAPIView):
    """The applications that the caller may see, newest first or in the order that is asked for."""

    def get_queryset(self):
        # As a plain dictionary: of a form's data, an empty day or amount would be taken for none.
        chosen = asked_of(ApplicationFilter, self.request.query_params.dict())
        order = chosen.pop("order", LATEST_FIRST)
        return book(board(self.request.user, **chosen), order=order)


class ApplicationDetail(APIView):
    """An application."""

    @extend_schema(responses={200: ApplicationDetailSerializer, **WHY_NOT})
    def get(self, request: Request, reference: str) -> Response:
        application = application_for(request.user, reference)
        return Response(answer_of(ApplicationDetailSerializer, application, request))


@listed(StageEventSerializer)
class Events(OfApplication):
    """All moves of an application, latest first."""

    def get_queryset(self):
        return self.application.stage_events.select_related("by").order_by("-pk")


class Move(APIView):
    """Move an application to another stage; 409 gives the reason for a refusal."""

    @extend_schema(
        request=MoveSerializer,
        responses={200: ApplicationDetailSerializer, **REFUSED},
    )
    def post(self, request: Request, reference: str) -> Response:
        asked = asked_of(MoveSerializer, request.data)
        application = application_for(request.user, reference)
        application_move(
            application=application,
            seen_at=asked["from_stage"],
            to=asked["to_stage"],
            by=request.user,
            reason=asked["reason"],
        )
        moved = application_for(request.user, reference)
        return Response(answer_of(ApplicationDetailSerializer, moved, request))
