"""Pages of regions, open to everybody."""

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.projects import ProjectFactory
from tests.factories.villages import (
    ForumFactory,
    MandateFactory,
    ProfileFactory,
    RegencyFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def profile(sojokerto):
    return ProfileFactory(
        region=sojokerto, about="Desa salak.", strengths=["farming"], needs=["water"],
        population=2345, area_ha="412.5", figures_from="Profil Desa 2026",
        latitude="-7.4101", longitude="109.8713", office_phone="+6281211112222",
    )  # fmt: skip


def joined(code, name, **more):
    return ProfileFactory(region=RegionFactory(code=code, name=name), **more)


def shown(client, **query):
    page = client.get("/desa/", query)
    assert page.status_code == 200
    return [village.name for village in page.context["villages"]]


class TestDirectory:
    @pytest.fixture(autouse=True)
    def _villages(self, profile):
        joined("33.07.05.2005", "Besani", strengths=["water"], needs=["roads"])
        joined("33.07.06.2001", "Sidorejo")
        RegionFactory(code="33.07.05.2099", name="Belum Bergabung")

    def test_lists_those_that_joined(self, client):
        assert shown(client) == ["Besani", "Sidorejo", "Sojokerto"]

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ({"q": "sojo"}, ["Sojokerto"]),
            ({"q": "33.07.06"}, ["Sidorejo"]),
            ({"q": "zzz"}, []),
            ({"q": "\0"}, ["Besani", "Sidorejo", "Sojokerto"]),
            ({"wilayah": "33.07.05"}, ["Besani", "Sojokerto"]),
            ({"wilayah": "33.07.05%' OR 1=1"}, ["Besani", "Sojokerto"]),
            ({"kekuatan": "farming"}, ["Sojokerto"]),
            ({"kebutuhan": "roads"}, ["Besani"]),
            ({"kekuatan": "x", "kebutuhan": "\0"}, ["Besani", "Sidorejo", "Sojokerto"]),
            ({"kekuatan": "farming", "kebutuhan": "roads"}, []),
        ],
    )
    def test_filters_narrow_and_nonsense_does_not(self, client, query, names):
        assert shown(client, **query) == names

    @pytest.mark.parametrize(
        "typed",
        ["kampung bangun rejo", "kp. bangunrejo", "kel Bangun Rejo", "bangnu rejo"],
    )
    def test_finds_what_the_search_over_all_finds(self, client, typed):
        joined("18.02.01.2001", "Bangun Rejo")
        assert shown(client, q=typed) == ["Bangun Rejo"]

    @pytest.mark.parametrize("typed", ["ds sojokerto", "sojokrto", "sojokerto, leksono"])
    def test_finds_a_village_with_a_typo_or_a_place(self, client, typed):
        assert shown(client, q=typed) == ["Sojokerto"]
        assert shown(client, q=typed, kekuatan="water") == []

    def test_a_project_is_no_reason_to_show_a_village_twice(self, client, sojokerto):
        ProjectFactory.create_batch(2, lead=sojokerto, partners=[])
        assert shown(client, q="sojokrto", proyek="1") == ["Sojokerto"]

    def test_only_with_a_project_that_was_proposed(self, client, sojokerto):
        besani = RegionFactory(code="33.07.05.2005")
        ProjectFactory(lead=sojokerto, partners=[])
        ProjectFactory(lead=sojokerto, partners=[])
        ProjectFactory(lead=besani, state="draft")
        assert shown(client, proyek="1") == ["Sojokerto"]

    def test_says_what_is_chosen_and_offers_a_way_out(self, client):
        html = client.get("/desa/", {"q": "zzz", "kekuatan": "farming"}).content.decode()
        assert 'value="zzz"' in html
        assert '<option value="farming" selected>' in html
        assert "/wilayah/cari/" in html

    @pytest.mark.parametrize("page", ["0", "99", "x", "-1", "9" * 30])
    def test_a_page_that_is_not_there(self, client, page):
        assert client.get("/desa/", {"page": page}).status_code == 404

    def test_pages_and_queries_do_not_grow(self, client, django_assert_num_queries):
        for number in range(30):
            joined(f"33.07.05.{2100 + number}", f"Desa {number}")
        # A page of villages with profile and ancestors, the count, the subdistricts of the filter.
        with django_assert_num_queries(3):
            page = client.get("/desa/")
        assert len(page.context["villages"]) == 24
        assert "page=2" in page.content.decode()
        with django_assert_num_queries(4):  # and whether any is spelled so
            client.get("/desa/", {"q": "sojo"})


def test_an_empty_portal_invites(client, db):
    html = client.get("/desa/").content.decode()
    assert "empty" in html
    assert "/saya/perwakilan/ajukan/" in html


