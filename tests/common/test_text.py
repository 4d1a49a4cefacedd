"""Which text is accepted: by the rule, the columns, the services and every admin form."""

import sys
import unicodedata

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.urls import reverse
from django.utils.module_loading import import_string

from applications.models import Note, StageEvent
from applications.services.applications import application_move
from applications.services.notes import note_add
from common.refusals import TextTooLong, UnusableText
from common.text import (
    NOT_IN_A_LINE,
    NOT_IN_LINES,
    LineField,
    LinesField,
    quoted,
    require_line,
    require_lines,
    validate_line,
    validate_lines,
)
from features.drivers.factories import ApplicationFactory, UserFactory

# Of the characters that Unicode calls format characters: these are seen, or scripts need them.
FORMAT_CHARACTERS_IN_USE = {
    *"\u200c\u200d",
    *map(chr, (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD)),
    *map(chr, range(0x13430, 0x13440)),
}
REFUSED = [
    "\0",
    "\x1b",
    "\x7f",
    "\x85",
    "\u202e",
    "\u2066",
    "\u200b",
    "\ufeff",
    "\u2028",
    "\ud800",
    "\U000e0041",
]
TAKEN = [
    *("Zoë O’Connor", "محمد", "王小明", "1 250,00 €", "‘Quote’ – dash…"),
    *("می\u200cخواهم", "क्\u200dष", "👩\u200d👧", "葛\U000e0100城"),
]


@pytest.mark.parametrize("character", REFUSED, ids=ascii)
@pytest.mark.parametrize("validate", [validate_line, validate_lines])
def test_invisible_characters_are_refused_by_name(validate, character):
    with pytest.raises(ValidationError) as refusal:
        validate(f"Omar{character}")
    sentence = f"This contains the character U+{ord(character):04X}, which is not allowed."
    assert refusal.value.messages == [sentence]


@pytest.mark.parametrize("text", TAKEN)
def test_ordinary_text_is_accepted(text):
    validate_line(text)
    validate_lines(f"{text}\n\t{text}\r\n")


@pytest.mark.parametrize("text", ["a\nb", "a\rb", "a\tb"])
def test_single_line_refuses_breaks_and_tabs(text):
    with pytest.raises(ValidationError):
        validate_line(text)


def test_invisible_characters_are_refused_unless_a_script_needs_them():
    for character in map(chr, range(sys.maxunicode + 1)):
        category = unicodedata.category(character)
        unseen = category in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in FORMAT_CHARACTERS_IN_USE
        in_lines = unseen and character not in "\t\n\r"
        if category != "Cn":  # not assigned yet, as far as this Python knows
            assert bool(NOT_IN_A_LINE.search(character)) == unseen, ascii(character)
            assert bool(NOT_IN_LINES.search(character)) == in_lines, ascii(character)


def test_service_names_the_invalid_field():
    with pytest.raises(
        UnusableText, match=r"^The reason contains the character U\+202E, which is not allowed\.$"
    ):
        require_line("reason", "Omar\u202e", most=10)
    with pytest.raises(TextTooLong, match=r"^The text is longer than 10 characters\.$"):
        require_lines("text", "Omar,\nand Nora", most=10)
    require_lines("text", "Omar,\nNora", most=10)


@pytest.mark.django_db
class TestServices:
    @pytest.fixture
    def application(self):
        return ApplicationFactory(stage="valuation")

    @pytest.mark.parametrize("reason", ["\0", "x" * 501, "Late\u202e"], ids=ascii)
    def test_move_with_invalid_reason_changes_nothing(self, application, reason):
        with pytest.raises((UnusableText, TextTooLong)):
            application_move(
                application=application,
                seen_at="valuation",
                to="pre_approval",
                by=UserFactory(role="admin"),
                reason=reason,
            )
        application.refresh_from_db()
        assert application.stage == "valuation"

    def test_note_with_invalid_text_is_not_saved(self, application):
        with pytest.raises(UnusableText):
            note_add(application=application, author=UserFactory(role="admin"), text="Called\0")
        assert not Note.objects.exists()


OURS = ("users", "applications")
# Columns that only machines write, or that hold one of a few words.
MACHINES = {
    *("Application.reference", "BankFile.sha256", "BankLine.identity", "BankLine.original_identity"),
    *("BankLine.reason", "Document.sha256", "Document.content_sha256", "Report.sha256"),
    *("Notification.subject_ref", "Notification.url", "Notification.dedupe_key", "User.password"),
    *("User.email_key", "ApiToken.digest", "ApiToken.token_key", "PersonalCopy.sha256"),
    *("EmailDelivery.address", "EmailDelivery.address_key", "EmailDelivery.subject_ref"),
    *("EmailDelivery.template", "EmailDelivery.template_version"),
    "IdempotencyKey.digest",
    *("EmailDelivery.dedupe_key", "EmailDelivery.message_id", "EmailDelivery.last_error"),
}


