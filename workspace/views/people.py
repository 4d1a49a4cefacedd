"""The lender's people: who they are, what they may do, and who joins and leaves."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from applications.models import BDM
from applications.selectors.people import (
    KINDS,
    Somebody,
    changes_of,
    login_of,
    people_matching,
    person_for,
)
from applications.services import joining, people
from users import second_factor
from workspace.access import ADMINS, FORM, action, asked, page, render_page
from workspace.forms import filled_in, form_page
from workspace.lists import kept, part
from workspace.views.people_forms import (
    FIELDS,
    BranchForm,
    HandOverForm,
    InviteForm,
    PeopleFilter,
    PersonForm,
)

A_PAGE = 25  # people of a kind
# Kind → heading of its list, and what one of it is called.
HEADINGS = {"bdm": ("BDMs", "BDM"), "broker": ("Brokers", "broker"), "admin": ("Admins", "admin")}
INVITES = {"bdm": joining.bdm_invite, "broker": joining.broker_invite, "admin": joining.admin_invite}


@page(*ADMINS)
def index(request: HttpRequest) -> HttpResponse:
    """The people that the filter chooses, a list for each kind."""
    wanted = PeopleFilter(request.GET)
    chosen = wanted.chosen()
    kind = chosen.pop("kind", None)
    found = {
        f"{one}s": part(people_matching(request.user, one, **chosen), request.GET.get(f"{one}s"), A_PAGE)
        for one in KINDS
    }
    context = {
        "filter": wanted,
        "is_filtered": bool(chosen or kind),
        "kinds": [kind] if kind else list(KINDS),
        "filtered_by": kept(request, *found),
    }
    return render_page(request, "workspace/people.html", context | found)


@page(*ADMINS)
def show(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """One person, what was changed of them, and what can be done."""
    person = person_for(request.user, kind, pk)
    login = login_of(person)
    context = {
        "person": person,
        "login": login,
        "kind": kind,
        "title": person.name,
        "crumbs": _trail(),
        "called": HEADINGS[kind][1],
        "changes": changes_of(person),
        "is_own": login is not None and login.pk == request.user.pk,
        "has_second_factor": login is not None and second_factor.is_set_up(login),
    }
    return render_page(request, "workspace/person.html", context)


@page(*ADMINS, methods=FORM)
def change(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Change a BDM's branch and approval limit, or a broker's branch and primary BDM."""
    person = _of_kind(request, kind, pk, *FIELDS)
    initial = {name: getattr(person, name) for name in FIELDS[kind]}
    form = PersonForm(kind, *filled_in(request), initial=initial)
    if kind == "broker":
        form.fields["primary_bdm"].queryset |= BDM.objects.filter(pk=person.primary_bdm_id)

    def act(answers: dict) -> str:
        changed = people.person_change(person=person, by=request.user, **form.edited())
        return f"{person.name} was changed." if changed else "Nothing has changed."

    return _person_page(request, form, act, kind, person, title=f"Change {person.name}", button="Save")


@page(*ADMINS, methods=FORM)
def hand_over(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Let another BDM look after everything that a BDM looks after."""
    person = _of_kind(request, kind, pk, "bdm")
    form = HandOverForm(person, *filled_in(request))

    def act(answers: dict) -> str:
        handed = people.bdm_hand_over(bdm=person, by=request.user, **answers)
        return f"{answers['to'].name} looks after {handed} of {person.name} from now on."

    title = f"Hand over everything of {person.name}"
    return _person_page(request, form, act, kind, person, title=title, button="Hand over")


@page(*ADMINS, methods=FORM)
def deactivate(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Say what a deactivation does, and do it at the second press."""
    person = person_for(request.user, kind, pk)
    form = forms.Form(*filled_in(request))

    def act(answers: dict) -> str:
        people.person_deactivate(person=person, by=request.user)
        return f"{person.name}'s login was deactivated."

    title = f"Deactivate the login of {person.name}"
    template = "workspace/deactivate.html"
    return _person_page(request, form, act, kind, person, title=title, button="Deactivate", template=template)


@action(*ADMINS)
def reactivate(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Let somebody log in again."""
    person = person_for(request.user, kind, pk)

    def act() -> str:
        people.person_reactivate(person=person, by=request.user)
        return f"{person.name} can log in again."

    return asked(request, act, _page_of(kind, person))


@action(*ADMINS)
def invite_again(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Send somebody who has not logged in yet another invitation."""
    person = person_for(request.user, kind, pk)

    def act() -> str:
        people.person_invite_again(person=person, by=request.user)
        return f"{person.name} is invited again by e-mail."

    return asked(request, act, _page_of(kind, person))


@action(*ADMINS)
def reset_second_factor(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Take away somebody's lost second factor."""
    person = person_for(request.user, kind, pk)

    def act() -> str:
        people.second_factor_reset(person=person, by=request.user)
        return f"{person.name} was logged out everywhere, and sets up a new second factor."

    return asked(request, act, _page_of(kind, person))


@page(*ADMINS, methods=FORM)
def invite(request: HttpRequest, kind: str) -> HttpResponse:
    """Open a login for somebody new, who is sent a link to choose a password."""
    if kind not in KINDS:
        raise Http404
    form = InviteForm(kind, *filled_in(request))

    def act(answers: dict) -> str:
        person = INVITES[kind](by=request.user, **answers)
        return f"{person.name} was sent a link to choose a password."

    called = HEADINGS[kind][1]
    title = f"Invite {'an' if kind == 'admin' else 'a'} {called}"
    back_to = reverse("workspace:people")
    return form_page(request, form, act, title=title, button="Invite", back_to=back_to, crumbs=_trail())


@page(*ADMINS, methods=FORM)
def open_branch(request: HttpRequest) -> HttpResponse:
    """Open a branch."""

    def act(answers: dict) -> str:
        return f"The branch {joining.branch_open(by=request.user, **answers).name} is open."

    form, back_to = BranchForm(*filled_in(request)), reverse("workspace:people")
    return form_page(
        request, form, act, title="New branch", button="Open the branch", back_to=back_to, crumbs=_trail()
    )


def _of_kind(request: HttpRequest, kind: str, pk: int, *kinds: str) -> Somebody:
    if kind not in kinds:
        raise Http404
    return person_for(request.user, kind, pk)


def _person_page(request: HttpRequest, form: forms.Form, act, kind: str, person, **texts) -> HttpResponse:
    back_to = _page_of(kind, person)
    crumbs = (*_trail(), (person.name, back_to))
    return form_page(request, form, act, back_to=back_to, crumbs=crumbs, **texts)


def _page_of(kind: str, person: Somebody) -> str:
    return reverse("workspace:person", args=[kind, person.pk])


def _trail() -> tuple:
    return (("People", reverse("workspace:people")),)
