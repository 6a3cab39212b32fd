"""Addresses under /pertemuan/."""

from django.urls import path

from meetings.views import answering, calling, changing, detail, listing

app_name = "meetings"

urlpatterns = [
    path("", listing.MeetingList.as_view(), name="list"),
    path("undang/", calling.call, name="call"),
    path("jawab/<str:token>/", answering.answer_by_link, name="answer_link"),
    path("<int:pk>/", detail.MeetingDetail.as_view(), name="detail"),
    path("<int:pk>/undangan.ics", detail.calendar, name="calendar"),
    path("<int:pk>/jawab/", answering.answer, name="answer"),
    path("<int:pk>/ubah/", changing.change, name="change"),
    path("<int:pk>/pindah/", changing.move, name="move"),
    path("<int:pk>/batal/", changing.cancel, name="cancel"),
    path("<int:pk>/selesai/", changing.close, name="close"),
]
