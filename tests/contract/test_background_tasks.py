"""The seed's background and periodic tasks, with the seed's own calls (its sections 1 and 3)."""

from unittest.mock import patch

import pytest
from django.utils import timezone
from freezegun import freeze_time

from applications.refusals import ApplicationNotFound, UnknownStatus
from applications.tasks import send_application_status_notification, send_repayment_reminders
from features.drivers import factories
from users.models import EmailDelivery, Notification

STAGES = (
    "inquiry",
    "pre_approval",
    "valuation",
    "formal_approval",
    "settlement",
    "funded",
    "declined",
    "withdrawn",
)


@pytest.mark.django_db
def test_send_application_status_notification(application_instance, admin_user):
    with patch("applications.tasks.send_email") as mock_send_email:
        send_application_status_notification(application_instance.id, "approved")
        mock_send_email.assert_called_once()

    notification = Notification.objects.filter(
        user=application_instance.broker.user, notification_type="application_status"
    ).first()
    assert notification is not None
    assert "approved" in notification.message.lower()


@pytest.mark.django_db
@pytest.mark.parametrize("stage", STAGES)
def test_the_application_may_be_at_any_stage(application_instance, stage):
    application_instance.stage = stage
    application_instance.save()
    with patch("applications.tasks.send_email") as mock_send_email:
        send_application_status_notification(application_instance.id, "approved")
    (messages,) = mock_send_email.call_args.args
    assert [message.address for message in messages] == [application_instance.broker.user.email]


@pytest.mark.django_db
@pytest.mark.parametrize("status", STAGES)
def test_every_stage_is_a_status_and_stands_in_the_message(application_instance, status):
    with patch("applications.tasks.send_email"):
        send_application_status_notification(application_instance.id, status)
    (notification,) = Notification.objects.filter(user=application_instance.broker.user)
    assert status.replace("_", " ") in notification.message.lower().replace("-", " ")


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["", "Approved", "rejected", "1"])
def test_any_other_status_raises_and_tells_nobody(application_instance, status):
    with (
        patch("applications.tasks.send_email") as mock_send_email,
        pytest.raises(UnknownStatus, match=r"A status is one of inquiry, .*, approved"),
    ):
        send_application_status_notification(application_instance.id, status)
    mock_send_email.assert_not_called()
    assert not Notification.objects.exists()


@pytest.mark.django_db
def test_an_application_that_does_not_exist_raises():
    with pytest.raises(ApplicationNotFound, match="no application with id 7"):
        send_application_status_notification(7, "approved")


@pytest.mark.django_db
def test_without_a_patch_the_email_is_written(application_instance):
    result = send_application_status_notification(application_instance.id, "approved")
    assert result == {"told": 1, "emailed": 1}
    assert EmailDelivery.objects.get().address == application_instance.broker.user.email


@pytest.mark.django_db
def test_send_repayment_reminders(repayment_instance):
    due_date = repayment_instance.due_date
    with (
        freeze_time(due_date - timezone.timedelta(days=1)),
        patch("applications.tasks.send_email") as mock_send_email,
    ):
        send_repayment_reminders()
        mock_send_email.assert_called_once()


@pytest.mark.django_db
@pytest.mark.parametrize("days", [0, 8])
def test_before_the_ladder_and_on_the_day_itself_nobody_is_reminded(repayment_instance, days):
    with (
        freeze_time(repayment_instance.due_date - timezone.timedelta(days=days)),
        patch("applications.tasks.send_email") as mock_send_email,
    ):
        send_repayment_reminders()
        mock_send_email.assert_not_called()


@pytest.mark.django_db
def test_several_borrowers_are_one_call(repayment_instance):
    repayment_instance.application.borrowers.add(factories.BorrowerFactory())
    with (
        freeze_time(repayment_instance.due_date - timezone.timedelta(days=1)),
        patch("applications.tasks.send_email") as mock_send_email,
    ):
        send_repayment_reminders()
    (messages,) = mock_send_email.call_args.args
    assert len(messages) == 2
