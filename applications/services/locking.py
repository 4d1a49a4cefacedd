"""Locks on the lender's people: who is given something to look after is not deactivated meanwhile."""

from applications.models import BDM, Broker
from applications.selectors.people import Somebody
from users.models import User

# Everybody locks in this order, and rows of a kind by their ids, so that two acts at once cannot deadlock.
# Applications come after the people who look after them.
ORDER = (User, BDM, Broker)


def people_locked(*people: Somebody) -> list[Somebody]:
    """Lock people's rows until commit; returns each of them as they are now, in the order given.

    Whether somebody has left is asked afterwards: the answer then holds until commit.
    """
    now = {}
    for model in ORDER:
        ids = {one.pk for one in people if isinstance(one, model)}
        if ids:
            # Not the keys: rows that refer to somebody do not wait.
            rows = model.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
            now |= {(model, row.pk): row for row in rows}
    # Not type(): the user of a request is loaded lazily.
    return [now[one._meta.model, one.pk] for one in people]
