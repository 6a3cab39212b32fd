"""Programmes of several years: founded, changed, joined by projects and left again."""

import uuid
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given as whatever
from hypothesis import strategies as st

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from projects import actions, programming, timeline
from projects.actions import committing
from projects.models import Phase, Placement, Programme, Project
from projects.programmes import view_of
from projects.waiting import waiting_for
from tests.factories.money import CommitmentFactory
from tests.factories.projects import ContributionFactory, ProjectFactory, head_of
from tests.factories.running import PhaseFactory, PlacementFactory, ProgrammeFactory
from tests.factories.villages import ForumFactory, MandateFactory, RegencyFactory, RegionFactory
from tests.projects.test_second_clicks import click_twice

pytestmark = pytest.mark.django_db
S, P = Project.State, Placement.State
TODAY = date(2027, 6, 1)


def row(name, first=2026, last=2027, pk=None):
    return {"pk": pk, "name": name, "first_year": first, "last_year": last}


def found(by, *rows, **words):
    given = {
        "token": uuid.uuid4(), "title": "Air lereng timur", "aim": "Air bagi semua dusun.",
        "first_year": 2026, "last_year": 2030, "forum": None,
    }  # fmt: skip
    return actions.found_programme(by=by, phases=rows or [row("Persiapan")], **given | words)


def change(programme, by, *rows, **words):
    given = {
        "title": programme.title, "aim": programme.aim, "first_year": 2026, "last_year": 2030,
        "forum": None, "changes": programme.changes,
    }  # fmt: skip
    return actions.change_programme(programme, by=by, phases=rows, **given | words)


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def founder(db):
    return MandateFactory(region=RegionFactory(name="Manggis"))


@pytest.fixture
def phase(founder):
    return found(founder).phases.get()


# --- arithmetic

PROJECT = st.builds(
    programming.of_project,
    cost=st.integers(0, 10**15),
    promised=st.integers(0, 10**15),
    named=st.integers(0, 10**15),
    received=st.integers(0, 10**15),
    percent=st.integers(0, 100),
)


@whatever(st.lists(st.lists(PROJECT, max_size=6), max_size=6))
def test_sums_of_phases_are_the_sum_of_all_projects(phases):
    whole = programming.total(each for works in phases for each in works)
    assert programming.total(programming.total(works) for works in phases) == whole
    assert whole.cost == sum(each.cost for works in phases for each in works)
    assert 0 <= whole.percent <= 100
    assert whole.promised == sum(each.promised for works in phases for each in works)


@whatever(st.lists(PROJECT, min_size=1, max_size=6))
def test_the_percent_lies_between_those_of_the_projects(works):
    shown = [each.percent for each in works if each.cost] or [each.percent for each in works]
    assert min(shown) <= programming.total(works).percent <= max(shown)


def test_a_large_project_weighs_more_and_nothing_is_nothing():
    large, small = (
        programming.of_project(cost, 0, 0, 0, done) for cost, done in ((900, 10), (100, 90))
    )
    assert (large + small).percent == 18
    assert programming.total([]).percent == 0
    free = [programming.of_project(0, 0, 0, 0, percent) for percent in (50, 100)]
    assert programming.total(free).percent == 75


def test_the_axis_of_many_years_names_years():
    long = timeline.picture([], date(2026, 1, 1), date(2030, 12, 31), TODAY)
    assert [month.day.year for month in long.months] == [2026, 2027, 2028, 2029, 2030]
    assert all(month.is_year for month in long.months)
    short = timeline.picture([], date(2026, 1, 1), date(2026, 6, 30), TODAY)
    assert len(short.months) == 6
    assert not any(month.is_year for month in short.months)


# --- founding and changing


def test_a_village_or_subdistrict_founds_a_programme(founder, camat):
    programme = found(founder, row("Persiapan"), row("Pembangunan", 2027, 2029))
    assert [phase.number for phase in programme.phases.all()] == [1, 2]
    assert programme.owner == founder.region
    assert str(programme.phases.first()) == f"{programme}: Persiapan"
    assert found(camat).owner.is_subdistrict
    for mandate in (None, MandateFactory(region=RegencyFactory(), office="kabupaten")):
        with pytest.raises(Forbidden):
            found(mandate)


