"""Bodies of the endpoints that open and change applications."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers import Digits, Line, Money, Once, SeenSerializer
from applications.changes import HIGHEST_RATE, LONGEST_TERM
from applications.checklist import Act
from applications.directions import Direction
from applications.models import BDM, Borrower, Broker, Guarantor
from applications.models.parties import PartyKind
from applications.particulars import LONGEST_TEXT
from applications.repayment_schedule import Frequency
from applications.selectors.board import MOST_DAYS
from applications.selectors.book import ORDERS
from applications.selectors.parties import PARTIES
from applications.stages import Stage
from common.text import LONGEST_SEARCH


@extend_schema_field({"type": "string", "pattern": r"^[0-9]{1,2}(\.[0-9]{1,4})?$", "example": "6.2500"})
class Rate(Digits):
    """Percent a year."""

    def __init__(self, **options):
        limits = {"min_value": 0, "max_value": HIGHEST_RATE}
        super().__init__(max_digits=7, decimal_places=4, **limits, **options)


class TermsSerializer(serializers.Serializer):
    """Terms of a loan; null means not known yet. A field that is absent stays as it is."""

    amount = Money(required=False, allow_null=True)
    term_months = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=LONGEST_TERM
    )
    annual_rate = Rate(required=False, allow_null=True)
    frequency = serializers.ChoiceField(Frequency.choices, required=False)
    valuation = Money(required=False, allow_null=True)
    funding_date = serializers.DateField(required=False, allow_null=True)


class ParticularsSerializer(serializers.Serializer):
    """A person's or a company's particulars. Birth date, income and numbers are written and never read."""

    name = Line(max_length=LONGEST_TEXT["name"])
    kind = serializers.ChoiceField(PartyKind.choices, default=PartyKind.INDIVIDUAL)
    email = Line(max_length=LONGEST_TEXT["email"], allow_blank=True, required=False)
    birth_date = serializers.DateField(required=False, allow_null=True)
    annual_income = Money(required=False, allow_null=True)
    tax_file_number = Line(max_length=30, required=False, allow_null=True)
    account_number = Line(max_length=30, required=False, allow_null=True)


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


def id_of(whose: str, **options) -> serializers.IntegerField:
    """The id of somebody in the answers of another endpoint."""
    return serializers.IntegerField(min_value=1, help_text=f"An id from `{whose}/`.", **options)


class OpenSerializer(TermsSerializer):
    """A new application. Brokers open their own: for them `broker` is not needed.

    Without `bdm` the broker's primary BDM looks after it.
    """

    broker = id_of("brokers", required=False)
    bdm = id_of("bdms", required=False)
    borrowers = serializers.ListField(child=id_of("borrowers"), required=False, max_length=20)
    new_borrowers = ParticularsSerializer(many=True, required=False, max_length=20)
    idempotency_key = Once()


class JoinSerializer(serializers.Serializer):
    """Somebody who joins a loan: on file, with the id in `known`, or new, with `particulars`."""

    role = serializers.ChoiceField(tuple(PARTIES))
    known = id_of("borrowers/` or `guarantors", required=False)
    particulars = ParticularsSerializer(required=False)
    idempotency_key = Once()


class HandOverSerializer(serializers.Serializer):
    """Who looks after an application from now on. A field that is absent stays as it is."""

    bdm = id_of("bdms", required=False)
    broker = id_of("brokers", required=False)


class BorrowerSerializer(SeenSerializer):
    """A borrower. `on_file` names the particulars that are known and never shown."""

    id = serializers.IntegerField(source="pk")
    on_file = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Borrower
        fields = ["id", "name", "kind", "email", "on_file"]
        read_only_fields = fields


class GuarantorSerializer(BorrowerSerializer):
    """A guarantor, likewise."""

    class Meta(BorrowerSerializer.Meta):
        model = Guarantor


class PartiesSerializer(serializers.Serializer):
    """The people of an application."""

    borrowers = BorrowerSerializer(many=True)
    guarantors = GuarantorSerializer(many=True)


class BrokerSerializer(SeenSerializer):
    """A broker for whom the caller may open an application."""

    id = serializers.IntegerField(source="pk")

    class Meta:
        model = Broker
        fields = ["id", "name"]
        read_only_fields = fields


class BDMSerializer(SeenSerializer):
    """A BDM to whom the caller may give an application."""

    id = serializers.IntegerField(source="pk")

    class Meta:
        model = BDM
        fields = ["id", "name"]
        read_only_fields = fields


class TaskSerializer(serializers.Serializer):
    """An item of the checklist; `who` does it where it is not the caller's (`yours`).

    `document` is the id of the document to be signed.
    """

    act = serializers.ChoiceField(tuple(Act))
    subject = serializers.CharField()
    words = serializers.CharField()
    yours = serializers.BooleanField()
    who = serializers.CharField()
    document = serializers.IntegerField(allow_null=True)


class ChecklistSerializer(serializers.Serializer):
    """What an application lacks for its usual next stage; `next_stage` is empty where there is none."""

    next_stage = serializers.ChoiceField(Stage.choices, allow_blank=True)
    yours = serializers.BooleanField(help_text="Whether the caller may make the move.")
    who = serializers.CharField(allow_blank=True, help_text="Who makes the move otherwise.")
    tasks = TaskSerializer(many=True)


class LegalMoveSerializer(serializers.Serializer):
    """A move that the caller may make, and what follows: whom it tells, and who reads its reason."""

    to_stage = serializers.ChoiceField(Stage.choices)
    direction = serializers.ChoiceField(tuple(Direction))
    needs_reason = serializers.BooleanField()
    follows = serializers.ListField(child=serializers.CharField())
