"""Documents: who asks for them and signs them, and what they say."""

from behave import given, then, when
from hamcrest import assert_that, only_contains

from features.drivers.matchers import assert_none, is_value
from features.drivers.table_matchers import has_exactly_rows
from features.drivers.text_matchers import does_not_say, says
from features.words import DOCUMENTS
from timeskip.gherkin import label_of, lines, rows


@given("{person} has not signed")
def has_not_signed(context, name):
    """Takes a borrower's or guarantor's signature off the formal approval.

    Example: Given Greta has not signed
    """
    context.world.documents.take_signatures_away(name)


@given("a newer formal approval has been drawn up for {person}")
def newer_approval(context, borrower):
    """Adds a version of the formal approval that nobody has signed yet.

    Example: Given a newer formal approval has been drawn up for Omar
    """
    context.world.documents.add_approval(borrower)


@given("{person}'s {document} was handed in on {moment}")
def was_handed_in(context, borrower, kind, moment):
    """When a document of a complete file was added.

    Example: Given Omar's "identification" was handed in on Tuesday 1 April 2025 00:00
    """
    context.world.documents.date(borrower, kind, moment)


@given("{person} has handed in {person}'s {document}")
@when("{person} hands in {person}'s {document}")
def hands_in(context, who, borrower, kind):
    """Somebody uploads a document of an application: another file each time, and so its next version.

    Example: When Ada hands in Omar's "identification"
    Example: Given Ada has handed in Omar's "identification"
    """
    context.world.documents.hand_in(who, borrower, kind)


@given("{person} has handed in a {file} as {person}'s {document}")
@when("{person} hands in a {file} as {person}'s {document}")
def hands_in_file(context, who, file, borrower, kind):
    """Somebody uploads a file of this type, which is the same file each time; its name says PDF.

    Example: When Bella hands in a "PNG" as Omar's "identification"
    Example: Given Bella has handed in a "PDF" as Omar's "proof of income"
    """
    beginning, size = file
    context.world.documents.hand_in_file(who, borrower, kind, beginning.ljust(size, b"."))


@given("{person} has asked for {person}'s {document}")
@when("{person} asks for {person}'s {document}")
def asks_for(context, who, borrower, kind):
    """Somebody asks for a document of an application.

    Example: When Ben asks for Omar's "formal approval"
    Example: Given Ben has asked for Omar's "formal approval"
    """
    context.world.documents.ask_for(who, kind, borrower)


@given("{person} has opened {person}'s {document}")
@when("{person} opens {person}'s {document}")
def opens_document(context, who, borrower, kind):
    """Somebody tries to open the newest version of a document.

    Example: When Cora opens Omar's "formal approval"
    Example: Given Cora has opened Omar's "formal approval"
    """
    context.world.documents.open(who, borrower, kind)


@given("{person} has signed {person}'s {document}")
@when("{person} signs {person}'s {document}")
def signs(context, who, borrower, kind):
    """Somebody signs the newest version of a document.

    Example: When Omar signs Omar's "formal approval"
    Example: Given Omar has signed Omar's "formal approval"
    """
    context.world.documents.sign(who, borrower, kind)


@given("{person} has signed version {count} of {person}'s {document}")
@when("{person} signs version {count} of {person}'s {document}")
def signs_version(context, who, version, borrower, kind):
    """Somebody signs a version of a document that they still have open.

    Example: When Omar signs version 1 of Omar's "formal approval"
    Example: Given Omar has signed version 1 of Omar's "formal approval"
    """
    context.world.documents.sign(who, borrower, kind, version=version)


@given("{person} has recorded {person}'s signature of {day} on {person}'s {document}")
@when("{person} records {person}'s signature of {day} on {person}'s {document}")
def records_dated_signature(context, by, who, day, borrower, kind):
    """Somebody enters a signature that was given on paper on a certain day.

    Example: When Ben records Greta's signature of 12 March 2025 on Omar's "formal approval"
    Example: Given Ben has recorded Greta's signature of 12 March 2025 on Omar's "formal approval"
    """
    context.world.documents.sign(who, borrower, kind, by=by, on=day)


@given("{person} has recorded {person}'s signature on {person}'s {document}")
@when("{person} records {person}'s signature on {person}'s {document}")
def records_signature(context, by, who, borrower, kind):
    """Somebody enters a signature that was given on paper.

    Example: When Ben records Greta's signature on Omar's "formal approval"
    Example: Given Ben has recorded Greta's signature on Omar's "formal approval"
    """
    context.world.documents.sign(who, borrower, kind, by=by)


@given("the disk for documents is full")
def disk_is_full(context):
    """There is room for half of a file.

    Example: Given the disk for documents is full
    """
    context.world.story.files.is_full = True


@given("there is room on the disk for documents again")
def disk_has_room(context):
    """Files can be stored again.

    Example: Given there is room on the disk for documents again
    """
    context.world.story.files.is_full = False


@given("the worker dies after it has stored the next document")
def worker_dies(context):
    """The worker dies once it has stored the file, before it records that.

    Example: Given the worker dies after it has stored the next document
    """
    context.world.story.files.stop_after_next()


