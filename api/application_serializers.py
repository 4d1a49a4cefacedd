"""Bodies of the endpoints that open and change applications."""

from rest_framework import serializers

from api.serializers import Line, SeenSerializer
from applications.changes import HIGHEST_RATE, LONGEST_TERM
from applications.checklist import Act
from applications.directions import Direction
from applications.models import BDM, Borrower, Broker, Guarantor
from applications.models.parties import PartyKind
from applications.particulars import LONGEST_TEXT
from applications.repayment_schedule import Frequency
from applications.selectors.parties import (
    PARTIES,
    bdms_to_look_after,
    brokers_to_open_for,
    parties_visible_to,
)
from applications.stages import Stage

KNOWN = "Ids from `borrowers/` or `guarantors/`."


def money(**options) -> serializers.DecimalField:
    """Dollars and cents."""
    return serializers.DecimalField(max_digits=12, decimal_places=2, **options)


class TermsSerializer(serializers.Serializer):
    """Terms of a loan; null means not known yet. A field that is absent stays as it is."""

    amount = money(required=False, allow_null=True)
    term_months = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=LONGEST_TERM
    )
    annual_rate = serializers.DecimalField(
        required=False, allow_null=True, max_digits=7, decimal_places=4, min_value=0, max_value=HIGHEST_RATE
    )
    frequency = serializers.ChoiceField(Frequency.choices, required=False)
    valuation = money(required=False, allow_null=True)
    funding_date = serializers.DateField(required=False, allow_null=True)


class ParticularsSerializer(serializers.Serializer):
    """A person's or a company's particulars. Birth date, income and numbers are written and never read."""

    name = Line(max_length=LONGEST_TEXT["name"])
    kind = serializers.ChoiceField(PartyKind.choices, default=PartyKind.INDIVIDUAL)
    email = Line(max_length=LONGEST_TEXT["email"], allow_blank=True, required=False)
    birth_date = serializers.DateField(required=False, allow_null=True)
    annual_income = money(required=False, allow_null=True)
    tax_file_number = Line(max_length=30, required=False, allow_null=True)
    account_number = Line(max_length=30, required=False, allow_null=True)


class OfTheCaller(serializers.PrimaryKeyRelatedField):
    """The id of a row that the caller may choose; `choices` takes the caller and gives the rows."""

    def __init__(self, choices, **options):
        self._choices = choices
        super().__init__(queryset=Broker.objects.none(), **options)

    def get_queryset(self):
        return self._choices(self.context["request"].user)


class OpenSerializer(TermsSerializer):
    """A new application. Brokers open their own: for them `broker` is not needed."""

    broker = OfTheCaller(brokers_to_open_for, required=False, help_text="An id from `brokers/`.")
    bdm = OfTheCaller(
        bdms_to_look_after,
        required=False,
        allow_null=True,
        help_text="An id from `bdms/`; by default the broker's primary BDM.",
    )
    borrowers = serializers.ListField(
        child=OfTheCaller(lambda user: parties_visible_to(user, "borrower")),
        required=False,
        max_length=20,
        help_text=KNOWN,
    )
    new_borrowers = ParticularsSerializer(many=True, required=False, max_length=20)


class JoinSerializer(serializers.Serializer):
    """Somebody who joins a loan: on file, with the id in `known`, or new, with `particulars`."""

    role = serializers.ChoiceField(tuple(PARTIES))
    known = serializers.IntegerField(required=False, min_value=1, help_text=KNOWN)
    particulars = ParticularsSerializer(required=False)


class HandOverSerializer(serializers.Serializer):
    """Who looks after an application from now on. A field that is absent stays as it is."""

    bdm = OfTheCaller(bdms_to_look_after, required=False)
    broker = OfTheCaller(lambda user: Broker.objects.all(), required=False)


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
