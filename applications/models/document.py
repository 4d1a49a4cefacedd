"""Papers of an application, and who signed them."""

import secrets
from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from applications.documents.kinds import DocumentKind
from applications.models.application import Application
from applications.models.parties import Borrower, Guarantor
from common.constraints import above_zero, one_of


def file_name(document: "Document | PersonalCopy", uploaded: str) -> str:
    """A name that nobody can guess from another, or from what is in the file."""
    return f"documents/{secrets.token_urlsafe(24)}{PurePath(uploaded).suffix.lower()[:8]}"


class Document(models.Model):
    """One version of one paper."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=20, choices=DocumentKind.choices)
    version = models.PositiveSmallIntegerField(default=1)
    # Of the file; empty until it is drawn.
    sha256 = models.CharField(max_length=64)
    # Of what was said, the day aside; empty where the paper was handed in.
    content_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    # Of a formal approval: the terms it states (`terms_of`).
    terms = models.JSONField(null=True, editable=False)
    file = models.FileField(upload_to=file_name)
    # Nobody where the CRM drew it up, and where nobody put it down.
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    required = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["application", "kind", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind", "version"], name="document_version_unique"
            ),
            one_of("kind", DocumentKind, "document_kind_is_legal"),
            above_zero("version", "document_version_above_zero"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, version {self.version}"


class UndrawnDocument(models.Model):
    """What a document says whose file is drawn when somebody opens it; deleted once there is a file.

    A table of its own: it is large, and lists of documents do not need it.
    """

    document = models.OneToOneField(
        Document, on_delete=models.CASCADE, primary_key=True, related_name="undrawn"
    )
    content = models.JSONField()

    def __str__(self):
        return f"{self.document}, undrawn"


class PersonalCopy(models.Model):
    """What one borrower gets of a document with people's data: of those, the borrower's own page only."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="copies")
    borrower = models.ForeignKey(Borrower, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to=file_name)

    class Meta:
        verbose_name_plural = "personal copies"
        ordering = ["document", "borrower"]
        constraints = [
            models.UniqueConstraint(fields=["document", "borrower"], name="one_copy_a_borrower"),
        ]

    def __str__(self):
        return f"{self.document}, for {self.borrower}"


class Signature(models.Model):
    """A borrower's or a guarantor's signature on one version of a document."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="signatures")
    borrower = models.ForeignKey(Borrower, on_delete=models.PROTECT, null=True, blank=True)
    guarantor = models.ForeignKey(Guarantor, on_delete=models.PROTECT, null=True, blank=True)
    signed_at = models.DateTimeField(default=timezone.now)
    # Who entered it where it was given on paper; nobody where the signer signed here.
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["document", "signed_at"]
        constraints = [
            models.UniqueConstraint(fields=["document", "borrower"], name="borrower_signs_once"),
            models.UniqueConstraint(fields=["document", "guarantor"], name="guarantor_signs_once"),
            models.CheckConstraint(
                condition=Q(borrower=None) ^ Q(guarantor=None),
                name="signature_has_one_signer",
                violation_error_message="A signature is a borrower's or a guarantor's: choose one of them.",
            ),
        ]

    def __str__(self):
        return f"{self.signed_by} on {self.document}"

    @property
    def signed_by(self) -> str:
        """The name of the borrower or the guarantor whose signature it is."""
        return (self.borrower or self.guarantor).name
