"""Pages for when nothing else works: no database, no session, no static file."""

import re
from base64 import b64encode
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django_guid import get_guid

API = "/api/"
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def bare_page(template: str, context: dict) -> tuple[str, str]:
    """A page that holds its own style, and the security policy that allows this style and nothing else."""
    page = render_to_string(template, context)
    digest = b64encode(sha256(STYLE.search(page)[1].encode()).digest()).decode()
    parts = ("default-src 'none'", f"style-src 'sha256-{digest}'", "base-uri 'none'", "form-action 'none'")
    return page, "; ".join((*parts, "frame-ancestors 'none'"))


def server_error(request: HttpRequest) -> HttpResponse:
    """The answer where a view has failed; the number is that of the request's lines in the log."""
    if request.path_info.startswith(API):
        return JsonResponse({"detail": "Something went wrong on the server."}, status=500)
    page, policy = bare_page("500.html", {"reference": get_guid()})
    return HttpResponse(page, status=500, headers={"Content-Security-Policy": policy})
