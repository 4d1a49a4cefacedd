"""Pages: who looks at what."""

from features.acts.now import Now
from features.acts.payments import who_has_paid
from features.acts.values import Words
from timeskip.explore import Act

# Who reads, and the pages of theirs on which applications stand.
LISTS = {
    "Bella": ("applications", "inbox", "workspace"),
    "Bob": ("applications", "workspace"),
    "Omar": ("workspace", "inbox"),
}


def page(now: Now, words: Words) -> tuple[str, ...]:
    """The pages that somebody opens."""
    return LISTS[words["who"]]


ACTS = (
    Act("When {who} opens the {page}", "access", 2, {"who": tuple(LISTS), "page": page}),
    Act(
        "When {who} opens the page of {borrower}'s application",
        "access",
        3,
        {"who": ("Bella", "Bob", "Omar"), "borrower": ("Omar",)},
    ),
    Act("When Ben opens the page of {borrower}'s application", "payments", values={"borrower": who_has_paid}),
)