class TestVillage:
    def test_a_minute_is_enough(self, client, profile, sojokerto):
        MandateFactory(
            region=sojokerto, user__full_name="Siti Maryamah", user__phone="+628999999999",
            user__email="siti@contoh.example",
        )  # fmt: skip
        MandateFactory(region=sojokerto, office="secretary", pending=True, user__full_name="Belum")
        forum = ForumFactory(members=[sojokerto])
        project = ProjectFactory(lead=sojokerto, partners=[])
        draft = ProjectFactory(lead=sojokerto, state="draft", title="Rahasia dulu")

        html = client.get("/desa/33.07.05.2004/").content.decode()

        for words in (
            "Desa Sojokerto", "Kecamatan Leksono", "Desa salak.", "2.345", "412,5",
            "Profil Desa 2026", "pertanian dan peternakan", "air bersih", "Siti Maryamah",
            "0812-1111-2222", forum.name, project.title, "wa.me/?text=", "?wilayah=33.07.05.2004",
            "<circle",
        ):  # fmt: skip
            assert words in html, words
        for secret in ("628999999999", "siti@contoh.example", "Belum", draft.title, "SK"):
            assert secret not in html, secret

    def test_without_an_account_it_invites(self, client, sojokerto):
        html = client.get("/desa/33.07.05.2004/").content.decode()
        assert "Belum ada perwakilan" in html
        assert "/saya/perwakilan/ajukan/?wilayah=33.07.05.2004" in html

    def test_its_own_people_are_asked_to_fill_it_in(self, client, sojokerto):
        ProfileFactory(region=sojokerto)
        client.force_login(MandateFactory(region=sojokerto).user)
        html = client.get("/desa/33.07.05.2004/").content.decode()
        assert html.count("/wilayah/33.07.05.2004/profil/") == 2
        client.force_login(MandateFactory(region=RegionFactory(code="33.07.05.2005")).user)
        assert "/profil/" not in client.get("/desa/33.07.05.2004/").content.decode().replace(
            "/akun/profil/", ""
        )

    @pytest.mark.parametrize(
        "address",
        ["/desa/33.07.05.9999/", "/desa/33.07.05/", "/desa/33/", "/desa/x/", "/kecamatan/33.07/",
         "/kecamatan/33.07.99/", "/kabupaten/33.07.05/", "/kabupaten/99.99/", "/forum/99999999999/",
         "/forum/99999999999999999999999/"],
    )  # fmt: skip
    def test_what_is_not_there(self, client, sojokerto, address):
        assert client.get(address).status_code == 404

    def test_queries_do_not_grow(self, client, profile, sojokerto, django_assert_num_queries):
        counts = []
        for number in (1, 3):
            for turn in range(number):
                MandateFactory(region=sojokerto, office="official")
                ForumFactory(members=[sojokerto])
                ProjectFactory(lead=sojokerto, partners=[])
                joined(f"33.07.05.2{number}0{turn}", "T", latitude="-7.4", longitude="109.8")
            with django_assert_num_queries(99, exact=False) as context:
                client.get("/desa/33.07.05.2004/")
            counts.append(len(context))
        # Region with profile, representatives, forums, projects, places around, trail.
        assert counts == [6, 6]


class TestSubdistrict:
    def test_who_takes_part_and_who_does_not(self, client, profile, leksono, officer):
        RegionFactory(code="33.07.05.2099", name="Belum Bergabung", parent=leksono)
        forum = ForumFactory(home=leksono)
        html = client.get("/kecamatan/33.07.05/").content.decode()
        for words in ("Sojokerto", "Belum Bergabung", forum.name, "Kasi PMD", "<circle"):
            assert words in html
        assert "/forum/buat/" not in html

    def test_its_officer_founds_forums_and_edits(self, client, profile, leksono, officer):
        ProfileFactory(region=leksono, about="Kecamatan salak.")
        client.force_login(officer.user)
        html = client.get("/kecamatan/33.07.05/").content.decode()
        assert "/forum/buat/" in html
        assert "/wilayah/33.07.05/profil/" in html
        assert "Kecamatan salak." in html

    def test_an_empty_one(self, client, leksono):
        assert client.get("/kecamatan/33.07.05/").status_code == 200

    def test_queries_do_not_grow(self, client, leksono, django_assert_num_queries):
        counts = []
        for number in (1, 6):
            for turn in range(number):
                joined(f"33.07.05.2{number}{turn:02d}", "T", latitude="-7.4", longitude="109.8")
                RegionFactory(code=f"33.07.05.2{number}5{turn}", parent=leksono)
                ForumFactory(home=leksono)
            with django_assert_num_queries(99, exact=False) as context:
                client.get("/kecamatan/33.07.05/")
            counts.append(len(context))
        # Region with profile, villages with profiles, representatives, forums, trail.
        assert counts == [5, 5]


class TestRegency:
    def test_subdistricts_with_their_share(self, client, profile, leksono):
        RegionFactory(code="33.07.05.2099", parent=leksono)
        RegionFactory(code="33.07.06.2001")
        page = client.get("/kabupaten/33.07/")
        rows = [(s.name, s.joined, s.villages) for s in page.context["subdistricts"]]
        assert rows[0] == ("Leksono", 1, 2)
        assert rows[1][1:] == (0, 1)
        assert "1 dari 2 desa" in page.content.decode()

    def test_its_officer_founds_forums(self, client, db):
        mandate = MandateFactory(region=RegencyFactory(), office="kabupaten")
        client.force_login(mandate.user)
        assert "/forum/buat/" in client.get("/kabupaten/33.07/").content.decode()

    def test_queries_do_not_grow(self, client, leksono, django_assert_num_queries):
        RegionFactory(code="33.07.06.2001")
        # Region, subdistricts, representatives, forums, trail.
        with django_assert_num_queries(5):
            client.get("/kabupaten/33.07/")


