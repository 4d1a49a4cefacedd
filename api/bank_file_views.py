"""Bank files: listed, uploaded, watched."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.errors import WHY_NOT, WRONG, Detail
from api.lists import listed
from api.serializers import NotEmptyFile, SeenSerializer, answer_of, asked_of
from applications.models import BankFault, BankFile
from applications.selectors.bank_file import bank_file_counts, bank_file_for, bank_files_progressing
from applications.services.bank_files import bank_file_receive
from applications.tasks import import_payments
from common.after_commit import ask_after_commit


class ListedBankFileSerializer(SeenSerializer):
    """A bank file in a list: how many of its lines are booked, and how many errors it has."""

    booked = serializers.IntegerField()
    faulty = serializers.IntegerField()

    class Meta:
        model = BankFile
        fields = [
            *("id", "name", "uploaded_at", "finished_at", "lines_stated", "total_stated"),
            *("booked", "faulty"),
        ]
        read_only_fields = fields


class UploadSerializer(serializers.Serializer):
    """A bank file in the format of docs/bank_files.md."""

    file = NotEmptyFile(max_length=200)


class BankFaultSerializer(SeenSerializer):
    """An error in a bank file."""

    class Meta:
        model = BankFault
        fields = ["line_number", "reason"]
        read_only_fields = fields


class BankFileSerializer(SeenSerializer):
    """The progress of a bank file. If the file was refused, `faults` lists its first errors, `more_faults`
    counts the rest, and nothing is booked."""

    faults = BankFaultSerializer(many=True)
    booked = serializers.IntegerField(help_text="Number of lines booked so far.")

    class Meta:
        model = BankFile
        fields = [
            "id",
            "name",
            "uploaded_at",
            "finished_at",
            "lines_stated",
            "total_stated",
            "booked",
            "faults",
            "more_faults",
        ]
        read_only_fields = fields


@listed(ListedBankFileSerializer)
class BankFiles(generics.ListAPIView):
    """The bank files, newest first; and a new one. For admins: others see none."""

    parser_classes = [MultiPartParser]

    def get_queryset(self) -> QuerySet[BankFile]:
        return bank_files_progressing(self.request.user)

    @extend_schema(
        request=UploadSerializer,
        responses={201: BankFileSerializer, 200: BankFileSerializer, **WRONG, 413: Detail},
    )
    def post(self, request: Request) -> Response:
        """Upload a bank file. It is checked as a whole, then imported; the same file only once."""
        file = asked_of(UploadSerializer, request.data)["file"]
        received, is_new = bank_file_receive(name=file.name, content=file, by=request.user)
        ask_after_commit(import_payments, received.pk)
        code = status.HTTP_201_CREATED if is_new else status.HTTP_200_OK
        return Response(_progress_of(received, request), code)


class BankFileDetail(APIView):
    """The progress of a bank file."""

    @extend_schema(responses={200: BankFileSerializer, **WHY_NOT})
    def get(self, request: Request, pk: int) -> Response:
        return Response(_progress_of(bank_file_for(request.user, pk), request))


def _progress_of(bank_file: BankFile, request: Request) -> dict:
    bank_file.booked = bank_file_counts(bank_file)["booked"]
    return answer_of(BankFileSerializer, bank_file, request)
