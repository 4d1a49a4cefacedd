"""References of applications, and the names of uploaded files."""

import re

import pytest

from applications import models
from applications.models.application import new_reference
from applications.models.document import file_name
from features.drivers import factories

pytestmark = pytest.mark.django_db


class TestReferences:
    def test_reference_has_no_ambiguous_characters(self):
        references = [new_reference() for _ in range(500)]
        assert all(re.fullmatch(r"HL-[2-9A-HJKMNP-Z]{8}", reference) for reference in references)
        # Every character is used: 4,000 draws from 31 that leave one out do not happen.
        assert len(set("".join(reference[3:] for reference in references))) == 31
        assert len(set(references)) == 500

    def test_application_gets_a_reference(self):
        broker = factories.BrokerFactory()
        one, other = (
            models.Application.objects.create(broker=broker, bdm=broker.primary_bdm) for _ in range(2)
        )
        assert one.reference != other.reference
        assert re.fullmatch(r"HL-[2-9A-HJKMNP-Z]{8}", one.reference)


def test_file_name_is_random():
    names = {file_name(None, "Omar.PDF") for _ in range(100)}
    assert len(names) == 100
    assert all(re.fullmatch(r"documents/[\w-]{32}\.pdf", name) for name in names)


def test_long_file_name_keeps_its_suffix():
    assert len(file_name(None, f"a.{'b' * 500}")) <= 100
