"""Whoever may no longer listen has their sockets closed."""

from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import post_save
from django.dispatch import receiver

from users import live
from users.models import User


@receiver(user_logged_out)
def close_sockets_of_the_session(sender, request, user, **kwargs):
    if user is not None:
        live.close_sockets_on_commit(user.pk, request.session.session_key)


@receiver(post_save, sender=User)
def close_sockets_of_a_deactivated_user(sender, instance, created, **kwargs):
    if not created and not instance.is_active:
        live.close_sockets_on_commit(instance.pk)
