"""What the API says of things, and what it takes."""

from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from applications.models import Application, BankFault, BankFile, StageEvent
from applications.seen import seen_by
from applications.stages import Stage
from applications.visibility import always_reads
from common.text import LINE, validate_line
from users.models import Notification


class Words(serializers.RegexField):
    """Text without the one character that databases do not keep."""

    def __init__(self, **options):
        # Not of nothing: where that is allowed, the description has a case of its own for it.
        super().__init__(r"^[^\x00]+$", **options)


class SeenSerializer(serializers.ModelSerializer):
    """A row as the caller sees it: a field that the caller may not read is absent from the answer."""

    def to_representation(self, row) -> dict:
        seen = seen_by(self.context["request"].user, row)
        answer = {}
        for name, field in self.fields.items():
            if field.source_attrs[0] in seen:
                value = field.get_attribute(seen)
                answer[name] = None if value is None else field.to_representation(value)
        return answer


class SeenSchema(OpenApiSerializerExtension):
    """Describes as required only what every role reads."""

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
    """One line of text that is kept or searched for, as common/text.py describes it."""

    default_error_messages = {"invalid": "This contains a character that is not allowed."}

    def __init__(self, **options):
        super().__init__(LINE, validators=[validate_line], **options)


class ApplicationSerializer(SeenSerializer):
    """One application in a list."""

    broker = serializers.CharField(source="broker.name")
    bdm = serializers.CharField(source="bdm.name")
    borrowers = serializers.SlugRelatedField("name", many=True, read_only=True)

    class Meta:
        model = Application
        fields = ["reference", "stage", "stage_since", "amount", "broker", "bdm", "borrowers", "created_at"]
        read_only_fields = fields


class StageEventSerializer(SeenSerializer):
    """One move; `from_stage` is empty where the application was opened.

    `by` and `reason` are absent where the caller may not read them: a borrower reads neither, a broker reads
    only the reasons of moves back, of reopening, and those that the broker gave.
    """

    from_stage = serializers.ChoiceField(Stage.choices, allow_blank=True)
    by = serializers.CharField(source="by.name")

    class Meta:
        model = StageEvent
        fields = ["from_stage", "to_stage", "by", "at", "reason"]
        read_only_fields = fields


class ApplicationDetailSerializer(ApplicationSerializer):
    """One application with its terms and its way through the stages; a borrower's has no `valuation`.

    Until the loan is funded, `funding_date` is null and `planned_funding_date` says when it is to be.
    """

    funding_date = serializers.DateField(source="funded_on", allow_null=True)
    planned_funding_date = serializers.DateField(allow_null=True)
    events = StageEventSerializer(
        source="latest_moves",
        many=True,
        help_text="The last 50 moves; all of them have an address of their own.",
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
    """A move that is asked for. `from_stage` is where whoever asks saw the application."""

    from_stage = serializers.ChoiceField(Stage.choices)
    to_stage = serializers.ChoiceField(Stage.choices)
    reason = Line(max_length=500, allow_blank=True, default="")


class NotificationSerializer(SeenSerializer):
    """Something that whoever asks was told."""

    class Meta:
        model = Notification
        fields = [
            "id",
            "sequence",
            "notification_type",
            "message",
            "subject_ref",
            "url",
            "created_at",
            "read_at",
        ]
        read_only_fields = fields


@extend_schema_field({"type": "string", "format": "binary", "minLength": 1})
class NotEmptyFile(serializers.FileField):
    """A file with something in it."""


class UploadSerializer(serializers.Serializer):
    """A bank file, as docs/bank_files.md describes it."""

    file = NotEmptyFile(max_length=200)


class BankFaultSerializer(SeenSerializer):
    """One thing that is wrong with a file."""

    class Meta:
        model = BankFault
        fields = ["line_number", "reason"]
        read_only_fields = fields


class BankFileSerializer(SeenSerializer):
    """How far a bank file has got. Faults are listed where it was refused, and then nothing is booked;
    `more_faults` counts those that are not listed."""

    faults = BankFaultSerializer(many=True)
    booked = serializers.IntegerField(help_text="Lines that are booked so far.")

    class Meta:
        model = BankFile
        fields = [
            "id",
            "name",
            "uploaded_at",
            "finished_at",
            "lines_stated",
            "total_stated",
            "booked",
            "faults",
            "more_faults",
        ]
        read_only_fields = fields
