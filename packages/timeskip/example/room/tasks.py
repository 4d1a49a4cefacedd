from datetime import timedelta

from asgiref.sync import async_to_sync
from celery import shared_task
from channels.layers import get_channel_layer
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.utils import timezone

from room.models import Message


@shared_task
def push(message_id: int) -> None:
    """Show a message to everybody in the room."""
    message = Message.objects.select_related("author").get(pk=message_id)
    event = {"type": "room.message", "text": message.text, "author": message.author.username}
    async_to_sync(get_channel_layer().group_send)("room", event)


@shared_task(bind=True, max_retries=3, acks_late=True)
def remind(self, user_id: int, text: str) -> None:
    """E-mail a reminder; a mail server that is down is tried again after a minute."""
    user = User.objects.get(pk=user_id)
    try:
        send_mail(f"Reminder: {text}", text, None, [user.email])
    except OSError as error:
        raise self.retry(exc=error, countdown=60) from error


@shared_task
def send_digests() -> None:
    """E-mail everybody yesterday's messages, if there were any."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    yesterday = Message.objects.filter(posted_at__gte=today - timedelta(days=1), posted_at__lt=today)
    if texts := list(yesterday.order_by("pk").values_list("text", flat=True)):
        for user in User.objects.exclude(email=""):
            send_mail(f"Yesterday in the room: {len(texts)}", "\n".join(texts), None, [user.email])
