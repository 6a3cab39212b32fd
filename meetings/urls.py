"""Addresses of meetings, and of what outlives them: decisions and tasks."""

from django.urls import include, path

from meetings.views import (
    answering,
    calling,
    changing,
    deciding,
    detail,
    feeds,
    letters,
    listing,
    voting,
)

app_name = "meetings"

sittings = [
    path("", listing.MeetingList.as_view(), name="list"),
    path("undang/", calling.call, name="call"),
    path("jawab/<str:token>/", answering.answer_by_link, name="answer_link"),
    path("jawab/<str:token>/surat.pdf", letters.letter_by_link, name="letter_link"),
    path("tamu/<str:token>/surat.pdf", letters.letter_for_guest, name="guest_letter"),
    path("<int:pk>/", detail.MeetingDetail.as_view(), name="detail"),
    path("<int:pk>/undangan.ics", detail.calendar, name="calendar"),
    path("<int:pk>/undangan.pdf", letters.letter, name="letter"),
    path("<int:pk>/jawab/", answering.answer, name="answer"),
    path("<int:pk>/kuasa/<kode:code>/", answering.proxy_letter, name="proxy_letter"),
    path("<int:pk>/ubah/", changing.change, name="change"),
    path("<int:pk>/pindah/", changing.move, name="move"),
    path("<int:pk>/batal/", changing.cancel, name="cancel"),
    path("<int:pk>/selesai/", changing.close, name="close"),
    path("<int:pk>/keputusan/", deciding.record, name="decide"),
]
decisions = [
    path("<str:code>/", deciding.detail, name="decision"),
    path("<str:code>/mufakat/", deciding.adopt, name="adopt"),
    path("<str:code>/cabut/", deciding.withdraw, name="withdraw_decision"),
    path("<str:code>/pungut-suara/", voting.start, name="open_vote"),
    path("<str:code>/suara/", voting.ballot, name="ballot"),
    path("<str:code>/tutup-suara/", voting.close, name="close_vote"),
]
feed_addresses = [
    path("<str:token>.ics", feeds.personal, name="calendar_feed"),
    path("forum/<int:pk>.ics", feeds.of_forum, name="forum_feed"),
]
urlpatterns = [
    path("kalender/", include(feed_addresses)),
    path("saya/kalender/", feeds.subscription, name="subscription"),
    path("saya/kalender/cabut/", feeds.unsubscribe, name="unsubscribe"),
    path("pertemuan/", include(sittings)),
    path("keputusan/", include(decisions)),
]
