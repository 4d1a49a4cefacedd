"""What a story leaves in the CRM, in words: without ids, tokens and file names, which are new each time."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from cryptography.fernet import InvalidToken
from django.apps import apps
from django.db.models import ForeignKey, Model

from applications.models import Borrower, Guarantor
from applications.models.fields import EncryptedField
from timeskip.retelling import Books
from timeskip.stacks.protocol import StoryLike

APPS = ("applications", "users")
# Lists of ids in what a formal approval states.
PARTIES = {"borrowers": Borrower, "guarantors": Guarantor}
# Columns that are new each time, with what is compared in their place.
NEW_EACH_TIME = {
    "users.User": {
        "password": "a new salt each time",
        "login_version": "counts log-ins; the security log says which",
        "last_login": "said by the security log",
    },
    "users.ApiToken": {"digest": "random", "token_key": "random"},
    "users.EmailDelivery": {
        "message_id": "random; letters are compared by address, subject and text",
        "context": "what the letter says in words; letters are compared",
    },
    "users.Notification": {"url": "has ids in it"},
    "applications.Document": {"file": "random", "content_sha256": "of the same words as sha256"},
    "applications.PersonalCopy": {"file": "random"},
    "applications.IdempotencyKey": {
        "digest": "of ids",
        "made_id": "an id; what was made is compared",
    },
    "applications.BankFile": {"file": "has a random part where the name is taken"},
    "applications.Report": {"file": "has a random part where the name is taken"},
}
# What names a row beside others of its table, in the place of its id.
NAMES = {
    "applications.Repayment": "application number",
    "applications.Payment": "application value_date amount direction",
    "applications.Document": "application kind version",
    "applications.Report": "kind first_day bdm version",
    "applications.BankLine": "bank_file line_number",
    "applications.Fee": "application kind",
    "applications.BankFile": "name sha256",
    "users.Digest": "user day",
    "users.Notification": "user dedupe_key",
}
# Numbers that are no part of a day or an amount: the ids in keys such as "reminder:12:3".
AN_ID = re.compile(r"(?<=:)\d+(?=:|$)|(?<=:)[0-9a-f]{8}-[0-9a-f-]{27}")
# What an application is called that people open.
A_NEW_REFERENCE = re.compile(r"\bHL-[0-9A-Z]{8}\b")
# A link in a letter has a token or an id behind its first part.
A_LINK = re.compile(r"(https?://[^/\s]+/[^/\s]*)\S*")


def read(story: StoryLike) -> Books:
    """Return every row of the CRM, and the letters that arrived."""
    books = {table: list(rows) for table, rows in _tables()}
    # A mailbox shows a letter once that comes twice under one Message-ID.
    times = Counter(letter.message_id for letter in story.mail.delivered)
    letters = {letter.message_id: letter for letter in reversed(story.mail.delivered)}
    books["letters"] = [
        {
            "to": letter.to,
            "subject": _plain(letter.subject),
            "text": _plain(A_LINK.sub(r"\1…", letter.text)),
            "at": letter.at,
            "times": times[letter.message_id],
        }
        for letter in letters.values()
    ]
    return books


def _tables() -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    models = _models()
    rows = {model: _rows(model) for model in models}
    by_key = {(model, row.pk): row for model in models for row in rows[model]}
    for model in models:
        yield str(model._meta.verbose_name_plural), (_in_words(row, by_key) for row in rows[model])


def _rows(model: type[Model]) -> list[Model]:
    """Every row; without what is encrypted where the story has lost the key."""
    try:
        return list(model._base_manager.all())
    except InvalidToken:
        encrypted = [column.name for column in model._meta.fields if isinstance(column, EncryptedField)]
        return list(model._base_manager.defer(*encrypted))


@cache
def _models() -> list[type[Model]]:
    configs = map(apps.get_app_config, APPS)
    return [model for config in configs for model in config.get_models(include_auto_created=True)]


def _in_words(row: Model, rows: dict[tuple[type, Any], Model]) -> dict[str, Any]:
    left_out = NEW_EACH_TIME.get(row._meta.label, {})
    return {
        column.name: _value(row, column, rows)
        for column in row._meta.concrete_fields
        if column.name not in left_out and not (column.primary_key and not isinstance(column, ForeignKey))
    }


def _value(row: Model, column: Any, rows: dict[tuple[type, Any], Model]) -> Any:
    if column.attname in row.get_deferred_fields():
        return "cannot be read"
    value = getattr(row, column.attname)
    if isinstance(column, ForeignKey):
        target = rows.get((column.related_model, value))
        return value and (_plain(_name(target, rows)) if target is not None else "gone")
    if isinstance(value, dict | list):
        return _plain(json.dumps(_with_names(value, rows), sort_keys=True))
    if column.name == "dedupe_key":
        return AN_ID.sub("#", value)
    return "" if value is None else _plain(str(value))


def _plain(text: str) -> str:
    return A_NEW_REFERENCE.sub("HL-…", text)


def _with_names(content: Any, rows: dict[tuple[type, Any], Model]) -> Any:
    """Put names in the place of the ids in what a formal approval states."""
    if not isinstance(content, dict):
        return content
    parties = {key: model for key, model in PARTIES.items() if isinstance(content.get(key), list)}
    named = {
        key: sorted(str(rows.get((model, pk), pk)) for pk in content[key]) for key, model in parties.items()
    }
    return {**content, **named}


def _name(row: Model, rows: dict[tuple[type, Any], Model]) -> str:
    columns = NAMES.get(row._meta.label)
    if columns is None:
        return str(row)
    return " ".join(str(_value(row, row._meta.get_field(name), rows)) for name in columns.split())
