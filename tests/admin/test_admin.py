"""The admin pages: every page opens, masks personal numbers, and saves through the services."""

from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from html.parser import HTMLParser

import pytest
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models.signals import pre_save
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applications import models
from features.drivers import factories
from tests import rows
from users.models import ApiToken, EmailDelivery, Notification, NotificationPreference, User

TAX_FILE_NUMBER, ACCOUNT_NUMBER = "648188535", "062000-12345678"
NEW_NUMBER = "082-001 87654321"
LETTER = "These words are between the lender and the reader."

MODELS = sorted((one for one in admin.site._registry if one._meta.app_label != "auth"), key=str)
SHOWN_ONLY = {
    *(models.Payment, models.Allocation, models.Repayment, models.Reminder, models.ArrearsSnapshot),
    *(models.StageEvent, models.BankFile, models.BankFault, models.BankLine, models.Report),
    *(models.PersonalCopy, Notification, EmailDelivery, ApiToken),
}
OF_PEOPLE = (User, ApiToken, NotificationPreference, Notification, EmailDelivery)
APPENDED_TO = {models.Document, models.Signature}
# Deleting a token revokes it.
KEPT = {*SHOWN_ONLY, *APPENDED_TO, models.Application, User} - {ApiToken}

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return factories.UserFactory(name="Ada", role="admin", is_staff=True, is_superuser=True)


@pytest.fixture
def browser(client, chief):
    client.force_login(chief)
    return client


