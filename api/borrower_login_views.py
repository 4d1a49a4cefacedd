"""Borrowers' logins, for the lender: invited, invited again, moved, deactivated, reactivated."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.errors import REFUSED, WHY_NOT, Detail
from api.people_serializers import LoginState
from api.serializers import asked_of
from applications.models import Application, Borrower
from applications.selectors.parties import party_for
from applications.services.borrower_logins import (
    borrower_invite,
    borrower_invite_again,
    borrower_login_move,
    borrower_login_switch,
)


class BorrowerLogin(APIView):
    """A borrower's login. It is for all of the borrower's loans."""

    @extend_schema(request=None, responses={201: LoginState, **WHY_NOT, 409: Detail})
    def post(self, request: Request, reference: str, pk: int) -> Response:
        """Open a login, and send a link to choose a password. 409 without an e-mail address."""
        borrower_invite(**_whose(request, reference, pk), by=request.user)
        return Response({"active": True}, 201)

    @extend_schema(request=LoginState, responses={200: LoginState, **REFUSED})
    def put(self, request: Request, reference: str, pk: int) -> Response:
        """Deactivate or reactivate it. 409 without a login."""
        whose, asked = _whose(request, reference, pk), asked_of(LoginState, request.data)
        borrower_login_switch(**whose, **asked, by=request.user)
        return Response(asked)


class BorrowerInvitation(APIView):
    """The invitation of a borrower who has never logged in."""

    @extend_schema(request=None, responses={204: None, **WHY_NOT, 409: Detail})
    def post(self, request: Request, reference: str, pk: int) -> Response:
        """Send another link to choose a password. 409 once the borrower has logged in."""
        borrower_invite_again(**_whose(request, reference, pk), by=request.user)
        return Response(status=204)


class BorrowerLoginAddress(APIView):
    """The e-mail address with which a borrower logs in."""

    @extend_schema(request=None, responses={204: None, **WHY_NOT, 409: Detail})
    def post(self, request: Request, reference: str, pk: int) -> Response:
        """Move the login to the e-mail address among the particulars, and tell both addresses."""
        borrower_login_move(**_whose(request, reference, pk), by=request.user)
        return Response(status=204)


def _whose(request: Request, reference: str, pk: int) -> dict[str, Application | Borrower]:
    application, borrower = party_for(request.user, reference, "borrower", pk)
    return {"application": application, "borrower": borrower}
