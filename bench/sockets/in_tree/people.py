"""People with a login, written straight into the database."""


def log_in(count: int) -> list[tuple[int, str]]:
    """Create so many people with a session. Returns their ids and session keys."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session

    from users.models import User

    people = User.objects.bulk_create(
        User(name=f"Person {n}", email=f"person-{n}@example.com", role="borrower", password="!")
        for n in range(count)
    )
    store, sessions = SessionStore(), []
    for person in people:
        store._session_key = store._get_new_session_key()
        data = {
            SESSION_KEY: str(person.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: person.get_session_auth_hash(),
        }
        sessions.append(store.create_model_instance(data))
    Session.objects.bulk_create(sessions)
    return [(person.pk, session.session_key) for person, session in zip(people, sessions, strict=True)]


def place(port: int, session_key: str, name: str = "") -> tuple[str, dict]:
    """Where a person's socket is opened, with what headers. The CRM ignores the name."""
    headers = {"cookie": f"sessionid={session_key}", "origin": "http://localhost:8000"}
    return f"ws://127.0.0.1:{port}/ws/notifications/?{name}", headers
