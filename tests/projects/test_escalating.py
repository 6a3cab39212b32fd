"""A proposal that is too large goes upward as a copy, and the answer flows back to all partners."""

import pytest
from django.db import DatabaseError, transaction

from core.errors import Forbidden, Refusal
from notifications.models import Mail, Notification
from projects import actions, escalation_rules
from projects.models import Escalation, EscalationStep, Project
from tests.factories.projects import (
    EscalationFactory,
    EscalationStepFactory,
    ProjectFactory,
    head_of,
)
from tests.factories.villages import MandateFactory, RegionFactory, SubdistrictFactory
from tests.projects.conftest import WHY_UPWARD as WHY
from tests.projects.test_races import at_once

pytestmark = pytest.mark.django_db
S, E = Project.State, Escalation.State


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def said(escalation):
    return list(escalation.steps.values_list("kind", flat=True))


# --- to whom


def receivers(*codes):
    regions = [
        SubdistrictFactory(code=code) if len(code) == 8 else RegionFactory(code=code)
        for code in codes
    ]
    return escalation_rules.receivers_of(ProjectFactory(lead=regions[0], partners=regions[1:]))


@pytest.mark.parametrize(
    ("codes", "to"),
    [
        (["33.07.05.2001", "33.07.05.2002"], ["33.07.05", "33.07"]),
        (["33.07.05.2001", "33.07.06.2002"], ["33.07"]),
        (["33.07.05.2001", "33.07.05"], ["33.07"]),
        (["33.07.06", "33.07.07"], ["33.07"]),
        (["33.07.05.2001", "33.08.01.2002"], ["33.07"]),
    ],
)
def test_the_receiver_is_computed_from_the_codes(codes, to):
    assert receivers(*codes) == to


def test_it_goes_to_nobody_else(project, head):
    with pytest.raises(Refusal, match="cannot go there|tidak dapat diteruskan ke sana"):
        actions.escalate(project, SubdistrictFactory(), by=head, ask="fund", reason=WHY)


# --- sending


def test_the_copy_keeps_the_version_and_the_reason(project, sent, subdistrict):
    assert (sent.state, sent.receiver, sent.version) == (E.SENT, subdistrict, project.current)
    step = sent.steps.get()
    assert (step.kind, step.text) == ("sent", WHY)
    assert fresh(project).state == S.PROPOSED


def test_the_receiver_and_all_partners_are_told(sent, camat, partner_heads, head):
    told = {mail.recipient for mail in Mail.objects.filter(kind="projects.escalation_told")}
    assert told == {mandate.user for mandate in partner_heads}
    asked = Mail.objects.get(kind="projects.escalation_asked")
    assert (asked.recipient, WHY in asked.text) == (camat.user, True)
    assert Notification.objects.filter(recipient=camat.user).exists()


def test_the_same_sent_twice_is_one(project, sent, subdistrict, regency, head):
    again = actions.escalate(project, subdistrict, by=head, ask="fund", reason=WHY)
    assert again == sent
    with pytest.raises(Refusal, match="Kecamatan"):
        actions.escalate(project, regency, by=head, ask="fund", reason=WHY)
    with pytest.raises(DatabaseError), transaction.atomic():
        EscalationFactory(project=project, receiver=regency)


def test_after_it_was_taken_up_it_may_go_further_but_not_there_again(
    project, sent, subdistrict, regency, head, camat
):
    actions.take_up(sent, by=camat, text="Kami bawa.")
    with pytest.raises(Refusal):
        actions.escalate(project, subdistrict, by=head, ask="fund", reason=WHY)
    further = actions.escalate(project, regency, by=head, ask="fund", reason=WHY)
    assert further.receiver == regency


@pytest.mark.parametrize("state", [S.RUNNING, S.FINISHED, S.DECLINED, S.WITHDRAWN])
def test_only_what_has_not_begun_is_sent(state):
    project = ProjectFactory(state=state)
    with pytest.raises(Refusal):
        actions.escalate(
            project, project.lead.parent, by=head_of(project.lead), ask="fund", reason=WHY
        )


