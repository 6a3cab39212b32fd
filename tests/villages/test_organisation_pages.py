"""Pages of organisations: the directory, registering, applying, editing, closing."""

import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.villages import OrganisationFactory, PartnerFactory
from tests.papers import paper, picture_bytes, upload
from tests.villages.test_organisations import fresh, register, told
from villages.actions import mandates
from villages.models import Mandate, Organisation

pytestmark = pytest.mark.django_db
State = Organisation.State
LIST = "villages:organisations"


def typed(**changes):
    """What a browser sends to register."""
    words = told(home="33.07") | {
        "position": "Direktur", "starts_on": "2026-01-05", "ends_on": "", "decree_number": "ST-1",
        "decree": paper(),
    }  # fmt: skip
    return words | changes


class TestDirectory:
    def test_only_verified_ones_are_public(self, client):
        OrganisationFactory(name="Yayasan Terang")
        OrganisationFactory(name="Yayasan Gelap", waiting=True)
        html = client.get(reverse(LIST)).content.decode()
        assert "Yayasan Terang" in html
        assert "Yayasan Gelap" not in html

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("q=mataair", True), ("q=YMA", True), ("q=entah", False), ("q=%00", True),
            ("jenis=ngo", True), ("jenis=donor", False), ("jenis=salah", True),
            ("sektor=water", True), ("sektor=roads", False), ("q=%E2%80%8B", True), ("q=!!", False),
        ],
    )  # fmt: skip
    def test_it_is_narrowed(self, client, query, found):
        OrganisationFactory(name="Yayasan Mata Air", short_name="YMA")
        page = client.get(f"{reverse(LIST)}?{query}")
        assert page.status_code == 200
        assert ("Yayasan Mata Air" in page.content.decode()) == found

    @pytest.mark.parametrize("many", [1, 30])
    def test_the_number_of_queries_does_not_grow(self, client, many, django_assert_num_queries):
        OrganisationFactory.create_batch(many)
        with django_assert_num_queries(2):  # count, rows with their homes
            client.get(reverse(LIST))


class TestPage:
    def test_it_says_who_speaks_for_it(self, client):
        there = PartnerFactory(organisation__website="https://contoh.or.id/a")
        html = client.get(there.organisation.get_absolute_url()).content.decode()
        assert there.user.full_name in html
        assert 'href="https://contoh.or.id/a" rel="noopener noreferrer nofollow ugc"' in html
        assert reverse("projects:supported_by", args=[there.organisation_id]) in html
        assert there.user.email not in html

    @pytest.mark.parametrize("many", [1, 8])
    def test_the_number_of_queries_does_not_grow(self, client, many, django_assert_num_queries):
        there = OrganisationFactory()
        PartnerFactory.create_batch(many, organisation=there)
        client.get(there.get_absolute_url())
        with django_assert_num_queries(3):  # organisation, representatives, trail
            client.get(there.get_absolute_url())

    def test_its_applicant_sees_it_before_the_check(self, client):
        first = register()
        address = first.organisation.get_absolute_url()
        assert client.get(address).status_code == 404
        client.force_login(first.user)
        assert client.get(address).status_code == 200
        client.force_login(UserFactory())
        assert client.get(address).status_code == 404


def test_who_checks_reads_all_that_is_told_of_it(client, regency):
    first = register(
        offers="Hibah sumur", sectors=["water"],
        website="https://contoh.or.id/b", phone="+6281200000001", email="kantor@contoh.or.id",
    )  # fmt: skip
    client.force_login(regency.user)

    page = client.get(reverse("villages:check", args=[first.pk])).content.decode()

    for words in ("Hibah sumur", "Air", "https://contoh.or.id/b", "kantor@contoh.or.id", "0812"):
        assert words in page
    assert 'rel="noopener noreferrer nofollow ugc"' in page