def test_the_same_form_sent_twice_is_one_programme(founder):
    token = uuid.uuid4()
    assert found(founder, token=token) == found(founder, token=token)
    assert Phase.objects.count() == 1


def test_the_founder_alone_changes_it_and_who_was_overtaken_is_told(founder):
    programme = found(founder, row("Persiapan"), row("Pembangunan"))
    first, second = programme.phases.all()
    changed = change(
        programme, founder, row("Pembangunan", pk=second.pk), row("Perawatan"), title="Air"
    )
    assert changed.title == "Air"
    assert [phase.name for phase in changed.phases.all()] == ["Pembangunan", "Perawatan"]
    assert not Phase.objects.filter(pk=first.pk).exists()
    with pytest.raises(Refusal, match="orang lain"):
        change(programme, founder, row("Lain"), changes=0)
    with pytest.raises(Refusal, match="fase yang dihapus"):
        change(changed, founder, row("Persiapan", pk=first.pk))
    with pytest.raises(Forbidden):
        change(changed, MandateFactory(), row("Lain"))


def test_a_phase_with_projects_is_not_taken_out(founder, phase, project, head):
    accept(actions.ask_place(project, phase, by=head), founder)
    with pytest.raises(Refusal, match="Persiapan"):
        change(phase.programme, founder, row("Lain"))


# --- joining and leaving


def accept(placement, by):
    return actions.accept_place(placement, by=by)


def fresh(project):
    return Project.objects.get(pk=project.pk)


def test_the_lead_asks_and_the_founder_accepts(project, head, founder, phase):
    placement = actions.ask_place(project, phase, by=head)
    assert (placement.state, fresh(project).phase) == (P.ASKED, None)
    assert founder.user.notifications.get(kind="projects.place_asked")
    assert actions.ask_place(project, phase, by=head) == placement
    assert accept(placement, founder).state == P.ACCEPTED
    assert accept(placement, founder).state == P.ACCEPTED  # a second click
    assert fresh(project).phase == phase
    assert "bagian dari" in head.user.notifications.get(kind="projects.place_answered").title
    assert str(placement) == f"{project}: {phase}"


def test_the_founder_declines_with_a_reason(project, head, founder, phase):
    placement = actions.ask_place(project, phase, by=head)
    with pytest.raises(Forbidden):
        actions.decline_place(placement, by=head, reason="Tidak.")
    actions.decline_place(placement, by=founder, reason="Di luar lereng timur.")
    assert "tidak mendapat" in head.user.notifications.get(kind="projects.place_answered").title
    with pytest.raises(Refusal):
        accept(placement, founder)
    assert actions.ask_place(project, phase, by=head).state == P.ASKED  # once more


def test_in_its_own_programme_a_project_stands_at_once(project, head):
    own = found(head).phases.get()
    assert actions.ask_place(project, own, by=head).state == P.ACCEPTED
    assert fresh(project).phase == own


def test_the_lead_takes_its_request_or_its_project_back(
    project, head, partner_heads, founder, phase
):
    with pytest.raises(Refusal):
        actions.leave_programme(project, by=head)
    placement = actions.ask_place(project, phase, by=head)
    assert actions.leave_programme(project, by=head).state == P.TAKEN_BACK
    with pytest.raises(Refusal):
        accept(placement, founder)
    accept(actions.ask_place(project, phase, by=head), founder)
    for mandate in (founder, partner_heads[0]):
        with pytest.raises(Forbidden):
            actions.leave_programme(project, by=mandate)
    assert actions.leave_programme(project, by=head).state == P.LEFT
    assert fresh(project).phase is None


def test_a_project_stands_in_one_phase_at_most(project, head, founder, phase):
    other = PhaseFactory(programme=phase.programme, number=2)
    placement = actions.ask_place(project, phase, by=head)
    with pytest.raises(Refusal, match="sudah meminta"):
        actions.ask_place(project, other, by=head)
    accept(placement, founder)
    with pytest.raises(Refusal, match="sudah bagian"):
        actions.ask_place(project, other, by=head)
    with pytest.raises(DatabaseError), transaction.atomic():
        PlacementFactory(project=project, phase=other)


