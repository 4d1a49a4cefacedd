"""Help: what the words mean, and what each role does here."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from users.preferences import Role
from workspace.access import render_page
from workspace.glossary import WORDS, YOURS


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The words of the business. Somebody who is logged in reads what is theirs, others of every role."""
    user = request.user
    roles = [Role(user.role)] if user.is_authenticated else list(YOURS)
    context = {"words": list(WORDS.items()), "roles": [(role.label, YOURS[role]) for role in roles]}
    return render_page(request, "workspace/help.html", context)
