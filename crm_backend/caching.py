"""Browsers and proxies may cache static files only: everything else is private."""

from collections.abc import Callable

from asgiref.sync import iscoroutinefunction
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import sync_and_async_middleware


@sync_and_async_middleware
def private_middleware(get_response: Callable) -> Callable:
    """Sets `Cache-Control: private, no-store` on every response except static files (whitenoise)."""

    def mark(request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if not request.path_info.startswith(settings.STATIC_URL):
            response["Cache-Control"] = "private, no-store"
        return response

    if iscoroutinefunction(get_response):

        async def middleware(request):
            return mark(request, await get_response(request))

    else:

        def middleware(request):
            return mark(request, get_response(request))

    return middleware
