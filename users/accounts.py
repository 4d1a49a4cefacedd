"""What people decide about their own accounts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from common.compiled import CompiledRows, Parameters
from common.text import require_line
from users import preferences, refusals
from users.models import NotificationPreference, User
from users.preferences import Channel, Event, Rhythm, Role
from users.security_log import account_name, security_event

LONGEST_NAME = User._meta.get_field("name").max_length

_CHOICES = CompiledRows(
    NotificationPreference.objects.filter(user__in=Parameters("users", User.id.field))
    .order_by()
    .values_list("user_id", "event", "channel", "enabled")
)


def user_by_id(user_id: int) -> User:
    """Somebody whose login works, for background work on their behalf; raises UserNotFound."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        raise refusals.UserNotFound(user_id)
    return user


def choices_of(user_ids: Iterable[int]) -> dict[int, dict[tuple[str, str], bool]]:
    """What each of them has switched on or off: (event, channel) → on. What is not there is on."""
    choices: dict[int, dict[tuple[str, str], bool]] = {user_id: {} for user_id in user_ids}
    for user_id, event, channel, enabled in _CHOICES(users=choices) if choices else ():
        choices[user_id][event, channel] = enabled
    return choices


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What one person gets of one event on one channel. One that is mandatory cannot be switched off."""

    event: Event
    channel: Channel
    exists: bool
    on: bool
    mandatory: bool


def settings_of(user: User) -> list[tuple[Event, list[Setting]]]:
    """Each event that the person's role hears of, with a setting for every channel."""
    chosen, role = choices_of([user.pk])[user.pk], Role(user.role)
    return [
        (event, [_setting(event, channel, role, chosen) for channel in Channel])
        for event in Event
        if role in preferences.DEFAULTS[event]
    ]


def _setting(event: Event, channel: Channel, role: Role, chosen: dict[tuple[str, str], bool]) -> Setting:
    return Setting(
        event=event,
        channel=channel,
        exists=channel in preferences.DEFAULTS[event][role],
        on=preferences.why_not(role, event, channel, chosen) is None,
        mandatory=(event, channel) in preferences.MANDATORY,
    )


def rhythms_of(user: User) -> tuple[Rhythm, ...]:
    """The rhythms that a person may choose."""
    return preferences.RHYTHMS_FOR[Role(user.role)]


def preference_set(*, user: User, event: str, channel: str, enabled: bool) -> None:
    """Switch one event on one channel on or off for one person.

    Raises ValueError for an event or a channel that does not exist, CannotSwitchOff for the mandatory ones,
    NothingToSwitch where the role never hears of it anyway.
    """
    event, channel = Event(event), Channel(channel)
    if channel not in preferences.DEFAULTS[event].get(user.role, ()):
        raise refusals.NothingToSwitch(Role(user.role).label, event.label, channel.label)
    if not enabled and (event, channel) in preferences.MANDATORY:
        raise refusals.CannotSwitchOff(event.label)
    NotificationPreference.objects.update_or_create(
        user=user, event=event, channel=channel, defaults={"enabled": enabled}
    )


def rhythm_set(*, user: User, rhythm: str) -> None:
    """Let a person's e-mails come singly, or together in a daily or weekly digest.

    What waits for a digest already comes with the person's next one; after a change to single e-mails, with
    the next daily one. Raises ValueError for a rhythm that does not exist, NoDigestForBorrowers.
    """
    rhythm = Rhythm(rhythm)
    if rhythm not in rhythms_of(user):
        raise refusals.NoDigestForBorrowers
    user.rhythm = rhythm
    user.save(update_fields=["rhythm"])


def name_change(*, user: User, name: str, request: HttpRequest | None = None) -> None:
    """Change a person's own name. The name of a party to a loan is a record of its own and stays.

    Raises NameMissing, UnusableText, TextTooLong.
    """
    name = require_name(name)
    if name == user.name:
        return
    user.name = name
    user.save(update_fields=["name"])
    security_event("name changed", account=account_name(user.pk), request=request)


def require_name(name: str) -> str:
    """A person's name without blanks around it; raises NameMissing, UnusableText, TextTooLong."""
    name = name.strip()
    if not name:
        raise refusals.NameMissing
    require_line("name", name, most=LONGEST_NAME)
    return name