def test_every_text_column_refuses_invisible_characters():
    for model in (
        *apps.get_app_config("users").get_models(),
        *apps.get_app_config("applications").get_models(),
    ):
        for field in model._meta.concrete_fields:
            name = f"{model.__name__}.{field.name}"
            if (
                not isinstance(field, models.CharField | models.TextField)
                or field.choices
                or name in MACHINES
            ):
                continue
            with pytest.raises(ValidationError, match=r"U\+202E"):
                field.run_validators("omar\u202e@example.com")


@pytest.mark.parametrize("field", [LineField(max_length=5), LinesField()], ids=str)
def test_migrations_name_django_s_own_columns(field):
    assert field.deconstruct()[1].startswith("django.db.models.")


@pytest.mark.django_db
def test_old_row_is_read_without_invisible_characters():
    application = ApplicationFactory()
    event = StageEvent.objects.create(
        application=application, to_stage="inquiry", by=UserFactory(), reason="x"
    )
    with connection.cursor() as cursor:
        cursor.execute("UPDATE applications_stageevent SET reason = %s", ["so\u202eon\u200b"])
    event.refresh_from_db()
    assert event.reason == "soon"
    assert StageEvent.objects.values_list("reason", flat=True).get(pk=event.pk) == "soon"


@pytest.mark.django_db
class TestAdminPages:
    @pytest.fixture
    def ada(self, client):
        client.force_login(UserFactory(role="admin", is_staff=True, is_superuser=True))
        return client

    @pytest.mark.parametrize("model", sorted(admin.site._registry, key=str), ids=str)
    def test_every_form_field_refuses_invalid_text(self, ada, model):
        if model._meta.app_label not in OURS:
            pytest.skip("It is not a model of ours.")
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
        page = ada.get(address)
        if page.status_code == 403:
            pytest.skip("Nobody adds such rows here.")
        texts = {
            name: f"x\u202e{name}"
            for name, field in page.context["adminform"].form.fields.items()
            if type(field) is forms.CharField and not isinstance(field.widget, forms.PasswordInput)
        }
        errors = ada.post(address, texts).context["errors"].as_data() if texts else []
        told = str(errors)
        assert told.count("U+202E") == len(texts), (texts, told)

    def test_admin_action_refuses_invalid_reason(self, ada):
        application = ApplicationFactory(stage="valuation")
        address = reverse("admin:applications_application_changelist")
        for reason, words in (
            ("x" * 501, "The reason is longer than 500"),
            ("x\u202e", "contains the character U+202E"),
        ):
            data = {"action": "move_to_pre_approval", "_selected_action": application.pk, "reason": reason}
            assert words in ada.post(address, data, follow=True).text
        application.refresh_from_db()
        assert application.stage == "valuation"


@pytest.mark.django_db
class TestRequests:
    """What is no form: 400 with a sentence."""

    @pytest.fixture
    def ada(self, client):
        client.force_login(UserFactory(role="admin", is_staff=True, is_superuser=True))
        return client

    @pytest.mark.parametrize(
        ("address", "name"),
        [
            ("/applications/HL-%00/", "address"),
            ("/admin/applications/application/%00/change/", "address"),
            ("/?words=%00", "words"),
            ("/?stage%00=x", "stage"),
            ("/admin/applications/application/?q=%00", "q"),
            ("/admin/applications/application/?stage__exact=%00", "stage__exact"),
            ("/login/?next=%00", "next"),
        ],
    )
    def test_nul_in_a_url(self, ada, address, name):
        answer = ada.get(address)
        words = f"The {name} contains the character U+0000, which is not allowed."
        assert (answer.status_code, answer.text) == (400, words)

    def test_nul_in_a_form(self, ada):
        answer = ada.post("/payments/suspense/1/", {"reference": "HL-\0"})
        assert (answer.status_code, answer.text) == (
            400,
            "The reference contains the character U+0000, which is not allowed.",
        )

    def test_nul_in_an_api_request(self, ada):
        answer = ada.get("/api/applications/%00/")
        assert (answer.status_code, answer.json()) == (
            400,
            {"detail": "The address contains the character U+0000, which is not allowed."},
        )


@pytest.mark.parametrize("charset", ["base64", "undefined", "unicode_escape", "utf-16", "zlib"])
@pytest.mark.parametrize("address", ["/login/", "/api/token/", "/nowhere/"])
def test_non_utf8_text_is_refused(client, address, charset):
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    answer = client.generic(
        "POST", address, b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--', kind
    )
    assert (answer.status_code, "Send text as UTF-8." in answer.text) == (400, True)


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["\0aaaaaaaaaaaa", "aaaaaaaa\u0661", "x" * 5_000, "a b c d e f g h"])
def test_invalid_session_cookie_is_anonymous(key):
    store = import_string(f"{settings.SESSION_ENGINE}.SessionStore")(key)
    assert (store.session_key, store.is_empty()) == (None, True)


def test_quoted_text_has_single_marks_within():
    assert quoted("at “Valuation”") == "“at ‘Valuation’”"
