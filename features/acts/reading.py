"""Pages: who looks at what."""

from features.acts.values import Words
from timeskip.explore import Act

# Who reads, and the pages of theirs on which applications stand.
LISTS = {
    "Bella": ("applications", "inbox", "workspace"),
    "Bob": ("applications", "workspace"),
    "Omar": ("workspace", "inbox"),
    "Ben": ("applications",),
}


def page(now: object, words: Words) -> tuple[str, ...]:
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
    Act("When Ben opens the page of {debtor}'s application", "payments"),
)
