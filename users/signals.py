"""Closes the sockets of people who may no longer listen."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from users import live
from users.models import User


@receiver(post_delete, sender=Session)
def close_sockets_of_a_deleted_session(sender, instance, **kwargs):
    # However a session ends: logging out, `clearsessions`, an admin, code.
    if user_id := instance.get_decoded().get(SESSION_KEY):
        live.close_sockets_on_commit(int(user_id), instance.session_key)


@receiver(post_save, sender=User)
def close_sockets_of_a_deactivated_user(sender, instance, created, **kwargs):
    if not created and not instance.is_active:
        live.close_sockets_on_commit(instance.pk)


@receiver(post_delete, sender=User)
def close_sockets_of_a_deleted_user(sender, instance, **kwargs):
    live.close_sockets_on_commit(instance.pk)
