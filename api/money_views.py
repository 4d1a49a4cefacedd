"""Endpoints for repayments, payments, bounces, fees and money in suspense."""

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api import money_serializers as bodies
from api.errors import REFUSED, WRONG
from api.lists import OfApplication, listed
from api.serializers import answer_of, asked_of
from applications.models import BankLine, Fee, Payment, Repayment
from applications.selectors.bank_file import (
    payments_to_take_back,
    set_aside_visible_to,
    suspense_line_for,
    suspense_visible_to,
)
from applications.selectors.loan_lookup import loans_matching
from applications.selectors.obligation import fees_with_owed, repayments_with_state, state_on
from applications.selectors.payment import ledger_of, payment_for
from applications.services.fees import fee_charge
from applications.services.payments_by_hand import payment_bounce, payment_enter
from applications.services.suspense import (
    suspense_confirm,
    suspense_put_back,
    suspense_resolve,
    suspense_set_aside,
    suspense_take_back,
)


@listed(bodies.RepaymentSerializer)
class Repayments(OfApplication):
    """The repayments of a loan, in order, and the state of each today."""

    def get_queryset(self) -> QuerySet[Repayment]:
        return repayments_with_state(self.application.repayments.order_by("number"))

    def paginate_queryset(self, queryset: QuerySet[Repayment]) -> list[Repayment]:
        today, page = timezone.localdate(), super().paginate_queryset(queryset)
        for repayment in page:
            repayment.state = state_on(repayment, today)
        return page


@listed(bodies.PaymentSerializer)
class Payments(OfApplication):
    """The payments and reversals of a loan, newest first."""

    def get_queryset(self) -> QuerySet[Payment]:
        return ledger_of(self.application)

    @extend_schema(request=bodies.PaymentOrder, responses={201: bodies.PaymentSerializer, **REFUSED})
    def post(self, request: Request, *args, **kwargs) -> Response:
        """Record money that came in. For admins."""
        asked = asked_of(bodies.PaymentOrder, request.data)
        payment = payment_enter(application=self.application, by=request.user, **asked)
        return _payment(payment, request)


class Bounce(APIView):
    """Record that a payment has bounced, and return the reversal. For admins."""

    @extend_schema(request=bodies.BounceOrder, responses={201: bodies.PaymentSerializer, **REFUSED})
    def post(self, request: Request, pk: int) -> Response:
        asked = asked_of(bodies.BounceOrder, request.data)
        reversal = payment_bounce(payment=payment_for(request.user, pk), by=request.user, **asked)
        return _payment(reversal, request)


@listed(bodies.FeeSerializer)
class Fees(OfApplication):
    """The fees of an application, the first due first."""

    def get_queryset(self) -> QuerySet[Fee]:
        return fees_with_owed(self.application.fees.order_by("due_date", "pk"))

    @extend_schema(request=bodies.FeeOrder, responses={201: bodies.FeeSerializer, **REFUSED})
    def post(self, request: Request, *args, **kwargs) -> Response:
        """Charge a fee. For admins and the application's BDM."""
        asked = asked_of(bodies.FeeOrder, request.data)
        charged = fee_charge(application=self.application, by=request.user, **asked)
        fee = fees_with_owed(Fee.objects.filter(pk=charged.pk)).get()
        return Response(answer_of(bodies.FeeSerializer, fee, request), status.HTTP_201_CREATED)


@listed(bodies.SuspenseSerializer)
class Suspense(generics.ListAPIView):
    """Money in suspense, oldest first: all of it for admins, what names a loan of their own for BDMs."""

    def get_queryset(self) -> QuerySet[BankLine]:
        return suspense_visible_to(self.request.user)


class LoanLookup(APIView):
    """Up to ten funded loans that a line in suspense may be for."""

    @extend_schema(
        parameters=[bodies.LoanSearch],
        responses={200: bodies.FoundLoanSerializer(many=True), **WRONG},
    )
    def get(self, request: Request, pk: int) -> Response:
        asked = asked_of(bodies.LoanSearch, request.query_params)
        suspense_line_for(request.user, pk)
        loans = loans_matching(request.user, asked["words"])
        return Response([answer_of(bodies.FoundLoanSerializer, loan, request) for loan in loans])


class Book(APIView):
    """Book a line in suspense to a loan. For admins, and for BDMs if it names a loan of their own."""

    @extend_schema(request=bodies.BookOrder, responses={204: None, **REFUSED})
    def post(self, request: Request, pk: int) -> Response:
        asked = asked_of(bodies.BookOrder, request.data)
        suspense_resolve(line_id=pk, by=request.user, **asked)
        return Response(status=status.HTTP_204_NO_CONTENT)


class Confirm(APIView):
    """Say that a line in suspense is the payment recorded by hand that it resembles; nothing is booked."""

    @extend_schema(operation_id="suspense_confirm", request=None, responses={204: None, **REFUSED})
    def post(self, request: Request, pk: int) -> Response:
        suspense_confirm(line_id=pk, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


@listed(bodies.TakenBackSerializer)
class PaymentsToTakeBack(generics.ListAPIView):
    """The payments that a dishonour in suspense may take back, the latest first. For admins only."""

    def get_queryset(self) -> QuerySet[Payment]:
        return payments_to_take_back(
            self.request.user, suspense_line_for(self.request.user, self.kwargs["pk"])
        )


class TakeBack(APIView):
    """Reverse a payment by a dishonour in suspense. For admins."""

    @extend_schema(
        operation_id="suspense_take_back", request=bodies.TakeBackOrder, responses={204: None, **REFUSED}
    )
    def post(self, request: Request, pk: int) -> Response:
        asked = asked_of(bodies.TakeBackOrder, request.data)
        suspense_take_back(line_id=pk, payment_id=asked["payment"], by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class SetAside(APIView):
    """Take a line out of suspense without moving money. For admins."""

    @extend_schema(
        operation_id="suspense_set_aside", request=bodies.SetAsideOrder, responses={204: None, **REFUSED}
    )
    def post(self, request: Request, pk: int) -> Response:
        asked = asked_of(bodies.SetAsideOrder, request.data)
        suspense_set_aside(line_id=pk, by=request.user, **asked)
        return Response(status=status.HTTP_204_NO_CONTENT)


class PutBack(APIView):
    """Put a line that was set aside back into suspense. For admins."""

    @extend_schema(operation_id="suspense_put_back", request=None, responses={204: None, **REFUSED})
    def post(self, request: Request, pk: int) -> Response:
        suspense_put_back(line_id=pk, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


@listed(bodies.SetAsideSerializer, operation_id="suspense_list_set_aside")
class AllSetAside(generics.ListAPIView):
    """The lines that were set aside, the latest first. Empty for all but admins."""

    def get_queryset(self) -> QuerySet[BankLine]:
        return set_aside_visible_to(self.request.user)


def _payment(payment: Payment, request: Request) -> Response:
    payment.reversed = hasattr(payment, "reversed_by")
    return Response(answer_of(bodies.PaymentSerializer, payment, request), status.HTTP_201_CREATED)
