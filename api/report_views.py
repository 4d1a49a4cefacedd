"""Reports: their lists, figures and PDFs, and how an admin has them restated."""

from django.http import FileResponse
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.errors import REFUSED, WHY_NOT
from api.lists import listed
from api.serializers import SeenSerializer, answer_of, asked_of
from applications.models import Report
from applications.reports.periods import ReportKind
from applications.reports.tables import report_title, tables_of
from applications.selectors.report import report_for, reports_visible_to
from applications.services.report_documents import report_file
from applications.services.reports import reports_to_restate
from applications.tasks import ask_for_reports


class ReportSerializer(SeenSerializer):
    """A report on a period. `bdm` is null for a report on the whole book; a restatement is a new version."""

    id = serializers.IntegerField(source="pk")
    bdm = serializers.CharField(source="bdm.name", allow_null=True)

    class Meta:
        model = Report
        fields = ["id", "kind", "first_day", "last_day", "bdm", "version", "cutoff"]
        read_only_fields = fields


class ReportTable(serializers.Serializer):
    """A table of a report; its cells are texts as on the page."""

    title = serializers.CharField()
    columns = serializers.ListField(child=serializers.CharField())
    rows = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))
    note = serializers.CharField(allow_blank=True)


class ReportDetailSerializer(ReportSerializer):
    """A report with its title and its tables."""

    title = serializers.CharField()
    tables = ReportTable(many=True)

    class Meta:
        model = Report
        fields = [*ReportSerializer.Meta.fields, "title", "tables"]
        read_only_fields = fields

    def to_representation(self, row: Report) -> dict:
        row.title = report_title(row.kind, row.period, row.version)
        row.tables = list(tables_of(row.kind, row.figures))
        return super().to_representation(row)


class RestateSerializer(serializers.Serializer):
    """The reports on one period, named by its first day."""

    kind = serializers.ChoiceField(ReportKind.choices)
    first_day = serializers.DateField()


class Restated(serializers.Serializer):
    """Number of reports that are being produced again."""

    reports = serializers.IntegerField()


@listed(ReportSerializer)
class Reports(generics.ListAPIView):
    """The reports that the caller may see, latest period first."""

    def get_queryset(self):
        return reports_visible_to(self.request.user)


class ReportDetail(APIView):
    """A report with all of its figures."""

    @extend_schema(responses={200: ReportDetailSerializer, **WHY_NOT})
    def get(self, request: Request, pk: int) -> Response:
        report = report_for(request.user, pk)
        return Response(answer_of(ReportDetailSerializer, report, request))


class ReportPdf(APIView):
    """A report as PDF."""

    @extend_schema(responses={(200, "application/pdf"): bytes, **WHY_NOT})
    def get(self, request: Request, pk: int) -> FileResponse:
        file = report_file(report=report_for(request.user, pk))
        return FileResponse(file.open("rb"), content_type="application/pdf")


class Restate(APIView):
    """Produce the reports on a period again from everything recorded so far. Only admins may: 409."""

    @extend_schema(request=RestateSerializer, responses={202: Restated, **REFUSED})
    def post(self, request: Request) -> Response:
        asked = asked_of(RestateSerializer, request.data)
        kind, first_day = ReportKind(asked["kind"]), asked["first_day"]
        count = ask_for_reports(reports_to_restate(kind=kind, first_day=first_day, by=request.user))
        return Response({"reports": count}, status.HTTP_202_ACCEPTED)
