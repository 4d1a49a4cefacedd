"""Pages, API, e-mails, documents and frames show only fields that the visibility table lists."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.utils import timezone
from rest_framework import serializers

import api.urls  # noqa: F401 the serializers of every view are walked
from api.serializers import ApplicationSerializer, SeenSerializer
from applications.documents.renderer import TEMPLATES as PAPERS
from applications.models import Report
from applications.papers import CUSTOMER_KINDS
from applications.reports.tables import tables_of
from applications.seen import seen_by
from applications.services.document_contents import content_of
from applications.stages import MOVES
from applications.tasks import produce_reports
from applications.visibility import EVERYBODY, SHOWN, reads_reason
from features.drivers import factories
from tests import security_tables
from tests.security.template_variables import MODELS, Unknown, fields_named, held_by
from users.live import payload_of
from users.models import Notification
from workspace.views.book import SPREADSHEET

ROOT = Path(__file__).parents[2]
WORKSPACE = ROOT / "workspace" / "templates"
PAGE_OF_ROWS = dict.fromkeys(
    (
        "has_other_pages",
        "has_previous",
        "has_next",
        "previous_page_number",
        "next_page_number",
        "number",
        "paginator",
    )
)
# What the base page shows, on every page: of a row, only the reader's own account.
BASE = {
    "user": {"is_authenticated": None, "name": None, "rhythm": None},
    **dict.fromkeys(("pages", "more", "newest", "unread", "request", "messages", "next", "environment")),
    **dict.fromkeys(("may_search", "searched", "more_waiting", "waiting_in_all")),
}
# Template → its variables → whose rows they hold. A variable that is not here fails the test.
VARIABLES = {
    "workspace/base.html": {},
    "workspace/_pages.html": {
        "pages_of": PAGE_OF_ROWS,
        **dict.fromkeys(("label", "asked_by", "before", "after", "keep")),
    },
    "workspace/_board.html": {
        "columns": {
            "stage": None,
            "count": None,
            "amount": None,
            "more": None,
            "applications": "Application",
        },
        **dict.fromkeys(("one_stage", "ended", "filtered_by", "filtered_without_stage", "has_table")),
    },
    "workspace/_bank_file.html": {
        "file": "BankFile",
        "faults": "BankFault",
        "lines": "BankLine",
        **dict.fromkeys(("listed", "imported", "outcomes")),
    },
    "workspace/_retry.html": {"one": "EmailDelivery", "words": None},
    "workspace/application.html": {
        "application": "Application",
        "told": "Notification",
        "emailed": "EmailDelivery",
        "audit": "AuditEntry",
        "title": None,
    },
    "workspace/_documents.html": {
        **BASE,
        "application": "Application",
        "documents": "Document",
        **dict.fromkeys(("papers", "drawing")),
        "user": {"role": None},
    },
    "workspace/sign.html": {
        "document": "Document",
        **dict.fromkeys(("form", "title", "button", "back_to", "terms", "why_not", "is_staff")),
    },
    "workspace/_hardship.html": {
        "application": "Application",
        "pauses": "HardshipPause",
        "may_pause": None,
    },
    "workspace/reminder.html": {"note": "Note", **dict.fromkeys(("form", "title", "button", "back_to"))},
    "workspace/_notes.html": {"application": "Application", "notes": "Note", "note_form": None},
    "workspace/_owed.html": {
        "application": "Application",
        "fees": "Fee",
        **dict.fromkeys(("totals", "schedule_length", "may_charge", "payment_account")),
        "user": {"role": None},
    },
    "workspace/_repayments.html": {
        "repayments": "Repayment",
        **dict.fromkeys(("is_whole_schedule", "schedule_length", "has_ended")),
    },
    "workspace/_fees.html": {"fees": "Fee", "application": "Application", "may_charge": None},
    "workspace/_ledger.html": {
        "payments": "Payment",
        "application": "Application",
        "waiting": "BankLine",
        "ledger_in_full": None,
        "may_record": None,
    },
    "workspace/_loans.html": {
        "loans": "Application",
        "line": "BankLine",
        **dict.fromkeys(("words", "is_searched")),
    },
    "workspace/suspense.html": {
        "line": "BankLine",
        **dict.fromkeys(("form", "title", "words", "not_money", "back_to", "may_clear")),
    },
    "workspace/payment.html": {
        "application": "Application",
        "payment": "Payment",
        **dict.fromkeys(("form", "title", "button", "back_to", "totals", "why_not")),
    },
    "workspace/fee.html": {},
    "workspace/_terms.html": {
        "application": "Application",
        **dict.fromkeys(("people", "planned_repayments", "may_change_terms", "may_hand_over")),
    },
    "workspace/terms.html": dict.fromkeys(("form", "title", "button", "back_to", "warning")),
    "workspace/_stage.html": {"application": "Application", "events": "StageEvent", "others": None},
    "workspace/open.html": dict.fromkeys(("form", "title", "button", "back_to", "groups")),
    "workspace/_parties.html": {
        "application": "Application",
        "people": {"role": None, "parties": "Borrower"},
        **dict.fromkeys(("may_change_parties", "may_change_particulars", "may_change_logins")),
    },
    "workspace/_borrower_login.html": {"application": "Application", "one": "Borrower"},
    "workspace/deactivate_borrower.html": {},
    "workspace/move_login.html": dict.fromkeys(("name", "before", "after")),
    "workspace/_main_act.html": {"application": "Application", "checklist": None, "may_record": None},
    "workspace/_new_application.html": {},
    "workspace/_checklist.html": {"checklist": None},
    "workspace/_task.html": {"application": "Application", "task": None},
    "workspace/_prospect.html": {"prospect": None},
    "workspace/move.html": dict.fromkeys(("form", "title", "button", "back_to")),
    "workspace/confirm.html": dict.fromkeys(("form", "title", "button", "back_to")),
    "workspace/_crumbs.html": dict.fromkeys(("crumbs", "title")),
    "workspace/_fields.html": {"form": None},
    "workspace/form.html": dict.fromkeys(("form", "title", "button", "back_to")),
    "workspace/bank_file.html": {"file": "BankFile", "title": None},
    "workspace/_bank_lines.html": {"lines": "BankLine"},
    "workspace/inbox.html": {"filter": None},
    "workspace/_ignored.html": {"filter": None},
    "workspace/_waits.html": {"waiting": None},
    "workspace/_inbox.html": {
        "told": "Notification",
        **dict.fromkeys(("found", "unread", "marked", "is_filtered", "asked_for", "filtered_by")),
    },
    "workspace/people.html": {
        "bdms": "BDM",
        "brokers": "Broker",
        "admins": "User",
        **dict.fromkeys(("filter", "is_filtered", "kinds", "filtered_by")),
    },
    "workspace/_bdm.html": {"person": "BDM"},
    "workspace/_broker.html": {"person": "Broker"},
    # Names and keys, which every kind of person has.
    "workspace/person.html": {
        "person": "User",
        "login": "User",
        **dict.fromkeys(("kind", "title", "called", "changes", "is_own", "has_second_factor")),
    },
    "workspace/_login.html": {"login": "User"},
    "workspace/deactivate.html": {},
    "workspace/operations.html": {
        "unfinished": "EmailDelivery",
        "given_up": "EmailDelivery",
        "expired": "EmailDelivery",
        **dict.fromkeys(("failures", "failed_kinds", "counts", "calendar", "runs", "kinds")),
    },
    "workspace/payments.html": {"files": "BankFile", "form": None},
    "workspace/_suspense.html": {"suspense": "BankLine", "user": {"role": None}},
    "workspace/suspense_list.html": {"aside": "BankLine"},
    "workspace/_resembles.html": {"line": "BankLine"},
    "workspace/_take_back.html": {"line": "BankLine", "payments": "Payment", "words": None},
    "workspace/set_aside.html": {},
    "workspace/_filter.html": dict.fromkeys(("filter", "address", "order")),
    "workspace/pipeline.html": {"filter": None},
    "workspace/_book.html": {
        "filter": None,
        "applications": "Application",
        **dict.fromkeys(("columns", "count", "filtered_by", "filtered_without_order")),
    },
    "workspace/book.html": {"filter": None, "order": None},
    "workspace/_who.html": {"application": "Application", "at": None},
    "workspace/_note_to_do.html": {"one": "Note", "user": {"id": None}, "today": None},
    "workspace/_waiting.html": {"waiting": "Application", "counts": None},
    "workspace/_own.html": {"applications": "Application", "none": None},
    "workspace/my_applications.html": {
        **dict.fromkeys(("stale", "rest"), "Application"),
        "notes": "Note",
        **dict.fromkeys(("counts", "others")),
    },
    "workspace/today.html": {
        **dict.fromkeys(("passed_on", "due_today", "due_this_week"), "Repayment"),
        **dict.fromkeys(("overdue", "new", "stale"), "Application"),
        "unsigned": "Document",
        "notes": "Note",
        **dict.fromkeys(("counts", "today", "sunday")),
    },
    "workspace/search.html": {"found": "Application", "count": None, "filtered_by": None},
    "workspace/my_loans.html": {
        "loans": {
            "loan": "Application",
            "next": "Repayment",
            "fees": "Fee",
            "payments": "Payment",
            "letters": "Document",
            "to_sign": "Document",
            **dict.fromkeys(("words", "balance", "overdue", "days_past_due")),
        },
        "pages_of_loans": PAGE_OF_ROWS,
        "payment_account": None,
    },
    "workspace/preferences.html": dict.fromkeys(
        ("rows", "channels", "rhythms", "has_mandatory", "has_unsent")
    ),
    "workspace/_rhythm.html": dict.fromkeys(("page", "rhythms", "at_once")),
    "workspace/report.html": {
        **dict.fromkeys(("report", "newer", "before"), "Report"),
        **dict.fromkeys(("title", "tiles", "trends", "charts", "tables", "may_restate")),
    },
    "workspace/restate.html": {"report_title": None},
    "workspace/reports.html": {
        "reports": "Report",
        **dict.fromkeys(("filter", "is_filtered", "filtered_by", "arrears", "chart")),
    },
    "workspace/_how_to_pay.html": dict.fromkeys(("payment_account", "reference")),
    "workspace/_bars.html": {"chart": None},
    "workspace/_line.html": {"chart": None},
    # People's own account: their e-mail address and role are nobody else's to read.
    "workspace/account.html": {
        "user": {**BASE["user"], "email": None, "get_role_display": None},
        "tokens": "ApiToken",
        **dict.fromkeys(("is_set_up", "is_required", "codes_left", "rhythms")),
    },
    "workspace/token.html": {"row": "ApiToken", "token": None, "title": None},
    "workspace/password.html": {"form": None},
    "registration/login.html": {"form": None},
    "registration/code.html": {},
    "registration/set_up.html": dict.fromkeys(("picture", "key", "step")),
    "registration/recovery_codes.html": dict.fromkeys(("codes", "target")),
    "registration/forgotten.html": {},
    "registration/choose_new.html": dict.fromkeys(("form", "validlink")),
    "workspace/help.html": {
        "user": {**BASE["user"], "role": None},
        **dict.fromkeys(("roles", "words")),
    },
    "bare.html": {},
    "403.html": {},
    "403_csrf.html": {},
    "404.html": {},
    "413.html": {"words": None},
    "500.html": {"reference": None},
}
# What the API takes, and sentences: nothing of a row.
NO_ROWS = {
    *("TermsSerializer", "ParticularsSerializer", "OpenSerializer", "JoinSerializer", "HandOverSerializer"),
    *("TaskSerializer", "ChecklistSerializer", "LegalMoveSerializer"),
    # Holds serializers of rows.
    "PartiesSerializer",
}
NO_ROWS |= {
    "MoveSerializer",
    "UploadSerializer",
    "Detail",
    "ApplicationFilter",
    "NotificationFilter",
    "Credentials",
    "Taken",
}
# The caller's own account and settings.
NO_ROWS |= {"NotificationIds", "OwnAccount", "SettingSerializer", "PreferencesSerializer", "RhythmSerializer"}
NO_ROWS |= {"SwitchSerializer", "ReportTable", "RestateSerializer", "Restated"}
NO_ROWS |= {"TakeBackOrder", "SetAsideOrder"}
NO_ROWS |= {"PaymentOrder", "BounceOrder", "FeeOrder", "BookOrder", "LoanSearch"}
# What documents, notes and pauses are asked for; names of parties, whom everybody reads on the application.
NO_ROWS |= {"HandIn", "Wanted", "DrawnUp", "Signing", "MissingSignature", "NewNote", "Reminder", "NewPause"}
NO_ROWS |= {"PauseEnd"}
# What admins say of people, and how much was handed over.
NO_ROWS |= {"NewBranch", "PeopleFilter", "Invitation", "BDMChange", "BrokerChange", "BDMInvitation"}
NO_ROWS |= {"BrokerInvitation", "Successor", "HandedOver", "LoginState"}
ROLES = ("admin", "bdm", "broker", "borrower")
EMAILS = sorted(thing.removeprefix("e-mail ") for thing in SHOWN if thing.startswith("e-mail "))
REPORTS = {"weekly_pipeline": "2025-03-24", "monthly_compliance": "2025-03-01"}


def templates() -> list[str]:
    return sorted(str(path.relative_to(WORKSPACE)) for path in WORKSPACE.rglob("*.html"))


def serializers_below(parent: type) -> set[type]:
    below = {one for child in parent.__subclasses__() for one in {child, *serializers_below(child)}}
    return {one for one in below if one.__module__.startswith("api.")}


def fields_answered(serializer: type) -> set[tuple[str, str]]:
    named = set()
    for field in serializer().fields.values():
        held = serializer.Meta.model.__name__
        for attribute in field.source_attrs:
            thing = held
            name, held = held_by(thing, attribute)
            named.add((thing, name))
    return named


SERIALIZERS = sorted(serializers_below(SeenSerializer), key=lambda one: one.__name__)


@pytest.mark.parametrize("template", templates())
def test_pages_show_only_listed_fields(template):
    named = fields_named(template, {**BASE, **VARIABLES[template]})
    assert {field for field in named if field[1] not in SHOWN[field[0]]} == set()


@pytest.mark.parametrize("serializer", SERIALIZERS)
def test_api_returns_only_listed_fields(serializer):
    assert {field for field in fields_answered(serializer) if field[1] not in SHOWN[field[0]]} == set()


def test_api_serializers_all_use_the_table():
    assert serializers_below(serializers.ModelSerializer) == {SeenSerializer, *SERIALIZERS}
    plain = serializers_below(serializers.Serializer) - serializers_below(serializers.ModelSerializer)
    assert {one.__name__ for one in plain} == NO_ROWS


def test_views_all_render_through_the_table():
    views = "\n".join(path.read_text() for path in (ROOT / "workspace" / "views").glob("*.py"))
    assert re.findall(r"import.*\brender\b|render_to_string|TemplateResponse", views) == []


def test_every_listed_field_is_shown_somewhere():
    shown = {field for one in templates() for field in fields_named(one, {**BASE, **VARIABLES[one]})}
    shown |= {field for serializer in SERIALIZERS for field in fields_answered(serializer)}
    shown |= {("Notification", name) for name in frame()}
    decided = {(thing, field) for thing in SHOWN if thing in MODELS for field in SHOWN[thing]}
    assert decided - shown == set()


def frame() -> dict:
    return payload_of(Notification(created_at=timezone.now()))


def test_frames_have_only_fields_of_every_role():
    assert [field for field in frame() if SHOWN["Notification"].get(field) != EVERYBODY] == []


@pytest.mark.parametrize("kind", ["html", "txt"])
@pytest.mark.parametrize("email", EMAILS)
def test_emails_use_only_listed_fields(email, kind):
    variables = dict.fromkeys(SHOWN[f"e-mail {email}"])
    for template in (email, "base"):
        fields_named(f"email/{template}.{kind}", variables)  # raises Unknown for any other


def test_every_e_mail_is_in_the_table():
    folders = [ROOT / app / "templates" / "email" for app in ("applications", "users")]
    written = {path.stem for folder in folders for path in folder.glob("*.txt")} - {"base"}
    assert written == set(EMAILS)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", CUSTOMER_KINDS)
def test_documents_use_only_listed_fields(kind):
    application = factories.ApplicationFactory(borrowers=[factories.BorrowerFactory()])
    application.guarantors.add(factories.GuarantorFactory())
    factories.RepaymentFactory(application=application)
    assert said_in(content_of(application, kind)) | {"date"} == SHOWN[f"paper {kind}"].keys()


def said_in(content: dict) -> set[str]:
    """Names of the content's parts, and the labels of its facts."""
    said = set(content)
    for part in {"loan", "terms", "contacts"} & content.keys():
        said |= {label for label, _ in content[part]}
    for person in content.get("people", ()):
        said |= {f"people.{name}" for name in person} | {label for label, _ in person["facts"]}
    return said


