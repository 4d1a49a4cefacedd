"""Notes: listed, written, put off, finished."""

from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.serializers import Lines, Once, SeenSerializer, asked_of
from api.views import REFUSED, WHY_NOT, Detail
from applications import refusals
from applications.models import Note
from applications.models.note import Visibility
from applications.selectors.application import application_for
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


class Notes(generics.ListAPIView):
    """The notes on an application that the caller may read, newest first."""

    serializer_class = NoteSerializer
    queryset = Note.objects.none()

    @extend_schema(responses={200: NoteSerializer(many=True), **WHY_NOT})
    def get(self, request: Request, *args, **kwargs) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(operation_id="notes_add", request=NewNote, responses={201: NoteSerializer, **REFUSED})
    def post(self, request: Request, reference: str) -> Response:
        """Write a note. Borrowers may not: 409."""
        application = application_for(request.user, reference)
        said = asked_of(NewNote, request.data)
        if (wanted := said.pop("assignee", None)) is not None:
            said["assignee"] = assignable_to(application).filter(pk=wanted).first()
            if said["assignee"] is None:
                raise refusals.CannotBeAssigned(f"the user {wanted}")
        note = note_add(application=application, author=request.user, **said)
        return Response(_said_of(note, request), status.HTTP_201_CREATED)

    def get_queryset(self):
        application = application_for(self.request.user, self.kwargs["reference"])
        return notes_visible_to(self.request.user).filter(application=application)


class Assignees(generics.ListAPIView):
    """The people to whom a note on an application can be assigned; none for a borrower."""

    serializer_class = AssigneeSerializer
    queryset = User.objects.none()

    @extend_schema(responses={200: AssigneeSerializer(many=True), **WHY_NOT})
    def get(self, request: Request, *args, **kwargs) -> Response:
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        application = application_for(self.request.user, self.kwargs["reference"])
        people = assignable_to(application)
        return people.none() if self.request.user.role == Role.BORROWER else people


class NoteReminder(APIView):
    """The reminder of a note."""

    @extend_schema(operation_id="notes_remind", request=Reminder, responses={200: NoteSerializer, **REFUSED})
    def put(self, request: Request, pk: int) -> Response:
        """Choose another day, or none."""
        note = note_for(request.user, pk)
        asked = asked_of(Reminder, request.data)
        note_remind(note=note, by=request.user, on=asked["remind_on"])
        return Response(_said_of(note, request))


class NoteDone(APIView):
    """Mark a note as done."""

    @extend_schema(
        operation_id="notes_finish", request=None, responses={200: NoteSerializer, **WHY_NOT, 409: Detail}
    )
    def post(self, request: Request, pk: int) -> Response:
        note = note_for(request.user, pk)
        note_finish(note=note, by=request.user)
        return Response(_said_of(note, request))


def _said_of(note: Note, request: Request) -> dict:
    return NoteSerializer(note, context={"request": request}).data