@pytest.fixture(autouse=True)
def _files_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def page(model, name, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def file_of_a_loan(**terms) -> models.Application:
    """A loan with one row of every model."""
    numbers = {"tax_file_number": TAX_FILE_NUMBER, "account_number": ACCOUNT_NUMBER}
    borrower, guarantor = factories.BorrowerFactory(**numbers), factories.GuarantorFactory(**numbers)
    application = factories.ApplicationFactory(borrowers=[borrower], **terms)
    application.guarantors.add(guarantor)
    factories.BranchFactory(name=application.reference)
    _history_of(application)
    _money_of(application)
    _words_of(application)
    document = factories.DocumentFactory(application=application)
    models.Signature.objects.create(document=document, borrower=borrower)
    models.PersonalCopy.objects.create(
        document=document, borrower=borrower, sha256="0" * 64, file="documents/copy.pdf"
    )
    return application


def _events_of(application, author):
    today = timezone.localdate()
    models.StageEvent.objects.create(application=application, to_stage="inquiry", by=author)
    models.HardshipPause.objects.create(
        application=application, from_day=today, to_day=today, reason="Illness", author=author
    )
    models.Note.objects.create(application=application, author=author, assignee=author, text="Call again.")


def _history_of(application):
    today = timezone.localdate()
    _events_of(application, application.bdm.user)
    models.ArrearsSnapshot.objects.create(
        application=application, day=today, days_past_due=0, arrears=0, balance=0
    )
    models.Report.objects.create(
        kind="weekly_pipeline",
        first_day=today,
        last_day=today,
        bdm=application.bdm,
        figures={},
        cutoff=timezone.now(),
    )


def _money_of(application):
    today = timezone.localdate()
    repayment = factories.RepaymentFactory(application=application)
    models.Reminder.objects.create(repayment=repayment, rung=-7, state="sent")
    models.Fee.objects.create(application=application, kind="Valuation", amount=300, due_date=today)
    payment = models.Payment.objects.create(application=application, amount=500, value_date=today)
    models.Allocation.objects.create(payment=payment, repayment=repayment, amount=500)
    bank_file = models.BankFile.objects.create(name="May.csv", sha256=application.reference, file="May.csv")
    models.BankFault.objects.create(bank_file=bank_file, line_number=1, reason="The file is empty.")
    models.BankLine.objects.create(
        bank_file=bank_file,
        line_number=1,
        identity=f"{ACCOUNT_NUMBER} {application.reference}",
        value_date=today,
        amount=500,
        state="allocated",
        payment=payment,
    )


def _words_of(application):
    user = application.bdm.user
    ApiToken.objects.create(user=user)
    NotificationPreference.objects.create(user=user, event="report_ready", channel="email", enabled=False)
    Notification.objects.create(
        user=user, notification_type="report_ready", message="A report is ready.", sequence=1
    )
    EmailDelivery.objects.create(
        address=user.email,
        subject="Your loan",
        template="application_status",
        context={"message": LETTER},
        dedupe_key="1",
        message_id=application.reference,
        next_attempt_at=timezone.now(),
    )


class Filled(HTMLParser):
    """What a browser would send of a page as it is shown, name → values, but for text areas."""

    def __init__(self, html: str):
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.select = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "select":
            self.select = attrs["name"]
        elif tag == "option" and "selected" in attrs:
            self.fields.setdefault(self.select, []).append(attrs["value"])
        elif tag == "input" and "name" in attrs and "disabled" not in attrs:
            self._input(attrs)

    def _input(self, attrs):
        kind = attrs.get("type")
        if kind not in ("submit", "file") and (kind != "checkbox" or "checked" in attrs):
            value = attrs.get("value", "on" if kind == "checkbox" else "")
            self.fields.setdefault(attrs["name"], []).append(value)


def submitted(browser, url, **answers):
    """The answer to a page's form, sent with these answers and otherwise as it was shown."""
    shown = Filled(browser.get(url).content.decode()).fields
    return browser.post(url, shown | answers, follow=True)


@contextmanager
def before_saving(model, change):
    """Lets something else write between a page's reading a row and its saving it."""
    pre_save.connect(change, sender=model)
    try:
        yield
    finally:
        pre_save.disconnect(change, sender=model)


def said(response) -> list[tuple[int, str]]:
    return [(message.level, message.message) for message in response.context["messages"]]


def moved(browser, application, to, **answers):
    sent = {"action": f"move_to_{to}", "_selected_action": [application.pk], **answers}
    return browser.post(page(models.Application, "changelist"), sent, follow=True)


def test_every_model_has_its_pages():
    everything = {model for model in (*vars(models).values(), *OF_PEOPLE) if isinstance(model, type)}
    assert everything == set(MODELS)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
class TestPages:
    def test_open_without_showing_secrets(self, browser, model):
        file_of_a_loan()
        row = model.objects.order_by("pk").first()
        for url in (
            page(model, "changelist"),
            page(model, "changelist") + "?q=a",
            page(model, "change", row.pk),
            page(model, "history", row.pk),
        ):
            response = browser.get(url)
            assert response.status_code == 200
            self.assert_keeps_secrets(response)

    def test_add_page_of_each_model(self, browser, model):
        response = browser.get(page(model, "add"))
        assert response.status_code == (403 if model in SHOWN_ONLY else 200)

    def test_change_page_of_each_model(self, browser, model):
        file_of_a_loan()
        row = model.objects.order_by("pk").first()
        response = browser.get(page(model, "change", row.pk))
        can_save = model not in SHOWN_ONLY | APPENDED_TO
        assert (b'name="_save"' in response.content) == can_save
        refused = browser.post(page(model, "change", row.pk)).status_code == 403
        assert refused != can_save

    def test_delete_page_of_each_model(self, browser, model):
        file_of_a_loan()
        row = model.objects.order_by("pk").first()
        tied = model in {models.Borrower, models.Guarantor}
        response = browser.get(page(model, "delete", row.pk))
        assert response.status_code == (403 if tied or model in KEPT else 200)

    def test_same_number_of_queries_for_many_rows(self, browser, model):
        queries = []
        for more in (3, 27):
            for _ in range(more):
                file_of_a_loan()
            with CaptureQueriesContext(connection) as seen:
                browser.get(page(model, "changelist"))
            queries.append(len(seen))
        assert queries[0] == queries[1]

    @staticmethod
    def assert_keeps_secrets(response):
        html = response.content.decode()
        for secret in (TAX_FILE_NUMBER, ACCOUNT_NUMBER, LETTER):
            assert secret not in html


class TestParties:
    @pytest.fixture(params=[factories.BorrowerFactory, factories.GuarantorFactory])
    def party(self, request):
        return request.param(tax_file_number=TAX_FILE_NUMBER, account_number=ACCOUNT_NUMBER)

    def test_numbers_are_masked(self, browser, party):
        for url in (page(type(party), "changelist"), page(type(party), "change", party.pk)):
            html = browser.get(url).content.decode()
            assert "••• 535" in html
            assert "••• 678" in html

    def test_empty_field_keeps_the_number(self, browser, party):
        submitted(browser, page(type(party), "change", party.pk), name="Olga")
        party.refresh_from_db()
        assert (party.name, party.account_number) == ("Olga", ACCOUNT_NUMBER)

    def test_new_number_is_saved_and_not_logged(self, browser, party):
        submitted(browser, page(type(party), "change", party.pk), new_account_number=NEW_NUMBER)
        party.refresh_from_db()
        assert (party.account_number, party.tax_file_number) == (NEW_NUMBER, TAX_FILE_NUMBER)
        entry = LogEntry.objects.get()
        assert entry.get_change_message() == "Changed New account number."
        assert NEW_NUMBER not in entry.change_message + entry.object_repr

    def test_a_new_party_has_its_number(self, browser, party):
        submitted(browser, page(type(party), "add"), name="Olga", new_tax_file_number=NEW_NUMBER)
        assert type(party).objects.get(name="Olga").tax_file_number == NEW_NUMBER

    def test_invalid_number_is_not_repeated(self, browser, party):
        url = page(type(party), "change", party.pk)
        response = submitted(browser, url, name="", new_account_number=NEW_NUMBER)
        assert response.context["errors"]
        assert NEW_NUMBER not in response.content.decode()

    def test_view_permission_shows_only_masked_numbers(self, client, party):
        clerk = factories.UserFactory(role="admin", is_staff=True)
        clerk.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
        client.force_login(clerk)
        html = client.get(page(type(party), "change", party.pk)).content.decode()
        assert "••• 678" in html
        assert ACCOUNT_NUMBER not in html

    @pytest.mark.parametrize("model", [models.Borrower, models.Guarantor])
    @pytest.mark.parametrize(
        ("address", "reason"),
        [
            ("omar@example..com", "This is not an e-mail address."),
            (
                "ömar@example.com",
                "The part of an e-mail address before the @ may contain only unaccented letters",
            ),
        ],
    )
    def test_invalid_address_is_refused(self, browser, model, address, reason):
        answer = browser.post(page(model, "add"), {"name": "Omar", "kind": "individual", "email": address})
        assert reason in answer.content.decode()
        assert not model.objects.exists()

    def test_changed_address_raises_its_version(self, browser):
        borrower = factories.BorrowerFactory(email="old@example.com")
        url = page(models.Borrower, "change", borrower.pk)
        submitted(browser, url, email="new@example.com", name="Olga")
        submitted(browser, url, name="Olga Ivanova")
        borrower.refresh_from_db()
        assert (borrower.email, borrower.address_version) == ("new@example.com", 1)
        assert borrower.name == "Olga Ivanova"


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
            _events_of(application, factories.UserFactory())
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


@pytest.mark.parametrize(
    ("factory", "column", "meanwhile", "answer"),
    [
        (factories.ApplicationFactory, "stage", "pre_approval", {"term_months": 24}),
        (factories.BorrowerFactory, "address_version", 7, {"name": "Olga"}),
        (factories.UserFactory, "is_active", False, {"name": "Olga"}),
        (partial(rows.row, models.Note), "reminded_for", date(2025, 3, 17), {"text": "Call today."}),
    ],
)
def test_stale_form_does_not_overwrite_other_fields(browser, factory, column, meanwhile, answer):
    row = factory()
    mine = type(row).objects.filter(pk=row.pk)

    def change(**_):
        mine.update(**{column: meanwhile})

    with before_saving(type(row), change):
        submitted(browser, page(type(row), "change", row.pk), **answer)
    assert mine.values(column, *answer).get() == {column: meanwhile, **answer}


class TestPeople:
    def test_a_new_person_can_log_in(self, browser, client):
        words = {"password1": "correct horse battery", "password2": "correct horse battery"}
        submitted(browser, page(User, "add"), email="ben@example.com", name="Ben", role="bdm", **words)
        assert client.login(email="ben@example.com", password="correct horse battery")

    def test_duplicate_address_is_refused_in_every_spelling(self, browser):
        factories.UserFactory(email="omar@münchen.example")
        words = {"password1": "correct horse battery", "password2": "correct horse battery"}
        fields = {"email": "omar@xn--mnchen-3ya.example", "name": "Eve", "role": "broker", **words}
        answer = browser.post(page(User, "add"), fields)
        assert "This e-mail address is already in use." in answer.content.decode()
        assert not User.objects.filter(name="Eve").exists()

    def test_new_password_does_not_overwrite_other_fields(self, browser, client):
        user = factories.UserFactory(email="ben@example.com")
        words = {"password1": "correct horse battery", "password2": "correct horse battery"}

        def change(**_):
            User.objects.filter(pk=user.pk).update(is_active=False)

        with before_saving(User, change):
            browser.post(
                reverse("admin:auth_user_password_change", args=[user.pk]), words | {"set-password": "Set"}
            )
        user.refresh_from_db()
        assert user.check_password("correct horse battery")
        assert not user.is_active

    def test_admin_sets_digest(self, browser):
        user = factories.UserFactory(role="bdm")
        submitted(browser, page(User, "change", user.pk), rhythm="weekly")
        user.refresh_from_db()
        assert user.rhythm == "weekly"

    def test_digest_for_a_borrower_is_refused(self, browser):
        user = factories.UserFactory(role="borrower")
        response = submitted(browser, page(User, "change", user.pk), rhythm="daily")
        assert "A borrower may not choose a digest." in response.content.decode()
        user.refresh_from_db()
        assert user.rhythm == "single"

    def test_admin_sets_preference(self, browser):
        user = factories.UserFactory(role="bdm")
        choice = {"user": user.pk, "event": "report_ready", "channel": "email"}
        submitted(browser, page(NotificationPreference, "add"), **choice)
        preference = NotificationPreference.objects.get()
        assert not preference.enabled
        submitted(browser, page(NotificationPreference, "change", preference.pk), enabled="on")
        preference.refresh_from_db()
        assert preference.enabled

    def test_invalid_preference_is_refused(self, browser):
        user = factories.UserFactory(role="borrower")
        choice = {"user": user.pk, "event": "repayment_overdue", "channel": "email"}
        response = submitted(browser, page(NotificationPreference, "add"), **choice)
        assert said(response) == [(messages.ERROR, "E-mail for “Repayment overdue” cannot be switched off.")]
        assert not NotificationPreference.objects.exists()


def restate(browser, *reports):
    chosen = {"action": "restate", "_selected_action": [report.pk for report in reports]}
    answer = browser.post(page(models.Report, "changelist"), chosen, follow=True)
    return [str(message) for message in answer.context["messages"]]


def test_restate_report(browser, django_capture_on_commit_callbacks):
    report = rows.row(models.Report)
    with django_capture_on_commit_callbacks(execute=True):
        said = restate(browser, report)
    assert said == ["Weekly pipeline from 2025-03-03: restating 1 report."]
    # The row has no figures, so calculating them again gives a difference.
    assert set(models.Report.objects.values_list("first_day", "version")) == {
        (date(2025, 3, 3), 1),
        (date(2025, 3, 3), 2),
    }
