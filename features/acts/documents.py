"""Documents: asked for, signed, stored."""

from timeskip.explore import Act

KINDS = ('"application form"', '"indicative letter"', '"formal approval"', '"repayment schedule"')

ACTS = (
    Act("When Ben asks for {borrower}'s {document}", "documents", 4, {"document": KINDS}),
    Act('When {signer} signs {borrower}\'s "formal approval"', "documents stages", 2, {"signer": ("Omar",)}),
    Act('When Ada hands in {borrower}\'s "contract"', "documents"),
    Act("Given the disk for documents is full", "documents"),
    Act("Given there is room on the disk for documents again", "documents"),
    Act("Given the worker dies after it has stored the next document", "documents"),
)
