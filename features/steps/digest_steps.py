"""How somebody's e-mails come: singly, or together."""

from behave import given, when


@given("{person} has chosen {rhythm}")
@when("{person} chooses {rhythm}")
def chooses(context, who, rhythm):
    """Somebody decides how e-mails come: as single e-mails, a daily digest or a weekly digest.

    Example: When Bella chooses single e-mails
    Example: Given Bella has chosen a daily digest
    """
    context.world.office.choose_rhythm(who, rhythm)
