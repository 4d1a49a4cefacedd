"""API tokens: create, list, revoke."""

from django.contrib.auth import authenticate
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.errors import WHY_NOT, Detail
from api.lists import listed
from api.serializers import SeenSerializer, Words, asked_of
from users import second_factor, tokens
from users.addresses import LONGEST
from users.models import ApiToken
from users.second_factor import Step


class Credentials(serializers.Serializer):
    """An e-mail address and password, and a second-factor code if the user has a second factor."""

    email = Words(max_length=LONGEST, trim_whitespace=False)
    password = Words(max_length=128, trim_whitespace=False)
    otp = Words(max_length=20, required=False)


class Taken(serializers.Serializer):
    """A new token, returned only once. Send it as `Authorization: Token …`."""

    token = serializers.CharField()
    id = serializers.IntegerField()
    expires_at = serializers.DateTimeField()


class TokenSerializer(SeenSerializer):
    """A token without its secret."""

    created_at = serializers.DateTimeField(source="created")
    expires_at = serializers.DateTimeField(source="expiry")

    class Meta:
        model = ApiToken
        fields = ["id", "created_at", "expires_at"]
        read_only_fields = fields


class TakeToken(APIView):
    """Create a token from an e-mail address, a password and, if needed, a second-factor code."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(
        request=Credentials,
        responses={200: Taken, 400: Detail, 403: Detail, 409: Detail, 415: Detail, 429: Detail},
    )
    def post(self, request: Request) -> Response:
        asked = asked_of(Credentials, request.data)
        user = authenticate(request, username=asked["email"], password=asked["password"])
        taken = user and self._has_second_factor(user, asked.get("otp", "")) and self._take(user)
        if not taken:
            raise AuthenticationFailed("Wrong e-mail address, password or code.")
        row, token = taken
        return Response({"token": token, "id": row.pk, "expires_at": row.expiry})

    def _has_second_factor(self, user, code: str) -> bool:
        step = second_factor.step_after_password(user)
        if step is Step.CODE:
            return second_factor.verify(user=user, code=code, request=self.request)
        # A user who must set one up first has to do so on the workspace's pages.
        return step is Step.NONE

    def _take(self, user) -> tuple[ApiToken, str] | None:
        return tokens.token_take(user=user, request=self.request)


@listed(TokenSerializer)
class Tokens(generics.ListAPIView):
    """The caller's valid tokens, newest first."""

    def get_queryset(self):
        return tokens.tokens_of(self.request.user)


class RevokeToken(APIView):
    """Revoke a token."""

    @extend_schema(responses={204: None, **WHY_NOT})
    def delete(self, request: Request, pk: int) -> Response:
        user = request.user
        if not tokens.token_revoke(user=user, token_id=pk, by=user, request=request):
            raise Http404
        return Response(status=status.HTTP_204_NO_CONTENT)
