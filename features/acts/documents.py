"""Documents: asked for, handed in, signed, stored; and who borrows."""

from features.acts.now import Now
from timeskip.explore import Act

KINDS = ('"application form"', '"indicative letter"', '"formal approval"', '"repayment schedule"')


def disk_works(now: Now) -> bool:
    """Whether what is stored arrives: to a full disk a page has no better answer than an error."""
    return not any(now.story.files.failures)


def disk_fails(now: Now) -> bool:
    """Whether it does not."""
    return not disk_works(now)


def nora_too(now: Now) -> bool:
    """Whether Nora borrows as well."""
    return "Nora" in now.world.taking_part.names("Omar", "borrower")


def nora_not(now: Now) -> bool:
    """Whether she does not."""
    return not nora_too(now)


ACTS = (
    Act("When Ben asks for {borrower}'s {document}", "documents", 4, {"document": KINDS}),
    Act('When Ben asks for {borrower}\'s "formal approval"', "stages"),
    Act('When Omar signs {borrower}\'s "formal approval"', "documents stages", 2),
    Act("When Ben records Nora's signature on Omar's \"formal approval\"", "documents", when=nora_too),
    Act('When Ada hands in {borrower}\'s "contract"', "documents", when=disk_works),
    Act("When Ben adds Nora as a borrower of Omar's loan", "access documents", when=nora_not),
    Act("When Ben removes Nora from Omar's loan", "access documents", when=nora_too),
    Act("Given the disk for documents is full", "documents", when=disk_works),
    Act("Given there is room on the disk for documents again", "documents", when=disk_fails),
    Act("Given the worker dies after it has stored the next document", "documents"),
)