def test_every_document_is_in_the_table():
    assert {f"paper {kind}" for kind in CUSTOMER_KINDS} == {one for one in SHOWN if one.startswith("paper ")}
    drawn_up = {path.stem for path in PAPERS.glob("*.typ")} - {"letterhead", "report"}
    assert drawn_up == set(map(str, CUSTOMER_KINDS))


@pytest.mark.django_db
@pytest.mark.parametrize("kind", REPORTS)
def test_spreadsheets_have_only_listed_columns(kind, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    produce_reports(kind, REPORTS[kind], [None], "2025-04-01T00:00:00+11:00")
    tables = tables_of(kind, Report.objects.get().figures)
    assert {column for table in tables for column in table.columns} == SHOWN[f"CSV {kind}"].keys()


def test_the_spreadsheet_of_applications_has_only_listed_columns():
    assert set(SPREADSHEET) == SHOWN["CSV applications"].keys()


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_new_field_is_hidden_by_default(role, rf):
    rf.user = factories.UserFactory(role=role)
    application = factories.ApplicationFactory()
    application.credit_score = 512
    seen = seen_by(rf.user, {"application": application})
    assert Template("{{ application.reference }}").render(Context(seen)) == application.reference
    assert Template("{{ application.credit_score }}").render(Context(seen)) == ""
    answer = WithCreditScore(application, context={"request": rf}).data
    assert ("reference" in answer, "credit_score" in answer) == (True, False)


class WithCreditScore(ApplicationSerializer):
    """An answer to which somebody has added a field."""

    credit_score = serializers.IntegerField()

    class Meta(ApplicationSerializer.Meta):
        fields = [*ApplicationSerializer.Meta.fields, "credit_score"]


@pytest.mark.django_db
def test_related_rows_are_filtered_too():
    admin, omar = factories.UserFactory(role="admin"), factories.BorrowerFactory(name="Omar")
    application = seen_by(admin, factories.ApplicationFactory(borrowers=[omar]))
    (omar,) = application.borrowers
    assert omar.name == "Omar"
    assert "tax_file_number" not in omar
    with pytest.raises(AttributeError, match="primary_brokers is not shown"):
        _ = application.bdm.primary_brokers


@pytest.mark.django_db
def test_who_has_not_logged_in_reads_no_field():
    application = seen_by(AnonymousUser(), factories.ApplicationFactory())
    assert "reference" not in application


# By hand: the moves whose reason a broker reads although somebody else gave it.
FOR_BROKERS = {
    ("valuation", "pre_approval"),
    ("formal_approval", "valuation"),
    ("settlement", "formal_approval"),
    ("declined", "inquiry"),
    ("withdrawn", "inquiry"),
}


@pytest.mark.parametrize("gave_it", [True, False])
@pytest.mark.parametrize("move", [(move.source.value, move.target.value) for move in MOVES])
def test_readers_of_the_reason_of_a_move(move, gave_it):
    came_from, went_to = move
    readers = {
        role for role in ROLES if reads_reason(role, came_from=came_from, went_to=went_to, gave_it=gave_it)
    }
    assert readers == {"admin", "bdm", *({"broker"} if gave_it or move in FOR_BROKERS else set())}


def test_security_manual_has_the_table():
    assert security_tables.MANUAL.read_text() == security_tables.manual()


def test_unknown_template_variable_fails():
    with pytest.raises(Unknown):
        fields_named("workspace/reports.html", BASE)
