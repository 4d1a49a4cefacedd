"""Sessions in the database, by keys that could be one."""

from django.contrib.sessions.backends import db

from users.logins import is_session_key


class SessionStore(db.SessionStore):
    """Takes any other text in the cookie for no session: PostgreSQL refuses to look for NUL."""

    def _validate_session_key(self, key: str | None) -> bool:
        return super()._validate_session_key(key) and is_session_key(key)
