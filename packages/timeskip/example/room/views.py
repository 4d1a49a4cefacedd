from datetime import datetime
from functools import partial

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from room.models import Message
from room.tasks import push, remind


@require_POST
@login_required
def post_message(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        message = Message.objects.create(author=request.user, text=request.POST["text"])
        transaction.on_commit(partial(push.delay, message.pk))
    return HttpResponse(status=201)


@require_POST
@login_required
def post_reminder(request: HttpRequest) -> HttpResponse:
    at = datetime.fromisoformat(request.POST["at"])
    remind.apply_async((request.user.pk, request.POST["text"]), eta=at)
    return HttpResponse(status=201)
