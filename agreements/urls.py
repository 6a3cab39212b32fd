from django.urls import path

from agreements.views import approving, checking, reading, writing

app_name = "agreements"

urlpatterns = [
    path("kesepakatan/", reading.AgreementList.as_view(), name="list"),
    path("kesepakatan/susun/", writing.draft, name="draft"),
    path("kesepakatan/<slug:code>/", reading.AgreementDetail.as_view(), name="detail"),
    path("kesepakatan/<slug:code>/ubah/", writing.edit, name="edit"),
    path("kesepakatan/<slug:code>/buka/", writing.open_for_approval, name="open"),
    path("kesepakatan/<slug:code>/setujui/", approving.approve, name="approve"),
    path("kesepakatan/<slug:code>/tolak/", approving.decline, name="decline"),
    path("kesepakatan/<slug:code>/tarik/", writing.withdraw, name="withdraw"),
    path("kesepakatan/<slug:code>/akhiri/", writing.end, name="end"),
    path("kesepakatan/<slug:code>/naskah.txt", reading.text, name="text"),
    path("kesepakatan/<slug:code>/lembar.pdf", reading.sheet, name="sheet"),
    path("cek/", checking.by_hand, name="check_by_hand"),
    path("cek/<slug:check_code>/", checking.check, name="check"),
]