class TestRegisteringPage:
    ADDRESS = "villages:register_organisation"

    def test_a_person_registers_and_sees_the_state(self, client, regency):
        user = UserFactory()
        client.force_login(user)
        assert client.get(reverse(self.ADDRESS)).status_code == 200
        page = client.post(reverse(self.ADDRESS), typed(), follow=True)
        assert "Menunggu pemeriksaan" in page.content.decode()
        again = client.post(reverse(self.ADDRESS), typed(), follow=True)
        assert again.redirect_chain == page.redirect_chain  # a second click
        assert Mandate.objects.get(user=user).organisation.home_id == "33.07"

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", "··"), ("name", "x" * 121), ("name", "a\0b"), ("kind", "partai"),
            ("website", "http://contoh.id"), ("website", "javascript:alert(1)"),
            ("website", "https://a:b@contoh.id"), ("website", "https://" + "a" * 300 + ".id"),
            ("email", "bukan"), ("phone", "123"), ("sectors", []), ("sectors", ["sihir"]),
            ("home", "33.07.05.2004"), ("home", "99.99"), ("offers", ""),
            ("starts_on", "1800-01-01"), ("position", ""), ("legal_number", ""),
            ("decree", upload(b"tidak ada", "sk.pdf")),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_said_at_the_field(self, client, leksono, field, value):
        client.force_login(UserFactory())
        page = client.post(reverse(self.ADDRESS), typed(**{field: value}))
        assert page.status_code == 200
        assert field in page.context["form"].errors
        if field != "offers":
            assert "Hibah kecil." in page.content.decode()  # what was typed is there
        assert not Organisation.objects.exists()

    def test_a_picture_named_otherwise_is_read_by_its_content(self, client, leksono):
        client.force_login(UserFactory())
        sent = upload(picture_bytes(), "akta.pdf")
        client.post(reverse(self.ADDRESS), typed(decree=sent))
        assert Mandate.objects.get().decree.name.endswith(".jpg")

    def test_a_search_for_the_home_keeps_what_was_typed(self, client, leksono):
        client.force_login(UserFactory())
        sent = typed(home="", home_q="Leksono", home_search="")
        page = client.post(reverse(self.ADDRESS), sent)
        assert "Leksono" in page.content.decode()
        assert not page.context["form"].errors

    def test_a_name_that_is_taken_is_told(self, client, leksono):
        OrganisationFactory(name="Yayasan Mata Air")
        client.force_login(UserFactory())
        page = client.post(reverse(self.ADDRESS), typed())
        assert page.context["form"].non_field_errors()


class TestOtherPages:
    def test_a_further_representative_applies_once(self, client):
        there = OrganisationFactory()
        client.force_login(UserFactory())
        address = reverse("villages:represent", args=[there.pk])
        sent = {key: value for key, value in typed().items() if key not in told()}
        client.post(address, sent)
        client.post(address, {**sent, "decree": paper()})
        assert Mandate.objects.filter(organisation=there, state="submitted").count() == 1
        other = client.post(address, {**sent, "position": ""})
        assert "position" in other.context["form"].errors

    def test_a_representative_edits_what_it_tells(self, client):
        there = PartnerFactory()
        client.force_login(there.user)
        address = reverse("villages:edit_organisation", args=[there.organisation_id])
        page = client.get(address)
        assert "name" not in page.context["form"].fields
        sent = told(home="", offers="Baru.", short_name="")
        assert client.post(address, sent).status_code == 302
        there.organisation.refresh_from_db()
        assert there.organisation.offers == "Baru."
        assert "offers" in client.post(address, told(home="", offers="")).context["form"].errors

    def test_the_applicant_mends_a_name_that_came_back(self, client, regency):
        OrganisationFactory(name="Yayasan Ada")
        first = register()
        mandates.return_for_correction(first, by=regency, reason="Nama?")
        client.force_login(first.user)
        address = reverse("villages:edit_organisation", args=[first.organisation_id])
        page = client.get(reverse("villages:correct", args=[first.pk]))
        assert address in page.content.decode()
        taken = client.post(address, told(home="", name="Yayasan Ada"))
        assert taken.context["form"].non_field_errors()
        assert client.post(address, told(home="", name="Yayasan Benar")).status_code == 302

    def test_the_regency_closes_with_a_reason(self, client, regency):
        there = PartnerFactory().organisation
        client.force_login(regency.user)
        address = reverse("villages:close_organisation", args=[there.pk])
        assert address in client.get(there.get_absolute_url()).content.decode()
        assert client.post(address, {"reason": ""}).status_code == 200
        assert client.post(address, {"reason": "Bubar."}).status_code == 302
        there.refresh_from_db()
        assert there.state == State.CLOSED

    def test_the_regency_verifies_on_the_site(self, client, regency):
        first = register()
        client.force_login(regency.user)
        page = client.get(reverse("villages:check", args=[first.pk]))
        assert "AHU-1" in page.content.decode()
        client.post(
            reverse("villages:check", args=[first.pk]),
            {"decision": "terima", "reason": "", "seen": first.seen},
        )
        assert fresh(first).state == "verified"

    def test_holders_of_other_organisations_are_not_shown_beside_a_claim(self, client, regency):
        other = PartnerFactory(title="Direktur Lain")
        first = register()
        client.force_login(regency.user)
        html = client.get(reverse("villages:check", args=[first.pk])).content.decode()
        assert other.user.full_name not in html
