"""Many people at once, with real threads and real transactions."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import connection
from django.test import Client

from core.errors import Refusal
from core.models import AuditEvent
from projects import actions
from projects.actions import answering, negotiating
from projects.models import Consent, Draft, Follow, HomeResult, Outcome, Project, Round
from tests.factories.accounts import UserFactory
from tests.factories.projects import (
    FacilitatorFactory,
    ProjectFactory,
    QuestionFactory,
    RoundFactory,
)
from tests.factories.villages import MandateFactory, RegionFactory
from tests.projects.conftest import url_of

pytestmark = pytest.mark.django_db(transaction=True)
S = Project.State


def at_once(jobs):
    """Run all jobs in threads that begin together; returns what each returned."""
    gate = threading.Barrier(len(jobs))

    def run(job):
        gate.wait(timeout=60)
        try:
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def signed_in(mandate):
    client = Client(raise_request_exception=False)
    client.force_login(mandate.user)
    return client


def moves_of(project):
    return AuditEvent.objects.filter(target_id=str(project.pk), verb="projects.all_agreed").count()


def test_of_fifty_clicks_at_once_exactly_one_makes_it_agreed():
    heads = [MandateFactory() for _ in range(25)]
    lead = MandateFactory()
    project = ProjectFactory(
        lead=lead.region, partners=[head.region for head in heads], answers={lead.region: "given"}
    )
    address, form = url_of("answer", project), {"number": 1, "answer": "given"}
    clients = [signed_in(head) for head in heads * 2]  # everybody clicks twice

    answers = at_once([lambda client=client: client.post(address, form) for client in clients])

    assert {answer.status_code for answer in answers} == {302}
    project.refresh_from_db()
    assert project.state == S.AGREED
    assert moves_of(project) == 1
    assert Consent.objects.count() == 26


def test_without_the_lock_the_last_two_would_both_miss_it(monkeypatch):
    """The twin: the same race with the guard switched off is never settled."""
    heads = [MandateFactory(), MandateFactory()]
    lead = MandateFactory()
    project = ProjectFactory(
        lead=lead.region, partners=[head.region for head in heads], answers={lead.region: "given"}
    )
    both_have_answered = threading.Barrier(2)
    settle = answering._settle

    def settle_when_both_have_answered(project, *, by):
        # With the lock on, the second cannot come here before the first is done.
        with suppress(threading.BrokenBarrierError):
            both_have_answered.wait(timeout=2)
        return settle(project, by=by)

    def unlocked(project):
        return Project.objects.select_related("lead", "current").get(pk=project.pk)

    monkeypatch.setattr(answering, "_settle", settle_when_both_have_answered)
    jobs = [
        lambda head=head: actions.answer(project, by=head, number=1, answer="given")
        for head in heads
    ]
    monkeypatch.setattr(answering, "locked", unlocked)
    at_once(jobs)
    project.refresh_from_db()
    assert project.state == S.PROPOSED
    assert moves_of(project) == 0


def test_an_answer_and_a_change_at_once_never_mix():
    lead, partner = MandateFactory(), MandateFactory()
    project = ProjectFactory(
        lead=lead.region, partners=[partner.region], answers={lead.region: "given"}
    )
    draft = actions.begin_change(project, {}, by=lead)
    words = {
        "title": "Baru", "problem": "a", "aim": "b", "field": "development", "sectors": ["water"],
        "cost": 1, "starts_on": project.answer_by, "ends_on": project.answer_by, "timetable": "",
        "partners": [partner.region], "contributions": [], "answer_by": project.answer_by,
    }  # fmt: skip

    def change():
        return refused(lambda: actions.propose(draft, by=lead, **words))

    def consent():
        return refused(lambda: actions.answer(project, by=partner, number=1, answer="given"))

    at_once([change, consent])

    project.refresh_from_db()
    assert (project.state, project.current.number) == (S.PROPOSED, 2)
    assert [c.region for c in project.current.consents.all()] == [lead.region]


@pytest.mark.parametrize("records", [False, True])
def test_consent_and_the_gate_at_home_switched_on_at_once_never_mix(words, records):
    """Nobody consents to the version that asks the assemblies first before his own has met."""
    lead, partner = MandateFactory(), MandateFactory()
    project = ProjectFactory(
        lead=lead.region, partners=[partner.region], answers={lead.region: "given"},
        home_first=records,
    )  # fmt: skip
    draft = actions.begin_change(project, {}, by=lead)
    given = words | {"partners": [partner.region], "home_first": True, "contributions": []}

    def change():
        return refused(lambda: actions.propose(draft, by=lead, **given | {"fits": []}))

    def consent():
        if not records:
            return refused(lambda: actions.answer(project, by=partner, number=1, answer="given"))
        return refused(
            lambda: actions.record_result(
                project, by=partner, number=1, token=uuid.uuid4(), agrees=True,
                held_on=project.today, paper_number="140/07/BA/2026",
            )
        )  # fmt: skip

    at_once([change, consent])

    project.refresh_from_db()
    assert (project.state, project.current.number) == (S.PROPOSED, 2)
    assert not project.current.consents.exists()
    assert not HomeResult.objects.filter(version=project.current).exists()
    refusal = refused(lambda: actions.answer(project, by=partner, number=2, answer="given"))
    assert isinstance(refusal, Refusal)


def refused(job):
    try:
        return job()
    except Refusal as refusal:
        return refusal


def test_one_first_form_sent_ten_times_at_once_begins_one_draft():
    lead = MandateFactory()
    clients = [signed_in(lead) for _ in range(10)]
    form = {"token": "7e0e6ea1-4d3c-4a8e-9a53-0f63cf1d1a11", "title": "Jembatan"}
    answers = at_once([lambda c=client: c.post("/proyek/ajukan/", form) for client in clients])
    assert {answer.status_code for answer in answers} == {200}
    assert Draft.objects.count() == 1


def test_a_draft_sent_ten_times_at_once_is_one_version(typed):
    lead = MandateFactory(region=RegionFactory(name="Sojokerto"))
    partners = [MandateFactory(), MandateFactory()]
    draft = actions.begin(by=lead)
    codes = [partner.region_id for partner in partners]
    words = typed | {
        "mitra": typed["mitra"] | {"partners": codes},
        "biaya": {"cost": "1 juta"},
    }
    Draft.objects.update(
        answers={
            page: {k: v if isinstance(v, list) else [v] for k, v in values.items()}
            for page, values in words.items()
        }
    )
    clients = [signed_in(lead) for _ in range(10)]
    address = url_of("send", draft.project)
    answers = at_once([lambda c=client: c.post(address, {"revision": 1}) for client in clients])
    assert {answer.status_code for answer in answers} == {302}
    project = Project.objects.get()
    assert [version.number for version in project.versions.all()] == [1]


def test_the_work_starts_once():
    lead = MandateFactory()
    project = ProjectFactory(lead=lead.region, state=S.AGREED)
    results = at_once([lambda: refused(lambda: actions.start(project, by=lead))] * 8)
    assert sum(isinstance(result, Project) for result in results) == 1


def test_a_person_who_presses_follow_four_times_at_once_follows_once():
    project, user = ProjectFactory(), UserFactory()
    at_once([lambda: actions.follow(project, by=user)] * 4)
    assert Follow.objects.get().user == user


def test_of_two_who_close_a_round_at_once_one_is_refused():
    lead, partner = MandateFactory(), MandateFactory()
    project = ProjectFactory(lead=lead.region, partners=[partner.region])
    officer = MandateFactory(region=lead.region.parent, office="kecamatan", title="Kasi PMD")
    FacilitatorFactory(project=project, region=partner.region)
    question = QuestionFactory(project=project)
    outcomes = {question.pk: (False, "")}

    def close(by):
        words = {"number": 1, "summary": f"Rangkuman {by.title}", "outcomes": outcomes}
        return refused(lambda: actions.close_round(project, by=by, **words))

    said = at_once([lambda: close(officer), lambda: close(partner)])

    assert sum(isinstance(each, Refusal) for each in said) == 1
    assert Round.objects.count() == 1
    assert Outcome.objects.count() == 1


def test_a_no_that_comes_while_a_round_is_closed_waits_for_its_end(monkeypatch):
    lead, partner = MandateFactory(), MandateFactory()
    project = ProjectFactory(lead=lead.region, partners=[partner.region])
    FacilitatorFactory(project=project, region=lead.region)
    question = QuestionFactory(project=project)
    RoundFactory(project=project)
    end = {"number": 2, "summary": "Selesai.", "outcomes": {question.pk: (True, "Sama rata.")}}
    no = {"number": 2, "stance": "cannot", "reason": "Terlalu berat."}
    is_looked_at, is_said = threading.Event(), threading.Event()
    look = negotiating.talk_of

    def look_slowly(project):
        talk = look(project)
        is_looked_at.set()
        is_said.wait(timeout=1)
        return talk

    def say_no():
        is_looked_at.wait(timeout=60)
        said = refused(lambda: actions.take_position(question, by=partner, **no))
        is_said.set()
        return said

    monkeypatch.setattr(negotiating, "talk_of", look_slowly)
    closed, said = at_once([lambda: actions.close_round(project, by=lead, **end), say_no])

    assert closed.outcomes.get().is_settled
    assert isinstance(said, Refusal)
    assert not question.positions.exists()
