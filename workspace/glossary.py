"""What the help page explains: the words of the business, and what each role does here."""

from collections.abc import Mapping

from users.preferences import Role

# Heading → its words, each with its meaning.
WORDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "People": (
        ("Borrower", "A person or company that takes the loan. A loan may have several: co-borrowers."),
        ("Guarantor", "A person or company that answers for the loan if the borrower does not pay."),
        ("Broker", "Brings applications in for borrowers. A broker does not work for the lender."),
        (
            "BDM",
            "Business development manager: the lender's employee who looks after a broker's applications. "
            "A BDM approves loans up to a limit; above it an admin does.",
        ),
        ("Hand-over", "Another broker or BDM takes an application over, and sees it from then on."),
        ("Branch", "The office that a BDM or broker belongs to."),
    ),
    "An application": (
        ("Stage", "How far an application has come. The pipeline has a column for each stage."),
        ("Inquiry", "The first stage: somebody asks for a loan."),
        ("Pre-approval", "The lender would lend on these terms, if what it was told is true."),
        ("Valuation", "The property is being valued."),
        ("Formal approval", "The lender's binding offer. Every borrower and guarantor signs it."),
        ("Settlement", "All have signed; the day on which the loan is funded is booked."),
        ("Funded", "The money is drawn down. Repayments begin."),
        ("Declined", "The lender does not lend. Only an admin can reopen the application."),
        ("Withdrawn", "The borrower no longer wants the loan. Only an admin can reopen it."),
        ("Stale", "In an open stage for 14 days without a move to another stage."),
        ("Checklist", "What is missing before an application can move to its next stage."),
        (
            "Signature",
            "Somebody with a login signs here. For somebody who signs on paper, the lender records it.",
        ),
        (
            "Internal note",
            "Read by the lender's people, and by a broker who wrote it or has it to do. Any other note is "
            "read by the customer and the broker, too.",
        ),
        ("Audit trail", "Who did what to an application, and when. Only the lender reads it."),
        (
            "Personal copy",
            "A customer's own copy of the application form: the loan, and this person's data alone.",
        ),
    ),
    "Repayments": (
        ("Balance", "The principal that is still owed."),
        ("Principal", "The part of a repayment that reduces the balance; the rest is interest."),
        ("Ledger", "Every payment, bounce and fee of a loan, and what each of them paid."),
        ("Fee", "A charge beside the repayments, such as for a bounced payment."),
        ("Due date", "The day by which a repayment has to be paid."),
        ("Days past due", "Days since the due date of a loan's oldest unpaid repayment; never below 0."),
        ("Arrears", "Everything that is unpaid after its due date, interest included."),
        (
            "Escalated",
            "A repayment that is 10 days late is passed to the BDM. At 30 days it is in arrears, and the "
            "admins are told too.",
        ),
        (
            "Hardship pause",
            "Days on which the lender sends a borrower in difficulty no reminders. Days past due go on "
            "counting.",
        ),
        ("Value date", "The day from which money counts as paid, as the bank states it."),
        ("Bounced", "A payment that the bank took back. What it had paid is owed again."),
        (
            "Suspense",
            "Money from the bank that belongs to no known loan, or is more than a loan owes. It waits until "
            "somebody books it to a loan.",
        ),
        ("Bank file", "The bank's list of payments. It is taken as a whole, or refused with its errors."),
    ),
    "Reports": (
        ("Weekly pipeline", "How applications moved through the stages from Monday to Sunday."),
        ("Monthly compliance", "What was due and paid in a month, and how far behind the loans are."),
        ("On-time rate", "Share of the repayments due in a month that were paid in full by their due date."),
        ("Collection rate", "Share of the money due in a month that was paid by the end of the month."),
        (
            "Restatement",
            "The same report again as a new version, with everything recorded since. The first one stays.",
        ),
    ),
    "Messages and log-in": (
        ("Notification", "What you are told here, behind the bell. Some also come as an e-mail."),
        ("Outbox", "E-mails that are still to be sent, and those that could not be delivered."),
        ("Expired", "An e-mail that is no longer sent, because what it says is out of date."),
        ("Digest", "One e-mail a day or a week instead of single ones."),
        ("Second factor", "A code from an app on your phone that is asked for after the password."),
        ("Recovery code", "Replaces the code of the app once, for when the phone is lost."),
        ("API token", "Lets a program act in your name. It is shown once and can be revoked."),
    ),
}

# Role → what it does here.
YOURS: Mapping[Role, tuple[str, ...]] = {
    Role.BORROWER: (
        "You see your own loan: how far it has come, what is owed and when, and what you have paid.",
        "You read the lender's letters to you, and are told when one needs your signature.",
        "You are reminded before a repayment is due. These e-mails always come singly.",
    ),
    Role.BROKER: (
        "You bring applications in, move them from inquiry to pre-approval, and can withdraw them.",
        "You see your own applications, and the reasons of moves back, which you have to act on.",
        "You are told when an application moves, waits for a signature, becomes stale or is overdue.",
    ),
    Role.BDM: (
        "You look after your brokers' applications and move them on, up to your approval limit.",
        "Late repayments come to you after 10 days, and stale applications after 14.",
        "On Mondays and on the first of a month you get a report on your own applications.",
    ),
    Role.ADMIN: (
        "You see every application, approve above the BDMs' limits, and reopen what has ended.",
        "You import bank files, book money in suspense, and restate reports.",
        "You look after operations: e-mails that were not delivered, and tasks that have failed.",
    ),
}