class TestProfile:
    address = "/wilayah/33.07.05.2004/profil/"

    @pytest.fixture
    def head(self, client, profile, sojokerto):
        mandate = MandateFactory(region=sojokerto)
        client.force_login(mandate.user)
        return mandate

    def filled(self, client, **changes):
        initial = client.get(self.address).context["form"].initial
        return {name: "" if value is None else value for name, value in initial.items()} | changes

    def test_what_was_told_is_there_and_can_be_changed(self, client, head, profile):
        data = self.filled(
            client, population="2.400", area_ha="413,5", needs=["water", "roads"],
            office_phone="0812-3333-4444",
        )  # fmt: skip
        assert client.post(self.address, data).url == "/desa/33.07.05.2004/"
        profile.refresh_from_db()
        assert (profile.population, str(profile.area_ha)) == (2400, "413.5")
        assert profile.needs == ["water", "roads"]
        assert profile.office_phone == "+6281233334444"
        html = client.get("/desa/33.07.05.2004/").content.decode()
        assert "mengubah profil" in html

    def test_there_are_not_more_households_than_people(self, client, head, profile):
        data = self.filled(client, population="900", households="901")
        page = client.post(self.address, data)
        assert "tidak dapat melebihi" in page.context["form"].errors["households"][0]
        profile.refresh_from_db()
        assert profile.population == 2345
        assert client.post(self.address, data | {"households": "900"}).status_code == 302

    @pytest.mark.parametrize(
        ("typed", "kept"),
        [("1.234,5", "1234.5"), ("12.345.678,9", "12345678.9"), ("1.234", "1234.0"),
         ("412.5", "412.5"), ("412,5", "412.5")],
    )  # fmt: skip
    def test_an_area_is_read_as_we_write_it(self, client, head, profile, typed, kept):
        client.post(self.address, self.filled(client, area_ha=typed, longitude="109.871"))
        profile.refresh_from_db()
        assert str(profile.area_ha) == kept
        assert str(profile.longitude) == "109.8710"

    def test_an_area_that_cannot_be_read_names_a_sample(self, client, head, profile):
        page = client.post(self.address, self.filled(client, area_ha="1.23,4.5"))
        assert "misalnya 1.234,5" in page.content.decode()

    def test_nothing_changed_leaves_no_line(self, client, head, profile):
        client.post(self.address, self.filled(client))
        assert "mengubah profil" not in client.get("/desa/33.07.05.2004/").content.decode()

    def test_two_at_once_do_not_overwrite_each_other(self, client, head, profile):
        early = self.filled(client, about="Tulisan pertama")
        late = self.filled(client, about="Tulisan kedua")
        client.post(self.address, early)
        page = client.post(self.address, late)
        assert page.status_code == 200
        assert "Tulisan kedua" in page.content.decode()
        profile.refresh_from_db()
        assert profile.about == "Tulisan pertama"

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("about", "x" * 2001),
            ("strengths", ["farming", "gold"]),
            ("population", "-5"),
            ("population", "banyak"),
            ("population", "9" * 400),
            ("area_ha", "nan"),
            ("area_ha", "1e400"),
            ("area_ha", "-1"),
            ("latitude", "52,5"),
            ("latitude", ""),
            ("longitude", ""),
            ("longitude", "12"),
            ("longitude", "abc"),
            ("office_phone", "12"),
            ("seen", "x" * 41),
        ],
    )
    def test_bad_input_gets_a_sentence(self, client, head, profile, field, value):
        page = client.post(self.address, self.filled(client, **{field: value}))
        assert page.status_code == 200
        assert field in page.context["form"].errors
        before = profile.updated_at
        profile.refresh_from_db()
        assert profile.updated_at == before

    def test_a_place_may_be_taken_out_again(self, client, head, profile):
        client.post(self.address, self.filled(client, latitude="", longitude=""))
        profile.refresh_from_db()
        assert profile.place is None

    @pytest.mark.parametrize("office", ["council", None])
    def test_only_its_own_representatives(self, client, profile, sojokerto, office):
        user = MandateFactory(region=sojokerto, office=office).user if office else UserFactory()
        client.force_login(user)
        assert client.get(self.address).status_code == 403
        assert client.post(self.address, {"about": "x"}).status_code == 403

    def test_the_neighbour_may_not_and_a_stranger_region_is_not_there(self, client, head, leksono):
        joined("33.07.05.2005", "Besani")
        assert client.get("/wilayah/33.07.05.2005/profil/").status_code == 403
        assert client.get("/wilayah/33.07.05.2999/profil/").status_code == 404
