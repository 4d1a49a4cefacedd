"""What people do on pages and nowhere else: they look before they act, and go back."""

from behave import given, when


@given("{person} is about to move {person}'s application to {stage}")
@when("{person} is about to move {person}'s application to {stage}")
def is_about_to_move(context, who, borrower, stage):
    """Somebody reads what a move leads to that is not the next one, and has moved nothing yet.

    Example: When Ben is about to move Omar's application to "Declined"
    Example: Given Ben is about to move Omar's application to "Declined"
    """
    context.world.page_acts.begin_move(who, borrower, stage)


@given("{person} has given the reason {text}")
@when("{person} gives the reason {text}")
def gives_reason(context, who, reason):
    """Somebody says why, where they are about to end an application, and is asked whether they are sure.

    Example: When Ben gives the reason "The income is too low"
    Example: Given Ben has given the reason "The income is too low"
    """
    context.world.page_acts.give_reason(who, reason)


@when("{person} confirms the move")
def confirms(context, who):
    """Somebody who was asked is sure.

    Example: When Ben confirms the move
    """
    context.world.page_acts.confirm(who)


@when("{person} confirms the move in a request that comes twice")
def confirms_twice(context, who):
    """Somebody who was asked is sure, and the request arrives twice, as after a double click.

    Example: When Ben confirms the move in a request that comes twice
    """
    context.world.page_acts.confirm(who, times=2)


@when("{person} makes the next move that the page shows")
def makes_the_move_shown(context, who):
    """Somebody moves an application on from the page that they have open, wherever it is by now.

    Example: When Ben makes the next move that the page shows
    """
    context.world.page_acts.make_next_move(who)


@given("{person} is about to change the terms of {person}'s application")
@when("{person} is about to change the terms of {person}'s application")
def is_about_to_change_terms(context, who, borrower):
    """Somebody reads what a change of the terms leads to, and has changed nothing yet.

    Example: When Ben is about to change the terms of Omar's application
    Example: Given Ben is about to change the terms of Omar's application
    """
    context.world.page_acts.begin_terms(who, borrower)


@given("{person} has added the missing valuation of {amount} to {person}'s application")
@when("{person} adds the missing valuation of {amount} to {person}'s application")
def adds_valuation(context, who, amount, borrower):
    """Somebody goes from what is still to do to where the valuation is added.

    Example: When Ben adds the missing valuation of $412,300.00 to Omar's application
    Example: Given Ben has added the missing valuation of $412,300.00 to Omar's application
    """
    context.world.page_acts.add_valuation(who, borrower, amount)


@when("{person} goes back to {string}")
def goes_back(context, who, words):
    """Somebody goes to a page above the one that is open, or to one that it leads back to.

    Example: When Ben goes back to "Omar, HL-OMAR"
    """
    context.world.page_acts.go_back(who, words)


@given("{person} is about to sign {person}'s {document}")
@when("{person} is about to sign {person}'s {document}")
def is_about_to_sign(context, who, borrower, kind):
    """Somebody reads what they sign, and has signed nothing yet.

    Example: When Omar is about to sign Omar's "formal approval"
    Example: Given Omar is about to sign Omar's "formal approval"
    """
    context.world.page_acts.begin_signing(who, borrower, kind)


@when("{person} signs what the page shows")
def signs_what_is_shown(context, who):
    """Somebody signs the version that they have open, whatever is the newest.

    Example: When Omar signs what the page shows
    """
    context.world.page_acts.sign_what_is_shown(who)


@given("{person} has written the internal note {string} on {person}'s application, for {day}")
@when("{person} writes the internal note {string} on {person}'s application, for {day}")
def writes_for_a_day(context, who, text, borrower, day):
    """An internal note that is written with the day of its reminder at once.

    Example: When Ben writes the internal note "Call the valuer" on Omar's application, for 17 March 2035
    Example: Given Ben has written the internal note "Call Cora" on Omar's application, for 17 March 2035
    """
    context.world.page_acts.write_note(who, borrower, text, day)


@when("{person} corrects the value date of the payment to {day}")
def corrects_value_date(context, who, day):
    """Somebody whose payment was refused corrects its value date and nothing else.

    Example: When Ada corrects the value date of the payment to 14 March 2025
    """
    context.world.page_acts.correct_value_date(who, day)


@given("{person} has looked up the loan for the line {string}")
@when("{person} looks up the loan for the line {string}")
def looks_up_loan(context, who, reference):
    """Somebody opens a line in suspense, named by its reference, to find its loan.

    Example: When Ada looks up the loan for the line "House"
    Example: Given Ada has looked up the loan for the line "House"
    """
    context.world.page_acts.look_up_loan(who, reference)


@given("{person} has looked among the loans for {string}")
@when("{person} looks among the loans for {string}")
def looks_among_loans(context, who, words):
    """Somebody looks for the loan of the line that is open, by reference, borrower or amount.

    Example: When Ada looks among the loans for "omar"
    Example: Given Ada has looked among the loans for "omar"
    """
    context.world.page_acts.look_for_loan(who, words)


@when("{person} books the line to the loan {string}")
def books_line(context, who, reference):
    """Somebody books the line that is open to one of the loans found.

    Example: When Ada books the line to the loan "HL-OMAR"
    """
    context.world.page_acts.choose_loan(who, reference)


@when("{person} opens an application over {amount} for the new customer {text}")
def opens_for_new_customer(context, who, amount, name):
    """Somebody opens an application for a customer who is not on file.

    Example: When Bella opens an application over $420,000.00 for the new customer "Nora Haddad"
    """
    context.world.page_acts.open_application_for(who, {"Amount": str(amount), "Name": name})


@when("{person} opens an application for the new customer {string} through {person}")
def opens_for_new_customer_through(context, who, name, broker):
    """Somebody of the lender opens an application for a customer who is not on file.

    Example: When Ada opens an application for the new customer "Nora Haddad" through Bella
    """
    context.world.page_acts.open_application_for(who, {"Broker": broker, "Name": name})


@when("{person} opens another application for {person}")
def opens_another(context, who, borrower):
    """Somebody opens an application for a customer who is on file.

    Example: When Bella opens another application for Omar
    """
    context.world.page_acts.open_another(who, borrower)


@when("{person} adds the new guarantor {string} with the tax file number {string} to {person}'s loan")
def adds_new_guarantor(context, who, name, tax_file_number, borrower):
    """Somebody who is not on file guarantees a loan.

    Example: When Bella adds the new guarantor "Ann" with the tax file number "648 188 535" to Omar's loan
    """
    context.world.page_acts.add_guarantor(who, borrower, name, tax_file_number)


@when("{person} changes the name on the account to {text}")
def changes_name(context, who, name):
    """Somebody corrects the name that others see on moves and notes.

    Example: When Bella changes the name on the account to "Bella Romano"
    """
    context.world.page_acts.change_name(who, name)
