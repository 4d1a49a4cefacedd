"""Notes: listed, written, put off, finished."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.errors import REFUSED, WHY_NOT, Detail
from api.lists import OfApplication, listed
from api.serializers import Lines, Once, SeenSerializer, answer_of, asked_of
from applications import refusals
from applications.models import Note
from applications.models.note import Visibility
from applications.selectors.note import assignable_to, note_for, notes_visible_to
from applications.services.notes import LONGEST_NOTE, note_add, note_finish, note_remind
from users.frames import LARGEST_NUMBER
from users.models import User
from users.preferences import Role


class NoteSerializer(SeenSerializer):
    """A note on an application. Borrowers get its text, its author and its moment only."""

    id = serializers.IntegerField(source="pk")
    author = serializers.CharField(source="author.name")
    assignee = serializers.CharField(source="assignee.name", allow_null=True)

    class Meta:
        model = Note
        fields = ["id", "text", "author", "assignee", "remind_on", "done_at", "created_at"]
        read_only_fields = fields


class NewNote(serializers.Serializer):
    """A note. `assignee` is the id of one of the application's assignees."""

    text = Lines(max_length=LONGEST_NOTE, trim_whitespace=False)
    visibility = serializers.ChoiceField(Visibility.choices, default=Visibility.INTERNAL)
    assignee = serializers.IntegerField(required=False, min_value=1, max_value=LARGEST_NUMBER)
    remind_on = serializers.DateField(required=False)
    idempotency_key = Once()


class Reminder(serializers.Serializer):
    """The day of a note's reminder, today or later; null for none."""

    remind_on = serializers.DateField(allow_null=True)


class AssigneeSerializer(SeenSerializer):
    """Somebody to whom a note can be assigned."""

    class Meta:
        model = User
        fields = ["id", "name"]
        read_only_fields = fields


@listed(NoteSerializer)
class Notes(OfApplication):
    """The notes on an application that the caller may read, newest first."""

    @extend_schema(operation_id="notes_add", request=NewNote, responses={201: NoteSerializer, **REFUSED})
    def post(self, request: Request, reference: str) -> Response:
        """Write a note. Borrowers may not: 409."""
        asked = asked_of(NewNote, request.data)
        if (wanted := asked.pop("assignee", None)) is not None:
            asked["assignee"] = assignable_to(self.application).filter(pk=wanted).first()
            if asked["assignee"] is None:
                raise refusals.CannotBeAssigned(f"the user {wanted}")
        note = note_add(application=self.application, author=request.user, **asked)
        return Response(answer_of(NoteSerializer, note, request), status.HTTP_201_CREATED)

    def get_queryset(self):
        return notes_visible_to(self.request.user).filter(application=self.application)


@listed(AssigneeSerializer)
class Assignees(OfApplication):
    """The people to whom a note on an application can be assigned; none for a borrower."""

    def get_queryset(self):
        people = assignable_to(self.application)
        return people.none() if self.request.user.role == Role.BORROWER else people


class NoteReminder(APIView):
    """The reminder of a note."""

    @extend_schema(operation_id="notes_remind", request=Reminder, responses={200: NoteSerializer, **REFUSED})
    def put(self, request: Request, pk: int) -> Response:
        """Choose another day, or none."""
        note = note_for(request.user, pk)
        asked = asked_of(Reminder, request.data)
        note_remind(note=note, by=request.user, on=asked["remind_on"])
        return Response(answer_of(NoteSerializer, note, request))


class NoteDone(APIView):
    """Mark a note as done."""

    @extend_schema(
        operation_id="notes_finish", request=None, responses={200: NoteSerializer, **WHY_NOT, 409: Detail}
    )
    def post(self, request: Request, pk: int) -> Response:
        note = note_for(request.user, pk)
        note_finish(note=note, by=request.user)
        return Response(answer_of(NoteSerializer, note, request))
