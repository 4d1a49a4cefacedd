"""Bodies of the endpoints for repayments, payments, fees and money in suspense."""

from rest_framework import serializers

from api.serializers import Line, Money, Once, SeenSerializer
from applications.models import Application, BankLine, Fee, Payment, Repayment
from applications.repayment_state import RepaymentState
from applications.services.fees import LONGEST_KIND
from applications.services.suspense import LONGEST_REASON, LONGEST_REFERENCE
from common.text import LONGEST_SEARCH
from users.frames import LARGEST_NUMBER


class RepaymentSerializer(SeenSerializer):
    """A repayment and its state today."""

    owed = serializers.DecimalField(max_digits=14, decimal_places=2)
    paid_on = serializers.DateField(allow_null=True)
    state = serializers.ChoiceField(RepaymentState.choices)

    class Meta:
        model = Repayment
        fields = ["number", "due_date", "principal", "interest", "owed", "paid_on", "state"]
        read_only_fields = fields


class PaymentSerializer(SeenSerializer):
    """A payment or a reversal. Only the lender gets `id`, `recorded_by` and `reversed`.

    `recorded_by` is null for payments that a bank file brought.
    """

    recorded_by = serializers.CharField(source="recorded_by.name", allow_null=True)
    reversed = serializers.BooleanField(help_text="Whether the payment has bounced.")

    class Meta:
        model = Payment
        fields = ["id", "direction", "amount", "value_date", "recorded_by", "reversed"]
        read_only_fields = fields


class PaymentOrder(serializers.Serializer):
    """Money that came in."""

    amount = Money()
    value_date = serializers.DateField()
    is_other_money = serializers.BooleanField(
        default=False,
        help_text="Whether to record it although such a payment is recorded, or in a bank file.",
    )
    idempotency_key = Once()


class BounceOrder(serializers.Serializer):
    """The day on which a payment bounced."""

    value_date = serializers.DateField()
    idempotency_key = Once()


class FeeSerializer(SeenSerializer):
    """A fee and what is still owed of it."""

    owed = serializers.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        model = Fee
        fields = ["kind", "due_date", "amount", "owed"]
        read_only_fields = fields


class FeeOrder(serializers.Serializer):
    """A fee to be charged; due today or later."""

    kind = Line(max_length=LONGEST_KIND)
    amount = Money()
    due_date = serializers.DateField()
    idempotency_key = Once()


class SuspenseSerializer(SeenSerializer):
    """A line of a bank file in suspense. `reference` is what the payer wrote.

    `resembles` is the id of the payment recorded by hand that the line may be, or null.
    """

    file = serializers.CharField(source="bank_file.name")
    resembles = serializers.IntegerField(source="resembles.id", allow_null=True, default=None)

    class Meta:
        model = BankLine
        fields = [
            *("id", "kind", "amount", "value_date", "reference", "reason", "resembles"),
            *("line_number", "file"),
        ]
        read_only_fields = fields


class SetAsideSerializer(SeenSerializer):
    """A line of a bank file that was set aside, why, and by whom."""

    file = serializers.CharField(source="bank_file.name")
    resolved_by = serializers.CharField(source="resolved_by.name")

    class Meta:
        model = BankLine
        fields = [
            *("id", "kind", "amount", "value_date", "reference", "set_aside_because"),
            *("resolved_by", "resolved_at", "line_number", "file"),
        ]
        read_only_fields = fields


class TakenBackSerializer(SeenSerializer):
    """A payment that a dishonour may take back."""

    application = serializers.CharField(source="application.reference")

    class Meta:
        model = Payment
        fields = ["id", "application", "amount", "value_date"]
        read_only_fields = fields


class TakeBackOrder(serializers.Serializer):
    """The payment that a dishonour takes back."""

    payment = serializers.IntegerField(min_value=1, max_value=LARGEST_NUMBER)


class SetAsideOrder(serializers.Serializer):
    """Why a line is set aside."""

    reason = Line(max_length=LONGEST_REASON)


class LoanSearch(serializers.Serializer):
    """A reference, a borrower's name, or the amount of a repayment due about now."""

    words = Line(max_length=LONGEST_SEARCH)


class FoundLoanSerializer(SeenSerializer):
    """A loan that money in suspense may be for, with its oldest unpaid repayment or fee."""

    borrowers = serializers.SlugRelatedField("name", many=True, read_only=True)
    oldest_due = serializers.DateField(allow_null=True)
    oldest_owed = serializers.DecimalField(max_digits=14, decimal_places=2, allow_null=True)

    class Meta:
        model = Application
        fields = ["reference", "borrowers", "oldest_due", "oldest_owed"]
        read_only_fields = fields


class BookOrder(serializers.Serializer):
    """The loan to which a line is booked."""

    reference = Line(max_length=LONGEST_REFERENCE)
    is_other_money = serializers.BooleanField(
        default=False, help_text="Whether to book it although such a payment was recorded by hand."
    )
