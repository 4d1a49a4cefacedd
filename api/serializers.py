"""The API's request and response bodies."""

from decimal import Decimal
from uuid import UUID

from django.db.models import Model, QuerySet
from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from applications.models import Application, StageEvent
from applications.refusals import PartyNotFound
from applications.seen import seen_by
from applications.selectors.rows import first_or_raise
from applications.services.applications import LONGEST_REASON
from applications.stages import Stage
from applications.visibility import always_reads
from common.money import is_in_digits
from common.text import LINE, LINES, validate_line, validate_lines


class Words(serializers.RegexField):
    """Text without NUL, which PostgreSQL cannot store."""

    def __init__(self, **options):
        # The pattern excludes empty text: where it is allowed, the description lists it separately.
        super().__init__(r"^[^\x00]+$", **options)


class Digits(serializers.DecimalField):
    """A number; as text, in digits."""

    def to_internal_value(self, data: object) -> Decimal:
        if not is_in_digits(data):
            self.fail("invalid")
        return super().to_internal_value(data)


@extend_schema_field({"type": "string", "pattern": r"^[0-9]{1,10}(\.[0-9]{1,2})?$", "example": "1250.00"})
class Money(Digits):
    """Dollars and cents."""

    def __init__(self, **options):
        super().__init__(max_digits=12, decimal_places=2, **options)


class Once(serializers.UUIDField):
    """A new UUID for each act; the same one again if a request has to be repeated."""

    def __init__(self, **options):
        words = "A new UUID for each act. Sent again with the same key, a request acts once."
        super().__init__(help_text=words, **options)

    def to_internal_value(self, data: object) -> UUID:
        # Otherwise a number is taken for a UUID, although the description says that it is refused.
        if not isinstance(data, str):
            self.fail("invalid", value=data)
        return super().to_internal_value(data)


class SeenSerializer(serializers.ModelSerializer):
    """A row without the fields that the caller may not read."""

    def to_representation(self, row) -> dict:
        seen = seen_by(self.context["request"].user, row)
        answer = {}
        for name, field in self.fields.items():
            if field.source_attrs[0] in seen:
                value = field.get_attribute(seen)
                answer[name] = None if value is None else field.to_representation(value)
        return answer


def asked_of(body: type[serializers.Serializer], data: object, **options) -> dict:
    """What a request asks for, by the fields of its body or its query; ValidationError says what is wrong."""
    asked = body(data=data, **options)
    asked.is_valid(raise_exception=True)
    return asked.validated_data


def answer_of(serializer: type[SeenSerializer], rows: object, request: Request, **options) -> dict | list:
    """What the caller reads of a row; of several with `many=True`."""
    return serializer(rows, context={"request": request}, **options).data


def row_asked_for(rows: QuerySet, pk: int | None) -> Model | None:
    """The row with an id, None without one; raises PartyNotFound where the caller sees none with it."""
    return None if pk is None else first_or_raise(rows.filter(pk=pk), PartyNotFound)


class SeenSchema(OpenApiSerializerExtension):
    """Describes a field as required only if every role may read it."""

    target_class = "api.serializers.SeenSerializer"
    match_subclasses = True

    def map_serializer(self, auto_schema, direction) -> dict:
        schema = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        thing = self.target.Meta.model.__name__
        fields = self.target.fields
        schema["required"] = [
            name for name in schema["required"] if always_reads(thing, fields[name].source_attrs[0])
        ]
        return schema


class Line(serializers.RegexField):
    """One line of text, with the characters that common/text.py allows."""

    default_error_messages = {
        "invalid": "This contains a character that is not allowed.",
        "not_text": "This has to be text.",
    }

    def __init__(self, **options):
        super().__init__(LINE, validators=[validate_line], **options)

    def to_internal_value(self, data: object) -> str:
        # Otherwise a number is taken for its digits, although the description says that it is refused.
        if not isinstance(data, str):
            self.fail("not_text")
        return super().to_internal_value(data)


class Lines(Line):
    """Text of several lines, with the characters that common/text.py allows."""

    def __init__(self, **options):
        serializers.RegexField.__init__(self, LINES, validators=[validate_lines], **options)


class ApplicationSerializer(SeenSerializer):
    """An application in a list."""

    broker = serializers.CharField(source="broker.name")
    bdm = serializers.CharField(source="bdm.name")
    borrowers = serializers.SlugRelatedField("name", many=True, read_only=True)

    class Meta:
        model = Application
        fields = ["reference", "stage", "stage_since", "amount", "broker", "bdm", "borrowers", "created_at"]
        read_only_fields = fields


class ListedApplicationSerializer(ApplicationSerializer):
    """An application in the list, with how far it is past due and how much of it is unpaid."""

    days_past_due = serializers.IntegerField(help_text="0 where nothing is past due.")
    overdue = serializers.DecimalField(
        max_digits=14, decimal_places=2, allow_null=True, help_text="Null where nothing is past due."
    )

    class Meta(ApplicationSerializer.Meta):
        fields = [*ApplicationSerializer.Meta.fields, "days_past_due", "overdue"]
        read_only_fields = fields


class StageEventSerializer(SeenSerializer):
    """A move to another stage; `from_stage` is empty for the first one.

    `by` and `reason` are absent if the caller may not read them: borrowers read neither; brokers read only
    the reasons of moves back, of reopenings, and of their own moves.
    """

    from_stage = serializers.ChoiceField(Stage.choices, allow_blank=True)
    by = serializers.CharField(source="by.name")

    class Meta:
        model = StageEvent
        fields = ["from_stage", "to_stage", "by", "at", "reason"]
        read_only_fields = fields


class ApplicationDetailSerializer(ApplicationSerializer):
    """An application with its terms and latest moves. Borrowers do not get `valuation`.

    Until the loan is funded, `funding_date` is null and `planned_funding_date` is the planned date.
    """

    funding_date = serializers.DateField(source="funded_on", allow_null=True)
    planned_funding_date = serializers.DateField(allow_null=True)
    events = StageEventSerializer(
        source="latest_moves",
        many=True,
        help_text="The last 50 moves. For all of them, use the events endpoint.",
    )

    class Meta:
        model = Application
        fields = [
            *ApplicationSerializer.Meta.fields,
            "term_months",
            "annual_rate",
            "frequency",
            "valuation",
            "funding_date",
            "planned_funding_date",
            "events",
        ]
        read_only_fields = fields


class MoveSerializer(serializers.Serializer):
    """A requested move. `from_stage` is the stage at which the caller last saw the application."""

    from_stage = serializers.ChoiceField(Stage.choices)
    to_stage = serializers.ChoiceField(Stage.choices)
    reason = Line(max_length=LONGEST_REASON, allow_blank=True, default="")


@extend_schema_field({"type": "string", "format": "binary", "minLength": 1})
class NotEmptyFile(serializers.FileField):
    """A file that is not empty."""
