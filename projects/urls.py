"""Addresses of projects. A code is letters and digits, so nothing else reaches the database."""

from django.urls import path

from projects.views import asking, assembling, deciding, drafting, merging, reading, running

app_name = "projects"

urlpatterns = [
    path("", reading.ProjectList.as_view(), name="list"),
    path("ajukan/", drafting.propose, name="propose"),
    path("foto/<int:pk>/<slug:size>/", running.photo, name="photo"),
    path("gabung/<int:pk>/", merging.answer, name="answer_merge"),
    path("<slug:code>/", reading.ProjectDetail.as_view(), name="detail"),
    path("<slug:code>/versi/<int:number>/", reading.VersionDetail.as_view(), name="version"),
    path("<slug:code>/ubah/", drafting.change, name="change"),
    path("<slug:code>/ajukan/", drafting.check, name="check"),
    path("<slug:code>/ajukan/kirim/", drafting.send, name="send"),
    path("<slug:code>/ajukan/buang/", drafting.discard, name="discard"),
    path("<slug:code>/ajukan/<slug:page>/", drafting.page, name="page"),
    path("<slug:code>/jawab/", deciding.answer, name="answer"),
    path("<slug:code>/permintaan/<int:pk>/", asking.reply, name="reply"),
    path("<slug:code>/musyawarah/", assembling.record, name="record_result"),
    path("<slug:code>/musyawarah/<int:pk>/", assembling.paper, name="result_paper"),
    path("<slug:code>/gabung/", merging.offer, name="merge"),
    path("<slug:code>/gabung/batal/", merging.take_back, name="take_back_merge"),
    path("<slug:code>/tarik/", deciding.withdraw, name="withdraw"),
    path("<slug:code>/mulai/", deciding.start, name="start"),
    path("<slug:code>/selesai/", deciding.finish, name="finish"),
    path("<slug:code>/tonggak/", running.plan, name="plan"),
    path("<slug:code>/kabar/", running.ReportList.as_view(), name="reports"),
    path("<slug:code>/kabar/tulis/", running.report, name="report"),
]
