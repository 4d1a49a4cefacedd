"""What a move entails, for the person who is about to make it."""

from applications.directions import what_follows
from applications.models import Application
from applications.selectors.parties import is_reachable
from applications.stages import Move, words_for
from applications.visibility import reads_reason
from applications.wording import listing
from users.models import User
from users.preferences import DEFAULTS, Event, Role


def prospect_of(application: Application, move: Move, by: User) -> list[str]:
    """What follows a move, whom it tells what, and who reads its reason: a sentence each."""
    words = words_for(move.target, move.source)
    sentences = [what_follows(move), f"{listing(_staff(application))} are told that it {words.to_staff}."]
    borrowers = application.borrowers.select_related("user")
    told = [one.name for one in borrowers if is_reachable(one)]
    if told:
        sentences.append(f"{listing(told)} {_are(told)} told: “{words.to_customers}”")
    unreachable = [one.name for one in borrowers if not is_reachable(one)]
    if unreachable:
        sentences.append(f"{listing(unreachable)} {_are(unreachable)} not told: no login, no e-mail address.")
    guarantors = [one.name for one in application.guarantors.all()]
    if guarantors:
        sentences.append(f"{listing(guarantors)} {_are(guarantors)} not told: guarantors get no e-mails.")
    return [*sentences, _readers_of_the_reason(application, move, by)]


def _are(names: list[str]) -> str:
    return "is" if len(names) == 1 else "are"


def _staff(application: Application) -> list[str]:
    roles = DEFAULTS[Event.APPLICATION_STATUS]
    own = ((Role.BROKER, application.broker), (Role.BDM, application.bdm))
    names = [party.name for role, party in own if role in roles and party.user and party.user.is_active]
    return [*names, "the admins"] if Role.ADMIN in roles else names


def _readers_of_the_reason(application: Application, move: Move, by: User) -> str:
    gave_it = application.broker.user_id == by.pk
    broker = reads_reason(Role.BROKER, came_from=move.source, went_to=move.target, gave_it=gave_it)
    if broker:
        return f"The lender and {application.broker.name} read the reason. No borrower reads it."
    return "Only the lender reads the reason. Neither the broker nor a borrower reads it."
