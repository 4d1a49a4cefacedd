"""The moves of an application: made, recorded, allowed; and what the next one lacks."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api import application_serializers as bodies
from api.errors import REFUSED, WHY_NOT
from api.lists import OfApplication, listed
from api.serializers import (
    ApplicationDetailSerializer,
    MoveSerializer,
    StageEventSerializer,
    answer_of,
    asked_of,
)
from applications.directions import direction_of
from applications.selectors.application import application_for
from applications.selectors.checklist import checklist_for
from applications.selectors.moves import prospect_of
from applications.services.applications import application_move
from applications.stages import Stage, moves_for
from users.preferences import Role


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


class Checklist(APIView):
    """What an application lacks for its next stage."""

    @extend_schema(responses={200: bodies.ChecklistSerializer, **WHY_NOT})
    def get(self, request: Request, reference: str) -> Response:
        application = application_for(request.user, reference)
        return Response(bodies.ChecklistSerializer(checklist_for(request.user, application)).data)


class LegalMoves(APIView):
    """The moves that the caller may make of an application, with what follows each."""

    @extend_schema(responses={200: bodies.LegalMoveSerializer(many=True), **WHY_NOT})
    def get(self, request: Request, reference: str) -> Response:
        application = application_for(request.user, reference)
        moves = moves_for(Stage(application.stage), Role(request.user.role))
        answer = [
            {
                "to_stage": move.target,
                "direction": direction_of(move),
                "needs_reason": move.needs_reason,
                "follows": prospect_of(application, move, request.user),
            }
            for move in moves
        ]
        return Response(bodies.LegalMoveSerializer(answer, many=True).data)
