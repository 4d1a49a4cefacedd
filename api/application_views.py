"""Applications: listed, opened, shown, changed and handed over."""

from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api import application_serializers as bodies
from api.errors import REFUSED, WHY_NOT, WRONG
from api.lists import listed
from api.serializers import (
    ApplicationDetailSerializer,
    ListedApplicationSerializer,
    answer_of,
    asked_of,
    row_asked_for,
)
from applications.models import Application
from applications.refusals import BrokerMissing
from applications.selectors.application import application_for, may_see
from applications.selectors.board import board
from applications.selectors.book import LATEST_FIRST, book
from applications.selectors.parties import (
    bdms_to_look_after,
    brokers_known_to,
    brokers_to_open_for,
    parties_visible_to,
)
from applications.services.applications import application_open
from applications.services.hand_over import application_hand_over
from applications.services.terms import application_change_terms
from users.preferences import Role


def _detail(request: Request, application: Application, code: int = status.HTTP_200_OK) -> Response:
    """The application as the caller sees it now."""
    seen = application_for(request.user, application.reference)
    return Response(answer_of(ApplicationDetailSerializer, seen, request), code)


@listed(ListedApplicationSerializer, errors=WRONG, parameters=[bodies.ApplicationFilter])
class Applications(generics.ListAPIView):
    """The applications that the caller may see, by default newest first; and a new one."""

    def get_queryset(self):
        # As a plain dictionary: of a form's data, an empty day or amount would be taken for none.
        chosen = asked_of(bodies.ApplicationFilter, self.request.query_params.dict())
        order = chosen.pop("order", LATEST_FIRST)
        return book(board(self.request.user, **chosen), order=order)

    @extend_schema(
        request=bodies.OpenSerializer, responses={201: ApplicationDetailSerializer, 204: None, **REFUSED}
    )
    def post(self, request: Request, *args, **kwargs) -> Response:
        """Open an application; 204 where another BDM looks after it than the caller."""
        user, asked = request.user, dict(asked_of(bodies.OpenSerializer, request.data))
        known = parties_visible_to(user, "borrower")
        people = {
            "broker": row_asked_for(brokers_to_open_for(user), asked.pop("broker", None)),
            "bdm": row_asked_for(bdms_to_look_after(user), asked.pop("bdm", None)),
            "borrowers": [row_asked_for(known, pk) for pk in asked.pop("borrowers", [])],
        }
        if people["broker"] is None and user.role == Role.BROKER:
            people["broker"] = brokers_to_open_for(user).first()
        if people["broker"] is None:
            raise BrokerMissing
        opened = application_open(by=user, **people, **asked)
        return _detail_or_nothing(request, opened, status.HTTP_201_CREATED)


class ApplicationDetail(APIView):
    """An application."""

    @extend_schema(responses={200: ApplicationDetailSerializer, **WHY_NOT})
    def get(self, request: Request, reference: str) -> Response:
        application = application_for(request.user, reference)
        return Response(answer_of(ApplicationDetailSerializer, application, request))


def _detail_or_nothing(request: Request, application: Application, code: int) -> Response:
    if not may_see(request.user, application):
        return Response(status=status.HTTP_204_NO_CONTENT)
    return _detail(request, application, code)


class Terms(APIView):
    """The terms of an application; 409 gives the reason for a refusal."""

    @extend_schema(request=bodies.TermsSerializer, responses={200: ApplicationDetailSerializer, **REFUSED})
    def patch(self, request: Request, reference: str) -> Response:
        application = application_for(request.user, reference)
        asked = asked_of(bodies.TermsSerializer, request.data)
        application_change_terms(application=application, by=request.user, **asked)
        return _detail(request, application)


class HandOver(APIView):
    """Let another BDM or broker look after an application; 204 where it is no longer the caller's."""

    @extend_schema(
        request=bodies.HandOverSerializer, responses={200: ApplicationDetailSerializer, 204: None, **REFUSED}
    )
    def post(self, request: Request, reference: str) -> Response:
        application = application_for(request.user, reference)
        asked = asked_of(bodies.HandOverSerializer, request.data)
        people = {
            "bdm": row_asked_for(bdms_to_look_after(request.user), asked.get("bdm")),
            "broker": row_asked_for(brokers_known_to(request.user), asked.get("broker")),
        }
        application_hand_over(application=application, by=request.user, **people)
        return _detail_or_nothing(request, application, status.HTTP_200_OK)


@listed(bodies.BrokerSerializer)
class Brokers(generics.ListAPIView):
    """The brokers for whom the caller may open an application."""

    def get_queryset(self):
        return brokers_to_open_for(self.request.user)


@listed(bodies.BDMSerializer)
class BDMs(generics.ListAPIView):
    """The BDMs to whom the caller may give an application."""

    def get_queryset(self):
        return bdms_to_look_after(self.request.user)
