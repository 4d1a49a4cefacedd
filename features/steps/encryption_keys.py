"""The keys that tax file and account numbers are encrypted with."""

from behave import given


@given("a new encryption key has been put in front")
def new_key_in_front(context):
    """Numbers are encrypted with another key from now on; those from before can still be read.

    Example: Given a new encryption key has been put in front
    """
    context.world.encryption_keys.replace(keep_old=True)


@given("the encryption key has been lost")
def key_is_lost(context):
    """Another key in place of the one that the numbers so far were encrypted with.

    Example: Given the encryption key has been lost
    """
    context.world.encryption_keys.replace(keep_old=False)
