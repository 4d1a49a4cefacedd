"""What people decide about their own accounts."""

from collections.abc import Iterable

from users import preferences, refusals
from users.models import NotificationPreference, User
from users.preferences import Channel, Event, Rhythm, Role


def user_by_id(user_id: int) -> User:
    """Somebody whose login works, for background work on their behalf; raises UserNotFound."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        raise refusals.UserNotFound(user_id)
    return user


def choices_of(user_ids: Iterable[int]) -> dict[int, dict[tuple[str, str], bool]]:
    """What each of them has switched on or off: (event, channel) → on. What is not there is on."""
    choices: dict[int, dict[tuple[str, str], bool]] = {user_id: {} for user_id in user_ids}
    for choice in NotificationPreference.objects.filter(user__in=choices):
        choices[choice.user_id][choice.event, choice.channel] = choice.enabled
    return choices


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
    if rhythm not in preferences.RHYTHMS_FOR[Role(user.role)]:
        raise refusals.NoDigestForBorrowers
    user.rhythm = rhythm
    user.save(update_fields=["rhythm"])
