"""What the purge deletes and keeps, in batches."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from applications.models import BankFile
from applications.services.retention import expired_purge
from features.drivers import factories
from tests.rows import row
from users import forgetting
from users.models import EmailDelivery, Notification
from users.notifications import Notice, notify
from users.retention import kept_since

TODAY = date(2025, 6, 2)
JUST_TOO_OLD = kept_since(TODAY) - timedelta(microseconds=1)
NOTHING = {"notifications": 0, "emails": 0, "bank_files": 0, "task_results": 0}


def test_retention_keeps_whole_days():
    # Midnight in Sydney on 4 March, in summer.
    assert kept_since(TODAY) == datetime(2025, 3, 3, 13, tzinfo=UTC)


@pytest.mark.django_db
class TestForgetting:
    @pytest.fixture(autouse=True)
    def _files_of_their_own(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path

    def told(self, at: datetime = JUST_TOO_OLD, **fields) -> Notification:
        one = row(Notification, **{"read_at": at, "subject_ref": "HL-OMAR", "url": "/", **fields})
        Notification.objects.filter(pk=one.pk).update(created_at=at)
        return one

    def written(self, state: str, at: datetime = JUST_TOO_OLD) -> EmailDelivery:
        email = row(EmailDelivery, state=state, context={"message": "We are having the property valued."})
        EmailDelivery.objects.filter(pk=email.pk).update(created_at=at)
        return email

    def test_purged_notification_keeps_its_dedupe_key(self):
        one = self.told()
        assert expired_purge(today=TODAY)["notifications"] == 1
        one.refresh_from_db()
        assert (one.message, one.subject_ref, one.url, one.hidden) == ("", "", "", True)
        again = Notice(
            recipient=one.user, event="application_status", message="Again", dedupe_key=one.dedupe_key
        )
        assert notify([again])["told"] == 0

    def test_retention_starts_at_midnight(self):
        self.told(at=kept_since(TODAY))
        self.written("sent", at=kept_since(TODAY))
        assert expired_purge(today=TODAY) == NOTHING

    @pytest.mark.parametrize(
        ("state", "forgotten"),
        [("queued", 0), ("sending", 0), ("unknown", 0), ("sent", 1), ("failed", 1), ("expired", 1)],
    )
    def test_unsent_email_is_not_purged(self, state, forgotten):
        email = self.written(state)
        assert expired_purge(today=TODAY)["emails"] == forgotten
        email.refresh_from_db()
        assert (email.context is None) == bool(forgotten)
        assert (email.subject, email.address) == ("Your loan HL-OMAR is approved", "omar@example.com")

    def test_a_second_run_finds_nothing_more(self):
        self.told()
        self.written("sent")
        assert expired_purge(today=TODAY) == {**NOTHING, "notifications": 1, "emails": 1}
        assert expired_purge(today=TODAY) == NOTHING

    def test_purge_works_in_batches(self, monkeypatch, django_assert_num_queries):
        monkeypatch.setattr(forgetting, "BATCH", 2)
        user = factories.UserFactory()
        for _ in range(5):
            self.told(user=user)
        # Three batches of a look and an update, and the look that finds no more.
        with django_assert_num_queries(7):
            assert forgetting.notifications_forget(before=kept_since(TODAY)) == 5

    def test_purge_ignores_a_missing_file(self):
        bank_file = row(BankFile, file=ContentFile(b"date,amount\n", "May.csv"))
        BankFile.objects.update(uploaded_at=timezone.now() - timedelta(days=400))
        default_storage.delete(bank_file.file.name)
        assert expired_purge(today=timezone.localdate())["bank_files"] == 1
        assert expired_purge(today=timezone.localdate())["bank_files"] == 0
