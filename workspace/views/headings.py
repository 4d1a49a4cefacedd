"""How the pages of an application are called, and the way back from them."""

from django.urls import reverse

from applications.models import Application
from applications.selectors.application import may_see
from applications.wording import listing
from users.models import User
from workspace.forms import Crumb

FIRST_PAGE = ""  # breadcrumbs show the name of the reader's first page instead


def application_page(reference: str, section: str = "") -> str:
    """The URL of an application's page, or of a section of it."""
    address = reverse("workspace:application", args=[reference])
    return f"{address}#{section}" if section else address


def page_for(user: User, application: Application) -> str:
    """The URL of an application's page; of the first page for a user who does not see the application."""
    sees = may_see(user, application)
    return application_page(application.reference) if sees else reverse("workspace:home")


def title_of(application: Application) -> str:
    """The borrowers and the reference: Nora and Omar, HL-7KQ2M9XD."""
    names = list(application.borrowers.values_list("name", flat=True))
    return f"{listing(names)}, {application.reference}" if names else application.reference


def trail_of(application: Application | None = None) -> tuple[Crumb, ...]:
    """The pages above: the reader's first page, and for a page about an application that application's."""
    first = (FIRST_PAGE, reverse("workspace:home"))
    if application is None:
        return (first,)
    return (first, (title_of(application), application_page(application.reference)))


def way_back(application: Application, section: str = "") -> dict:
    """The arguments of `form_page` for a page about an application: its breadcrumb, and the section to go
    back to."""
    return {"back_to": application_page(application.reference, section), "crumbs": trail_of(application)}
