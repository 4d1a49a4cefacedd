"""What the API says of things, and what it takes."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from applications.models import Application, BankFault, BankFile, StageEvent
from applications.stages import Stage
from users.models import Notification
from users.text import LINE


class Words(serializers.RegexField):
    """Text without the one character that databases do not keep."""

    def __init__(self, **options):
        # Not of nothing: where that is allowed, the description has a case of its own for it.
        super().__init__(r"^[^\x00]+$", **options)


class Line(serializers.RegexField):
    """One line of text that is kept or searched for, as users/text.py describes it."""

    default_error_messages = {"invalid": "This holds a character that cannot be used."}

    def __init__(self, **options):
        super().__init__(LINE, **options)


class ApplicationSerializer(serializers.ModelSerializer):
    """One application in a list."""

    broker = serializers.CharField(source="broker.name")
    bdm = serializers.CharField(source="bdm.name")
    borrowers = serializers.SlugRelatedField("name", many=True, read_only=True)

    class Meta:
        model = Application
        fields = ["reference", "stage", "stage_since", "amount", "broker", "bdm", "borrowers", "created_at"]
        read_only_fields = fields


class StageEventSerializer(serializers.ModelSerializer):
    """One move; `from_stage` is empty where the application was opened."""

    by = serializers.CharField(source="by.name")

    class Meta:
        model = StageEvent
        fields = ["from_stage", "to_stage", "by", "at", "reason"]
        read_only_fields = fields


class ApplicationDetailSerializer(ApplicationSerializer):
    """One application with its terms and its way through the stages."""

    events = StageEventSerializer(source="stage_events", many=True)

    class Meta:
        model = Application
        fields = [
            *ApplicationSerializer.Meta.fields,
            "term_months",
            "annual_rate",
            "frequency",
            "valuation",
            "funding_date",
            "events",
        ]
        read_only_fields = fields


class MoveSerializer(serializers.Serializer):
    """A move that is asked for. `from_stage` is where whoever asks saw the application."""

    from_stage = serializers.ChoiceField(Stage.choices)
    to_stage = serializers.ChoiceField(Stage.choices)
    reason = Line(max_length=500, allow_blank=True, default="")


class NotificationSerializer(serializers.ModelSerializer):
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


class BankFaultSerializer(serializers.ModelSerializer):
    """One thing that is wrong with a file."""

    class Meta:
        model = BankFault
        fields = ["line_number", "reason"]
        read_only_fields = fields


class BankFileSerializer(serializers.ModelSerializer):
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
