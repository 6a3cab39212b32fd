"""The register of risks: noted, assessed again, reminded of."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given as whatever
from hypothesis import strategies as st

from core.errors import Forbidden, Refusal
from notifications.models import Mail, Notification
from projects import actions, hazards, tasks
from projects.actions import risking
from projects.models import Assessment, Project, Risk
from projects.register import levels_of, register_of
from tests.factories.projects import ProjectFactory, in_days
from tests.factories.running import AssessmentFactory, RiskFactory
from tests.factories.villages import MandateFactory, RegionFactory
from tests.projects.amending import amend, answer
from tests.projects.conftest import url_of

pytestmark = pytest.mark.django_db
S, A = Project.State, Assessment.State
WORDS = {
    "title": "Longsor di jalur pipa", "cause": "Hujan lebat", "effect": "Pipa putus",
    "likelihood": 2, "impact": 3, "measure": "Bronjong",
}  # fmt: skip


def note(project, by, *, keeper=None, **words):
    given = WORDS | {
        "token": uuid.uuid4(), "keeper": keeper or by.region, "review_on": in_days(30),
    } | words  # fmt: skip
    return actions.note_risk(project, by=by, **given)


def assess(risk, by, **words):
    standing = risk.assessments.standing().get()
    given = {
        "before": standing.pk, "token": uuid.uuid4(), "state": "open", "likelihood": 1,
        "impact": 3, "measure": "Bronjong selesai", "keeper": standing.keeper,
        "review_on": in_days(60), "note": "",
    } | words  # fmt: skip
    if given["state"] != "open":
        given["review_on"] = None
    return actions.assess(risk, by=by, **given)


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


# --- arithmetic


@pytest.mark.parametrize(
    ("likelihood", "impact", "level"),
    [
        (1, 1, "low"), (1, 2, "low"), (2, 1, "low"), (1, 3, "middle"), (2, 2, "middle"),
        (3, 1, "middle"), (2, 3, "high"), (3, 2, "high"), (3, 3, "high"),
    ],
)  # fmt: skip
def test_how_grave_a_risk_is(likelihood, impact, level):
    assert hazards.level_of(likelihood, impact) == level


GRADE = st.sampled_from(hazards.GRADES)


@whatever(st.lists(st.tuples(GRADE, GRADE), max_size=30))
def test_the_picture_holds_each_risk_once(pairs):
    rows = hazards.matrix(pairs)
    assert [likelihood for likelihood, _cells in rows] == [3, 2, 1]
    assert sum(number for _likelihood, cells in rows for _level, number in cells) == len(pairs)
    levels = [hazards.level_of(*pair) for pair in pairs]
    assert hazards.highest(levels) == (
        None if not pairs else next(each for each in ("high", "middle", "low") if each in levels)
    )


# --- who writes what


def test_a_region_with_a_seat_notes_a_risk(work, head, partner_heads, partners):
    risk = note(work, partner_heads[0], keeper=work.lead)
    assert (risk.number, risk.region, str(risk)) == (1, partners[0], WORDS["title"])
    first = risk.assessments.get()
    assert (first.level, first.state, str(first)) == ("high", "open", f"{risk}: terbuka")
    told = Notification.objects.get(kind="projects.risk_entrusted")
    assert told.recipient == head.user
    assert note(work, head).number == 2


def test_the_same_form_sent_twice_is_one_risk(work, head):
    token = uuid.uuid4()
    assert note(work, head, token=token) == note(work, head, token=token)
    assert Assessment.objects.count() == 1


def test_a_stranger_notes_nothing_and_a_closed_project_has_no_risks(work, lead, partners, head):
    with pytest.raises(Forbidden):
        note(work, MandateFactory())
    for state in (S.FINISHED, S.WITHDRAWN):
        with pytest.raises(Refusal):
            note(ProjectFactory(lead=lead, partners=partners, state=state), head)


def test_one_without_a_seat_does_not_look_after_a_risk(work, head):
    with pytest.raises(Refusal, match="Manggis"):
        note(work, head, keeper=RegionFactory(name="Manggis"))


def test_the_number_of_risks_and_of_assessments_has_a_bound(work, head, monkeypatch):
    risk = note(work, head)
    monkeypatch.setattr(Assessment, "MOST", 1)
    with pytest.raises(Refusal):
        assess(risk, head)
    monkeypatch.setattr(Risk, "MOST", 1)
    with pytest.raises(Refusal, match="1"):
        note(work, head)


def test_the_lead_assesses_all_and_a_partner_its_own(work, head, partners, partner_heads):
    own = note(work, partner_heads[0])
    kept = note(work, head, keeper=partners[0])
    other = note(work, head)
    for risk in (own, kept, other):
        assess(risk, head)
    assess(own, partner_heads[0])
    assess(kept, partner_heads[0])
    with pytest.raises(Forbidden, match="Sojokerto"):
        assess(other, partner_heads[0])
    with pytest.raises(Forbidden):
        assess(own, MandateFactory(region=partners[0], office="council"))


def test_an_assessment_replaces_the_one_before_and_both_stay(work, head, partners, partner_heads):
    risk = note(work, head)
    second = assess(risk, head, keeper=partners[0])
    assert risk.assessments.standing().get() == second
    assert risk.assessments.count() == 2
    assert partner_heads[0].user.notifications.filter(kind="projects.risk_entrusted").exists()
    done = assess(risk, head, state="closed", note="Bronjong selesai.")
    assert not Assessment.objects.open().exists()
    assert done.review_on is None


def test_who_was_overtaken_is_told_and_a_second_click_is_harmless(work, head, secretary):
    risk = note(work, head)
    shown = risk.assessments.get().pk
    token = uuid.uuid4()
    given = assess(risk, head, token=token)
    assert assess(risk, head, token=token, before=shown) == given
    with pytest.raises(Refusal, match=str(head.user)):
        assess(risk, secretary, before=shown)
    assert risk.assessments.count() == 2


def test_the_database_keeps_the_history_and_refuses_nonsense():
    first = AssessmentFactory()
    for rows in (Risk.objects, Assessment.objects):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.all().delete()
    for words in (
        {"likelihood": 4},
        {"impact": 0},
        {"measure": ""},
        {"state": "closed", "note": ""},
        {"review_on": None},
        {"before": None},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            AssessmentFactory(**{"risk": first.risk, "before": first} | words)
    AssessmentFactory(risk=first.risk, before=first)
    with pytest.raises(DatabaseError), transaction.atomic():
        AssessmentFactory(risk=first.risk, before=first)


# --- a region that looks after a risk leaves


@pytest.fixture
def leave(work, head, partners, partner_heads):
    """The first partner leaves the running work with an amendment."""

    def begin():
        amend(work, by=head, partners=partners[1:])
        for mandate in partner_heads:
            answer(work, mandate)

    return begin


def test_what_it_looked_after_goes_to_the_lead(client, work, head, partner_heads, leave):
    risk = note(work, partner_heads[0], review_on=in_days(0))
    address = reverse("projects:risk", args=[work.code, risk.number])
    assert "Penanggung jawab: Desa Besani." in page_of(client, address)
    leave()
    for page in (address, url_of("risks", work)):
        text = page_of(client, page)
        assert "Penanggung jawab: Desa Sojokerto" in text
        assert "Penanggung jawab: Desa Besani" not in text
    assert risking.remind_of_reviews() == 1
    assert Mail.objects.get(kind="projects.review_due").to == head.user.email
    with pytest.raises(Forbidden, match="ikut serta"):
        assess(risk, partner_heads[0])


def test_the_lead_assesses_it_with_a_form_that_begins_with_the_lead(
    as_, work, head, partner_heads, leave
):
    risk = note(work, partner_heads[0])
    leave()
    address = reverse("projects:assess_risk", args=[work.code, risk.number])
    form = as_(head).get(address).context["form"]
    assert form["keeper"].value() == work.lead_id
    given = typed(work.lead, before=form["before"].value(), state="open", note="")
    assert as_(head).post(address, given).status_code == 302
    text = page_of(as_(), reverse("projects:risk", args=[work.code, risk.number]))
    assert text.index("jawab: Desa Sojokerto.") < text.index("jawab: Desa Besani.")  # as it was


def test_what_was_over_by_then_stays_as_it_was(client, work, partner_heads, leave):
    risk = note(work, partner_heads[0])
    assess(risk, partner_heads[0], state="closed", note="Bronjong selesai.")
    leave()
    text = page_of(client, reverse("projects:risk", args=[work.code, risk.number]))
    assert "Penanggung jawab: Desa Sojokerto" not in text


def test_another_partner_hears_who_assesses_it_now(work, partner_heads, leave):
    risk = note(work, partner_heads[0])
    leave()
    with pytest.raises(Forbidden) as refused:
        assess(risk, partner_heads[1])
    assert "Besani" not in str(refused.value)


# --- the page


def test_the_gravest_stands_first_and_what_is_over_last(client, work, head):
    small = note(work, head, title="Debu", likelihood=1, impact=1)
    note(work, head, title="Longsor", likelihood=3, impact=3)
    gone = note(work, head, title="Mogok")
    assess(gone, head, state="happened", note="Pekerja mogok dua hari.")
    register = register_of(work)
    assert [line.risk.title for line in register.open] == ["Longsor", "Debu"]
    assert [line.risk.title for line in register.over] == ["Mogok"]
    text = page_of(client, url_of("risks", work))
    assert text.index("Longsor") < text.index("Debu") < text.index("Mogok")
    assert "Pekerja mogok dua hari." in text
    address = reverse("projects:risk", args=[work.code, small.number])
    assert address in text
    assert "Kemungkinan: kecil" in page_of(client, address)
    assert client.get(reverse("projects:risk", args=[work.code, 99])).status_code == 404
    assert url_of("risks", work) in page_of(client, work.get_absolute_url())


def test_late_reviews_are_shown(client, work):
    AssessmentFactory(risk=RiskFactory(project=work), review_on=in_days(-5))
    AssessmentFactory(risk=RiskFactory(project=work), review_on=in_days(0) + timedelta(days=1))
    assert register_of(work).late == 1
    assert "1 peninjauan terlambat" in page_of(client, url_of("risks", work))


def test_of_a_draft_there_are_no_risks(client, lead, head):
    client.force_login(head.user)
    draft = ProjectFactory(lead=lead, state="draft")
    assert client.get(url_of("risks", draft)).status_code == 404


def typed(region, **words):
    return {
        "token": str(uuid.uuid4()), "title": "Longsor", "likelihood": "2", "impact": "3",
        "measure": "Bronjong", "keeper": region.pk, "review_on": in_days(30).isoformat(),
    } | words  # fmt: skip


def test_a_risk_is_noted_and_assessed_through_the_forms(client, work, head, partners):
    client.force_login(head.user)
    address = url_of("note_risk", work)
    page_of(client, address)
    sent = typed(partners[0])
    for _click in range(2):
        assert client.post(address, sent).status_code == 302
    risk = Risk.objects.get()
    address = reverse("projects:assess_risk", args=[work.code, risk.number])
    assert "Bronjong" in page_of(client, address)
    shown = risk.assessments.get().pk
    given = typed(partners[0], before=shown, state="closed", note="", review_on="besok")
    assert "mengapa ditutup" in client.post(address, given).content.decode()
    given = typed(partners[0], before=shown, state="open", note="", review_on="")
    assert "ditinjau lagi" in client.post(address, given).content.decode()
    given = typed(partners[0], before=shown, state="closed", note="Selesai.")
    assert client.post(address, given).status_code == 302
    late = typed(partners[0], before=shown, state="closed", note="Saya juga.")
    text = client.post(address, late).content.decode()
    assert "sudah menilai risiko ini" in text
    assert "Saya juga." in text
    assert f'value="{risk.assessments.standing().get().pk}"' in text  # once more goes through
    assert risk.assessments.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""}, {"likelihood": "4"}, {"impact": "9" * 30},
        {"keeper": "33.07"}, {"review_on": "2020-01-01"}, {"review_on": "9999-12-31"},
        {"measure": "x" * 501}, {"token": "x"},
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_at_its_field(client, work, head, partners, wrong):
    client.force_login(head.user)
    response = client.post(url_of("note_risk", work), typed(partners[0], **wrong))
    assert response.status_code == 200
    assert "Bronjong" in response.content.decode() or "measure" in wrong
    assert not Risk.objects.exists()


def test_a_full_register_keeps_what_was_typed(client, work, head, monkeypatch):
    monkeypatch.setattr(Risk, "MOST", 0)
    client.force_login(head.user)
    assert "Bronjong" in client.post(url_of("note_risk", work), typed(work.lead)).content.decode()


def test_the_pages_ask_a_constant_number_of_questions(client, work):
    def asked(address):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    first = AssessmentFactory(risk=RiskFactory(project=work, number=1))
    address = reverse("projects:risk", args=[work.code, 1])
    client.get(address)
    few = asked(url_of("risks", work)), asked(address)
    for number in range(2, 8):
        AssessmentFactory(risk=RiskFactory(project=work, number=number))
    AssessmentFactory(risk=first.risk, before=first, keeper=RegionFactory())
    many = asked(url_of("risks", work)), asked(address)
    # The project, its seats, their regions, answers; all risks — or one risk and its history.
    assert many == few == (5, 6)


def test_open_risks_of_several_projects_come_in_one_question(work, django_assert_num_queries):
    other = ProjectFactory(state=S.RUNNING)
    AssessmentFactory(risk=RiskFactory(project=work))
    AssessmentFactory(risk=RiskFactory(project=work), likelihood=1, impact=1)
    AssessmentFactory(risk=RiskFactory(project=work), state="closed")
    with django_assert_num_queries(1):
        assert levels_of([work, other]) == {work.pk: ["low", "high"], other.pk: []}


def test_the_comparison_names_the_gravest(client, work):
    other = ProjectFactory()
    AssessmentFactory(risk=RiskFactory(project=work))
    text = page_of(client, f"{reverse('projects:compare')}?p={work.code}&p={other.code}")
    assert "Risiko terbuka" in text
    assert "1, tingkat tertinggi: tinggi" in text
    assert "belum ada yang dicatat" in text


# --- reminders


def due(project, days=0, **words):
    return AssessmentFactory(risk=RiskFactory(project=project), review_on=in_days(days), **words)


def reminders():
    return Mail.objects.filter(kind="projects.review_due")


def test_who_looks_after_a_risk_is_reminded_once(work, partners, partner_heads):
    due(work, keeper=partners[0])
    due(work, days=-30, keeper=partners[0])
    due(work, days=5, keeper=partners[0])
    due(work, days=1, keeper=partners[0])  # tomorrow, as far as the clocks of other zones may be
    tasks.remind_of_reports()
    assert reminders().get().to == partner_heads[0].user.email
    tasks.remind_of_reports()
    assert reminders().count() == 1
    assert risking.remind_of_reviews(timezone.now() + timedelta(days=3)) == 2  # late, and now due
    assert sum("terlambat" in mail.subject for mail in reminders()) == 1


def test_nobody_is_reminded_of_what_is_over(work, head):
    row = due(work)
    Assessment.objects.create(
        risk=row.risk, before=row, state="closed", likelihood=1, impact=1, measure="Selesai",
        keeper=work.lead, note="Selesai", mandate=head, person_name="A", office_title="B",
    )  # fmt: skip
    due(ProjectFactory(state=S.FINISHED))
    assert risking.remind_of_reviews() == 0


def test_a_risk_whose_reminder_fails_does_not_stop_the_others(work, monkeypatch, caplog):
    first, second = due(work), due(work)
    wanted = risking.told.review_due

    def failing(assessment, *args, **kwargs):
        if assessment == first:
            raise ValueError
        return wanted(assessment, *args, **kwargs)

    monkeypatch.setattr(risking.told, "review_due", failing)
    assert risking.remind_of_reviews() == 1
    assert str(first.pk) in caplog.text
    assert reminders().get().key.startswith(f"projects.review_due:{second.pk}:")
