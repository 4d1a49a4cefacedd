"""What can happen in the room, told in every order by `manage.py explore`."""

from timeskip.explore import Act, Exploration, Theme


def outside(context, words):
    """Whoever is not in the room."""
    return [who for who in ("Bob", "Ann") if who not in context.in_the_room]


def inside(context, words):
    """Whoever is in the room."""
    return list(context.in_the_room)


EXPLORATION = Exploration(
    themes=(
        Theme("messages", "Given Bob comes into the room"),
        Theme("reminders", "Given Bob comes into the room"),
    ),
    acts=(
        Act('When Ann says "hello"', "messages", weight=3),
        Act("Given {who} comes into the room", "messages", values={"who": outside}),
        Act("When {who} leaves the room", "messages", values={"who": inside}),
        Act('When Ann wants to be reminded of "tea" in {minutes} minutes', "reminders", 3, {"minutes": ("1", "10")}),
        Act("Given the mail server is down", "reminders"),
        Act("Given the mail server is up again", "reminders"),
        Act("When {minutes} minutes pass", "messages reminders", 3, {"minutes": ("5", "1440")}),
    ),
    ending="Then nothing is out of order",
)
