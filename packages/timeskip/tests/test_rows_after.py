"""The new rows of a queryset that is compiled once are those that Django finds."""

from typing import Any

import pytest
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat, Upper
from project.notes.models import Note

from timeskip.rows_after import rows_after

ALL = Note.objects.all()
KINDS = {
    "all": ALL,
    "filtered": Note.objects.filter(text__contains="a").exclude(text="hat"),
    "annotated": Note.objects.annotate(loud=Concat(Upper("text"), Value("!"))).filter(pk__gt=F("pk") - 5),
    "deferred": Note.objects.only("text"),
    "values": Note.objects.values_list("pk", "text"),
    "none": Note.objects.none(),
}


@pytest.fixture
def keys(db: None) -> list[int]:
    return [Note.objects.create(text=text).pk for text in ("cat", "hat", "dog", "bat")]


def as_django_finds(rows: QuerySet, last: int) -> list[Any]:
    return list(rows.filter(pk__gt=last).order_by("pk"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("again", [False, True], ids=["once", "again"])
def test_rows_are_those_that_django_finds(keys: list[int], kind: str, again: bool) -> None:
    rows = KINDS[kind]
    for last in (0, *keys, 10**9, *keys):
        assert rows_after(rows, last) == as_django_finds(rows, last)
    assert [vars(row).get("loud") for row in rows_after(KINDS["annotated"], 0)] == ["CAT!", "HAT!", "DOG!", "BAT!"]


def test_rows_that_are_written_later_are_found(keys: list[int]) -> None:
    assert rows_after(ALL, keys[-1]) == []
    mat = Note.objects.create(text="mat")
    assert rows_after(ALL, keys[-1]) == [mat]
    assert rows_after(ALL, mat.pk) == []


def test_a_queryset_is_compiled_once(keys: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    rows_after(ALL, 0)

    def fail(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("compiled again")

    monkeypatch.setattr("django.db.models.sql.compiler.SQLCompiler.as_sql", fail)
    assert [note.text for note in rows_after(ALL, keys[1])] == ["dog", "bat"]


@pytest.mark.django_db(databases=["default", "other"])
def test_each_database_is_read_by_itself() -> None:
    there = Note.objects.using("other").create(text="there")
    assert rows_after(ALL.using("other"), 0) == [there]
    assert rows_after(ALL, 0) == []


def test_the_queryset_itself_stays_as_it_is(keys: list[int]) -> None:
    rows_after(ALL, keys[1])
    assert ALL.filter(text="cat").count() == 1
    assert len(ALL.all()) == 4
