"""The operators' pages: the queue first, decisions through the actions, nothing edited by hand."""

import pytest
from django.contrib.admin.utils import quote
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from core.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.villages import (
    ForumFactory,
    MandateFactory,
    ProfileFactory,
    RegencyFactory,
    RegionFactory,
)
from tests.papers import picture_bytes, upload
from villages.models import LocalTerms, Mandate, Region

pytestmark = pytest.mark.django_db
State = Mandate.State
CHANGELIST = "/admin/villages/mandate/"


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.REQUIRE_SECOND_FACTOR = False


@pytest.fixture
def operator(client):
    """On the staff, without a single model permission."""
    operator = UserFactory(is_staff=True, full_name="Operator")
    client.force_login(operator)
    return operator


@pytest.fixture
def superuser(client):
    user = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


@pytest.fixture
def claim(sojokerto):
    return MandateFactory(pending=True, region=sojokerto, user__full_name="Siti Maryamah")


def listed(page):
    return set(page.context["cl"].queryset)


class TestQueue:
    def test_waiting_ones_first(self, client, operator, claim, sojokerto):
        verified = MandateFactory(region=sojokerto)
        assert listed(client.get(CHANGELIST)) == {claim}
        assert listed(client.get(CHANGELIST, {"status": "semua"})) == {claim, verified}
        assert listed(client.get(CHANGELIST, {"status": "verified"})) == {verified}
        for nonsense in ("y", "x"):
            assert listed(client.get(CHANGELIST, {"status": nonsense})) == {claim}
        assert "1 pengajuan" in client.get("/admin/").content.decode()

    def test_the_decree_stands_beside_the_claim(self, client, operator, claim, sojokerto):
        html = client.get(f"{CHANGELIST}{claim.pk}/change/").content.decode()
        assert reverse("villages:decree", args=[claim.pk]) in html
        assert reverse("villages:check", args=[claim.pk]) in html
        photo = MandateFactory(
            pending=True, region=sojokerto, decree=upload(picture_bytes(), "a.jpg")
        )
        html = client.get(f"{CHANGELIST}{photo.pk}/change/").content.decode()
        assert f'<img src="{reverse("villages:decree_picture", args=[photo.pk])}"' in html
        assert reverse("villages:decree", args=[photo.pk]) in html

    def test_nothing_is_edited_added_or_deleted(self, client, superuser, claim):
        address = f"{CHANGELIST}{claim.pk}/change/"
        assert client.post(address, {"state": "verified"}).status_code == 403
        assert client.post(f"{CHANGELIST}add/").status_code == 403
        assert client.post(f"{CHANGELIST}{claim.pk}/delete/", {"post": "yes"}).status_code == 403
        data = {"action": "delete_selected", "_selected_action": [claim.pk], "post": "yes"}
        client.post(CHANGELIST, data)
        claim.refresh_from_db()
        assert claim.state == State.SUBMITTED

    def test_people_who_are_no_operators_stay_out(self, client, officer, claim):
        client.force_login(officer.user)
        assert client.get(CHANGELIST).status_code == 302

    def test_the_number_of_queries_does_not_grow(
        self, client, operator, sojokerto, django_assert_num_queries
    ):
        client.get(CHANGELIST)
        counts = []
        for number in (1, 5):
            MandateFactory.create_batch(number, pending=True, region=sojokerto)
            with django_assert_num_queries(99, exact=False) as context:
                client.get(CHANGELIST)
            counts.append(len(context))
        assert counts[0] == counts[1]


