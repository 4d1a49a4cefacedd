"""`python -m bench.workspace.pages ROUNDS`: times every page on the database that the settings name."""

import json
import logging
import statistics
import sys
import time
from collections.abc import Iterable

import django
from django.core.paginator import Page
from django.template import Context


def lists_counted(contexts: Iterable[Context]) -> int:
    """How many lists of a page are longer than it: only these are counted, which takes a query each."""
    values = {id(value): value for context in contexts for value in context.flatten().values()}
    return sum(isinstance(value, Page) and value.has_other_pages() for value in values.values())


def main() -> None:
    django.setup()
    # Django logs the 404 of each page that a role may not see.
    logging.disable(logging.WARNING)
    # Models can be imported only with Django set up.
    from django.db import connection
    from django.db.models import Count
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from applications.models import Application, BankFile, Report
    from users.models import User

    longest = Application.objects.annotate(count=Count("repayments")).order_by("-count", "pk")[0].reference
    addresses = {
        "first page": "/",
        "today": "/today/",
        "applications": "/applications/",
        "applications, by days past due": "/applications/?order=-due",
        "applications, as CSV": "/applications.csv",
        "pipeline": "/pipeline/",
        "pipeline, searched": "/pipeline/?words=a",
        "search": "/search/?words=a",
        "application": f"/applications/{longest}/",
        "inbox": "/inbox/",
        "preferences": "/preferences/",
        "reports": "/reports/",
        "payments": "/payments/",
        "operations": "/operations/",
        "applications, as JSON": "/api/applications/",
    }
    # A book of a few days has none.
    if report := Report.objects.filter(bdm=None).order_by("pk").last():
        addresses["report"] = f"/reports/{report.pk}/"
    if bank_file := BankFile.objects.order_by("pk").last():
        addresses["bank file"] = f"/payments/files/{bank_file.pk}/"
    found = []
    for role in ("admin", "bdm", "broker", "borrower"):
        client = Client(headers={"host": "localhost"})
        client.force_login(User.objects.filter(role=role).earliest("pk"))
        for name, address in addresses.items():
            if client.get(address).status_code == 404:
                continue
            times = []
            for _ in range(int(sys.argv[1])):
                start = time.process_time()
                client.get(address)
                times.append(time.process_time() - start)
            with CaptureQueriesContext(connection) as queries:
                page = client.get(address)
            ms = statistics.median(times) * 1000
            counts = {"queries": len(queries), "counted": lists_counted(page.context or [])}
            found.append({"name": f"{name}, {role}", "ms": ms, **counts})
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
