"""Privacy: which words reach somebody, and which do not."""

import html
import json
from io import BytesIO

from django.test import Client

from applications.models import Application, Document
from features.drivers.applications import Applications
from features.drivers.emails import Emails
from features.drivers.pdf import pages_of
from features.drivers.people import People
from features.drivers.tabs import Tabs


class Privacy:
    """Looks through one person's pages, API answers, documents, e-mails and frames."""

    def __init__(self, people: People, applications: Applications, emails: Emails, tabs: Tabs) -> None:
        self._people = people
        self._applications = applications
        self._emails = emails
        self._tabs = tabs

    def everything(self, who: str) -> str:
        """Return every word that reaches somebody; AssertionError if they see no application."""
        if not self._references(self._people.person(who).browser()):
            raise AssertionError(f"{who} sees no application, so there is nothing to read.")
        return self._all_of(who)

    @staticmethod
    def _references(client: Client) -> list[str]:
        return [one["reference"] for one in _json(client, "/api/applications/")["results"]]

    def _all_of(self, who: str) -> str:
        client = self._people.person(who).browser()
        words = [_page(client, "/"), _page(client, "/inbox/"), str(_json(client, "/api/notifications/"))]
        for reference in self._references(client):
            words += [_page(client, f"/applications/{reference}/"), str(_answer(client, reference))]
            words += _documents(client, reference)
        emails = self._emails.received(who)
        words += [f"{one.subject} {one.text} {html.unescape(one.html)}" for one in emails]
        words += [str(frame) for tab in self._tabs.open_ones if tab.person == who for frame in tab.frames]
        return "\n".join(words)

    def require_read_by_others(self, who: str, words: str) -> None:
        """Fail where nobody else reads some words: they would be nowhere because nobody wrote them."""
        others = [name for name in self._people.with_login() if name != who]
        if not any(words in self._all_of(name) for name in others):
            raise AssertionError(f"Nobody else in this story reads “{words}” either, so this proves nothing.")

    def reasons(self, who: str, borrower: str) -> list[str]:
        """Return the reasons of moves that somebody sees, in order; AssertionError if page and API differ."""
        application = self._applications.of(borrower)
        given = [event.reason for event in application.stage_events.order_by("pk") if event.reason]
        if not given:
            raise AssertionError(f"No move of {borrower}'s application has a reason.")
        client = self._people.person(who).browser()
        page = _page(client, f"/applications/{application.reference}/")
        on_page = [reason for reason in given if f"“{reason}”" in page]
        answered = [event.get("reason") for event in _answer(client, application.reference)["events"]]
        if on_page != [reason for reason in answered if reason]:
            raise AssertionError(f"The page shows {who} the reasons {on_page}, the API {answered}.")
        return on_page

    def leaked(self, borrower: str) -> list[str]:
        """Return the private data of a borrower that any e-mail contains, in text or HTML.

        AssertionError if no e-mail was sent at all.
        """
        if not self._emails.delivered:
            raise AssertionError("No e-mail was sent in this story, so there is none to look through.")
        party = self._people.person(borrower).party
        secrets = [
            party.tax_file_number,
            party.account_number,
            *(form.format(party.annual_income) for form in ("{}", "{:,}", "{:.0f}", "{:,.0f}")),
            *(f"{party.birth_date:{form}}" for form in ("%Y-%m-%d", "%-d %B %Y", "%d/%m/%Y")),
            *self._applications.of(borrower)
            .notes.filter(visibility="internal")
            .values_list("text", flat=True),
        ]
        bodies = " ".join(f"{one.subject} {one.text} {one.html}" for one in self._emails.delivered)
        return [secret for secret in secrets if secret in bodies]


def _page(client: Client, address: str) -> str:
    response = client.get(address)
    if response.status_code != 200:
        raise AssertionError(f"{address} was answered with {response.status_code}.")
    return html.unescape(response.text)


def _json(client: Client, address: str) -> dict:
    return json.loads(client.get(address).content)


def _answer(client: Client, reference: str) -> dict:
    return _json(client, f"/api/applications/{reference}/")


def _documents(client: Client, reference: str) -> list[str]:
    """Return the text of the generated documents that the page links to."""
    page = _page(client, f"/applications/{reference}/")
    application = Application.objects.get(reference=reference)
    words = []
    for document in Document.objects.filter(application=application).exclude(content_sha256=""):
        if f"/documents/{document.pk}/" in page:
            response = client.get(f"/documents/{document.pk}/")
            words += pages_of(BytesIO(b"".join(response.streaming_content)))
    return words
