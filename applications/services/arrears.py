"""Snapshots of arrears."""

from datetime import date

from django.db import connection

from applications.models import ArrearsSnapshot
from applications.selectors.arrears import owing_to_age

# Days between two dates, by the database's vendor.
DAYS_SINCE = {"sqlite": "julianday(%s) - julianday({date})", "postgresql": "%s::date - {date}"}


def loans_age(*, day: date) -> int:
    """Record how far behind each loan was as a day began, in one statement. A snapshot that exists is kept.

    Payments with a value date before that day count, whenever they were recorded. Returns how many loans
    still owed anything.
    """
    statement = owing_to_age(day)
    if statement is None:
        return 0
    owing, params = statement
    days_since = DAYS_SINCE[connection.vendor].format(date="oldest")
    moment = connection.ops.adapt_datefield_value(day)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO {ArrearsSnapshot._meta.db_table}
                (application_id, day, days_past_due, arrears, balance)
            SELECT application_id, %s, CASE WHEN oldest < %s THEN {days_since} ELSE 0 END, arrears, balance
            FROM ({owing}) AS loans
            WHERE 1 = 1
            ON CONFLICT (application_id, day) DO NOTHING
            """,  # noqa: S608 names of this project
            [moment, moment, moment, *params],
        )
        return cursor.rowcount