class TestBulk:
    def act(self, client, name, claims, **more):
        """As the page that asks back sends it."""
        data = {"action": name, "_selected_action": [claim.pk for claim in claims]}
        data |= {"seen": [claim.seen for claim in claims]} | more
        return client.post(CHANGELIST, data, follow=True)

    def test_verify_is_asked_back_and_recorded(self, client, operator, claim, leksono):
        other = MandateFactory(pending=True, region=leksono, office="kecamatan")
        asked = self.act(client, "verify", [claim, other])
        assert "Siti Maryamah" in asked.content.decode()
        claim.refresh_from_db()
        assert claim.state == State.SUBMITTED

        done = self.act(client, "verify", [claim, other], confirmed="1")
        assert "2 pengajuan" in done.content.decode()
        for mandate in (claim, other):
            mandate.refresh_from_db()
            assert (mandate.state, mandate.decided_by) == (State.VERIFIED, operator)
        verbs = AuditEvent.objects.filter(actor_id=str(operator.pk)).values_list("verb", flat=True)
        assert list(verbs).count("villages.mandate_verified") == 2

    @pytest.mark.parametrize(
        ("name", "state"), [("refuse", State.REFUSED), ("return_for_correction", State.RETURNED)]
    )
    def test_no_needs_a_reason(self, client, operator, claim, name, state):
        assert "textarea" in self.act(client, name, [claim]).content.decode()
        again = self.act(client, name, [claim], confirmed="1", reason=" ")
        assert "textarea" in again.content.decode()
        claim.refresh_from_db()
        assert claim.state == State.SUBMITTED

        self.act(client, name, [claim], confirmed="1", reason="Foto kabur.")
        claim.refresh_from_db()
        assert (claim.state, claim.reason) == (state, "Foto kabur.")

    def test_ones_own_and_a_second_head_are_left_out_with_the_reason(
        self, client, operator, claim, sojokerto
    ):
        own = MandateFactory(pending=True, region=sojokerto, user=operator, office="secretary")
        MandateFactory(region=sojokerto, user__full_name="Budi Santoso")
        page = self.act(client, "verify", [own, claim], confirmed="1").content.decode()
        assert "Budi Santoso memegang jabatan" in page
        for mandate in (own, claim):
            mandate.refresh_from_db()
            assert mandate.state == State.SUBMITTED

    def test_what_was_changed_meanwhile_is_left_out(self, client, operator, claim):
        assert f'value="{claim.seen}"' in self.act(client, "verify", [claim]).content.decode()

        page = self.act(client, "verify", [claim], confirmed="1", seen=["1 2026-01-01"])

        assert "berubah sejak Anda melihatnya" in page.content.decode()
        claim.refresh_from_db()
        assert claim.state == State.SUBMITTED

    def test_what_is_decided_is_not_decided_again(self, client, operator, sojokerto):
        verified = MandateFactory(region=sojokerto)
        data = {"action": "refuse", "_selected_action": [verified.pk]}
        page = client.post(f"{CHANGELIST}?status=semua", data)
        assert "submit-row" not in page.content.decode()
        data |= {"confirmed": "1", "reason": "x"}
        client.post(f"{CHANGELIST}?status=semua", data)
        verified.refresh_from_db()
        assert verified.state == State.VERIFIED


class TestOtherPages:
    def test_lists_and_pages_open_and_are_read_only(self, client, superuser, sojokerto, claim):
        forum = ForumFactory(members=[sojokerto])
        profile = ProfileFactory(region=sojokerto)
        event = AuditEvent.objects.create(
            verb="villages.joined", target_type="villages.region", target_id="x", target_label="x"
        )
        pages = {
            "villages/region": sojokerto, "villages/forum": forum, "villages/profile": profile,
            "core/auditevent": event, "villages/mandate": claim,
        }  # fmt: skip
        for name, thing in pages.items():
            assert client.get(f"/admin/{name}/").status_code == 200, name
            address = f"/admin/{name}/{quote(thing.pk)}/change/"
            assert client.get(address).status_code == 200, name
            assert client.post(address, {"name": "x"}).status_code == 403, name
            assert client.get(f"/admin/{name}/add/").status_code == 403, name

    def test_regions_are_found_by_name_and_code(self, client, superuser, sojokerto):
        for words in ("sojo", "330705"):
            assert sojokerto in listed(client.get("/admin/villages/region/", {"q": words}))
        assert not listed(client.get("/admin/villages/region/", {"q": "zzz"}))
        assert client.get("/admin/villages/region/", {"q": "\0"}).status_code == 400

    def test_a_plain_operator_sees_applications_only(self, client, operator, claim):
        assert client.get("/admin/villages/region/").status_code == 403
        assert client.get("/admin/core/auditevent/").status_code == 403


