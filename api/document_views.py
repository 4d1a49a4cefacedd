"""Documents: listed, handed in, drawn up, downloaded, signed."""

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.errors import REFUSED, WHY_NOT, Detail
from api.lists import OfApplication, listed
from api.serializers import NotEmptyFile, SeenSerializer, Words, answer_of, asked_of
from applications.documents.file_types import content_type_of
from applications.documents.kinds import DocumentKind
from applications.models import Application, Document, Signature
from applications.papers import HANDED_IN, PAPERS
from applications.selectors.application import application_for
from applications.selectors.document import document_for, documents_visible_to
from applications.selectors.signature import add_missing_signatures, signer_of, with_signatures
from applications.services.document_files import document_file
from applications.services.document_uploads import document_hand_in
from applications.services.documents import document_request, document_sign, version_to_draw
from applications.tasks import generate_document
from common.after_commit import ask_after_commit


class SignatureSerializer(SeenSerializer):
    """A signature on one version of a document; `recorded_by` entered it if it was given on paper. Borrowers
    do not get `recorded_by`."""

    recorded_by = serializers.CharField(source="recorded_by.name", allow_null=True, default=None)

    class Meta:
        model = Signature
        fields = ["signed_by", "signed_at", "recorded_by"]
        read_only_fields = fields


class MissingSignature(serializers.Serializer):
    """A borrower or guarantor who has not signed. Send `signer` to sign, or to record a signature."""

    signer = serializers.CharField()
    name = serializers.CharField()


class DocumentSerializer(SeenSerializer):
    """One version of a document. Borrowers do not get `handed_in_by`.

    `waits_for` lists whose signatures are missing; it is empty if nobody can sign this version now.
    """

    id = serializers.IntegerField(source="pk")
    handed_in_by = serializers.CharField(source="handed_in_by.name", allow_null=True)
    signatures = SignatureSerializer(many=True)
    waits_for = MissingSignature(many=True)

    class Meta:
        model = Document
        fields = ["id", "kind", "version", "created_at", "handed_in_by", "signatures", "waits_for"]
        read_only_fields = fields


class HandIn(serializers.Serializer):
    """A PDF, JPEG or PNG file of at most 15 MiB. Borrowers hand in no contract."""

    kind = serializers.ChoiceField([(one.kind.value, one.kind.label) for one in HANDED_IN])
    file = NotEmptyFile(max_length=200)


class Wanted(serializers.Serializer):
    """A kind of document that is drawn up from the application's data."""

    kind = serializers.ChoiceField([(one.kind.value, one.kind.label) for one in PAPERS])


class DrawnUp(serializers.Serializer):
    """The version with the present content. If it is `new`, it is being drawn up: look for it in the list."""

    kind = serializers.ChoiceField(DocumentKind.choices)
    version = serializers.IntegerField()
    new = serializers.BooleanField()


class Signing(serializers.Serializer):
    """Whose signature it is, as in `waits_for`, and the day of one on paper; by default today."""

    signer = Words(max_length=40)
    signed_on = serializers.DateField(required=False)


@listed(DocumentSerializer)
class Documents(OfApplication):
    """The documents of an application that the caller may see, the newest version of each kind first."""

    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="documents_hand_in",
        request=HandIn,
        responses={201: DocumentSerializer, 200: DocumentSerializer, **REFUSED, 413: Detail},
    )
    def post(self, request: Request, reference: str) -> Response:
        """Hand in a document as its next version; 200 with the earlier version for the same file again."""
        asked = asked_of(HandIn, request.data)
        found, is_new = document_hand_in(
            application=self.application, kind=asked["kind"], content=asked["file"], by=request.user
        )
        return Response(_document(found.pk, request), 201 if is_new else 200)

    def get_queryset(self):
        return with_signatures(_documents(self.request, self.application)).order_by("kind", "-version")

    def paginate_queryset(self, queryset):
        rows = super().paginate_queryset(queryset)
        add_missing_signatures(rows, self.application, self.request.user)
        return rows


class DrawUp(APIView):
    """Draw up a document. Nothing new is drawn up if its newest version already has the same content."""

    @extend_schema(operation_id="documents_draw_up", request=Wanted, responses={202: DrawnUp, **REFUSED})
    def post(self, request: Request, reference: str) -> Response:
        application = application_for(request.user, reference)
        asked = asked_of(Wanted, request.data)
        kind = asked["kind"]
        wanted = document_request(application=application, kind=kind, by=request.user)
        version, is_new = version_to_draw(application=application, kind=kind)
        if is_new:
            ask_after_commit(generate_document, *wanted)
        answer = DrawnUp({"kind": kind, "version": version, "new": is_new}).data
        return Response(answer, status.HTTP_202_ACCEPTED)


class DocumentDetail(APIView):
    """One version of a document."""

    @extend_schema(operation_id="documents_retrieve", responses={200: DocumentSerializer, **WHY_NOT})
    def get(self, request: Request, pk: int) -> Response:
        return Response(_document(pk, request))


class DocumentFile(APIView):
    """The file of a document; a borrower gets the borrower's own copy of one with people's data."""

    @extend_schema(
        operation_id="documents_download",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, **WHY_NOT},
    )
    def get(self, request: Request, pk: int) -> FileResponse:
        file = document_file(document=document_for(request.user, pk), by=request.user)
        return FileResponse(file.open("rb"), content_type=content_type_of(file.name))


class Signatures(APIView):
    """Signatures on one version of a document."""

    @extend_schema(
        operation_id="documents_sign",
        request=Signing,
        responses={201: DocumentSerializer, **REFUSED},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Sign as the caller; staff record the signature of somebody who has signed on paper."""
        document = document_for(request.user, pk)
        asked = asked_of(Signing, request.data)
        signer = signer_of(request.user, document.application, asked["signer"])
        document_sign(document=document, signer=signer, by=request.user, on=asked.get("signed_on"))
        return Response(_document(pk, request), status.HTTP_201_CREATED)


def _documents(request: Request, application: Application):
    return documents_visible_to(request.user).filter(application=application).select_related("handed_in_by")


def _document(document_id: int, request: Request) -> dict:
    application = document_for(request.user, document_id).application
    (found,) = with_signatures(_documents(request, application).filter(pk=document_id))
    add_missing_signatures([found], application, request.user)
    return answer_of(DocumentSerializer, found, request)
