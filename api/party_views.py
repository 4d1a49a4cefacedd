"""Borrowers and guarantors: of one application, and on file."""

from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api import application_serializers as bodies
from api.errors import REFUSED, WHY_NOT, Detail
from api.lists import listed
from api.serializers import answer_of, asked_of, row_asked_for
from applications.models import Application
from applications.refusals import OnFileOrNew
from applications.selectors.application import application_for
from applications.selectors.parties import parties_of, parties_visible_to, party_for
from applications.services.parties import party_add, party_change, party_remove

SERIALIZERS = {"borrower": bodies.BorrowerSerializer, "guarantor": bodies.GuarantorSerializer}


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
        known = row_asked_for(parties_visible_to(request.user, role), asked.get("known"))
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
        application, party = party_for(request.user, reference, role, pk)
        asked = asked_of(bodies.ParticularsSerializer, request.data, partial=True)
        party_change(application=application, party=party, by=request.user, **asked)
        return _people(request, application)

    @extend_schema(responses={200: bodies.PartiesSerializer, **WHY_NOT, 409: Detail})
    def delete(self, request: Request, reference: str, role: str, pk: int) -> Response:
        """Remove somebody from the loan."""
        application, party = party_for(request.user, reference, role, pk)
        party_remove(application=application, role=role, party=party, by=request.user)
        return _people(request, application)


def _people(request: Request, application: Application, code: int = status.HTTP_200_OK) -> Response:
    answer = {
        f"{role}s": answer_of(serializer, parties_of(application, role), request, many=True)
        for role, serializer in SERIALIZERS.items()
    }
    return Response(answer, code)


@listed(bodies.BorrowerSerializer)
class Borrowers(generics.ListAPIView):
    """The borrowers on file in the loans that the caller may see."""

    def get_queryset(self):
        return parties_visible_to(self.request.user, "borrower")


@listed(bodies.GuarantorSerializer)
class Guarantors(Borrowers):
    """The guarantors on file in the loans that the caller may see."""

    def get_queryset(self):
        return parties_visible_to(self.request.user, "guarantor")