def test_only_the_lead_sends(project, partner_heads, subdistrict, camat):
    for wrong in (partner_heads[0], camat):
        with pytest.raises(Forbidden):
            actions.escalate(project, subdistrict, by=wrong, ask="fund", reason=WHY)


# --- answering


def test_taken_up_and_noted_onward(sent, officer, partner_heads):
    actions.take_up(sent, by=officer, text="Kami bawa ke Musrenbang.")
    note = {"text": "Masuk daftar.", "list": "kecamatan", "year": 2027, "rank": 3}
    step = actions.note_progress(sent, by=officer, **note)
    assert actions.note_progress(sent, by=officer, **note) == step
    assert said(sent) == ["sent", "taken_up", "note"]
    letters = Mail.objects.filter(recipient=partner_heads[0].user).order_by("pk")
    assert letters.count() == 3
    assert "Musrenbang Kecamatan" in letters.last().text


def test_asked_back_replied_and_declined(sent, camat, head):
    actions.ask_back(sent, by=camat, text="Berapa rumah?")
    with pytest.raises(Refusal):
        actions.take_up(fresh(sent), by=camat, text="Ya.")
    actions.reply_to_question(sent, by=head, text="812 rumah.")
    with pytest.raises(Refusal):
        actions.reply_to_question(fresh(sent), by=head, text="900 rumah.")
    actions.decline_escalation(sent, by=camat, text="Anggaran sudah habis.")
    assert said(sent) == ["sent", "question", "reply", "declined"]
    assert Mail.objects.filter(kind="projects.escalation_asked", recipient=camat.user).count() == 2
    with pytest.raises(Refusal):
        actions.note_progress(fresh(sent), by=camat, text="Apa?")


def test_taken_back_it_may_be_sent_again(project, sent, subdistrict, head, camat):
    actions.take_escalation_back(sent, by=head, text="Kami perbaiki dahulu.")
    with pytest.raises(Refusal):
        actions.take_up(fresh(sent), by=camat, text="Ya.")
    with pytest.raises(Refusal):
        actions.take_escalation_back(fresh(sent), by=head, text="Lagi.")
    assert actions.escalate(project, subdistrict, by=head, ask="lead", reason=WHY) != sent


def test_nobody_else_answers(sent, head, partner_heads, regency_officer):
    for wrong in (head, partner_heads[0], regency_officer):
        with pytest.raises(Forbidden):
            actions.take_up(sent, by=wrong, text="Ya.")
        with pytest.raises(Forbidden):
            actions.note_progress(sent, by=wrong, text="Ya.")
    with pytest.raises(Forbidden):
        actions.reply_to_question(sent, by=partner_heads[0], text="Ya.")


def test_what_was_withdrawn_is_not_taken_up(project, sent, camat, head):
    actions.withdraw(project, by=head, reason="Batal.")
    with pytest.raises(Refusal):
        actions.take_up(sent, by=camat, text="Ya.")


# --- several in one copy


@pytest.fixture
def other(subdistrict):
    """Another proposal of the same subdistrict, sent there too."""
    return EscalationFactory(project=ProjectFactory(title="Air bersih lereng barat"))


def test_several_go_on_in_one_copy(sent, other, camat, project):
    actions.take_up(sent, by=camat, text="Kami bawa.")
    actions.take_up(other, by=camat, text="Bersama usulan lain.", part_of=sent)
    actions.note_progress(sent, by=camat, text="Masuk daftar.")
    told = Mail.objects.filter(kind="projects.escalation_told", text__contains="Masuk daftar.")
    heads = {head_of(each.lead).user for each in (project, other.project)}
    assert heads <= {mail.recipient for mail in told}
    with pytest.raises(Refusal):
        actions.note_progress(fresh(other), by=camat, text="Di sini?")


