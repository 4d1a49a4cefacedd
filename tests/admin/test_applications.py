"""Applications: opening, moving and changing them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications import models
from features.drivers import factories
from tests.admin.file_of_a_loan import add_events, file_of_a_loan
from tests.admin.forms import page, said, submitted

pytestmark = pytest.mark.django_db


def moved(browser, application, to, **answers):
    sent = {"action": f"move_to_{to}", "_selected_action": [application.pk], **answers}
    return browser.post(page(models.Application, "changelist"), sent, follow=True)


class TestApplications:
    @pytest.mark.parametrize("named", [True, False])
    def test_open_application(self, browser, chief, named):
        broker, borrower = factories.BrokerFactory(), factories.BorrowerFactory()
        guarantor, other = factories.GuarantorFactory(), factories.BDMFactory()
        submitted(
            browser,
            page(models.Application, "add"),
            broker=broker.pk,
            bdm=other.pk if named else "",
            borrowers=[borrower.pk],
            guarantors=[guarantor.pk],
            amount="250000",
        )
        application = models.Application.objects.get()
        assert application.bdm == (other if named else broker.primary_bdm)
        assert (application.amount, application.frequency) == (Decimal(250000), "monthly")
        assert [*application.borrowers.all(), *application.guarantors.all()] == [borrower, guarantor]
        event = application.stage_events.get()
        assert (event.from_stage, event.to_stage, event.by) == ("", "inquiry", chief)
        assert LogEntry.objects.get().object_repr == application.reference

    def test_move_application(self, browser, chief):
        application = factories.ApplicationFactory(stage="valuation")
        response = moved(browser, application, "pre_approval", reason="The valuer was wrong.")
        event = application.stage_events.get()
        assert (event.to_stage, event.by, event.reason) == ("pre_approval", chief, "The valuer was wrong.")
        assert said(response) == [(messages.SUCCESS, f"{application} is at “Pre-approval”.")]

    def test_refused_move_shows_reason_and_others_go_on(self, browser):
        stuck = factories.ApplicationFactory(stage="funded")
        ready = factories.ApplicationFactory(stage="pre_approval")
        response = moved(browser, stuck, "valuation", _selected_action=[stuck.pk, ready.pk])
        reason = f"{stuck}: An application cannot move from “Funded” to “Valuation”."
        assert (messages.ERROR, reason) in said(response)
        stages = models.Application.objects.values_list("pk", "stage")
        assert dict(stages) == {stuck.pk: "funded", ready.pk: "valuation"}

    def test_moving_back_requires_a_reason(self, browser):
        application = factories.ApplicationFactory(stage="valuation")
        assert said(moved(browser, application, "pre_approval")) == [
            (messages.ERROR, f"{application}: Moving from “Valuation” to “Pre-approval” needs a reason.")
        ]

    def test_stage_is_read_only(self, browser):
        application = factories.ApplicationFactory()
        url = page(models.Application, "change", application.pk)
        submitted(browser, url, stage="funded", reference="HL-X", amount="1000")
        current = models.Application.objects.get()
        assert (current.stage, current.reference, current.amount) == (
            "inquiry",
            application.reference,
            Decimal(1000),
        )

    def test_weekly_loan_of_ten_years_can_be_saved(self, browser):
        application = factories.ApplicationFactory(stage="funded")
        models.Repayment.objects.bulk_create(
            models.Repayment(
                application=application,
                number=week,
                due_date=date(2025, 4, 1) + timedelta(weeks=week),
                principal=100,
                interest=10,
            )
            for week in range(1, 521)
        )
        url = page(models.Application, "change", application.pk)
        submitted(browser, url, valuation="500000")
        assert models.Application.objects.get().valuation == Decimal(500000)

    def test_same_number_of_queries_for_a_long_history(self, browser):
        application = file_of_a_loan()
        url, queries = page(models.Application, "change", application.pk), []
        for number in (2, 3, 4):
            with CaptureQueriesContext(connection) as seen:
                browser.get(url)
            queries.append(len(seen))
            add_events(application, factories.UserFactory())
            factories.RepaymentFactory(application=application, number=number)
            factories.DocumentFactory(application=application, version=number)
        assert len(set(queries)) == 1

    def test_rows_that_can_be_added_on_the_page(self, browser, chief):
        application = factories.ApplicationFactory()
        factories.DocumentFactory(application=application, kind="income")
        added = {
            "documents-TOTAL_FORMS": 3,
            "documents-1-kind": "income",
            "documents-1-file": SimpleUploadedFile("payslip.pdf", b"abc"),
            "documents-2-kind": "income",
            "documents-2-file": SimpleUploadedFile("tax.pdf", b"abc"),
            "hardship_pauses-TOTAL_FORMS": 1,
            "hardship_pauses-0-from_day": "2025-05-01",
            "hardship_pauses-0-to_day": "2025-05-31",
            "hardship_pauses-0-reason": "Illness",
            "notes-TOTAL_FORMS": 1,
            "notes-0-text": "Call again.",
            "notes-0-visibility": "internal",
        }
        submitted(browser, page(models.Application, "change", application.pk), **added)
        assert [document.version for document in application.documents.order_by("version")] == [1, 2, 3]
        newest = application.documents.get(version=3)
        # The published test vector of SHA-256 for "abc".
        assert newest.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        assert newest.file.read() == b"abc"
        assert application.hardship_pauses.get().author == chief
        assert application.notes.get().author == chief

    def test_uploaded_formal_approval_records_the_current_terms(self, browser):
        application = factories.ApplicationFactory(borrowers=[factories.BorrowerFactory()])
        models.Application.objects.update(term_months=120)
        approval = {
            "amount": "300000.00",
            "documents-TOTAL_FORMS": 2,
            "documents-0-kind": "formal_approval",
            "documents-0-file": SimpleUploadedFile("signed.pdf", b"abc"),
            "documents-1-kind": "income",
            "documents-1-file": SimpleUploadedFile("payslip.pdf", b"abc"),
        }
        submitted(browser, page(models.Application, "change", application.pk), **approval)
        assert application.documents.get(kind="formal_approval").terms == {
            "amount": "300000.00",
            "term_months": 120,
            "annual_rate": "6.0000",
            "frequency": "monthly",
            "borrowers": [application.borrowers.get().pk],
            "guarantors": [],
        }
        assert application.documents.get(kind="income").terms is None


class TestOpening:
    @pytest.mark.parametrize(
        ("answers", "words"),
        [
            ({"term_months": "5", "frequency": "quarterly"}, "cannot be divided into quarters."),
            ({"funding_date": "1999-01-01"}, "The loan cannot be funded before"),
            ({"funding_date": "2205-01-01"}, "The loan cannot be funded after"),
            ({"annual_rate": "500"}, "The rate must be 0.00% to 100.00%."),
        ],
    )
    def test_what_no_loan_has_is_refused(self, browser, answers, words):
        people = {"broker": factories.BrokerFactory().pk, "borrowers": [factories.BorrowerFactory().pk]}
        add = page(models.Application, "add")
        ((level, said_of),) = said(submitted(browser, add, **people, **answers))
        assert level == messages.ERROR
        assert words in said_of
        assert not models.Application.objects.exists()

    def test_a_broker_who_has_left_is_refused(self, browser):
        cora, omar = factories.BrokerFactory(name="Cora"), factories.BorrowerFactory()
        type(cora.user).objects.filter(pk=cora.user_id).update(is_active=False)
        refused = submitted(browser, page(models.Application, "add"), broker=cora.pk, borrowers=[omar.pk])
        assert said(refused) == [(messages.ERROR, "You cannot open an application for Cora.")]