class TestLocalTerms:
    words = {
        "village": "Kampung", "village_head": "Kepala Kampung",
        "village_secretary": "Sekretaris Kampung", "village_official": "Perangkat Kampung",
        "village_office": "Dinas PMK",
    }  # fmt: skip

    def test_saving_says_it_before_each_name(self, client, superuser, sojokerto, leksono):
        urban = RegionFactory(code="33.07.05.1006", kind="urban", word="Kelurahan", parent=leksono)
        elsewhere = RegionFactory(code="33.08.01.2001", parent=leksono)
        data = {"regency": "33.07", **self.words}
        assert client.post("/admin/villages/localterms/add/", data).status_code == 302

        words = dict(Region.objects.values_list("code", "word"))
        assert words[sojokerto.pk] == "Kampung"
        assert words[urban.pk] == "Kelurahan"
        assert words[elsewhere.pk] == "Desa"
        assert AuditEvent.objects.get().verb == "villages.terms_changed"

        terms = LocalTerms.objects.get()
        address = f"/admin/villages/localterms/{terms.pk}/change/"
        client.post(address, {**self.words, "village": "Nagari", "regency": "33"})
        terms.refresh_from_db()
        assert (terms.village, terms.regency_id) == ("Nagari", "33.07")
        assert Region.objects.get(pk=sojokerto.pk).word == "Nagari"

    def test_only_for_a_regency_and_never_deleted(self, client, superuser, sojokerto):
        page = client.post("/admin/villages/localterms/add/", {"regency": "33.07.05", **self.words})
        assert page.status_code == 200
        assert not LocalTerms.objects.exists()
        terms = LocalTerms.objects.create(regency=RegencyFactory())
        address = f"/admin/villages/localterms/{terms.pk}/delete/"
        assert client.post(address, {"post": "yes"}).status_code == 403
        assert client.get("/admin/villages/localterms/").status_code == 200


class TestPeople:
    address = "/admin/accounts/user/"

    def test_a_superuser_opens_and_closes_accounts(self, client, superuser):
        person = UserFactory()
        page = client.get(f"{self.address}{person.pk}/change/")
        assert person.password not in page.content.decode()
        assert "password" not in page.context["adminform"].form.fields

        changed = {"full_name": person.full_name, "is_staff": "on"}
        client.post(f"{self.address}{person.pk}/change/", changed)
        person.refresh_from_db()
        assert (person.is_active, person.is_staff, person.is_superuser) == (False, True, False)
        event = AuditEvent.objects.get()
        assert event.verb == "accounts.access_changed"
        assert event.detail == {"is_active": False, "is_staff": True}

        client.post(f"{self.address}{person.pk}/change/", changed)
        assert AuditEvent.objects.count() == 1

    def test_nobody_raises_himself(self, client, operator):
        operator.user_permissions.set(Permission.objects.filter(content_type__app_label="accounts"))
        html = client.get(f"{self.address}{operator.pk}/change/").content.decode()
        assert operator.password not in html
        answer = client.post(f"{self.address}{operator.pk}/change/", {"is_superuser": "on"})
        assert answer.status_code == 403
        assert client.get(f"{self.address}add/").status_code == 403
        assert client.get(f"{self.address}{operator.pk}/delete/").status_code == 403

    def test_without_permission_nobody_is_listed(self, client, operator):
        assert client.get(self.address).status_code == 403

    def test_addresses_keys_and_sessions_are_seen_and_not_made_by_hand(self, client, superuser):
        person = UserFactory()
        person.authenticator_set.create(type="totp", data={"secret": "RAHASIA"})
        html = client.get(f"{self.address}{person.pk}/change/").content.decode()
        assert person.email in html
        assert "RAHASIA" not in html
        assert "Aplikasi" in html
        for gone in ("account/emailaddress", "mfa/authenticator", "usersessions/usersession"):
            assert client.get(f"/admin/{gone}/").status_code == 404
            assert client.get(f"/admin/{gone}/add/").status_code == 404

    def test_a_superuser_signs_a_person_out_everywhere(self, client, superuser):
        person, elsewhere = UserFactory(), Client()
        elsewhere.force_login(person)
        assert elsewhere.get("/saya/").status_code == 200

        data = {"action": "sign_out", "_selected_action": [person.pk]}
        assert "1 orang" in client.post(self.address, data, follow=True).text

        assert elsewhere.get("/saya/").status_code == 302
        assert AuditEvent.objects.get().verb == "accounts.signed_out"
        assert client.get(self.address).status_code == 200

    def test_plain_operators_sign_nobody_out(self, client, operator):
        operator.user_permissions.set(Permission.objects.filter(content_type__app_label="accounts"))
        person, elsewhere = UserFactory(), Client()
        elsewhere.force_login(person)
        client.post(self.address, {"action": "sign_out", "_selected_action": [person.pk]})
        assert elsewhere.get("/saya/").status_code == 200

    def test_found_by_address_and_name(self, client, superuser):
        person = UserFactory(full_name="Siti Maryamah")
        assert person in listed(client.get(self.address, {"q": "maryamah"}))
