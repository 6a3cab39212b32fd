"""Forums: founded, ruled, joined and left."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from tests.factories.meetings import MeetingFactory
from tests.factories.villages import (
    ForumFactory,
    MandateFactory,
    RegionFactory,
    SubdistrictFactory,
)
from tests.papers import pdf_bytes, picture_bytes, upload
from villages.actions import forums as actions
from villages.models import Forum, Membership
from villages.models.forum import USUAL_REMINDERS

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum(leksono, sojokerto):
    return ForumFactory(home=leksono, members=[sojokerto], about="Forum desa.")


@pytest.fixture
def as_officer(client, officer):
    client.force_login(officer.user)
    return client


RULES = {
    "name": "Forum Kerja Sama Desa Leksono",
    "about": "Untuk bermusyawarah.",
    "quorum": "2/3",
    "vote_unit": "region",
    "majority": "absolute",
    "notice_days": "7",
    "notice_days_meeting": "3",
    "notice_days_urgent": "1",
    "waiting_hours": "3",
    "second_call_days": "3",
    "letter_class": "005",
    "letter_template": "{klasifikasi}/{urut:03}/{unit}/{bulan_romawi}/{tahun}",
}


class TestFounding:
    address = "/forum/buat/"

    def test_with_its_first_members(self, as_officer, officer, leksono, sojokerto):
        other = RegionFactory(code="33.07.06.2001", name="Tetangga")
        page = as_officer.get(self.address).content.decode()
        assert f'value="{sojokerto.pk}"' in page

        data = RULES | {"members": [sojokerto.pk, other.pk]}
        answer = as_officer.post(self.address, data)

        forum = Forum.objects.get()
        assert answer.url == forum.get_absolute_url()
        assert (forum.home, forum.quorum_of, forum.quorum_in) == (leksono, 2, 3)
        assert forum.reminder_rules == {kind: rule() for kind, rule in USUAL_REMINDERS.items()}
        assert (forum.vote_unit, forum.majority) == ("region", "absolute")
        assert set(forum.members.all()) == {sojokerto, other}
        assert AuditEvent.objects.get().verb == "villages.forum_founded"

    def test_the_search_for_members_keeps_what_was_typed(self, as_officer, sojokerto):
        RegionFactory(code="33.07.06.2001", name="Tetangga")
        data = RULES | {"members": [sojokerto.pk], "members_q": "tetangga", "members_search": "1"}
        html = as_officer.post(self.address, data).content.decode()
        assert "Forum Kerja Sama Desa Leksono" in html
        assert 'value="33.07.06.2001"' in html
        assert f'value="{sojokerto.pk}" checked' in html
        assert "sumerr" not in html
        assert not Forum.objects.exists()

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", ""),
            ("name", "\u200b"),
            ("name", "x" * 151),
            ("quorum", "5/3"),
            ("quorum", "0/0"),
            ("quorum", ""),
            ("vote_unit", ""),
            ("majority", "half"),
            ("notice_days", "-1"),
            ("notice_days", "9" * 100),
            ("notice_days", "\0"),
            ("letterhead", "satu\ndua\ntiga\nempat\nlima"),
            ("letter_class", ""),
            ("letter_template", "{klasifikasi}/{tahun}"),
            ("letter_template", "{urut}/{tahun}/{unit.__class__}"),
            ("members", ["99.99"]),
        ],
    )
    def test_bad_input_founds_nothing(self, as_officer, field, value):
        page = as_officer.post(self.address, RULES | {field: value})
        assert page.status_code == 200
        assert field in page.context["form"].errors
        assert not Forum.objects.exists()

    def test_a_double_click_founds_one(self, as_officer, leksono):
        as_officer.post(self.address, RULES)
        again = as_officer.post(self.address, RULES)
        assert "name" in again.context["form"].errors
        other = ForumFactory(home=leksono)
        address = reverse("villages:forum_change", args=[other.pk])
        assert "name" in as_officer.post(address, RULES).context["form"].errors
        assert Forum.objects.filter(name=RULES["name"]).count() == 1

    @pytest.mark.parametrize("office", ["head", "secretary", "council"])
    def test_only_officers(self, client, sojokerto, office):
        mandate = MandateFactory(region=sojokerto, office=office)
        client.force_login(mandate.user)
        assert client.get(self.address).status_code == 403
        assert client.post(self.address, RULES).status_code == 403
        with pytest.raises(Forbidden):
            actions.found_forum(by=mandate, name="x")


class TestPage:
    def test_members_rules_and_meetings(self, client, forum, officer, leksono):
        meeting = MeetingFactory(forum=forum, organiser=leksono)
        html = client.get(forum.get_absolute_url()).content.decode()
        for words in (
            forum.name, "Forum desa.", "Desa Sojokerto", "2/3", "7 hari", "1 hari sebelumnya",
            "Kasi PMD", meeting.title,
        ):  # fmt: skip
            assert words in html, words
        assert "anggota/" not in html

    def test_odd_rules_are_said_and_kept(self, as_officer, forum):
        Forum.objects.update(quorum_of=3, quorum_in=5, remind_meeting=[120, 90])
        html = as_officer.get(forum.get_absolute_url()).content.decode()
        assert "90 menit sebelumnya" in html
        address = reverse("villages:forum_change", args=[forum.pk])
        initial = as_officer.get(address).context["form"].initial
        as_officer.post(address, initial)
        forum.refresh_from_db()
        assert (forum.quorum_of, forum.quorum_in, forum.remind_meeting) == (3, 5, [120, 90])

    def test_the_logo_of_the_letters_is_kept_changed_and_taken_out(self, as_officer, forum):
        address = reverse("villages:forum_change", args=[forum.pk])
        same = as_officer.get(address).context["form"].initial
        assert "without_logo" not in as_officer.get(address).context["form"].fields

        as_officer.post(address, same | {"logo": upload(picture_bytes("PNG"), "logo.png")})
        first = Forum.objects.get().letter_logo
        as_officer.post(address, same)
        assert Forum.objects.get().letter_logo == first

        as_officer.post(address, same | {"without_logo": "on"})
        assert not Forum.objects.get().letter_logo
        assert first.storage.exists(first.name)  # letters that have gone out show it still

    def test_a_logo_that_is_none_is_told_beside_the_field(self, as_officer, forum):
        address = reverse("villages:forum_change", args=[forum.pk])
        same = as_officer.get(address).context["form"].initial
        answer = as_officer.post(address, same | {"name": "Lain", "logo": upload(pdf_bytes())})

        assert answer.context["form"].errors.keys() == {"logo"}
        assert 'value="Lain"' in answer.content.decode()
        assert Forum.objects.get().name == forum.name

    def test_queries_do_not_grow(self, client, forum, leksono, django_assert_num_queries):
        counts = []
        for number in (1, 4):
            for turn in range(number):
                region = RegionFactory(code=f"33.07.05.2{number}0{turn}")
                Membership.objects.create(forum=forum, region=region)
                MeetingFactory(forum=forum, organiser=leksono)
                MandateFactory(region=leksono, office="kecamatan")
            with django_assert_num_queries(99, exact=False) as context:
                client.get(forum.get_absolute_url())
            counts.append(len(context))
        # Forum, seats, meetings, officers, trail.
        assert counts == [5, 5]


class TestRules:
    def test_the_officer_changes_them_and_the_trail_says_what(self, as_officer, forum):
        address = reverse("villages:forum_change", args=[forum.pk])
        assert forum.name in as_officer.get(address).content.decode()
        assert as_officer.post(address, RULES).url == forum.get_absolute_url()
        forum.refresh_from_db()
        assert forum.name == RULES["name"]
        event = AuditEvent.objects.get()
        assert event.verb == "villages.forum_changed"
        assert set(event.detail["changed"]) == {"name", "about", "majority"}

        as_officer.post(address, RULES)
        assert AuditEvent.objects.count() == 1
        assert "sumerr" in as_officer.post(address, RULES | {"name": ""}).content.decode()

    def test_not_the_officers_of_a_neighbour(self, client, forum):
        other = MandateFactory(region=SubdistrictFactory(code="33.07.06"), office="kecamatan")
        client.force_login(other.user)
        for name in ("forum_change", "forum_add_member"):
            address = reverse(f"villages:{name}", args=[forum.pk])
            assert client.post(address, RULES).status_code == 403
        with pytest.raises(Forbidden):
            actions.change_rules(forum, by=other, name="x")


class TestMembers:
    def test_join(self, as_officer, forum):
        region = RegionFactory(code="33.07.05.2100", name="Besani")
        address = reverse("villages:forum_add_member", args=[forum.pk])
        assert as_officer.get(address).status_code == 302

        found = as_officer.post(address, {"region_q": "besani", "region_search": "1"})
        assert f'value="{region.pk}"' in found.content.decode()
        assert "sumerr" in as_officer.post(address, {}).content.decode()

        assert as_officer.post(address, {"region": region.pk}).url == forum.get_absolute_url()
        assert region in forum.members.all()
        assert AuditEvent.objects.get().detail == {"reason": "Desa Besani"}

        page = as_officer.post(address, {"region": region.pk}, follow=True)
        assert "sudah menjadi anggota" in page.content.decode()

    def test_leave_and_come_back(self, as_officer, officer, forum, sojokerto):
        seat = forum.memberships.get()
        Membership.objects.update(since=timezone.localdate() - timedelta(days=30))
        address = reverse("villages:forum_remove_member", args=[forum.pk, seat.pk])
        assert address in as_officer.get(forum.get_absolute_url()).content.decode()

        as_officer.post(address)

        seat.refresh_from_db()
        assert seat.until == timezone.localdate() - timedelta(days=1)
        assert not forum.memberships.on(timezone.localdate()).exists()
        page = as_officer.post(address, follow=True)
        assert "sudah berakhir" in page.content.decode()
        assert actions.add_member(forum, sojokerto, by=officer).until is None

    def test_a_seat_of_today_ends_today(self, officer, forum):
        seat = forum.memberships.select_related("forum__home", "region").get()
        actions.remove_member(seat, by=officer)
        seat.refresh_from_db()
        assert seat.until == seat.since == timezone.localdate()
        with pytest.raises(Refusal):
            actions.remove_member(seat, by=officer)

    def test_a_seat_of_another_forum_is_not_there(self, as_officer, forum):
        other = ForumFactory(members=[RegionFactory(code="33.08.01.2001")])
        seat = other.memberships.get()
        address = reverse("villages:forum_remove_member", args=[forum.pk, seat.pk])
        assert as_officer.post(address).status_code == 404
