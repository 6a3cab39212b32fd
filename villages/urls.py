"""Addresses of regions, representatives and forums."""

from django.urls import path, register_converter

from villages.views import checks, forums, mandates, organisations, places, profiles, regions


class DottedCode:
    """A region's code; the level is said by the page."""

    regex = r"\d\d(?:\.\d\d(?:\.\d\d(?:\.\d{4})?)?)?"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(DottedCode, "kode")
app_name = "villages"

urlpatterns = [
    path("wilayah/cari/", regions.search, name="region_search"),
    path("desa/", places.Villages.as_view(), name="list"),
    path("desa/<kode:code>/", places.village, name="village"),
    path("kecamatan/<kode:code>/", places.subdistrict, name="subdistrict"),
    path("kabupaten/<kode:code>/", places.regency, name="regency"),
    path("wilayah/<kode:code>/profil/", profiles.edit, name="profile"),
    path("forum/buat/", forums.found, name="forum_found"),
    path("forum/<int:pk>/", forums.forum, name="forum"),
    path("forum/<int:pk>/aturan/", forums.change, name="forum_change"),
    path("forum/<int:pk>/anggota/", forums.add_member, name="forum_add_member"),
    path(
        "forum/<int:pk>/anggota/<int:seat>/akhiri/",
        forums.remove_member,
        name="forum_remove_member",
    ),
    path("organisasi/", organisations.Organisations.as_view(), name="organisations"),
    path("organisasi/daftar/", organisations.register, name="register_organisation"),
    path("organisasi/<int:pk>/", organisations.organisation, name="organisation"),
    path("organisasi/<int:pk>/ubah/", organisations.edit, name="edit_organisation"),
    path("organisasi/<int:pk>/wakil/", organisations.represent, name="represent"),
    path("organisasi/<int:pk>/tutup/", organisations.close, name="close_organisation"),
    path("saya/perwakilan/", mandates.Mandates.as_view(), name="mandates"),
    path("saya/perwakilan/ajukan/", mandates.claim, name="claim"),
    path("saya/perwakilan/<int:pk>/", mandates.mandate, name="mandate"),
    path("saya/perwakilan/<int:pk>/perbaiki/", mandates.correct, name="correct"),
    path("saya/perwakilan/<int:pk>/tarik/", mandates.withdraw, name="withdraw"),
    path("saya/perwakilan/<int:pk>/akhiri/", mandates.end, name="end"),
    path("saya/perwakilan/<int:pk>/sk/", checks.decree, name="decree"),
    path("saya/perwakilan/<int:pk>/sk/gambar/", checks.decree_picture, name="decree_picture"),
    path("saya/perwakilan/<int:pk>/sk/halaman-<int:page>/", checks.decree_page, name="decree_page"),
    path("saya/bertindak/", mandates.capacities, name="capacities"),
    path("verifikasi/", checks.Queue.as_view(), name="queue"),
    path("verifikasi/<int:pk>/", checks.check, name="check"),
]
