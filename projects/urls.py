"""Addresses of projects. A code is letters and digits, so nothing else reaches the database."""

from django.urls import path

from projects.views import budget, deciding, drafting, funding, money, reading, running

app_name = "projects"

urlpatterns = [
    path("", reading.ProjectList.as_view(), name="list"),
    path("ajukan/", drafting.propose, name="propose"),
    path("foto/<int:pk>/<slug:size>/", running.photo, name="photo"),
    path("<slug:code>/", reading.ProjectDetail.as_view(), name="detail"),
    path("<slug:code>/versi/<int:number>/", reading.VersionDetail.as_view(), name="version"),
    path("<slug:code>/ubah/", drafting.change, name="change"),
    path("<slug:code>/ajukan/", drafting.check, name="check"),
    path("<slug:code>/ajukan/kirim/", drafting.send, name="send"),
    path("<slug:code>/ajukan/buang/", drafting.discard, name="discard"),
    path("<slug:code>/ajukan/<slug:page>/", drafting.page, name="page"),
    path("<slug:code>/jawab/", deciding.answer, name="answer"),
    path("<slug:code>/tarik/", deciding.withdraw, name="withdraw"),
    path("<slug:code>/mulai/", deciding.start, name="start"),
    path("<slug:code>/selesai/", deciding.finish, name="finish"),
    path("<slug:code>/dana/", money.funds, name="funds"),
    path("<slug:code>/dana/aturan/", money.sharing, name="sharing"),
    path("<slug:code>/dana/rab/", budget.edit, name="budget"),
    path("<slug:code>/dana/rab/buang/", budget.discard, name="discard_budget"),
    path("<slug:code>/dana/rab/<int:number>/", budget.budget, name="budget_version"),
    path("<slug:code>/dana/kontribusi/", money.plan_contribution, name="contribute"),
    path("<slug:code>/dana/kontribusi/ambil/", money.take_over, name="take_over"),
    path("<slug:code>/dana/kontribusi/<int:number>/", money.commitment, name="commitment"),
    path("<slug:code>/dana/kontribusi/<int:number>/tetapkan/", money.commit, name="commit"),
    path("<slug:code>/dana/kontribusi/<int:number>/tarik/", money.withdraw, name="uncommit"),
    path("<slug:code>/dana/kontribusi/<int:number>/terima/", money.receive, name="receive"),
    path(
        "<slug:code>/dana/kontribusi/<int:number>/terima/<int:receipt>/batal/",
        money.reverse_receipt,
        name="reverse_receipt",
    ),
    path(
        "<slug:code>/dana/kontribusi/<int:number>/terima/<int:receipt>/bukti/",
        money.proof,
        name="proof",
    ),
    path("<slug:code>/dana/tawaran/", funding.offer, name="offer"),
    path("<slug:code>/dana/tawaran/<int:pk>/terima/", funding.accept_offer, name="accept_offer"),
    path("<slug:code>/dana/tawaran/<int:pk>/tolak/", funding.decline_offer, name="decline_offer"),
    path(
        "<slug:code>/dana/tawaran/<int:pk>/tarik/", funding.take_back_offer, name="take_back_offer"
    ),
    path("<slug:code>/tonggak/", running.plan, name="plan"),
    path("<slug:code>/kabar/", running.ReportList.as_view(), name="reports"),
    path("<slug:code>/kabar/tulis/", running.report, name="report"),
]
