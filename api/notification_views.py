"""Endpoints: the caller's notifications."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.errors import WHY_NOT, WRONG
from api.lists import listed
from api.serializers import Line, SeenSerializer, asked_of
from users import inbox
from users.frames import LARGEST_NUMBER
from users.models import Notification
from users.preferences import Event


class NotificationSerializer(SeenSerializer):
    """A notification to the caller."""

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


class NotificationFilter(serializers.Serializer):
    """The last sequence number that the caller has seen, and filters of the list of notifications."""

    since = serializers.IntegerField(required=False, min_value=0, max_value=LARGEST_NUMBER)
    unread = serializers.BooleanField(required=False, default=False)
    kind = serializers.ChoiceField(Event.choices, required=False, allow_blank=True)
    about = Line(required=False, allow_blank=True, max_length=50, help_text="Letters of a reference.")


class NotificationIds(serializers.Serializer):
    """Ids of notifications."""

    ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_NUMBER), min_length=1, max_length=1000
    )


@listed(NotificationSerializer, errors=WRONG, parameters=[NotificationFilter])
class Notifications(generics.ListAPIView):
    """The caller's notifications, newest first; with `since`, those after a sequence number, oldest first."""

    def get_queryset(self):
        filters = asked_of(NotificationFilter, self.request.query_params)
        since = filters.pop("since", None)
        found = inbox.notifications_filtered(self.request.user.pk, **filters)
        return found if since is None else found.filter(sequence__gt=since).order_by("sequence")


class MarkRead(APIView):
    """Mark a notification as read."""

    @extend_schema(request=None, responses={204: None, **WHY_NOT})
    def post(self, request: Request, pk: int) -> Response:
        if not inbox.mark_read(user_id=request.user.pk, notification_id=pk):
            raise Http404
        return Response(status=status.HTTP_204_NO_CONTENT)


class MarkUnread(APIView):
    """Mark a notification as unread again."""

    @extend_schema(request=None, responses={204: None, **WHY_NOT})
    def post(self, request: Request, pk: int) -> Response:
        return _unread(request, [pk])


class MarkManyUnread(APIView):
    """Mark notifications as unread again. Other people's are left alone; 404 if none is the caller's."""

    @extend_schema(
        operation_id="notifications_unread_many", request=NotificationIds, responses={204: None, **WRONG}
    )
    def post(self, request: Request) -> Response:
        return _unread(request, asked_of(NotificationIds, request.data)["ids"])


class MarkAllRead(APIView):
    """Mark all notifications as read."""

    @extend_schema(operation_id="notifications_read_all", request=None, responses={204: None, **WHY_NOT})
    def post(self, request: Request) -> Response:
        inbox.mark_all_read(user_id=request.user.pk)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _unread(request: Request, notification_ids: list[int]) -> Response:
    if not inbox.mark_unread(user_id=request.user.pk, notification_ids=notification_ids):
        raise Http404
    return Response(status=status.HTTP_204_NO_CONTENT)
