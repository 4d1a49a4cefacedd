"""URLs of the API; /api/schema/ is its OpenAPI description."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from api import note_views, paper_views, pause_views, person_views, token_views, views

app_name = "api"
urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("token/", token_views.TakeToken.as_view(), name="token"),
    path("tokens/", token_views.Tokens.as_view(), name="tokens"),
    path("tokens/<int:pk>/", token_views.RevokeToken.as_view(), name="revoke-token"),
    path("applications/", views.Applications.as_view(), name="applications"),
    path("applications/<str:reference>/", views.ApplicationDetail.as_view(), name="application"),
    path("applications/<str:reference>/events/", views.Events.as_view(), name="events"),
    path("applications/<str:reference>/move/", views.Move.as_view(), name="move"),
    path("applications/<str:reference>/documents/", paper_views.Documents.as_view(), name="documents"),
    path(
        "applications/<str:reference>/documents/draw-up/",
        paper_views.DrawUp.as_view(),
        name="draw-up",
    ),
    path("documents/<int:pk>/", paper_views.DocumentDetail.as_view(), name="document"),
    path("documents/<int:pk>/file/", paper_views.DocumentFile.as_view(), name="document-file"),
    path("documents/<int:pk>/signatures/", paper_views.Signatures.as_view(), name="signatures"),
    path("applications/<str:reference>/pauses/", pause_views.Pauses.as_view(), name="pauses"),
    path("pauses/<int:pk>/", pause_views.Pause.as_view(), name="pause"),
    path("pauses/<int:pk>/end/", pause_views.EndPause.as_view(), name="end-pause"),
    path("applications/<str:reference>/notes/", note_views.Notes.as_view(), name="notes"),
    path("applications/<str:reference>/assignees/", note_views.Assignees.as_view(), name="assignees"),
    path("notes/<int:pk>/reminder/", note_views.NoteReminder.as_view(), name="note-reminder"),
    path("notes/<int:pk>/done/", note_views.NoteDone.as_view(), name="note-done"),
    path("notifications/", views.Notifications.as_view(), name="notifications"),
    path("notifications/read/", views.MarkAllRead.as_view(), name="mark-all-read"),
    path("notifications/unread/", views.MarkManyUnread.as_view(), name="mark-many-unread"),
    path("notifications/<int:pk>/read/", views.MarkRead.as_view(), name="mark-read"),
    path("notifications/<int:pk>/unread/", views.MarkUnread.as_view(), name="mark-unread"),
    path("account/", person_views.Account.as_view(), name="account"),
    path("preferences/", person_views.Preferences.as_view(), name="preferences"),
    path("preferences/<str:event>/<str:channel>/", person_views.Preference.as_view(), name="preference"),
    path("bank-files/", views.Upload.as_view(), name="upload"),
    path("bank-files/<int:pk>/", views.BankFileDetail.as_view(), name="bank-file"),
    path("<path:anything>", views.Nowhere.as_view()),
]
