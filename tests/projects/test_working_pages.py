"""The pages of work days and their forms: what is shown to whom, what is typed wrongly."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from projects import actions
from projects.forms.workdays import RecordForm
from projects.models import Labour, SignUp, WorkDay
from tests.factories.accounts import UserFactory
from tests.factories.projects import (
    ContributionFactory,
    LabourFactory,
    ProjectFactory,
    SignUpFactory,
    WorkDayFactory,
    head_of,
    in_days,
)
from tests.factories.villages import RegionFactory
from tests.projects.conftest import url_of

pytestmark = pytest.mark.django_db


def html_of(response):
    return response.content.decode()


@pytest.fixture
def day(work, lead):
    return WorkDayFactory(project=work, region=lead)


@pytest.fixture
def held(work, lead):
    return WorkDayFactory(project=work, region=lead, held=True)


def typed(**changes):
    return {
        "token": str(uuid.uuid4()), "work": "menggali parit", "on": in_days(10).isoformat(),
        "starts": "07.00", "ends": "11:00", "place": "Balai Dusun Krajan", "bring": "Cangkul",
        "wanted": "40", "until": in_days(9).isoformat(),
    } | changes  # fmt: skip


class TestPages:
    def test_everybody_reads_numbers_and_only_partners_names(
        self, client, as_, day, partners, partner_heads
    ):
        SignUpFactory(day=day, region=partners[0], name="Warga RT 02", people=12)
        SignUpFactory(day=day, name="Sari", people=1)
        page = html_of(client.get(day.get_absolute_url()))
        assert "12\u00a0orang" in page or "12 orang" in page
        assert "13 dari 40 tempat terisi" in page
        assert "Dari tempat lain" in page
        assert "Masuk dan ikut" in page
        for name in ("Warga RT 02", "Sari"):
            assert name not in page
            assert name in html_of(as_(partner_heads[1]).get(day.get_absolute_url()))

    def test_labour_stands_beside_what_was_promised(self, client, work, held, partners):
        ContributionFactory(
            version=work.current, region=partners[0], kind="labour", amount=0, note="650 hari"
        )
        LabourFactory(day=held, region=partners[0], people=20, hours=4, group="Karang taruna")
        page = html_of(client.get(url_of("work_days", work)))
        assert "650 hari" in page
        assert "10 hari orang kerja" in page
        page = html_of(client.get(held.get_absolute_url()))
        assert "10 hari orang kerja" in page
        assert "Karang taruna" not in page

    def test_the_projects_page_names_the_next_day(self, client, as_, head, work, day, held):
        LabourFactory(day=held)
        page = html_of(client.get(work.get_absolute_url()))
        assert day.get_absolute_url() in page
        assert held.get_absolute_url() not in page
        assert "10 hari orang kerja" in page
        assert url_of("announce_day", work) not in page
        assert url_of("announce_day", work) in html_of(as_(head).get(work.get_absolute_url()))

    def test_without_any_day_a_closed_project_says_nothing(self, client, lead):
        for state, shown in (("finished", False), ("agreed", True), ("proposed", False)):
            project = ProjectFactory(lead=lead, state=state)
            page = html_of(client.get(project.get_absolute_url()))
            assert ('id="kerja-bakti"' in page) is shown, state

    def test_before_all_have_agreed_and_at_another_project_there_is_nothing(
        self, client, project, work, day
    ):
        assert client.get(url_of("work_days", project)).status_code == 404
        other = ProjectFactory(state="running")
        assert client.get(url_of("work_day", other, day.pk)).status_code == 404

    def test_nobody_is_awaited_on_a_cancelled_day(self, client, work, lead):
        day = WorkDayFactory(
            project=work, region=lead, wanted=20, taken=3, state="cancelled", reason="Hujan"
        )
        for address in (day.get_absolute_url(), url_of("work_days", work)):
            page = html_of(client.get(address))
            assert "3 dari 20" not in page
            assert "Yang akan datang" not in page

    def test_a_cancelled_full_or_past_day_says_so(self, client, as_, work, lead, head):
        states = {
            "penuh": {"wanted": 1, "taken": 1},
            "dibatalkan": {"state": "cancelled", "reason": "Hujan lebat"},
        }
        for words, facts in states.items():
            day = WorkDayFactory(project=work, region=lead, **facts)
            assert words in html_of(client.get(day.get_absolute_url())).lower()
        assert "Hujan lebat" in html_of(client.get(day.get_absolute_url()))
        past = WorkDayFactory(project=work, region=lead, held=True)
        page = html_of(as_(head).get(past.get_absolute_url()))
        assert url_of("record_labour", work, past.pk) in page
        assert url_of("change_day", work, past.pk) not in page

    @pytest.mark.parametrize("name", ["work_days", "work_day", "detail"])
    def test_queries_do_not_grow(self, client, name):
        counts = []
        for many in (1, 8):
            work = ProjectFactory(state="running")
            days = [WorkDayFactory(project=work) for _turn in range(many)]
            past = WorkDayFactory(project=work, held=True)
            for _turn in range(many):
                SignUpFactory(day=days[0], region=RegionFactory())
                LabourFactory(day=past, region=RegionFactory(), mandate=head_of(work.lead))
            args = [days[0].pk] if name == "work_day" else []
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url_of(name, work, *args)).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1]


class TestAnnouncing:
    def test_a_day_is_announced_on_the_clocks_of_the_project(self, as_, head, work):
        answer = as_(head).post(url_of("announce_day", work), typed())
        day = WorkDay.objects.get()
        assert answer.url == day.get_absolute_url()
        assert (day.work, day.starts_at.hour, day.ends_at.hour) == ("Menggali parit", 0, 4)

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"work": ""}, "dikerjakan"),
            ({"place": " \x00 "}, "berkumpul"),
            ({"on": in_days(-1).isoformat()}, "lewat"),
            ({"on": in_days(800).isoformat()}, "tahun"),
            ({"on": "besok"}, "tanggal"),
            ({"starts": "25.99"}, "07.30"),
            ({"ends": "06.00"}, "sesudah"),
            ({"wanted": "0"}, "sedikitnya 1"),
            ({"wanted": "9" * 400}, "antara 1 dan 2000|antara 1 dan"),
            ({"wanted": "banyak"}, "bilangan bulat"),
            ({"until": in_days(12).isoformat()}, "antara hari ini"),
            ({"bring": "x" * 301}, "300"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_stays(self, as_, head, work, changes, words):
        answer = as_(head).post(url_of("announce_day", work), typed(**changes))
        assert answer.status_code == 200
        page = html_of(answer)
        assert any(word in page for word in words.split("|")), page[-3000:]
        assert "Balai Dusun Krajan" in page or "place" in changes
        assert not WorkDay.objects.exists()

    def test_a_time_of_today_that_is_over_is_refused(self, as_, head, work):
        today = work.today.isoformat()
        words = typed(on=today, until=today, starts="00.00", ends="23.59")
        page = html_of(as_(head).post(url_of("announce_day", work), words))
        assert "Jam ini sudah lewat" in page

    def test_a_day_is_moved_with_a_reason(self, as_, head, work, day):
        client, address = as_(head), url_of("change_day", work, day.pk)
        page = html_of(client.get(address))
        assert 'value="07:00"' in page
        words = typed(on=in_days(12).isoformat(), changes="0")
        assert client.post(address, words).status_code == 200
        assert WorkDay.objects.get().changes == 0
        answer = client.post(address, words | {"reason": "Hujan lebat"})
        assert answer.url == day.get_absolute_url()
        assert WorkDay.objects.get().changes == 1
        stale = client.post(address, words | {"reason": "Lagi"})
        assert "orang lain sudah mengubah" in html_of(stale)
        assert "40 orang dibutuhkan" in html_of(stale)
        assert WorkDay.objects.get().reason == "Hujan lebat"
        assert stale.context["form"]["changes"].value() == 1
        client.post(address, words | {"reason": "Lagi", "changes": "1"})
        assert WorkDay.objects.get().reason == "Lagi"

    def test_what_is_refused_for_another_reason_tells_of_no_change(self, as_, head, work, day):
        WorkDay.objects.update(taken=5)
        sent = typed(on=in_days(12).isoformat(), changes="0", reason="Pindah", wanted="4")
        page = html_of(as_(head).post(url_of("change_day", work, day.pk), sent))
        assert "5 orang sudah terdaftar" in page
        assert "dikirim lagi" not in page

    def test_a_day_is_cancelled_with_a_reason(self, as_, head, work, day):
        client, address = as_(head), url_of("cancel_day", work, day.pk)
        assert client.post(address, {"reason": ""}).status_code == 200
        assert WorkDay.objects.get().is_planned
        assert client.post(address, {"reason": "Longsor"}).url == day.get_absolute_url()
        assert not WorkDay.objects.get().is_planned


class TestSigningUp:
    def test_a_person_joins_sees_himself_and_steps_back(self, as_, work, day, partners):
        user = UserFactory()
        client = as_(user)
        words = {"name": "Sari", "people": "3", "region": partners[0].pk}
        answer = client.post(url_of("sign_up", work, day.pk), words)
        assert answer.url == day.get_absolute_url()
        signed = SignUp.objects.get()
        page = html_of(client.get(day.get_absolute_url()))
        assert url_of("step_back", work, signed.pk) in page
        assert "Saya ikut" not in page
        again = client.post(url_of("sign_up", work, day.pk), words)
        assert again.url == day.get_absolute_url()
        assert "sudah terdaftar" in html_of(client.get(day.get_absolute_url()))
        assert SignUp.objects.count() == 1
        assert client.post(url_of("step_back", work, signed.pk)).url == day.get_absolute_url()
        assert WorkDay.objects.get().taken == 0

    def test_a_representative_signs_up_a_group_without_accounts(self, as_, work, day, head, lead):
        client = as_(head)
        assert "Daftarkan warga" in html_of(client.get(day.get_absolute_url()))
        client.post(url_of("sign_up", work, day.pk), {"name": "Warga RT 02", "people": "12"})
        signed = SignUp.objects.get()
        assert (signed.region, signed.mandate, signed.people) == (lead, head, 12)

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"name": "\x00"}, "nama"),
            ({"people": "0"}, "1"),
            ({"people": "51"}, "50"),
            ({"people": "41"}, "50|tersisa"),
            ({"region": "99.99.99.9999"}, "pilihan"),
        ],
    )
    def test_what_is_wrong_is_said(self, as_, work, day, changes, words):
        sent = {"name": "Sari", "people": "1", "region": ""} | changes
        answer = as_(UserFactory()).post(url_of("sign_up", work, day.pk), sent)
        assert answer.status_code == 200
        assert any(word in html_of(answer).lower() for word in words.split("|"))
        assert not SignUp.objects.exists()

    def test_a_full_day_says_so_and_shows_what_was_typed(self, as_, work, lead):
        day = WorkDayFactory(project=work, region=lead, wanted=1, taken=1)
        client = as_(UserFactory())
        answer = client.post(url_of("sign_up", work, day.pk), {"name": "Sari", "people": "1"})
        assert answer.status_code == 409
        assert "sudah penuh" in html_of(answer)
        assert "Sari" in html_of(answer)

    def test_a_work_that_has_ended_meanwhile_keeps_the_name(self, as_, work, day, head):
        actions.withdraw(work, by=head, reason="Dana tidak turun.")
        sent = {"name": "Warga RT 02", "people": "12"}
        answer = as_(head).post(url_of("sign_up", work, day.pk), sent)
        assert answer.status_code == 409
        assert "Warga RT 02" in html_of(answer)

    def test_dots_part_thousands(self, as_, work, lead, head):
        day = WorkDayFactory(project=work, region=lead, wanted=2000)
        sent = {"name": "Warga", "people": "1.500"}
        as_(head).post(url_of("sign_up", work, day.pk), sent)
        assert SignUp.objects.get().people == 1500

    def test_a_sign_up_of_another_project_is_not_found(self, as_, head, day):
        signed = SignUpFactory(day=day, booked_by=head.user)
        other = ProjectFactory(state="running")
        assert as_(head).post(url_of("step_back", other, signed.pk)).status_code == 404


class TestRecording:
    def rows(self, lead, **changes):
        return {
            "token": str(uuid.uuid4()), "mark": "0", "count": "3", "region_0": lead.pk,
            "group_0": "", "people_0": "20", "hours_0": "4,5",
        } | changes  # fmt: skip

    def test_who_came_is_written_down_and_shown(self, as_, head, work, held, lead):
        client, address = as_(head), url_of("record_labour", work, held.pk)
        SignUpFactory(day=held, region=lead, people=7, name="RT 01")
        assert 'value="7"' in html_of(client.get(address))
        answer = client.post(address, self.rows(lead))
        assert answer.url == held.get_absolute_url()
        assert Labour.objects.hours_by("region") == {lead.pk: 90}
        page = html_of(client.get(held.get_absolute_url()))
        assert "masing-masing 4,5 jam" in page
        mine = self.rows(lead, people_0="11", group_0="RT 05")
        stale = client.post(address, mine)
        assert "orang lain sudah mencatat" in html_of(stale)
        assert f"{lead.full_name} 20." in html_of(stale)
        assert 'value="11"' in html_of(stale)
        mark = stale.context["form"]["mark"].value()
        assert client.post(address, mine | {"mark": mark}).url == held.get_absolute_url()
        assert Labour.objects.hours_by("region") == {lead.pk: Decimal("49.5")}
        groups = client.post(address, self.rows(lead))
        assert f"{lead.full_name} (RT 05) 11." in html_of(groups)

    def test_where_all_was_taken_out_meanwhile_the_rows_stay(self, as_, head, work, held, lead):
        LabourFactory(day=held, region=lead, people=0, hours=0)
        assert "Kehadiran belum dicatat." in html_of(as_(head).get(held.get_absolute_url()))
        stale = as_(head).post(url_of("record_labour", work, held.pk), self.rows(lead))
        assert "dicatat sekarang: –." in html_of(stale)

    def test_a_region_that_left_meanwhile_keeps_the_rows(
        self, as_, head, work, held, lead, monkeypatch
    ):
        monkeypatch.setattr(Labour, "MOST_ROWS", 0)
        monkeypatch.setattr(RecordForm, "_sent_number", lambda form: 3)
        page = html_of(as_(head).post(url_of("record_labour", work, held.pk), self.rows(lead)))
        assert "sudah keluar" in page
        assert "dikirim lagi" not in page

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"region_0": ""}, "Pilih wilayah"),
            ({"hours_0": ""}, "paling banyak 8"),
            ({"hours_0": "9"}, "paling banyak 8"),
            ({"region_1": "{lead}", "hours_1": "4"}, "Tulis jumlah orang"),
            ({"group_2": "Karang taruna"}, "Tulis jumlah orang"),
            ({"hours_1": "4"}, "Tulis jumlah orang"),
            ({"token": ""}, "Halaman ini tidak lengkap"),
            ({"token": "x"}, "Halaman ini tidak lengkap"),
            ({"people_0": "-3"}, "bilangan bulat"),
            ({"people_0": "1" * 400}, "nol"),
            ({"people_0": "90000"}, "nol"),
            ({"people_0": "401"}, "jauh lebih banyak"),
            ({"region_0": "99.99"}, "id_region_0_error"),
        ],
    )
    def test_what_is_wrong_is_said(self, as_, head, work, held, lead, changes, words):
        address = url_of("record_labour", work, held.pk)
        changes = {name: lead.pk if cell == "{lead}" else cell for name, cell in changes.items()}
        answer = as_(head).post(address, self.rows(lead, **changes))
        assert answer.status_code == 200
        assert words in html_of(answer)
        assert not Labour.objects.exists()

    def test_a_long_day_has_no_more_than_its_hours(self, as_, head, work, held, lead):
        WorkDay.objects.update(ends_at=F("starts_at") + timedelta(hours=14))
        address = url_of("record_labour", work, held.pk)
        page = as_(head).post(address, self.rows(lead, hours_0="25"))
        assert "paling banyak 24" in html_of(page)
        assert as_(head).post(address, self.rows(lead, hours_0="24")).status_code == 302

    def test_a_small_day_has_room_for_a_hundred(self, as_, head, work, held, lead):
        WorkDay.objects.update(wanted=2)
        address = url_of("record_labour", work, held.pk)
        assert as_(head).post(address, self.rows(lead, people_0="101")).status_code == 200
        assert as_(head).post(address, self.rows(lead, people_0="100")).status_code == 302

    def test_a_group_twice_is_refused(self, as_, head, work, held, lead):
        twice = {"region_1": lead.pk, "group_1": "", "people_1": "2", "hours_1": "4"}
        answer = as_(head).post(url_of("record_labour", work, held.pk), self.rows(lead, **twice))
        assert "dua kali" in html_of(answer)

    @pytest.mark.parametrize("count", ["", "x", "9" * 50, "0", "-1"])
    def test_a_strange_number_of_rows_is_no_error_of_the_server(
        self, as_, head, work, held, lead, count
    ):
        address = url_of("record_labour", work, held.pk)
        assert as_(head).post(address, self.rows(lead, count=count)).status_code in (200, 302)
