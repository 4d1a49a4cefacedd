"""The lender's people, for admins: listed, changed, invited, handed over, deactivated."""

from django.db.models import Model, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api import people_serializers as bodies
from api.errors import REFUSED, WHY_NOT, WRONG, Detail
from api.lists import listed
from api.serializers import answer_of, asked_of, row_asked_for
from applications.models import BDM, Branch
from applications.selectors.people import branches_visible_to, people_matching, people_visible_to, person_for
from applications.services import joining, people
from users.models import User

FILTERED = {"errors": WRONG, "parameters": [bodies.PeopleFilter]}


def _named(request: Request, asked: dict) -> dict:
    """The same answers with the rows in the place of their ids; raises PartyNotFound."""
    rows = {"branch": branches_visible_to, "primary_bdm": _bdms, "to": _bdms}
    return {
        name: row_asked_for(rows[name](request.user), value) if name in rows else value
        for name, value in asked.items()
    }


def _bdms(user: User) -> QuerySet[BDM]:
    return people_visible_to(user, "bdm")


class People(generics.ListAPIView):
    """The people of a kind, by name."""

    kind: str

    def get_queryset(self) -> QuerySet:
        filters = asked_of(bodies.PeopleFilter, self.request.query_params)
        return people_matching(self.request.user, self.kind, **filters)

    def _invited(self, request: Request, person: Model) -> Response:
        seen = person_for(request.user, self.kind, person.pk)
        return Response(answer_of(self.serializer_class, seen, request), status.HTTP_201_CREATED)


@listed(bodies.BDMPersonSerializer, operation_id="people_bdm_list", **FILTERED)
class BDMPeople(People):
    """The BDMs. For admins: others see none."""

    kind = "bdm"

    @extend_schema(request=bodies.BDMInvitation, responses={201: bodies.BDMPersonSerializer, **REFUSED})
    def post(self, request: Request) -> Response:
        """Invite a BDM."""
        asked = _named(request, asked_of(bodies.BDMInvitation, request.data))
        return self._invited(request, joining.bdm_invite(by=request.user, **asked))


@listed(bodies.BrokerPersonSerializer, operation_id="people_broker_list", **FILTERED)
class BrokerPeople(People):
    """The brokers. For admins: others see none."""

    kind = "broker"

    @extend_schema(request=bodies.BrokerInvitation, responses={201: bodies.BrokerPersonSerializer, **REFUSED})
    def post(self, request: Request) -> Response:
        """Invite a broker."""
        asked = _named(request, asked_of(bodies.BrokerInvitation, request.data))
        return self._invited(request, joining.broker_invite(by=request.user, **asked))


@listed(bodies.AdminPersonSerializer, operation_id="people_admin_list", **FILTERED)
class AdminPeople(People):
    """The admins. For admins: others see none."""

    kind = "admin"

    @extend_schema(request=bodies.Invitation, responses={201: bodies.AdminPersonSerializer, **REFUSED})
    def post(self, request: Request) -> Response:
        """Invite an admin."""
        asked = asked_of(bodies.Invitation, request.data)
        return self._invited(request, joining.admin_invite(by=request.user, **asked))


def _changed(
    request: Request, kind: str, pk: int, body: type, serializer: type[serializers.Serializer]
) -> Response:
    person = person_for(request.user, kind, pk)
    people.person_change(person=person, by=request.user, **_named(request, asked_of(body, request.data)))
    seen = person_for(request.user, kind, pk)
    return Response(answer_of(serializer, seen, request))


class BDMPerson(APIView):
    """A BDM."""

    @extend_schema(request=bodies.BDMChange, responses={200: bodies.BDMPersonSerializer, **REFUSED})
    def patch(self, request: Request, pk: int) -> Response:
        """Change the branch and the approval limit."""
        return _changed(request, "bdm", pk, bodies.BDMChange, bodies.BDMPersonSerializer)


class BrokerPerson(APIView):
    """A broker."""

    @extend_schema(request=bodies.BrokerChange, responses={200: bodies.BrokerPersonSerializer, **REFUSED})
    def patch(self, request: Request, pk: int) -> Response:
        """Change the branch and the primary BDM."""
        return _changed(request, "broker", pk, bodies.BrokerChange, bodies.BrokerPersonSerializer)


class HandOverAll(APIView):
    """Let another BDM look after everything that a BDM looks after."""

    @extend_schema(
        operation_id="people_bdm_hand_over",
        request=bodies.Successor,
        responses={200: bodies.HandedOver, **REFUSED},
    )
    def post(self, request: Request, pk: int) -> Response:
        bdm = person_for(request.user, "bdm", pk)
        asked = _named(request, asked_of(bodies.Successor, request.data))
        return Response(people.bdm_hand_over(bdm=bdm, by=request.user, **asked)._asdict())


class PersonLogin(APIView):
    """Somebody's login; `kind` is bdm, broker or admin."""

    @extend_schema(request=bodies.LoginState, responses={200: bodies.LoginState, **REFUSED})
    def put(self, request: Request, kind: str, pk: int) -> Response:
        """Deactivate or reactivate it. 409 while the person still looks after something."""
        person = person_for(request.user, kind, pk)
        asked = asked_of(bodies.LoginState, request.data)
        act = people.person_reactivate if asked["active"] else people.person_deactivate
        act(person=person, by=request.user)
        return Response(asked)


class PersonSecondFactor(APIView):
    """Somebody's second factor; `kind` is bdm, broker or admin."""

    @extend_schema(responses={204: None, **WHY_NOT, 409: Detail})
    def delete(self, request: Request, kind: str, pk: int) -> Response:
        """Take it away where it was lost; the person is logged out everywhere."""
        people.second_factor_reset(person=person_for(request.user, kind, pk), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


@listed(bodies.BranchSerializer)
class Branches(generics.ListAPIView):
    """The branches. For admins: others see none."""

    def get_queryset(self) -> QuerySet[Branch]:
        return branches_visible_to(self.request.user)

    @extend_schema(request=bodies.NewBranch, responses={201: bodies.BranchSerializer, **REFUSED})
    def post(self, request: Request) -> Response:
        """Open a branch."""
        branch = joining.branch_open(by=request.user, **asked_of(bodies.NewBranch, request.data))
        return Response(answer_of(bodies.BranchSerializer, branch, request), status.HTTP_201_CREATED)