def test_others_do_not_ask_and_what_was_stopped_does_not_join(
    project, head, partner_heads, founder, phase
):
    for mandate in (founder, partner_heads[0]):
        with pytest.raises(Forbidden):
            actions.ask_place(project, phase, by=mandate)
    placement = actions.ask_place(project, phase, by=head)
    actions.withdraw(project, by=head, reason="Dana dialihkan.")
    with pytest.raises(Refusal, match="dihentikan"):
        accept(placement, founder)
    actions.leave_programme(project, by=head)
    with pytest.raises(Refusal):
        actions.ask_place(project, phase, by=head)


def test_a_phase_that_is_gone_or_full_takes_nothing(project, head, founder, phase, monkeypatch):
    gone = PhaseFactory(programme=phase.programme, number=2)
    Phase.objects.filter(pk=gone.pk).delete()
    with pytest.raises(Refusal, match="dihapus"):
        actions.ask_place(project, gone, by=head)
    monkeypatch.setattr(Phase, "MOST_PROJECTS", 0)
    with pytest.raises(Refusal, match="paling banyak 0"):
        accept(actions.ask_place(project, phase, by=head), founder)


# --- what it comes to


def placed(phase, **words):
    project = ProjectFactory(**words)
    Project.objects.filter(pk=project.pk).update(phase=phase)
    return project


def test_the_page_adds_up_what_serves_the_programme(client, phase):
    running = placed(phase, state=S.RUNNING, percent=40)
    placed(phase, state=S.FINISHED, percent=100)
    placed(phase, state=S.WITHDRAWN)
    CommitmentFactory(project=running)  # only planned
    given = [
        CommitmentFactory(project=running, committed=True, worth=worth) for worth in (900, 300)
    ]
    more = {"amount": 450, "on": timezone.localdate(), "paper_number": "1", "token": uuid.uuid4()}
    committing.receive(given[1], by=head_of(running.lead), **more)
    view = view_of(phase.programme, TODAY, sees_requests=False)
    cost = running.current.cost
    assert view.figures.number == 2
    assert view.figures.cost == 2 * cost
    assert (view.figures.promised, view.figures.received) == (900 + 450, 450)
    assert view.figures.percent == 70
    assert view.steps[0].done_on is None
    text = page_of(client, phase.programme.get_absolute_url())
    assert "70%" in text
    for project in phase.projects.all():
        assert project.get_absolute_url() in text
    assert phase.programme.get_absolute_url() in page_of(client, running.get_absolute_url())
    assert phase.programme.title in page_of(client, reverse("programmes:list"))


def test_finished_work_counts_what_its_last_report_says(client, phase):
    placed(phase, state=S.FINISHED, percent=20)
    assert view_of(phase.programme, TODAY, sees_requests=False).figures.percent == 20
    assert ">20%</b>" in page_of(client, phase.programme.get_absolute_url())


def test_what_is_only_named_is_not_called_promised(client, phase):
    project = placed(phase, state=S.RUNNING)
    address = phase.programme.get_absolute_url()
    partner = project.partnerships.exclude(region=project.lead).first().region
    ContributionFactory(version=project.current, region=partner, amount=40_000_000)
    named = ("Disebut dalam usulan", "Komitmen dan disebut dalam usulan", "Komitmen")

    def shown():
        figures = view_of(phase.programme, TODAY, sees_requests=False).figures
        page = page_of(client, address)
        funds = page_of(client, reverse("projects:funds", args=[project.code]))
        (word,) = [word for word in named if f'<span class="meta">{word}</span>' in page]
        assert f'<span class="meta">{word}</span>' in funds
        assert "Dijanjikan" not in page
        return word, figures.promised, figures.named

    assert shown() == (named[0], 40_000_000, 40_000_000)
    CommitmentFactory(project=project, committed=True, worth=2_000_000)
    assert shown() == (named[1], 42_000_000, 40_000_000)
    CommitmentFactory(project=project, region=partner, committed=True, worth=5_000_000)
    assert shown() == (named[2], 7_000_000, 0)


