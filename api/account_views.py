"""The caller's own account and notification settings."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.errors import REFUSED, WHY_NOT
from api.serializers import Line, asked_of
from users import accounts
from users.models import User
from users.preferences import Channel, Event, Rhythm, Role


class OwnAccount(serializers.Serializer):
    """The caller's account."""

    name = Line(max_length=accounts.LONGEST_NAME)
    email = serializers.CharField(read_only=True)
    role = serializers.ChoiceField(Role.choices, read_only=True)


class SettingSerializer(serializers.Serializer):
    """Whether the caller is notified of an event on a channel. A mandatory one cannot be switched off."""

    event = serializers.ChoiceField(Event.choices)
    channel = serializers.ChoiceField(Channel.choices)
    on = serializers.BooleanField()
    mandatory = serializers.BooleanField()


class PreferencesSerializer(serializers.Serializer):
    """How the caller's e-mails come, and every event that the caller's role hears of, by channel."""

    rhythm = serializers.ChoiceField(Rhythm.choices)
    settings = SettingSerializer(many=True)


class RhythmSerializer(serializers.Serializer):
    """Single e-mails, or a daily or weekly digest."""

    rhythm = serializers.ChoiceField(Rhythm.choices)


class SwitchSerializer(serializers.Serializer):
    """Switch a setting on or off."""

    on = serializers.BooleanField()


class Account(APIView):
    """The caller's own account."""

    @extend_schema(operation_id="account_retrieve", responses={200: OwnAccount, **WHY_NOT})
    def get(self, request: Request) -> Response:
        return Response(OwnAccount(request.user).data)

    @extend_schema(operation_id="account_change", request=OwnAccount, responses={200: OwnAccount, **REFUSED})
    def put(self, request: Request) -> Response:
        """Change the caller's name."""
        asked = asked_of(OwnAccount, request.data)
        accounts.name_change(user=request.user, name=asked["name"], request=request)
        return Response(OwnAccount(request.user).data)


class Preferences(APIView):
    """The caller's notification settings."""

    @extend_schema(operation_id="preferences_retrieve", responses={200: PreferencesSerializer, **WHY_NOT})
    def get(self, request: Request) -> Response:
        return Response(_settings_of(request.user))

    @extend_schema(
        operation_id="preferences_rhythm",
        request=RhythmSerializer,
        responses={200: PreferencesSerializer, **REFUSED},
    )
    def put(self, request: Request) -> Response:
        """Choose how e-mails come. A borrower's come singly: 409."""
        asked = asked_of(RhythmSerializer, request.data)
        accounts.rhythm_set(user=request.user, rhythm=asked["rhythm"])
        return Response(_settings_of(request.user))


class Preference(APIView):
    """One event on one channel."""

    @extend_schema(
        operation_id="preferences_switch",
        request=SwitchSerializer,
        responses={200: PreferencesSerializer, **REFUSED},
    )
    def put(self, request: Request, event: str, channel: str) -> Response:
        """Switch it on or off. 409 if it is mandatory, or the caller's role never hears of it there."""
        asked = asked_of(SwitchSerializer, request.data)
        if event not in Event.values or channel not in Channel.values:
            raise Http404
        enabled = asked["on"]
        accounts.preference_set(user=request.user, event=event, channel=channel, enabled=enabled)
        return Response(_settings_of(request.user))


def _settings_of(user: User) -> dict:
    settings = [one for _, row in accounts.settings_of(user) for one in row if one.exists]
    return PreferencesSerializer({"rhythm": user.rhythm, "settings": settings}).data
