"""URLs of the workspace. Notifications and e-mails link to them."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from workspace.views import (
    account,
    application,
    doors,
    inbox,
    money,
    operations,
    payments,
    pipeline,
    reports,
    suspense,
)

app_name = "workspace"
urlpatterns = [
    path("login/", doors.LogIn.as_view(), name="login"),
    path("login/code/", doors.code, name="login-code"),
    path("login/set-up/", doors.set_up, name="login-set-up"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/forgotten/", doors.forgotten, name="password-forgotten"),
    path("password/<uidb64>/<token>/", doors.ChooseNew.as_view(), name="password-reset"),
    path("account/", account.show, name="account"),
    path("account/password/", account.password, name="password"),
    path("account/second-factor/", account.set_up, name="set-up"),
    path("account/second-factor/codes/", account.new_codes, name="new-codes"),
    path("account/second-factor/off/", account.switch_off, name="switch-off"),
    path("account/tokens/<int:pk>/revoke/", account.revoke, name="revoke-token"),
    path("account/log-out-everywhere/", account.log_out_everywhere, name="log-out-everywhere"),
    path("", pipeline.show, name="pipeline"),
    path("applications/<str:reference>/", application.show, name="application"),
    path("applications/<str:reference>/move/", application.move, name="move"),
    path("applications/<str:reference>/notes/", application.add_note, name="add-note"),
    path("applications/<str:reference>/documents/", application.draw_up, name="draw-up"),
    path("applications/<str:reference>/payments/", money.record_payment, name="record-payment"),
    path("applications/<str:reference>/fees/", money.charge_fee, name="charge-fee"),
    path("notes/<int:pk>/done/", application.finish_note, name="finish-note"),
    path("documents/<int:pk>/", application.document, name="document"),
    path("inbox/", inbox.show, name="inbox"),
    path("inbox/read/", inbox.mark_all_read, name="mark-all-read"),
    path("inbox/<int:pk>/read/", inbox.mark_read, name="mark-read"),
    path("preferences/", inbox.preferences, name="preferences"),
    path("preferences/switch/", inbox.switch, name="switch"),
    path("preferences/rhythm/", inbox.rhythm, name="rhythm"),
    path("reports/", reports.index, name="reports"),
    path("reports/<int:pk>/", reports.show, name="report"),
    path("reports/<int:pk>/report.pdf", reports.pdf, name="report-pdf"),
    path("reports/<int:pk>/report.csv", reports.csv, name="report-csv"),
    path("payments/", payments.index, name="payments"),
    path("payments/files/<int:pk>/", payments.show, name="bank-file"),
    path("payments/<int:pk>/bounce/", money.record_bounce, name="record-bounce"),
    path("payments/suspense/<int:pk>/", suspense.resolve, name="resolve"),
    path("operations/", operations.show, name="operations"),
    path("operations/emails/<int:pk>/retry/", operations.retry, name="retry"),
]
