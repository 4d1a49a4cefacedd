"""URLs of the API; /api/schema/ is its OpenAPI description."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from api import application_views, money_views, person_views, report_views, token_views, views

app_name = "api"
urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("token/", token_views.TakeToken.as_view(), name="token"),
    path("tokens/", token_views.Tokens.as_view(), name="tokens"),
    path("tokens/<int:pk>/", token_views.RevokeToken.as_view(), name="revoke-token"),
    path("applications/", application_views.ApplicationsAndOpening.as_view(), name="applications"),
    path("applications/<str:reference>/", views.ApplicationDetail.as_view(), name="application"),
    path("applications/<str:reference>/events/", views.Events.as_view(), name="events"),
    path("applications/<str:reference>/move/", views.Move.as_view(), name="move"),
    path("applications/<str:reference>/moves/", application_views.LegalMoves.as_view(), name="legal-moves"),
    path("applications/<str:reference>/checklist/", application_views.Checklist.as_view(), name="checklist"),
    path("applications/<str:reference>/terms/", application_views.Terms.as_view(), name="terms"),
    path("applications/<str:reference>/hand-over/", application_views.HandOver.as_view(), name="hand-over"),
    path("applications/<str:reference>/parties/", application_views.Parties.as_view(), name="parties"),
    path(
        "applications/<str:reference>/parties/<str:role>/<int:pk>/",
        application_views.Party.as_view(),
        name="party",
    ),
    path("brokers/", application_views.Brokers.as_view(), name="brokers"),
    path("bdms/", application_views.BDMs.as_view(), name="bdms"),
    path("borrowers/", application_views.Borrowers.as_view(), name="borrowers"),
    path("guarantors/", application_views.Guarantors.as_view(), name="guarantors"),
    path("applications/<str:reference>/repayments/", money_views.Repayments.as_view(), name="repayments"),
    path("applications/<str:reference>/payments/", money_views.Payments.as_view(), name="payments"),
    path("applications/<str:reference>/fees/", money_views.Fees.as_view(), name="fees"),
    path("payments/<int:pk>/bounce/", money_views.Bounce.as_view(), name="bounce"),
    path("suspense/", money_views.Suspense.as_view(), name="suspense"),
    path("suspense/<int:pk>/loans/", money_views.LoanLookup.as_view(), name="loan-lookup"),
    path("suspense/<int:pk>/book/", money_views.Book.as_view(), name="book"),
    path("notifications/", views.Notifications.as_view(), name="notifications"),
    path("notifications/read/", views.MarkAllRead.as_view(), name="mark-all-read"),
    path("notifications/unread/", views.MarkManyUnread.as_view(), name="mark-many-unread"),
    path("notifications/<int:pk>/read/", views.MarkRead.as_view(), name="mark-read"),
    path("notifications/<int:pk>/unread/", views.MarkUnread.as_view(), name="mark-unread"),
    path("account/", person_views.Account.as_view(), name="account"),
    path("preferences/", person_views.Preferences.as_view(), name="preferences"),
    path("preferences/<str:event>/<str:channel>/", person_views.Preference.as_view(), name="preference"),
    path("reports/", report_views.Reports.as_view(), name="reports"),
    path("reports/restate/", report_views.Restate.as_view(), name="restate"),
    path("reports/<int:pk>/", report_views.ReportDetail.as_view(), name="report"),
    path("reports/<int:pk>/report.pdf", report_views.ReportPdf.as_view(), name="report-pdf"),
    path("bank-files/", money_views.BankFiles.as_view(), name="bank-files"),
    path("bank-files/<int:pk>/", views.BankFileDetail.as_view(), name="bank-file"),
    path("<path:anything>", views.Nowhere.as_view()),
]
