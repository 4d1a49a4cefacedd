"""What no form checks: characters that no database holds, in a request's path, query and fields."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.utils.deprecation import MiddlewareMixin

from users.refusals import UnusableText
from users.text import named

NUL = "\0"


class NoNulMiddleware(MiddlewareMixin):
    """Answers 400 where a request holds NUL, and names the field."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        for name, texts in _texts_of(request):
            if any(NUL in text for text in texts):
                return _refuse(request, str(UnusableText(name.replace(NUL, ""), named(NUL))))
        return None


def _texts_of(request: HttpRequest) -> Iterator[tuple[str, list[str]]]:
    yield "address", [request.path_info]
    for fields in (request.GET, request.POST):
        for name, values in fields.lists():
            yield name, [name, *values]


def _refuse(request: HttpRequest, words: str) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        return JsonResponse({"detail": words}, status=400)
    return HttpResponseBadRequest(words, content_type="text/plain; charset=utf-8")
