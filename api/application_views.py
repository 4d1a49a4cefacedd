"""Endpoints that open and change applications: terms, people, hand-over, checklist and legal moves."""

from django.db.models import Model, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api import application_serializers as bodies
from api.serializers import ApplicationDetailSerializer, asked_of
from api.views import REFUSED, WHY_NOT, Applications, Detail
from applications.directions import direction_of
from applications.models import BDM, Application, Borrower, Broker, Guarantor
from applications.refusals import BrokerMissing, OnFileOrNew, PartyNotFound
from applications.selectors.application import application_for, may_see
from applications.selectors.checklist import checklist_for
from applications.selectors.moves import prospect_of
from applications.selectors.parties import (
    bdms_to_look_after,
    brokers_to_open_for,
    parties_of,
    parties_visible_to,
    party_of,
)
from applications.selectors.rows import first_or_raise
from applications.services.applications import application_open
from applications.services.hand_over import application_hand_over
from applications.services.parties import party_add, party_change, party_remove
from applications.services.terms import application_change_terms
from applications.stages import Stage, moves_for
from users.preferences import Role

SERIALIZERS = {"borrower": bodies.BorrowerSerializer, "guarantor": bodies.GuarantorSerializer}


def _one(rows: QuerySet, pk: int | None) -> Model | None:
    """The row with an id, None without one; raises PartyNotFound where the caller sees none with it."""
    return None if pk is None else first_or_raise(rows.filter(pk=pk), PartyNotFound)


def _detail(request: Request, application: Application, code: int = status.HTTP_200_OK) -> Response:
    """The application as the caller sees it now."""
    seen = application_for(request.user, application.reference)
    return Response(ApplicationDetailSerializer(seen, context={"request": request}).data, code)


class ApplicationsAndOpening(Applications):
    """The applications that the caller may see, newest first; and a new one."""

    @extend_schema(
        request=bodies.OpenSerializer, responses={201: ApplicationDetailSerializer, 204: None, **REFUSED}
    )
    def post(self, request: Request, *args, **kwargs) -> Response:
        """Open an application; 204 where another BDM looks after it than the caller."""
        user, asked = request.user, dict(asked_of(bodies.OpenSerializer, request.data))
        known = parties_visible_to(user, "borrower")
        people = {
            "broker": _one(brokers_to_open_for(user), asked.pop("broker", None)),
            "bdm": _one(bdms_to_look_after(user), asked.pop("bdm", None)),
            "borrowers": [_one(known, pk) for pk in asked.pop("borrowers", [])],
        }
        if people["broker"] is None and user.role == Role.BROKER:
            people["broker"] = brokers_to_open_for(user).first()
        if people["broker"] is None:
            raise BrokerMissing
        opened = application_open(by=user, **people, **asked)
        return _detail_or_nothing(request, opened, status.HTTP_201_CREATED)


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


class Parties(APIView):
    """The borrowers and guarantors of an application."""

    @extend_schema(responses={200: bodies.PartiesSerializer, **WHY_NOT})
    def get(self, request: Request, reference: str) -> Response:
        return _people(request, application_for(request.user, reference))

    @extend_schema(request=bodies.JoinSerializer, responses={201: bodies.PartiesSerializer, **REFUSED})
    def post(self, request: Request, reference: str) -> Response:
        """Add somebody on file, or somebody new."""
        application = application_for(request.user, reference)
        asked = asked_of(bodies.JoinSerializer, request.data)
        role = asked["role"]
        if ("known" in asked) == ("particulars" in asked):
            raise OnFileOrNew
        known = _one(parties_visible_to(request.user, role), asked.get("known"))
        party_add(
            application=application,
            role=role,
            by=request.user,
            known=known,
            idempotency_key=asked["idempotency_key"],
            **asked.get("particulars", {}),
        )
        return _people(request, application, status.HTTP_201_CREATED)


class Party(APIView):
    """A borrower or guarantor of an application; `role` is borrower or guarantor."""

    @extend_schema(
        request=bodies.ParticularsSerializer(partial=True),
        responses={200: bodies.PartiesSerializer, **REFUSED},
    )
    def patch(self, request: Request, reference: str, role: str, pk: int) -> Response:
        """Change particulars."""
        application = application_for(request.user, reference)
        party = party_of(application, role, pk)
        asked = asked_of(bodies.ParticularsSerializer, request.data, partial=True)
        party_change(application=application, party=party, by=request.user, **asked)
        return _people(request, application)

    @extend_schema(responses={200: bodies.PartiesSerializer, **WHY_NOT, 409: Detail})
    def delete(self, request: Request, reference: str, role: str, pk: int) -> Response:
        """Remove somebody from the loan."""
        application = application_for(request.user, reference)
        party = party_of(application, role, pk)
        party_remove(application=application, role=role, party=party, by=request.user)
        return _people(request, application)


def _people(request: Request, application: Application, code: int = status.HTTP_200_OK) -> Response:
    answer = {
        f"{role}s": serializer(parties_of(application, role), many=True, context={"request": request}).data
        for role, serializer in SERIALIZERS.items()
    }
    return Response(answer, code)


class HandOver(APIView):
    """Let another BDM or broker look after an application; 204 where it is no longer the caller's."""

    @extend_schema(
        request=bodies.HandOverSerializer, responses={200: ApplicationDetailSerializer, 204: None, **REFUSED}
    )
    def post(self, request: Request, reference: str) -> Response:
        application = application_for(request.user, reference)
        asked = asked_of(bodies.HandOverSerializer, request.data)
        people = {
            "bdm": _one(bdms_to_look_after(request.user), asked.get("bdm")),
            "broker": _one(Broker.objects.all(), asked.get("broker")),
        }
        application_hand_over(application=application, by=request.user, **people)
        return _detail_or_nothing(request, application, status.HTTP_200_OK)


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


class Brokers(generics.ListAPIView):
    """The brokers for whom the caller may open an application."""

    serializer_class = bodies.BrokerSerializer
    queryset = Broker.objects.none()

    @extend_schema(responses={200: bodies.BrokerSerializer(many=True), **WHY_NOT})
    def get(self, request: Request, *args, **kwargs) -> Response:
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        return brokers_to_open_for(self.request.user)


class BDMs(generics.ListAPIView):
    """The BDMs to whom the caller may give an application."""

    serializer_class = bodies.BDMSerializer
    queryset = BDM.objects.none()

    @extend_schema(responses={200: bodies.BDMSerializer(many=True), **WHY_NOT})
    def get(self, request: Request, *args, **kwargs) -> Response:
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        return bdms_to_look_after(self.request.user)


class Borrowers(generics.ListAPIView):
    """The borrowers on file in the loans that the caller may see."""

    serializer_class = bodies.BorrowerSerializer
    queryset = Borrower.objects.none()

    @extend_schema(responses={200: bodies.BorrowerSerializer(many=True), **WHY_NOT})
    def get(self, request: Request, *args, **kwargs) -> Response:
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        return parties_visible_to(self.request.user, "borrower")


class Guarantors(Borrowers):
    """The guarantors on file in the loans that the caller may see."""

    serializer_class = bodies.GuarantorSerializer
    queryset = Guarantor.objects.none()

    @extend_schema(responses={200: bodies.GuarantorSerializer(many=True), **WHY_NOT})
    def get(self, request: Request, *args, **kwargs) -> Response:
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        return parties_visible_to(self.request.user, "guarantor")
