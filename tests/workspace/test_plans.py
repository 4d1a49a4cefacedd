"""No page reads the whole of a table that grows with the business, to show a few of its rows."""

import re

import pytest
from django.db import connection

from applications import models
from features.drivers.factories import (
    ApplicationFactory,
    BDMFactory,
    BorrowerFactory,
    BrokerFactory,
    RepaymentFactory,
    UserFactory,
)
from tests.clients import browser_of
from users.models import EmailDelivery, Notification, User

pytestmark = pytest.mark.django_db
GROWING = [
    *(models.Allocation, models.AuditEntry, models.BankFault, models.BankFile, models.Document, models.Fee),
    *(models.HardshipPause, models.Note, models.Payment, models.Reminder, models.Repayment),
    *(models.Signature, models.StageEvent, EmailDelivery, Notification, User),
]
TABLES = {model._meta.db_table: model.__name__ for model in GROWING}
ALIAS = re.compile(r'"(\w+)" (?:AS )?(\w\d+)\b')
SCAN = re.compile(r"SCAN (\w+)(?P<in_order> USING INDEX)?")
SORT = "USE TEMP B-TREE FOR ORDER BY"


@pytest.fixture
def people():
    """A funded loan, HL-OMAR, with each of its people, and an admin, by role."""
    bdm, borrower = BDMFactory(), BorrowerFactory()
    loan = ApplicationFactory(
        reference="HL-OMAR",
        stage="funded",
        bdm=bdm,
        broker=BrokerFactory(primary_bdm=bdm),
        borrowers=[borrower],
    )
    RepaymentFactory(application=loan)
    users = {"bdm": bdm.user, "broker": loan.broker.user, "borrower": borrower.user}
    return users | {"admin": UserFactory(role="admin")}


def tables_scanned(statement: str, params) -> set[str]:
    """The tables of which SQLite would read every row, by the names of their models."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}", params)
        steps = [step for *_, step in cursor.fetchall()]
    aliases = {alias: table for table, alias in ALIAS.findall(statement)}
    # In the order of an index, SQLite stops at the end of a page.
    stops = "LIMIT" in statement and SORT not in steps
    scans = [found for step in steps if (found := SCAN.match(step)) and not (stops and found["in_order"])]
    tables = {aliases.get(found[1], found[1]) for found in scans}
    return {TABLES[table] for table in tables & TABLES.keys()}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's plans")
@pytest.mark.parametrize("address", ["/", "/today/", "/inbox/", "/applications/HL-OMAR/", "/payments/"])
@pytest.mark.parametrize("role", ["admin", "bdm", "broker", "borrower"])
def test_no_growing_table_is_read_whole(people, role, address):
    asked = []

    def note(execute, statement, params, many, context):
        asked.append((statement, params))
        return execute(statement, params, many, context)

    client = browser_of(people[role])
    with connection.execute_wrapper(note):
        client.get(address)
    scanned = {
        table: statement
        for statement, params in asked
        if re.match(r"\s*SELECT", statement)
        for table in tables_scanned(statement, params)
    }
    assert scanned == {}