def test_only_into_a_whole_copy_of_ones_own(sent, other, camat, regency, project):
    elsewhere = EscalationFactory(project=ProjectFactory(), receiver=regency, state=E.TAKEN_UP)
    for wrong in (sent, other, elsewhere):
        with pytest.raises(Refusal):
            actions.take_up(sent, by=camat, text="Ya.", part_of=wrong)


def test_the_database_refuses_chains_circles_and_changed_copies(sent, other, camat, regency):
    third = EscalationFactory(project=ProjectFactory(), state=E.TAKEN_UP)
    actions.take_up(sent, by=camat, text="Kami bawa.")
    actions.take_up(other, by=camat, text="Bersama.", part_of=sent)
    away = EscalationFactory(project=ProjectFactory(), receiver=regency, state=E.TAKEN_UP)
    tries = [
        (sent, {"part_of": third}),
        (sent, {"part_of": sent}),
        (third, {"part_of": other}),
        (third, {"part_of": away}),
        (other, {"part_of": None}),
        (other, {"part_of": third}),
        (third, {"state": E.SENT, "part_of": sent}),
        (third, {"receiver": regency}),
        (third, {"version": sent.version}),
    ]
    for row, changes in tries:
        with pytest.raises(DatabaseError), transaction.atomic():
            Escalation.objects.filter(pk=row.pk).update(**changes)


def test_words_are_fixed(sent):
    with pytest.raises(DatabaseError), transaction.atomic():
        sent.steps.update(text="Lain.")
    for wrong in (
        {"text": ""},
        {"kind": "note", "list": "du_rkp"},
        {"kind": "note", "rank": 1},
        {"kind": "note", "list": "du_rkp", "year": 2027, "rank": 0},
        {"list": "du_rkp", "year": 2027},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            EscalationStepFactory(escalation=sent, **wrong)


# --- at once


def tried(job):
    try:
        return job()
    except (Refusal, DatabaseError) as error:
        return error


@pytest.mark.django_db(transaction=True)
def test_two_officers_answer_at_once_and_one_counts():
    escalation = EscalationFactory()
    people = [
        MandateFactory(region=escalation.receiver, office=office)
        for office in ("camat", "kecamatan")
    ]
    results = at_once(
        [
            lambda: tried(lambda: actions.take_up(escalation, by=people[0], text="Ya.")),
            lambda: tried(
                lambda: actions.decline_escalation(escalation, by=people[1], text="Tidak.")
            ),
        ]
    )
    assert sum(isinstance(each, Refusal) for each in results) == 1
    assert EscalationStep.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_second_click_sends_once():
    project = ProjectFactory()
    head, to = head_of(project.lead), project.lead.parent
    at_once(
        [lambda: tried(lambda: actions.escalate(project, to, by=head, ask="fund", reason=WHY))] * 2
    )
    assert (Escalation.objects.count(), EscalationStep.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_taking_back_and_taking_up_at_once_have_one_outcome():
    escalation = EscalationFactory()
    head, camat = head_of(escalation.project.lead), head_of(escalation.receiver)
    results = at_once(
        [
            lambda: tried(lambda: actions.take_up(escalation, by=camat, text="Ya.")),
            lambda: tried(lambda: actions.take_escalation_back(escalation, by=head, text="Batal.")),
        ]
    )
    assert sum(isinstance(each, Refusal) for each in results) == 1


@pytest.mark.django_db(transaction=True)
def test_a_note_and_a_new_part_at_once_do_not_block_each_other():
    whole = EscalationFactory(state=E.TAKEN_UP)
    EscalationStepFactory(escalation=whole)
    part = EscalationFactory()
    camat = head_of(whole.receiver)
    results = at_once(
        [
            lambda: tried(lambda: actions.note_progress(whole, by=camat, text="Jalan.")),
            lambda: tried(lambda: actions.take_up(part, by=camat, text="Ya.", part_of=whole)),
        ]
    )
    assert not [each for each in results if isinstance(each, Exception)]
