"""Somebody's program: it sends requests with a token, and reads the JSON that comes back."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from common.refusals import Refusal
from features.doors.protocol import NotThere
from features.drivers.person import Person
from users.models import ApiToken

# Statuses of an answer that says why nothing was done.
REFUSED = (400, 409, 413)
# What an answer says of a choice that there is not, and how it begins of one field.
NO_CHOICE = "is not a valid choice."
FIELD = re.compile(r"^[a-z_]+: ")


class Caller:
    """One person's program."""

    def __init__(self, who: Person) -> None:
        self._who = who
        self._row, token = ApiToken.objects.create(user=who.user)
        self._client = Client(headers={"Authorization": f"Token {token}"})

    @property
    def is_known(self) -> bool:
        """Whether the token still works: it expires, and ends when its owner logs out everywhere."""
        return ApiToken.objects.filter(pk=self._row.pk, expiry__gt=timezone.now()).exists()

    def get(self, path: str, **query: Any) -> dict[str, Any]:
        """Return an answer; NotThere where there is nothing for this person."""
        return self._answer(self._client.get(f"/api/{path}", query))

    def every(self, path: str, **query: Any) -> Iterator[dict[str, Any]]:
        """Yield the rows of a list, page by page."""
        number, more = 1, True
        while more:
            answer = self.get(path, **query, page=number)
            yield from answer["results"]
            number, more = number + 1, answer["next"]

    def post(self, path: str, **body: Any) -> dict[str, Any]:
        """Send JSON and return the answer; Refusal with its reason, NotThere."""
        return self._answer(self._client.post(f"/api/{path}", body, "application/json"))

    def post_once(self, path: str, times: int = 1, **body: Any) -> dict[str, Any]:
        """Send one act, so often, under one idempotency key; return its last answer. Refusal, NotThere."""
        key, answer = str(uuid4()), {}
        for _ in range(times):
            answer = self.post(path, **body, idempotency_key=key)
        return answer

    def put(self, path: str, **body: Any) -> dict[str, Any]:
        """Send a change as JSON and return the answer; Refusal with its reason, NotThere."""
        return self._answer(self._client.put(f"/api/{path}", body, "application/json"))

    def patch(self, path: str, **body: Any) -> dict[str, Any]:
        """Send a change as JSON and return the answer; Refusal with its reason, NotThere."""
        return self._answer(self._client.patch(f"/api/{path}", body, "application/json"))

    def delete(self, path: str) -> None:
        """Ask for a removal; Refusal with its reason, NotThere."""
        self._answer(self._client.delete(f"/api/{path}"))

    def upload(self, path: str, **form: Any) -> dict[str, Any]:
        """Send a form with a file and return the answer; Refusal with its reason, NotThere."""
        return self._answer(self._client.post(f"/api/{path}", form))

    def file(self, path: str) -> ContentFile:
        """Return a file; NotThere where there is none for this person."""
        response = self._client.get(f"/api/{path}")
        if response.status_code != 200:
            self._answer(response)
        return ContentFile(b"".join(response.streaming_content))

    def _answer(self, response: Any) -> dict[str, Any]:
        if response.status_code == 404:
            raise NotThere
        if response.status_code in REFUSED:
            said = response.json()["detail"]
            if NO_CHOICE in said:
                raise NotThere
            raise Refusal(FIELD.sub("", said))
        if response.status_code >= 300:
            said = response.content.decode()
            raise AssertionError(f"The API answered {self._who.name} with {response.status_code}: {said}")
        return response.json() if response.content else {}
