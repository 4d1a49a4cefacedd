"""Who hears what, and how: preferences, tabs, the mail server."""

from features.acts.now import Now
from features.acts.values import Words
from timeskip.explore import Act

EVENTS = ('"application status"',)


def somebody_online(now: Now, words: Words) -> list[str]:
    """Whoever has a tab open."""
    return [who for who in ("Bella", "Omar") if now.is_online(who)]


def somebody_in_one_tab(now: Now, words: Words) -> list[str]:
    """Whoever has exactly one tab open."""
    return [who for who in somebody_online(now, words) if len(now.world.tabs.of(who)) == 1]


def somebody_away(now: Now, words: Words) -> list[str]:
    """Whoever has gone offline and may come back."""
    return [who for who in ("Bella", "Omar") if who in now.world.tabs.left]


def nobody_yet(now: Now, words: Words) -> list[str]:
    """Whoever has no tab open and has not left one."""
    away = somebody_away(now, words)
    return [who for who in ("Omar",) if not now.is_online(who) and who not in away]


def bella_online(now: Now, words: Words) -> list[str]:
    """Bella, if she has a tab open."""
    return [who for who in somebody_online(now, words) if who == "Bella"]


def unread_of_another(now: Now, words: Words) -> list[str]:
    """What another was told last and has not read."""
    return [f'"{message}"' for message in now.unread(words["other"])[:1]]


def undelivered(now: Now, words: Words) -> list[str]:
    """The e-mail that has waited longest."""
    return now.undelivered()[:1]


def mail_works(now: Now) -> bool:
    """Whether the mail server takes every e-mail."""
    is_up, *failures = now.story.mail.failures
    return is_up and not any(failures)


def mail_fails(now: Now) -> bool:
    """Whether it does not."""
    return not mail_works(now)


def nobody_overtaken(now: Now) -> bool:
    """Whether no second worker waits for the first."""
    return not now.world.emails.will_be_overtaken


def any_email(now: Now) -> bool:
    """Whether any e-mail has been written."""
    return now.world.emails.there_is_one


ACTS = (
    Act("Given {who} is online", "notifications", values={"who": nobody_yet}),
    Act("Given {who} has been offline since then", "notifications", values={"who": somebody_in_one_tab}),
    Act("When {who} comes back online", "notifications", 2, {"who": somebody_away}),
    Act("When {who} marks everything as read", "notifications", 2, {"who": somebody_online}),
    Act("When {who} asks for what else was missed", "notifications", values={"who": somebody_online}),
    Act(
        "When {who} marks {other}'s {told} as read",
        "notifications",
        values={"who": bella_online, "other": ("Omar",), "told": unread_of_another},
    ),
    Act("Given live updates are down", "notifications"),
    Act(
        "When {who} switches off {channel} for {event}",
        "notifications digests",
        values={"who": ("Bella",), "channel": ("e-mail", "in-app"), "event": EVENTS},
    ),
    Act('When Omar switches off e-mail for "repayment upcoming"', "reminders"),
    Act("When Bella chooses {rhythm}", "digests", 3),
    Act("Given the mail server is down", "notifications reminders digests", 2),
    Act("Given the mail server has recovered", "notifications reminders digests", 2, when=mail_fails),
    Act(
        "Given the mail server drops the connection after accepting the next e-mail",
        "notifications digests",
    ),
    Act(
        "Given the mail server permanently refuses {who}'s address",
        "notifications",
        values={"who": ("Omar",)},
    ),
    Act(
        "Given a second worker overtakes the next one that sends e-mails",
        "notifications",
        when=nobody_overtaken,
    ),
    Act(
        "When the task that sends the same e-mails is delivered again",
        "notifications digests",
        when=any_email,
    ),
    Act('When Omar\'s e-mail address is changed to "omar@example.org"', "notifications reminders"),
    Act(
        "When Ada opens the operations\nAnd Ada sends the e-mail {email} again",
        "notifications",
        values={"email": undelivered},
    ),
    Act(
        "Given every background task is delivered twice", "notifications reminders digests documents reports"
    ),
    Act("Given every scheduled task is queued twice", "reminders digests reports"),
)
