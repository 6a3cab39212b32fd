"""What the database refuses, and what the rows say of themselves."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.villages import (
    ForumFactory,
    MandateFactory,
    ProfileFactory,
    ProvinceFactory,
    RegencyFactory,
    RegionFactory,
    SubdistrictFactory,
)
from villages.models import Forum, LocalTerms, Mandate, Membership, Region

pytestmark = pytest.mark.django_db


def refused(constraint, make, **row):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make(**row)


class TestRegion:
    def test_a_code_fits_its_level(self, leksono):
        for code in ("33.07.05", "33.07.05.200", "3307052004", "33.07.05.abcd", "33.07.05.20\n4"):
            refused(
                "region_code_fits_level|region_pkey",
                Region.objects.create, code=code, name="x", level=4, kind="village",
                word="Desa", parent=leksono,
            )  # fmt: skip

    def test_all_but_provinces_lie_in_another(self):
        refused(
            "region_has_parent_below_province", Region.objects.create,
            code="33.07", name="x", level=2, kind="regency", word="Kabupaten",
        )  # fmt: skip

    def test_names(self, sojokerto):
        assert str(sojokerto) == "Desa Sojokerto"
        assert sojokerto.whereabouts == "Kecamatan Leksono, Kabupaten Wonosobo, Jawa Tengah"
        assert Region(name="Kampung Baru", word="").full_name == "Kampung Baru"
        assert sojokerto.zone == "Asia/Jakarta"

    def test_addresses(self, sojokerto, leksono):
        assert sojokerto.get_absolute_url() == "/desa/33.07.05.2004/"
        assert leksono.get_absolute_url() == "/kecamatan/33.07.05/"
        assert RegencyFactory().get_absolute_url() == "/kabupaten/33.07/"
        assert ProvinceFactory().get_absolute_url() == "/desa/?wilayah=33"

    def test_what_lies_within(self, sojokerto, leksono):
        other = SubdistrictFactory(code="33.07.06")
        assert leksono.contains(leksono)
        assert leksono.contains(sojokerto)
        assert not leksono.contains(other)
        assert not sojokerto.contains(leksono)
        assert set(Region.objects.within(leksono)) == {leksono, sojokerto}
        assert leksono.is_subdistrict
        assert sojokerto.is_village
        assert not sojokerto.is_urban

    def test_the_squeezed_name_follows_the_name(self, sojokerto):
        Region.objects.filter(pk=sojokerto.pk).update(name="Soka'an VIII-2")
        sojokerto.refresh_from_db()
        assert sojokerto.squeezed == "sokaanviii2"

    def test_who_takes_part_and_who_has_joined(self, sojokerto, leksono):
        ProfileFactory(region=sojokerto)
        assert set(Region.objects.joined()) == {sojokerto}
        assert set(Region.objects.can_take_part()) == {sojokerto, leksono, RegencyFactory()}


def test_local_terms_are_usual_where_none_are_set(sojokerto):
    assert LocalTerms.objects.of(sojokerto).village_head == "Kepala Desa"
    terms = LocalTerms.objects.create(regency=RegencyFactory(), village="Kampung")
    assert LocalTerms.objects.of(sojokerto) == terms
    assert str(terms) == "Kabupaten Wonosobo: Kampung"


class TestProfile:
    def test_a_place_is_whole_and_in_indonesia(self, sojokerto):
        refused("profile_place_is_whole", ProfileFactory, region=sojokerto, latitude="-7.4")
        refused(
            "profile_place_is_whole", ProfileFactory,
            region=sojokerto, latitude="52.5", longitude="13.4",
        )  # fmt: skip

    def test_says_itself_in_words(self, sojokerto):
        profile = ProfileFactory(region=sojokerto, strengths=["farming"], needs=["water", "roads"])
        assert str(profile) == "Desa Sojokerto"
        assert profile.strength_labels == ["pertanian dan peternakan"]
        assert len(profile.need_labels) == 2
        assert profile.place is None


class TestForum:
    def test_a_quorum_is_a_part(self, leksono):
        refused("forum_quorum_is_a_part", ForumFactory, home=leksono, quorum_of=4, quorum_in=3)
        refused("forum_quorum_is_a_part", ForumFactory, home=leksono, quorum_of=0)

    def test_one_open_seat_a_region_in_order(self, sojokerto):
        forum = ForumFactory(members=[sojokerto])
        refused(
            "membership_one_open_seat", Membership.objects.create, forum=forum, region=sojokerto
        )
        today = timezone.localdate()
        refused(
            "membership_in_order", Membership.objects.create,
            forum=forum, region=sojokerto, since=today, until=today.replace(year=today.year - 1),
        )  # fmt: skip
        assert str(forum.memberships.get()) == f"Desa Sojokerto: {forum}"

    def test_forums_of_a_region_are_those_it_sits_in_or_houses(self, sojokerto, leksono):
        member = ForumFactory(home=SubdistrictFactory(code="33.07.06"), members=[sojokerto])
        housed = ForumFactory(home=leksono)
        past = ForumFactory(home=SubdistrictFactory(code="33.07.07"))
        day = timezone.localdate().replace(year=2020)
        past.memberships.create(region=sojokerto, since=day, until=day)
        assert set(Forum.objects.of_region(sojokerto)) == {member}
        assert set(Forum.objects.of_region(leksono)) == {housed}


def noon(day):
    """A moment of that date everywhere in Indonesia."""
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)


class TestMandate:
    def test_held_by_whom_and_when(self, sojokerto):
        mandate = MandateFactory(region=sojokerto)
        ended = MandateFactory(region=sojokerto, ended=True)
        closed = MandateFactory(region=sojokerto, office="secretary", user__is_active=False)
        assert list(Mandate.objects.held_by(mandate.user)) == [mandate]
        assert not Mandate.objects.held_by(ended.user)
        assert not Mandate.objects.held_by(closed.user)
        assert mandate.is_current
        year = timedelta(days=366)
        assert not mandate.is_valid_at(noon(mandate.ends_on + year))
        assert not mandate.is_valid_at(noon(mandate.starts_on - year))
        assert not ended.is_current

    @pytest.mark.parametrize("reader", ["Asia/Jakarta", "Asia/Jayapura"])
    @pytest.mark.parametrize(
        ("code", "moment", "holds"),
        [
            # The term is 23 November alone. Jakarta is seven hours ahead of UTC, Jayapura nine.
            ("33.07.05.2004", "2026-11-22 16:59", False),
            ("33.07.05.2004", "2026-11-22 17:00", True),
            ("33.07.05.2004", "2026-11-23 16:59", True),
            ("33.07.05.2004", "2026-11-23 17:00", False),
            ("73.01.01.2001", "2026-11-22 15:59", False),
            ("73.01.01.2001", "2026-11-22 16:00", True),
            ("73.01.01.2001", "2026-11-23 16:00", False),
            ("91.01.01.2001", "2026-11-22 14:59", False),
            ("91.01.01.2001", "2026-11-22 15:00", True),
            ("91.01.01.2001", "2026-11-23 15:00", False),
        ],
    )
    def test_a_term_runs_on_the_regions_clocks_whoever_reads(self, reader, code, moment, holds):
        day = date(2026, 11, 23)
        mandate = MandateFactory(region=RegionFactory(code=code), starts_on=day, ends_on=day)
        with time_machine.travel(f"{moment}:00+00:00"), timezone.override(reader):
            assert Mandate.objects.held_by(mandate.user).exists() is holds
            assert mandate.is_current is holds
            assert Mandate.objects.valid_at().filter(pk=mandate.pk).exists() is holds

    def test_is_frozen_as_text_for_the_trail(self, sojokerto):
        mandate = MandateFactory(region=sojokerto, user__full_name="Siti Maryamah")
        actor = mandate.as_actor()
        assert (actor.name, actor.office) == ("Siti Maryamah", "Kepala Desa")
        assert (actor.region_code, actor.region_name) == ("33.07.05.2004", "Desa Sojokerto")
        assert mandate.capacity == "Kepala Desa, Desa Sojokerto"
        assert mandate.key == f"villages.mandate:{mandate.pk}"
        assert str(mandate) == "Siti Maryamah, Kepala Desa, Desa Sojokerto"
        assert mandate.get_absolute_url() == f"/saya/perwakilan/{mandate.pk}/"


class TestActing:
    def test_costs_a_visitor_nothing(self, client, db, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert client.get("/wilayah/cari/").wsgi_request.acting is None

    def test_is_the_first_mandate_until_another_is_chosen(self, client, sojokerto):
        user = UserFactory()
        first = MandateFactory(user=user, region=sojokerto)
        MandateFactory(user=user, region=RegionFactory(code="33.07.05.2100"))
        client.force_login(user)
        assert client.get("/desa/").wsgi_request.acting == first

    def test_a_choice_that_ended_falls_back(self, client, sojokerto):
        user = UserFactory()
        first = MandateFactory(user=user, region=sojokerto)
        client.force_login(user)
        session = client.session
        session["acting"] = 999999
        session.save()
        assert client.get("/desa/").wsgi_request.acting == first