@then("{person}'s {document} is at version {int}")
def is_at_version(context, borrower, kind, version):
    """The newest version of a document; the one before is kept.

    Example: Then Omar's "formal approval" is at version 2
    """
    numbers = [document.version for document in context.world.documents.versions(borrower, kind)]
    assert_that(
        numbers,
        is_value(list(range(1, version + 1))),
        f"the versions of {borrower}'s {label_of(DOCUMENTS, kind)}",
    )


@then("{person} has no {document}")
def has_no_document(context, borrower, kind):
    """No version of a document exists.

    Example: Then Omar has no "formal approval"
    """
    versions = [f"version {one.version}" for one in context.world.documents.versions(borrower, kind)]
    assert_none("version", versions, among=f"the versions of {borrower}'s {label_of(DOCUMENTS, kind)}")


@then("versions {int} and {int} of {person}'s {document} are identical")
def are_the_same(context, one, other, borrower, kind):
    """Two versions of a document are byte for byte the same file.

    Example: Then versions 1 and 3 of Omar's "formal approval" are identical
    """
    documents = context.world.documents
    same = documents.bytes_of(borrower, kind, one) == documents.bytes_of(borrower, kind, other)
    assert_that(same, f"Versions {one} and {other} are different files.")


@then("{person} reads in {person}'s {document}")
def reads_in(context, who, borrower, kind):
    """The newest version of a document as somebody gets it contains each line below.

    Example: Then Omar reads in Omar's "formal approval" (and the lines)
    """
    text = "\n".join(context.world.documents.pages(who, borrower, kind))
    assert_that(
        text, says(*lines(context.text)), f"{borrower}'s {label_of(DOCUMENTS, kind)} as {who} reads it"
    )


@then("nobody reads {string} in {person}'s {document}")
def nobody_reads(context, words, borrower, kind):
    """Words that are not in the newest version of a document.

    It cannot notice a misspelt text: let somebody read the same words in another document first.

    Example: Then nobody reads "648188535" in Omar's "application form"
    """
    text = "\n".join(context.world.documents.every_page(borrower, kind))
    assert_that(text, does_not_say(words), f"{borrower}'s {label_of(DOCUMENTS, kind)}")


@then("each page of {person}'s {document} says {string}")
def each_page_says(context, borrower, kind, words):
    """Words that are on every page of the newest version.

    Example: Then each page of Omar's "repayment schedule" says "of 9"
    """
    pages = context.world.documents.pages(borrower, borrower, kind)
    assert_that(pages, only_contains(says(words)), f"the pages of {borrower}'s {label_of(DOCUMENTS, kind)}")


@then("page {int} of {person}'s {document} says {string}")
def page_says(context, number, borrower, kind, words):
    """Words that are on one page of the newest version.

    Example: Then page 2 of Omar's "repayment schedule" says "Page 2 of 9"
    """
    page = context.world.documents.page(borrower, borrower, kind, number)
    assert_that(page, says(words), f"page {number} of {borrower}'s {label_of(DOCUMENTS, kind)}")


@then("the file of {person}'s {document} has these properties")
def has_properties(context, borrower, kind):
    """The metadata of the newest version's file; the table has one row, with the columns that matter.

    Columns: title, author, language, made, tagged, pages.

    Example: Then the file of Omar's "formal approval" has these properties (and a table: title | pages)
    """
    wanted = rows(context.table, known=("title", "author", "language", "made", "tagged", "pages"))
    assert_that(
        [context.world.documents.properties(borrower, kind)],
        has_exactly_rows(wanted),
        f"the file of {borrower}'s {label_of(DOCUMENTS, kind)}",
    )


@then("{person}'s {document} carries these signatures")
def carries_signatures(context, borrower, kind):
    """Who signed which version of a document, and when; the table has the columns that matter.

    Columns: who, version, on, recorded by.

    Example: Then Omar's "formal approval" carries these signatures (and a table: who | version | on)
    """
    wanted = rows(context.table, known=("who", "version", "on", "recorded by"))
    found = context.world.documents.signatures(borrower, kind)
    assert_that(
        found, has_exactly_rows(wanted), f"the signatures on {borrower}'s {label_of(DOCUMENTS, kind)}"
    )


@then("{person}'s {document} carries no signature")
def carries_no_signature(context, borrower, kind):
    """Nobody has signed any version of a document.

    Example: Then Omar's "formal approval" carries no signature
    """
    signatures = [one["who"] for one in context.world.documents.signatures(borrower, kind)]
    assert_none("signature", signatures, among=f"the signatures on {borrower}'s {label_of(DOCUMENTS, kind)}")


@then("{person} sees these documents")
def sees_documents(context, who):
    """The documents in somebody's list, and no others; the table has the columns that matter.

    Columns: document, version.

    Example: Then Omar sees these documents (and a table: document | version)
    """
    wanted = rows(context.table, known=("document", "version"))
    assert_that(
        context.world.documents.seen_by(who), has_exactly_rows(wanted), f"the documents that {who} sees"
    )


@then("{person} sees no document")
def sees_no_document(context, who):
    """Somebody's list of documents is empty.

    Example: Then Cora sees no document
    """
    documents = [one["document"] for one in context.world.documents.seen_by(who)]
    assert_none("document", documents, among=f"the documents that {who} sees")
