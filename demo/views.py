"""The e-mails that leave while `manage.py serve` runs. Anybody who reaches the port may read them."""

from csp.decorators import csp_exempt
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from demo.emails import MOST_KEPT, kept

# The e-mail's own styles, and nothing that acts or loads.
AS_MAIL_PROGRAMS_SHOW_IT = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def emails(request: HttpRequest) -> HttpResponse:
    """List the e-mails, newest first."""
    return render(request, "demo/emails.html", {"emails": list(reversed(kept)), "most": MOST_KEPT})


@csp_exempt()
def email(request: HttpRequest, number: int) -> HttpResponse:
    """Show one e-mail as a mail program does."""
    for one in kept:
        if one.number == number:
            return HttpResponse(one.html, headers={"Content-Security-Policy": AS_MAIL_PROGRAMS_SHOW_IT})
    raise Http404
