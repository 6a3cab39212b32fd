"""Addresses of projects. A code is letters and digits, so nothing else reaches the database."""

from django.urls import path

from projects.views import (
    attaching,
    deciding,
    drafting,
    fitting,
    following,
    listing,
    reading,
    results,
    running,
    taking,
)

app_name = "projects"

urlpatterns = [
    path("", listing.projects, name="list"),
    path("titik.geojson", listing.features, name="features"),
    path("unduh/<slug:ending>/", taking.table, name="table"),
    path("kolom/", taking.dictionary, name="columns"),
    path("kabar.atom", taking.feed_of_all, name="feed_of_all"),
    path("ajukan/", drafting.propose, name="propose"),
    path("foto/<int:pk>/<slug:size>/", running.photo, name="photo"),
    path("lampiran/<int:pk>/", attaching.attachment, name="attachment"),
    path("<slug:code>/", reading.ProjectDetail.as_view(), name="detail"),
    path("<slug:code>/versi/<int:number>/", reading.VersionDetail.as_view(), name="version"),
    path("<slug:code>/ubah/", drafting.change, name="change"),
    path("<slug:code>/ajukan/", drafting.check, name="check"),
    path("<slug:code>/ajukan/kirim/", drafting.send, name="send"),
    path("<slug:code>/ajukan/buang/", drafting.discard, name="discard"),
    path("<slug:code>/ajukan/serupa/", drafting.similar, name="similar"),
    path("<slug:code>/ajukan/lampiran/", attaching.attachments, name="attachments"),
    path("<slug:code>/ajukan/lampiran/<int:pk>/hapus/", attaching.detach, name="detach"),
    path("<slug:code>/ajukan/<slug:page>/", drafting.page, name="page"),
    path("<slug:code>/jawab/", deciding.answer, name="answer"),
    path("<slug:code>/rencana/", fitting.state, name="fit"),
    path("<slug:code>/tarik/", deciding.withdraw, name="withdraw"),
    path("<slug:code>/mulai/", deciding.start, name="start"),
    path("<slug:code>/selesai/", deciding.finish, name="finish"),
    path("<slug:code>/tonggak/", running.plan, name="plan"),
    path("<slug:code>/ikuti/", following.follow, name="follow"),
    path("<slug:code>/berhenti-ikuti/", following.unfollow, name="unfollow"),
    path("<slug:code>/lembar/", taking.sheet, name="sheet"),
    path("<slug:code>/kabar.atom", taking.feed, name="feed"),
    path("<slug:code>/kabar/terbaru/", following.news, name="news"),
    path("<slug:code>/hasil/", results.result, name="result"),
    path("<slug:code>/hasil/ukuran/", results.indicators, name="indicators"),
    path("<slug:code>/hasil/ukur/", results.measure, name="measure"),
    path("<slug:code>/hasil/manfaat/", results.benefit, name="benefit"),
    path("<slug:code>/hasil/perawatan/", results.upkeep, name="upkeep"),
    path("<slug:code>/hasil/evaluasi/<int:years>/", results.evaluate, name="evaluate"),
    path("<slug:code>/kabar/", running.ReportList.as_view(), name="reports"),
    path("<slug:code>/kabar/tulis/", running.report, name="report"),
]