def test_a_phase_is_done_when_all_that_serves_it_is(phase):
    placed(phase, state=S.FINISHED)
    placed(phase, state=S.DECLINED)
    view = view_of(phase.programme, TODAY, sees_requests=False)
    assert view.steps[0].done_on
    assert view.picture.marks[0].look == "done"
    assert "1 dari 1" in view.picture_words


def test_a_programme_without_phases_has_no_picture():
    view = view_of(ProgrammeFactory(), TODAY, sees_requests=True)
    assert (view.steps, view.picture, view.requests) == ([], None, [])


def test_the_pages_ask_a_constant_number_of_questions(client, founder, phase):
    def asked(address):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    client.force_login(founder.user)
    addresses = phase.programme.get_absolute_url(), reverse("programmes:list")
    placed(phase)
    PlacementFactory(phase=phase)
    list(map(client.get, addresses))
    few = list(map(asked, addresses))
    for number in (2, 3):
        other = PhaseFactory(programme=phase.programme, number=number)
        placed(other, state=S.RUNNING)
        placed(other, state=S.FINISHED)
    PlacementFactory.create_batch(2, phase=phase)
    ProgrammeFactory.create_batch(3)
    assert list(map(asked, addresses)) == few
    # Nine for who asks; the programme, its phases, projects, receipts, requests, trail; or the
    # count and the rows.
    assert few[0] == 15
    assert few[1] == 11


def test_an_empty_list_says_so(client):
    assert "Belum ada program" in page_of(client, reverse("programmes:list"))
    assert client.get(reverse("programmes:detail", args=["AAAAAAAA"])).status_code == 404


# --- the forms


def typed(**words):
    return {
        "token": str(uuid.uuid4()), "changes": "0", "title": "Air lereng timur",
        "aim": "Air bagi semua dusun.", "first_year": "2026", "last_year": "2030", "forum": "",
        "name_0": "Persiapan", "first_0": "2026", "last_0": "2027",
    } | words  # fmt: skip


def test_a_programme_is_founded_and_changed_through_the_form(client, founder):
    forum = ForumFactory(members=[founder.region])
    client.force_login(founder.user)
    address = reverse("programmes:found")
    assert "Bentuk program" in page_of(client, address)
    sent = typed(forum=str(forum.pk), name_2="Perawatan", first_2="2028", last_2="2030")
    for _click in range(2):
        response = client.post(address, sent)
    programme = Programme.objects.get()
    assert response.url == programme.get_absolute_url()
    assert programme.forum == forum
    assert [phase.number for phase in programme.phases.all()] == [1, 2]
    address = reverse("programmes:change", args=[programme.code])
    assert "Perawatan" in page_of(client, address)
    first = programme.phases.first()
    sent = typed(pk_0=str(first.pk), name_0="Survei")
    assert client.post(address, sent).url == programme.get_absolute_url()
    assert [phase.name for phase in programme.phases.all()] == ["Survei"]
    click_twice(client, address, sent)  # the second and the third one
    late = client.post(address, sent | {"name_0": "Pendataan"})
    text = late.content.decode()
    assert "orang lain" in text
    assert "Air lereng timur; 2026–2030; Survei (2026–2027); Air bagi semua dusun." in text
    assert "Pendataan" in text
    assert AuditEvent.objects.filter(verb="projects.programme_changed").count() == 1
    again = sent | {"name_0": "Pendataan", "changes": late.context["form"]["changes"].value()}
    assert client.post(address, again).status_code == 302
    assert [phase.name for phase in programme.phases.all()] == ["Pendataan"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "Tulis judulnya"),
        ({"last_year": "2025"}, "berakhir sebelum mulai"),
        ({"first_year": "10" * 20}, "misalnya 2027"),
        ({"first_0": "1e3"}, "misalnya 2027"),
        ({"last_0": "2025"}, "berakhir sebelum mulai"),
        ({"last_0": "2031"}, "di luar tahun"),
        ({"last_0": ""}, "Lengkapi baris"),
        ({"name_0": "", "first_0": "", "last_0": ""}, "sedikitnya satu fase"),
        ({"name_1": "Awal", "first_1": "2026", "last_1": "2027", "first_0": "2027"}, "di atasnya"),
        ({"forum": "999999"}, "999999"),
        ({"pk_0": "x"}, "tidak lengkap"),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(client, founder, wrong, said):
    client.force_login(founder.user)
    response = client.post(reverse("programmes:found"), typed(**wrong))
    assert response.status_code == 200
    assert said in response.content.decode()
    assert not Programme.objects.exists()


