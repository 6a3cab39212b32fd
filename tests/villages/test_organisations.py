"""Organisations: registered with their first representative, checked, edited, closed."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from notifications.models import Mail
from tests.factories.accounts import UserFactory
from tests.factories.villages import (
    MandateFactory,
    OrganisationFactory,
    PartnerFactory,
    ProvinceFactory,
    RegencyFactory,
    SubdistrictFactory,
)
from tests.papers import paper
from villages import rules
from villages.actions import mandates, organisations
from villages.middleware import mandates_of
from villages.models import Mandate, Organisation
from villages.roles import GRANTS, Permission, grants, may, of_region
from villages.waiting import waiting_for

pytestmark = pytest.mark.django_db
State = Organisation.State


@pytest.fixture
def operator(db):
    return UserFactory(is_staff=True)


def told(**changes):
    return {
        "kind": "ngo", "name": "Yayasan Mata Air", "short_name": "YMA", "legal_number": "AHU-1",
        "home": RegencyFactory(), "address": "Jalan Satu 1", "email": "", "phone": "",
        "website": "", "sectors": ["water"], "offers": "Hibah kecil.",
    } | changes  # fmt: skip


def claim(**changes):
    return {
        "position": "Direktur", "starts_on": timezone.localdate(), "ends_on": None,
        "decree_number": "ST-1", "decree": paper(),
    } | changes  # fmt: skip


def register(by=None, **changes):
    return organisations.register(by=by or UserFactory(), claim=claim(), **told(**changes))


def fresh(mandate):
    return Mandate.objects.with_people().get(pk=mandate.pk)


# --- the life of an organisation -------------------------------------------------------------------


class TestRegistering:
    def test_the_first_representative_is_verified_with_it(self, regency):
        first = register()
        assert first.organisation.state == State.REGISTERED
        assert first.capacity == "Direktur, Yayasan Mata Air"
        assert not Mandate.objects.held_by(first.user).exists()

        mandates.verify(first, by=regency)

        first.organisation.refresh_from_db()
        assert first.organisation.is_verified
        assert Mandate.objects.held_by(first.user).get() == first
        verbs = set(AuditEvent.objects.values_list("verb", flat=True))
        assert {"villages.organisation_registered", "villages.organisation_verified"} <= verbs

    def test_a_refusal_refuses_the_organisation_and_frees_its_name(self, regency):
        first = register()
        mandates.refuse(first, by=regency, reason="Akta palsu.")
        first.organisation.refresh_from_db()
        assert (first.organisation.state, first.organisation.reason) == ("refused", "Akta palsu.")
        assert register().organisation.state == State.REGISTERED

    def test_who_withdraws_frees_the_name(self):
        first = register()
        mandates.withdraw(first, by=first.user)
        first.organisation.refresh_from_db()
        assert first.organisation.state == State.CLOSED
        assert register()

    def test_a_correction_keeps_it_waiting(self, regency):
        first = register()
        mandates.return_for_correction(first, by=regency, reason="Kabur.")
        mandates.correct(
            first, by=first.user, position="Ketua", starts_on=first.starts_on, ends_on=None,
            decree_number="ST-2",
        )  # fmt: skip
        assert (first.title, first.organisation.state) == ("Ketua", State.REGISTERED)
        mandates.verify(fresh(first), by=regency)
        assert Organisation.objects.public().count() == 1

    @pytest.mark.parametrize("name", ["YAYASAN MATA AIR", "Yayasan  Mata-Air", "yayasanmataair"])
    def test_the_same_name_is_one_organisation(self, name):
        register()
        with pytest.raises(Refusal, match="sudah terdaftar"):
            register(name=name)

    def test_nobody_floods_the_queue(self):
        user = UserFactory()
        for number in range(mandates.MOST_OPEN_CLAIMS):
            register(user, name=f"Yayasan Nomor {number}")
        with pytest.raises(Refusal):
            register(user, name="Yayasan Satu Lagi")
        assert Organisation.objects.count() == mandates.MOST_OPEN_CLAIMS

    def test_a_further_representative_needs_the_check_too(self, regency):
        there = PartnerFactory().organisation
        second = organisations.represent(there, by=UserFactory(), **claim(position="Staf"))
        assert second.state == "submitted"
        mandates.refuse(second, by=regency, reason="Bukan staf.")
        there.refresh_from_db()
        assert there.is_verified  # the organisation itself stands

    def test_nobody_represents_what_is_not_verified(self):
        waiting = OrganisationFactory(waiting=True)
        with pytest.raises(Refusal):
            organisations.represent(waiting, by=UserFactory(), **claim())

    def test_one_application_a_person_and_term(self):
        there = PartnerFactory()
        with pytest.raises(Refusal, match="sudah"):
            organisations.represent(there.organisation, by=there.user, **claim())


class TestClosing:
    def test_all_rights_end_at_once_and_the_past_stays(self, client, regency):
        there = PartnerFactory()
        client.force_login(there.user)
        assert client.get(reverse("projects:supports")).status_code == 200

        organisations.close(there.organisation, by=regency, reason="Bubar.")

        assert client.get(reverse("projects:supports")).status_code == 403
        there.refresh_from_db()
        assert (there.state, there.reason) == ("ended", "Bubar.")
        assert Mail.objects.filter(kind="villages.mandate_ended", recipient=there.user).exists()
        client.logout()
        assert client.get(there.organisation.get_absolute_url()).status_code == 404

    def test_who_applied_before_is_not_verified_after(self, regency):
        there = OrganisationFactory()
        late = PartnerFactory(pending=True, organisation=there)
        organisations.close(there, by=regency, reason="Bubar.")
        with pytest.raises(Refusal):
            mandates.verify(fresh(late), by=regency)
        mandates.refuse(fresh(late), by=regency, reason="Sudah bubar.")

    @pytest.mark.parametrize("who", ["partner", "officer", "stranger", "other regency"])
    def test_only_its_regency_and_operators_close_it(self, who, officer):
        there = PartnerFactory()
        by = {
            "partner": lambda: there,
            "officer": lambda: officer,
            "stranger": UserFactory,
            "other regency": lambda: MandateFactory(
                region=RegencyFactory(code="33.04"), office="kabupaten", title="Staf"
            ),
        }[who]()
        with pytest.raises(Forbidden):
            organisations.close(there.organisation, by=by, reason="Bubar.")

    def test_it_is_closed_once(self, operator):
        there = OrganisationFactory()
        organisations.close(there, by=operator, reason="Bubar.")
        with pytest.raises(Refusal):
            organisations.close(there, by=operator, reason="Bubar.")


class TestEditing:
    def test_what_was_verified_stays(self):
        there = PartnerFactory()
        organisations.edit(
            there.organisation, acting=there, user=there.user,
            **told(name="Yayasan Lain", kind="donor", offers="Lebih banyak."),
        )  # fmt: skip
        there.organisation.refresh_from_db()
        assert there.organisation.offers == "Lebih banyak."
        assert there.organisation.name != "Yayasan Lain"
        assert there.organisation.kind == "ngo"

    def test_while_a_correction_is_asked_for_all_may_be_mended(self, regency):
        first = register()
        with pytest.raises(Forbidden):
            organisations.edit(first.organisation, acting=None, user=first.user, **told())
        mandates.return_for_correction(first, by=regency, reason="Nama?")
        organisations.edit(
            first.organisation, acting=None, user=first.user, **told(name="Yayasan Benar")
        )
        first.organisation.refresh_from_db()
        assert first.organisation.name == "Yayasan Benar"

    def test_a_taken_name_is_refused(self, regency):
        OrganisationFactory(name="Yayasan Lain")
        first = register()
        mandates.return_for_correction(first, by=regency, reason="Nama?")
        with pytest.raises(Refusal):
            organisations.edit(
                first.organisation, acting=None, user=first.user, **told(name="yayasan lain")
            )

    def test_nothing_new_leaves_no_line(self):
        there = PartnerFactory()
        kept = {name: getattr(there.organisation, name) for name in told()}
        organisations.edit(there.organisation, acting=there, user=there.user, **kept)
        assert not AuditEvent.objects.filter(verb="villages.organisation_changed").exists()


# --- who may what ----------------------------------------------------------------------------------


def test_a_representative_is_granted_support_and_nothing_else():
    there = PartnerFactory()
    assert {each for each in Permission if grants(there, each)} == {Permission.SUPPORT}
    assert may(there, Permission.SUPPORT, there.organisation)
    assert not may(there, Permission.SUPPORT, OrganisationFactory())
    assert sum(Permission.SUPPORT in granted for granted in GRANTS.values()) == 1
    assert of_region(there) is None
    assert of_region(None) is None


@pytest.mark.parametrize(
    ("home", "who"),
    [("33.07", "regency"), ("33.07.05", "regency"), (None, "operator"), ("33.04", "operator")],
)
def test_who_checks_and_is_told(home, who, leksono, regency, officer, operator):
    levels = {"33.04": lambda: RegencyFactory(code="33.04"), "33.07": RegencyFactory}
    place = levels.get(home, lambda: SubdistrictFactory(code=home))() if home else None
    first = register(home=place)

    told = Mail.objects.filter(kind="villages.claim_received").values_list("recipient", flat=True)
    assert list(told) == [{"regency": regency.user_id, "operator": operator.pk}[who]]
    assert bool(rules.may_check(regency, first)) == (who == "regency")
    assert rules.may_check(operator, first)
    assert not rules.may_check(officer, first)  # the subdistrict checks no organisations
    assert not rules.may_check(UserFactory(), first)
    assert list(rules.queue_of(regency, regency.user)) == ([first] if who == "regency" else [])
    assert not rules.queue_of(officer, officer.user).exists()
    visible = Mandate.objects.visible_to(regency.user).filter(pk=first.pk)
    assert visible.exists() == (who == "regency")


def test_nobody_checks_his_own(regency):
    own = organisations.register(by=regency.user, claim=claim(), **told())
    assert not rules.may_check(regency, own)
    assert not rules.queue_of(regency, regency.user).exists()


def test_an_operator_checks_in_the_admin(admin_client):
    first = register(home=None)
    page = admin_client.get(reverse("admin:villages_mandate_changelist"))
    assert "Yayasan Mata Air" in page.content.decode()
    page = admin_client.get(reverse("admin:villages_mandate_change", args=[first.pk]))
    assert "AHU-1" in page.content.decode()
    page = admin_client.get(reverse("admin:villages_organisation_changelist"))
    assert "Yayasan Mata Air" in page.content.decode()


def test_the_capacity_is_that_of_the_organisation(rf):
    there = PartnerFactory(starts_on=timezone.localdate(), ends_on=None)
    assert there.is_current
    request = rf.get("/")
    request.user = there.user
    assert mandates_of(request) == [there]
    actor = there.as_actor()
    assert (actor.region_code, actor.region_name) == ("", there.organisation.name)
    assert str(there).endswith(there.organisation.name)


def test_the_term_holds_on_the_clocks_of_its_home():
    """When it is 23.30 in Jakarta, the next day has begun in Jayapura."""
    evening = datetime(2026, 5, 1, 16, 30, tzinfo=UTC)
    day = date(2026, 5, 2)
    papua = RegencyFactory(code="91.03", parent=ProvinceFactory(code="91"))
    east = PartnerFactory(organisation__home=papua, starts_on=day, ends_on=None)
    west = PartnerFactory(starts_on=day, ends_on=None)
    none = PartnerFactory(organisation__home=None, starts_on=day, ends_on=None)
    assert set(Mandate.objects.valid_at(evening)) == {east}
    assert east.is_valid_at(evening)
    assert not west.is_valid_at(evening)
    assert not none.is_valid_at(evening)
    assert east.organisation.zone == "Asia/Jayapura"
    assert none.organisation.whereabouts == ""


def test_what_waits_for_the_applicant(regency):
    first = register()
    mandates.return_for_correction(first, by=regency, reason="Kabur.")
    tasks = list(waiting_for(None, first.user))
    assert [task.url for task in tasks] == [reverse("villages:correct", args=[first.pk])]


# --- the database ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"region": None, "organisation": None},
        {"office": "partner"},
        {"region": None, "office": "head"},
    ],
)
def test_a_mandate_is_of_a_region_or_of_an_organisation(changes, sojokerto):
    if changes.get("office") == "head":
        changes = changes | {"organisation": OrganisationFactory()}
    with pytest.raises(IntegrityError), transaction.atomic():
        MandateFactory(**{"region": sojokerto} | changes)


def test_the_database_verifies_nobody_for_what_is_not_verified():
    with pytest.raises(DatabaseError, match="comes before its representatives"):
        PartnerFactory(organisation=OrganisationFactory(waiting=True))


def test_the_database_closes_nothing_that_is_still_represented():
    there = PartnerFactory().organisation
    with pytest.raises(DatabaseError, match="ends after the mandates"):
        Organisation.objects.filter(pk=there.pk).update(state="closed", reason="x")


def test_the_database_keeps_what_was_verified():
    there = OrganisationFactory()
    with pytest.raises(DatabaseError, match="is not changed"):
        Organisation.objects.filter(pk=there.pk).update(name="Lain")
