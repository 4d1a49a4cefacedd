"""Somebody's browser, and somebody's client of the API."""

from typing import Any
from uuid import uuid4

from django.test import Client
from rest_framework.test import APIClient


def browser_of(user) -> Client:
    """A browser in which somebody is logged in."""
    browser = Client()
    browser.force_login(user)
    return browser


def anew(**answers: Any) -> dict[str, Any]:
    """Answers that have not been sent before."""
    return {"idempotency_key": str(uuid4()), **answers}


def client_of(user) -> APIClient:
    """A client that calls the API as somebody."""
    client = APIClient()
    client.force_authenticate(user)
    return client
