"""What no form checks: NUL and foreign encodings in a request's path, query and fields."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.utils.deprecation import MiddlewareMixin

from common.refusals import UnusableText
from common.text import named

NUL = "\0"
# Django decodes a form in any of Python's codecs that the request names, and some do not decode text.
CHARSETS = ("", "utf-8", "utf8", "us-ascii", "ascii")


class PlainTextMiddleware(MiddlewareMixin):
    """Answers 400 where a request is not in UTF-8, or holds NUL; names the field."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        if request.content_params.get("charset", "").lower() not in CHARSETS:
            return _refuse(request, "Send text as UTF-8.")
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
