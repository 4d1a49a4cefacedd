"""What people call the parts of a page, what it offers, and what its lists are narrowed to."""

from timeskip.gherkin import Word, one_of

# Part → how its heading begins.
PARTS = {
    "the terms": "Loan",
    "the people": "People",
    "the checklist": "To do before",
    "the history": "Stage",
    "the documents": "Documents",
    "the notes": "Notes",
    "the hardship pauses": "Hardship pauses",
    "the money owed": "What is owed",
    "the repayments": "Repayments",
    "the ledger": "Ledger",
    "the lines of the bank file": "Lines",
    "the fees": "Fees",
    "the arrears": "Arrears",
    "the audit trail": "Audit trail",
    "the list of notifications": "Notifications sent",
    "the list of waiting applications": "Waiting for me",
    "the list of applications with the lender": "With the lender",
    "the list of new applications": "New",
    "the list of stale applications": "Not moved for",
    "the list of repayments due today": "Due today",
    "the list of repayments due this week": "Due by Sunday",
    "the list of overdue repayments": "Overdue",
    "the list of repayments passed on": "Escalated",
    "the list of missing signatures": "Signatures out",
    "the list of notes to do": "Notes to do",
    "the loans found": "Look up a loan",
    "the task history": "Task history",
    "the scheduled tasks": "Scheduled tasks",
    "the failed tasks": "Failed tasks",
    "the outbox": "Outbox",
    "the undelivered e-mails": "Not delivered",
    "the explanation of the role": "What you see and do here",
}
# What somebody may do on a page → how the button or the link for it begins.
OFFERS = {
    "move the application": "Move to ",
    "add a note": "Add note",
    "finish a note": "Done",
    "add a guarantor": "Add a guarantor",
    "record a signature": "Record a signature",
    "record a payment": "Record a payment",
    "charge a fee": "Charge a fee",
    "choose a digest": "Save",
}
# What a list is narrowed to → the label of the filter's field.
FILTERS = {
    "the name": "Reference, name or amount",
    "the stage": "Stage",
    "the broker": "Broker",
    "the BDM": "BDM",
    "the branch": "Branch",
    "amounts from": "Amount from",
    "days past due from": "Days past due, at least",
    "days from": "Applied from",
    "the application": "Application",
    "the kind": "Kind",
    "what is": "Show",
}
# How a page says that somebody is told of an event.
SETTINGS = {"on": "On", "off": "Off", "always on": "Always on", "not sent": "Not sent"}

WORDS = (
    Word("part", r"the [a-z]+(?:[ -][a-z]+)*", str, one_of(PARTS, "part of a page"), "the ledger"),
    Word("offer", r"[a-z]+(?: [a-z]+)*", str, one_of(OFFERS, "act on a page"), "add a note"),
    Word("filter", r"[A-Za-z]+(?: [A-Za-z]+)*", str, one_of(FILTERS, "filter"), "the broker"),
    Word("setting", r"[a-z]+(?: [a-z]+)?", str, one_of(SETTINGS, "setting"), "always on"),
)