def test_a_project_joins_through_the_forms(client, project, head, founder, phase):
    programme = phase.programme
    client.force_login(head.user)
    address = reverse("programmes:ask", args=[programme.code])
    assert project.title in page_of(client, address)
    assert client.post(address, {"phase": phase.pk, "project": "X"}).status_code == 200
    given = {"phase": phase.pk, "project": project.code}
    assert client.post(address, given).url == programme.get_absolute_url()
    placement = Placement.objects.get()
    waiting = [task.url for task in waiting_for(founder, founder.user)]
    assert reverse("programmes:place", args=[placement.pk]) in waiting
    client.force_login(founder.user)
    answer = reverse("programmes:place", args=[placement.pk])
    assert answer in page_of(client, programme.get_absolute_url())
    assert "Tulis alasannya" in client.post(answer, {"answer": "declined"}).content.decode()
    assert "tanggapan" in click_twice(client, answer, {"answer": "accepted"}).lower()
    late = client.post(answer, {"answer": "declined", "reason": "Di luar lereng timur."})
    assert late.status_code == 409
    assert "sudah dijawab atau ditarik kembali" in late.content.decode()
    client.force_login(head.user)
    assert "Keluarkan dari program" in page_of(client, project.get_absolute_url())
    leave = reverse("programmes:leave", args=[project.code])
    assert "keluar dari program" in click_twice(client, leave, {})
    assert fresh(project).phase is None


def test_the_founder_declines_through_the_form(client, project, head, founder, phase):
    placement = actions.ask_place(project, phase, by=head)
    client.force_login(founder.user)
    address = reverse("programmes:place", args=[placement.pk])
    given = {"answer": "declined", "reason": "Di luar lereng timur."}
    click_twice(client, address, given)
    placement.refresh_from_db()
    assert (placement.state, placement.reason) == (P.DECLINED, "Di luar lereng timur.")
    late = client.post(address, given | {"reason": "Alasan lain."})
    assert late.status_code == 409
    assert "Alasan lain." in late.content.decode()
    client.force_login(head.user)
    client.post(reverse("programmes:leave", args=[project.code]))
    placement.refresh_from_db()
    assert placement.state == P.DECLINED


def test_a_refusal_keeps_the_form(client, project, head, founder, phase, monkeypatch):
    other = PhaseFactory(programme=phase.programme, number=2)
    placement = actions.ask_place(project, phase, by=head)
    client.force_login(head.user)
    given = {"phase": other.pk, "project": project.code}
    address = reverse("programmes:ask", args=[phase.programme.code])
    page = client.post(address, given).content.decode()
    assert f"sudah meminta tempat dalam {phase.programme.title}." in page
    monkeypatch.setattr(Phase, "MOST_PROJECTS", 0)
    client.force_login(founder.user)
    address = reverse("programmes:place", args=[placement.pk])
    assert "paling banyak" in client.post(address, {"answer": "accepted"}).content.decode()


def test_who_leads_nothing_is_told_so(client, founder, phase):
    client.force_login(founder.user)
    text = page_of(client, reverse("programmes:ask", args=[phase.programme.code]))
    assert "tidak menggagas proyek" in text
    client.force_login(MandateFactory(office="council").user)
    assert client.get(reverse("programmes:ask", args=[phase.programme.code])).status_code == 403


def test_in_its_own_programme_the_form_says_that_it_stands(client, project, head):
    own = found(head).phases.get()
    client.force_login(head.user)
    given = {"phase": own.pk, "project": project.code}
    address = reverse("programmes:ask", args=[own.programme.code])
    for _click in range(2):
        text = client.post(address, given, follow=True).content.decode()
        assert "kini bagian dari program ini" in text
    assert Placement.objects.get().state == P.ACCEPTED
    assert project.title not in page_of(client, address)
