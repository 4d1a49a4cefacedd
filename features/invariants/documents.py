"""Documents: what a borrower's own copy holds."""

from django.core.files.storage import default_storage

from features.drivers.pdf import pages_of
from features.invariants.books import Step
from features.invariants.invariant import invariant
from features.invariants.readers import particulars


@invariant(
    "A borrower's own copy of a document holds nobody else's address, date of birth or income.",
    reads="personal_copies borrowers guarantors",
)
def a_copy_is_its_readers(step: Step):
    for copy in step.new("personal_copies"):
        reader = step.after.by_id("borrowers")[copy.borrower_id]
        others = [one for one in (*step.after.borrowers, *step.after.guarantors) if one != reader]
        kept = {words for one in others for words in particulars(one)} - set(particulars(reader))
        with default_storage.open(copy.file) as file:
            text = " ".join(pages_of(file))
        yield from (f"{reader.email}'s copy holds {words}" for words in kept if words in text)
