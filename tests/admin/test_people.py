"""Users: new ones, passwords, digests and preferences."""

import pytest
from django.contrib import messages
from django.urls import reverse

from features.drivers import factories
from tests.admin.forms import before_saving, page, said, submitted
from users.models import NotificationPreference, User

pytestmark = pytest.mark.django_db


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
