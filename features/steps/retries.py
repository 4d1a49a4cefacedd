"""E-mails that an admin sends again, and tasks that an admin runs again or dismisses."""

from behave import given, when


@given("{person} has sent the e-mail {string} to {person} again")
@when("{person} sends the e-mail {string} to {person} again")
def sends_again(context, who, subject, to):
    """Somebody sends an e-mail again that is on the page of operations that they have open.

    Example: When Ada sends the e-mail "Your loan HL-OMAR is approved" to Omar again
    Example: Given Ada has sent the e-mail "Your loan HL-OMAR is approved" to Omar again
    """
    context.world.retries.send(who, subject, to)


@given("{person} has sent every e-mail again that failed because {string}")
@when("{person} sends every e-mail again that failed because {string}")
def sends_all_again(context, who, reason):
    """Somebody sends all e-mails of one reason again, on the page of operations that they have open.

    Example: When Ada sends every e-mail again that failed because "The mail server does not take e-mail."
    Example: Given Ada has sent every e-mail again that failed because "The mail server does not take e-mail."
    """
    context.world.retries.send_all(who, reason)


@given("{person} has run the failed task {string} again")
@when("{person} runs the failed task {string} again")
def runs_again(context, who, task):
    """Somebody runs the latest failed task of a name again, on the page of operations that they have open.

    Example: When Ada runs the failed task "Document" again
    Example: Given Ada has run the failed task "Document" again
    """
    context.world.retries.run(who, task)


@given("{person} has run every failed task {string} again")
@when("{person} runs every failed task {string} again")
def runs_all_again(context, who, task):
    """Somebody runs all failed tasks of a name again, on the page of operations that they have open.

    Example: When Ada runs every failed task "Document" again
    Example: Given Ada has run every failed task "Document" again
    """
    context.world.retries.run_all(who, task)


@given("{person} has dismissed the failed task {string}")
@when("{person} dismisses the failed task {string}")
def dismisses(context, who, task):
    """Somebody dismisses the latest failed task of a name, on the page of operations that they have open.

    Example: When Ada dismisses the failed task "Bank file import"
    Example: Given Ada has dismissed the failed task "Bank file import"
    """
    context.world.retries.dismiss(who, task)
