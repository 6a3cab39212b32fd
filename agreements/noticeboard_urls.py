"""Addresses of the noticeboard of planned rules, beside those of agreements."""

from django.urls import path

from agreements.views import announcing, commenting, noticeboard

app_name = "noticeboard"

urlpatterns = [
    path("rencana-aturan/", noticeboard.Board.as_view(), name="list"),
    path("rencana-aturan/buat/", announcing.plan, name="plan"),
    path("rencana-aturan/unduh/<slug:ending>/", noticeboard.table, name="table"),
    path("rencana-aturan/kolom/", noticeboard.dictionary, name="columns"),
    path("rencana-aturan/<slug:code>/", noticeboard.detail, name="detail"),
    path("rencana-aturan/<slug:code>/ubah/", announcing.change, name="change"),
    path("rencana-aturan/<slug:code>/periksa/", announcing.check, name="check"),
    path("rencana-aturan/<slug:code>/tarik/", announcing.withdraw, name="withdraw"),
    path(
        "rencana-aturan/<slug:code>/tumpang-tindih/<slug:sort>/<slug:other>/",
        announcing.overlap,
        name="overlap",
    ),
    path("rencana-aturan/<slug:code>/tanggapi/", commenting.comment, name="comment"),
    path("rencana-aturan/<slug:code>/tanggapan/<int:pk>/ubah/", commenting.correct, name="correct"),
    path("rencana-aturan/<slug:code>/tanggapan/<int:pk>/balas/", commenting.reply, name="reply"),
    path("rencana-aturan/<slug:code>/hasil/", commenting.outcome, name="outcome"),
    path("rencana-aturan/<slug:code>/versi/<int:number>/", noticeboard.version, name="version"),
    path("rencana-aturan/<slug:code>/naskah/<int:number>/", noticeboard.file, name="file"),
]
