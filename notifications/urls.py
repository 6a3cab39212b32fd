"""The inbox; the demo's mails under /surat/."""

from django.urls import path

from notifications import views

app_name = "notifications"

urlpatterns = [
    path("pemberitahuan/", views.Inbox.as_view(), name="inbox"),
    path("pemberitahuan/buka/", views.open_line, name="open"),
    path("pemberitahuan/dibaca/", views.read_all, name="read_all"),
    path("surat/", views.Letterbox.as_view(), name="letterbox"),
    path("surat/<str:name>/", views.letter, name="letter"),
    path("surat/<str:name>/undangan.ics", views.letter_calendar, name="letter_calendar"),
    path("surat/<str:name>/surat.eml", views.letter_file, name="letter_file"),
]
