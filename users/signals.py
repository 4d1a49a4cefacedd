"""What follows from a log-in that begins or ends, and from an e-mail that cannot be delivered."""

from datetime import timedelta

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.models import Session
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone

from common.text import quoted
from users import live
from users.delivery import email_given_up
from users.login_version import logins_ended
from users.models import ApiToken, EmailDelivery, User
from users.notifications import Notice, notify
from users.preferences import STAFF, Event, Role
from users.security_log import account_name, security_event

STAFF_SESSION = timedelta(hours=12)


@receiver(user_logged_in)
def limit_the_session_of_staff(sender, request, user, **kwargs):
    security_event("logged in", account=account_name(user.pk), request=request)
    if user.role in STAFF:
        # From the log-in on, however busy the session is.
        request.session.set_expiry(timezone.now() + STAFF_SESSION)


@receiver(post_delete, sender=Session)
def close_sockets_of_a_deleted_session(sender, instance, **kwargs):
    # However a session ends: logging out, `clearsessions`, an admin, code.
    if user_id := instance.get_decoded().get(SESSION_KEY):
        live.close_sockets_on_commit(int(user_id), instance.session_key)


@receiver(logins_ended, sender=User)
def end_tokens_and_sockets(sender, user_ids, why, **kwargs):
    ApiToken.objects.filter(user__in=user_ids).delete()
    for user_id in user_ids:
        security_event("log-ins ended", account=account_name(user_id), why=why)
        live.close_sockets_on_commit(user_id)


@receiver(post_delete, sender=User)
def close_sockets_of_a_deleted_user(sender, instance, **kwargs):
    live.close_sockets_on_commit(instance.pk)


@receiver(email_given_up, sender=EmailDelivery)
def report_a_failed_delivery(sender, delivery, **kwargs):
    told = list(User.objects.filter(role=Role.ADMIN))
    if delivery.tell_on_failure is not None:
        told.append(delivery.tell_on_failure)
    notify(
        Notice(
            recipient=user,
            event=Event.DELIVERY_FAILED,
            message=f"The e-mail {quoted(delivery.subject)} to {delivery.address} could not be delivered.",
            dedupe_key=f"delivery_failed:{delivery.pk}",
            subject_ref=delivery.context.get("reference", ""),
            url=delivery.context.get("url_on_failure") or delivery.context.get("url", ""),
        )
        for user in told
    )
