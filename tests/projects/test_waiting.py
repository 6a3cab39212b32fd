"""What waits for a person on the start page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects import actions
from projects.models import Project
from projects.waiting import waiting_for
from tests.factories.projects import ProjectFactory, in_days
from tests.factories.villages import MandateFactory
from tests.projects.conftest import url_of

pytestmark = pytest.mark.django_db
S = Project.State


def titles(mandate):
    return [task.title for task in waiting_for(mandate, mandate.user)]


def test_nothing_waits_for_those_who_cannot_propose(lead):
    assert waiting_for(None, None) == []
    assert titles(MandateFactory(region=lead, office="council")) == []


def test_a_proposal_waits_for_the_head_until_he_answers(project, partner_heads, partners):
    task = waiting_for(partner_heads[0], partner_heads[0].user)[0]
    assert task.title == f"Jawab usulan: {project.title}"
    assert task.url == url_of("answer", project)
    assert task.due == in_days(14)
    assert task.asks_word
    assert task.note == "Diajukan Desa Sojokerto"
    actions.answer(project, by=partner_heads[0], number=1, answer="given")
    assert titles(partner_heads[0]) == []


def test_a_secretary_is_reminded_that_the_head_must_answer(project, partners):
    secretary = MandateFactory(region=partners[0], office="secretary")
    task = waiting_for(secretary, secretary.user)[0]
    assert task.note.startswith("Perlu dijawab oleh kepala desa")
    assert not task.asks_word


def test_the_lead_has_drafts_and_revisions(lead, head, secretary):
    ProjectFactory(title="Perbaiki", lead=lead, state=S.REVISING)
    ProjectFactory(title="Draf", lead=lead, state=S.DRAFT)
    ProjectFactory(title="Ditolak", lead=lead, state=S.DECLINED)
    ProjectFactory(title="Jalan", lead=lead, state=S.RUNNING)
    for mandate in (head, secretary):
        assert set(titles(mandate)) == {"Perbaiki usulan: Perbaiki", "Lanjutkan draf: Draf"}


def test_a_change_in_the_making_waits_as_a_draft(project, head):
    actions.begin_change(project, {}, by=head)
    task = waiting_for(head, head.user)[0]
    assert task.title == f"Lanjutkan draf: {project.title}"
    assert task.url == url_of("check", project)


def test_twenty_at_most_with_a_constant_number_of_questions(head, partners, partner_heads, lead):
    ProjectFactory(lead=lead, partners=partners)
    with CaptureQueriesContext(connection) as few:
        titles(partner_heads[0])
    ProjectFactory.create_batch(22, lead=lead, partners=partners)
    ProjectFactory.create_batch(3, lead=partners[0], partners=[lead], state=S.REVISING)
    with CaptureQueriesContext(connection) as many:
        assert len(titles(partner_heads[0])) == 20
    # To answer, sent upward, to write, to evaluate, to commit, offers.
    assert len(few) == len(many) == 6


def test_the_most_urgent_comes_first(lead, partners, partner_heads):
    ProjectFactory(title="Nanti", lead=lead, partners=partners, answer_by=in_days(9))
    ProjectFactory(title="Segera", lead=lead, partners=partners, answer_by=in_days(2))
    assert titles(partner_heads[0])[0] == "Jawab usulan: Segera"
