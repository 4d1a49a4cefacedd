from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.urls import path

from project.notes.models import Note
from project.notes.tasks import announce


def sync_view(request: HttpRequest) -> JsonResponse:
    with transaction.atomic():
        Note.objects.create(text="view")
        transaction.on_commit(lambda: announce.delay("view"))
    return JsonResponse({"notes": Note.objects.count()})


async def async_view(request: HttpRequest) -> JsonResponse:
    await Note.objects.acreate(text="async view")
    return JsonResponse({"notes": await Note.objects.acount()})


urlpatterns = [path("sync", sync_view), path("async", async_view)]
