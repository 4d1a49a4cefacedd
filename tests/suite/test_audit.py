"""How `make audit` reads pip-audit's answer."""

from subprocess import CompletedProcess

import pytest

from tests import audit

SOUND = {"name": "django", "version": "5.2.9", "vulns": []}
FLAWED = {
    "name": "django",
    "version": "5.2.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["5.2.1"]}, {"id": "PYSEC-2", "fix_versions": []}],
}
UNKNOWN = {"name": "celery", "skip_reason": "Dependency not found on PyPI and could not be audited"}


def test_passes_without_vulnerabilities():
    assert audit.verdict({"dependencies": [SOUND]}) == (
        0,
        ["1 packages were audited: no known vulnerability."],
    )


def test_every_vulnerability_is_listed_with_its_fix():
    code, lines = audit.verdict({"dependencies": [FLAWED, UNKNOWN]})
    assert code == 1
    assert lines[:2] == [
        "django 5.2.0: PYSEC-1, fixed in 5.2.1",
        "django 5.2.0: PYSEC-2, fixed in no version yet",
    ]
    assert lines[2].startswith("1 of 2 packages were not audited")


def test_package_missing_from_the_database_fails():
    code, lines = audit.verdict({"dependencies": [SOUND, UNKNOWN]})
    assert code == 2
    assert lines[0].startswith("1 of 2 packages were not audited")


@pytest.mark.parametrize("answer", ["", "Traceback", "ConnectionError"])
def test_no_answer_fails(monkeypatch, answer):
    unreachable = CompletedProcess([], 1, stdout=answer, stderr="Traceback\nConnectionError: no such host")
    monkeypatch.setattr(audit.subprocess, "run", lambda *args, **kwargs: unreachable)
    code, lines = audit.audit()
    assert code == 2
    assert lines[0].endswith("ConnectionError: no such host")
