"""Documents: drawn up, handed in, signed."""

from collections.abc import Sequence

from applications.wording import in_a_sentence
from common.refusals import Absent, Refusal, TooLarge


class DocumentNotFound(Absent):
    """The document does not exist, or the user may not see it."""

    def __init__(self):
        super().__init__("There is no such document.")


class UnknownPaper(Refusal):
    """The CRM does not draw up this kind of document."""

    field = "kind"

    def __init__(self, kind: str, known: Sequence[str]):
        super().__init__(f"{kind!r} cannot be drawn up. Choose one of {', '.join(known)}.")


class NotYoursToAskFor(Refusal):
    """The user's role may not ask for this document."""

    def __init__(self, role: str, paper: str):
        super().__init__(f"A {in_a_sentence(role)} may not ask for the {paper}.")


class NotHandedIn(Refusal):
    """Documents of this kind are not handed in."""

    field = "kind"

    def __init__(self, kind: str, known: Sequence[str]):
        super().__init__(f"{kind!r} cannot be handed in. Choose one of {', '.join(known)}.")


class NotYoursToHandIn(Refusal):
    """The user's role may not hand in this kind of document."""

    field = "kind"

    def __init__(self, role: str, paper: str):
        super().__init__(f"A {in_a_sentence(role)} may not hand in the {paper}.")


class WrongFileType(Refusal):
    """The content of the uploaded file is of a type that is not kept."""

    field = "file"

    def __init__(self, known: str):
        super().__init__(f"This file is not {known}. Save or scan it as one of these, then upload it again.")


class DocumentTooLarge(TooLarge):
    """The uploaded document has too many bytes."""

    field = "file"

    def __init__(self, most: str):
        super().__init__(f"A document is limited to {most}. Scan it at a lower resolution, or split it.")


class NotAtThisStage(Refusal):
    """The document cannot be drawn up or signed at the application's stage."""

    def __init__(self, paper: str, act: str, stages: str, stage: str):
        super().__init__(f"The {paper} can only be {act} at {stages}; the application is at “{stage}”.")


class NotPrintable(Refusal):
    """The document contains a character that its fonts do not include."""

    def __init__(self, letter: str):
        super().__init__(f"“{letter}” cannot be printed: our fonts do not include it.")


class NothingToSign(Refusal):
    """This kind of document is not signed."""

    def __init__(self, paper: str):
        super().__init__(f"The {paper} does not need a signature.")


class OldVersion(Refusal):
    """A newer version has replaced this one."""

    def __init__(self, paper: str, version: int, newest: int):
        super().__init__(f"Version {version} of the {paper} was replaced by version {newest}.")


class UnknownSigner(Refusal):
    """Nobody of the loan has this key."""

    field = "signer"

    def __init__(self, reference: str):
        super().__init__(f"Choose a borrower or a guarantor of {reference}.")


class NotYourSignature(Refusal):
    """A borrower may only sign for themselves; staff record signatures on paper."""

    def __init__(self, name: str):
        super().__init__(f"Only {name} can sign.")


class WrongSignatureDay(Refusal):
    """Nobody signs a version before it is drawn up, or later than today."""

    field = "signed_on"

    def __init__(self, first: str, last: str):
        super().__init__(f"Choose a day from {first}, when this version was drawn up, to today, {last}.")


class SignedBefore(Refusal):
    """The signer has already signed this version."""

    def __init__(self, name: str, version: int):
        super().__init__(f"{name} has already signed version {version}.")
