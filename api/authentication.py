"""Authentication by `Authorization: Token …`."""

import re

from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from knox.auth import TokenAuthentication as KnoxAuthentication
from rest_framework.exceptions import AuthenticationFailed

TOKEN = re.compile(rb"[0-9a-f]{64}")


class TokenAuthentication(KnoxAuthentication):
    """Knox's authentication, which stores only hashes; malformed tokens are refused before any query."""

    def authenticate_credentials(self, token: bytes):
        if not TOKEN.fullmatch(token):
            raise AuthenticationFailed("Invalid token.")
        return super().authenticate_credentials(token)


class TokenScheme(KnoxTokenScheme):
    """How the OpenAPI description describes token authentication."""

    target_class = "api.authentication.TokenAuthentication"
    name = "token"
