"""What lies open above ends with its proposal; the list narrows to what was sent on."""

import pytest
from django.db import DatabaseError
from django.urls import reverse

from core.errors import Refusal
from core.models import AuditEvent
from notifications.models import Mail, Notification
from projects import actions, rules
from projects.models import Escalation, Project
from projects.waiting import waiting_for
from tests.factories.projects import EscalationFactory, MergeOfferFactory, ProjectFactory, head_of
from tests.projects.test_races import at_once
from tests.projects.test_reading import LIST, count

pytestmark = pytest.mark.django_db
S, E = Project.State, Escalation.State


def ended(escalation):
    escalation.refresh_from_db()
    return escalation.state, escalation.steps.last().text


def test_a_withdrawn_proposal_ends_its_copy_and_both_sides_are_told(
    project, sent, head, camat, partner_heads
):
    actions.withdraw(project, by=head, reason="Dana desa dialihkan.")
    state, words = ended(sent)
    assert state == E.CLOSED
    assert "Dana desa dialihkan." in words
    asked = Mail.objects.filter(kind="projects.escalation_asked", recipient=camat.user).first()
    assert "Dana desa dialihkan." in asked.text
    told = Mail.objects.filter(text__contains="dialihkan").exclude(recipient=camat.user)
    assert {mail.kind for mail in told} == {"projects.withdrawn"}  # one letter each
    assert {mail.recipient for mail in told} == {each.user for each in partner_heads}
    assert len(told) == len(partner_heads)
    assert all(f"kepada {sent.receiver.full_name}" in mail.text for mail in told)
    assert AuditEvent.objects.filter(verb="projects.escalation_closed").count() == 1
    assert not [task for task in waiting_for(camat, camat.user) if task.icon == "up"]


def test_a_receiver_that_takes_part_itself_is_written_to_once(lead, partners, head, camat):
    project = ProjectFactory(lead=lead, partners=[*partners, camat.region])
    EscalationFactory(project=project, receiver=camat.region)
    actions.withdraw(project, by=head, reason="Dana desa dialihkan.")
    told = Mail.objects.filter(recipient=camat.user, text__contains="dialihkan")
    assert [mail.kind for mail in told] == ["projects.withdrawn"]


def test_what_was_asked_back_ends_too(project, sent, head, camat):
    actions.ask_back(sent, by=camat, text="Berapa rumah?")
    actions.withdraw(project, by=head, reason="Batal.")
    assert ended(sent)[0] == E.CLOSED
    with pytest.raises(Refusal):
        actions.reply_to_question(sent, by=head, text="812 rumah.")


def test_what_all_decline_ends_its_copy(project, sent, partner_heads):
    for each in partner_heads:
        actions.answer(project, by=each, number=1, answer="declined", reason="Terlalu mahal.")
    project.refresh_from_db()
    assert (project.state, ended(sent)[0]) == (S.DECLINED, E.CLOSED)


def test_finished_work_ends_its_copy_and_the_receiver_is_told(lead, partners, head, camat):
    project = ProjectFactory(lead=lead, partners=partners, state=S.RUNNING)
    sent = EscalationFactory(project=project, receiver=camat.region)
    actions.finish(project, by=head)
    assert ended(sent) == (E.CLOSED, "Pekerjaan sudah selesai.")
    asked = Mail.objects.get(kind="projects.escalation_asked", recipient=camat.user)
    assert "Pekerjaan sudah selesai." in asked.text
    assert not [task for task in waiting_for(camat, camat.user) if task.icon == "up"]
    with pytest.raises(Refusal):
        actions.take_up(sent, by=camat, text="Ya.")


def test_what_goes_on_elsewhere_ends_its_copy_and_says_where(project, sent):
    target = ProjectFactory(title="Pasar bersama")
    offer = MergeOfferFactory(project=project, target=target)
    actions.accept_merge(offer, by=head_of(target.lead))
    state, words = ended(sent)
    assert (state, "Pasar bersama" in words) == (E.CLOSED, True)


def test_what_was_taken_up_goes_on(project, sent, head, camat):
    actions.take_up(sent, by=camat, text="Kami bawa.")
    actions.withdraw(project, by=head, reason="Batal.")
    assert ended(sent) == (E.TAKEN_UP, "Kami bawa.")
    actions.note_progress(sent, by=camat, text="Masuk daftar.")


def merge(project, head):
    offer = MergeOfferFactory(project=project, target=ProjectFactory(title="Pasar bersama"))
    actions.accept_merge(offer, by=head_of(offer.target.lead))


def withdraw(project, head):
    actions.withdraw(project, by=head, reason="Dana desa dialihkan.")


def finish(project, head):
    project.state, project.agreed_at, project.started_at = "running", *[project.proposed_at] * 2
    project.save()
    actions.finish(project, by=head)


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (withdraw, "Ditarik: Dana desa dialihkan."),
        (finish, "Pekerjaan sudah selesai."),
        (merge, "Usulan ini berlanjut dalam: Pasar bersama"),
    ],
)
def test_who_has_taken_it_up_is_told_of_the_end_and_the_page_says_so(
    client, project, sent, head, camat, end, words
):
    actions.take_up(sent, by=camat, text="Kami bawa.")
    assert "melanjutkannya dalam perencanaannya" in page_of(client, sent)

    end(project, head)

    line = Notification.objects.get(recipient=camat.user, kind="projects.escalation_ended")
    assert (line.body, line.url) == (words, sent.get_absolute_url())
    assert words in Mail.objects.get(kind="projects.escalation_ended").text
    page = page_of(client, sent)
    assert f"<b>{words}</b>" in page
    assert "melanjutkannya dalam perencanaannya" not in page
    assert client.get(sent.get_absolute_url()).context["state"].kind == "plain"
    actions.note_progress(sent, by=camat, text="Masuk daftar.")


def test_who_has_taken_it_up_and_takes_part_hears_of_the_end_once(lead, partners, head, camat):
    project = ProjectFactory(lead=lead, partners=[*partners, camat.region])
    EscalationFactory(project=project, receiver=camat.region, state=E.TAKEN_UP)
    withdraw(project, head)
    told = Notification.objects.filter(recipient=camat.user)
    assert [line.kind for line in told] == ["projects.withdrawn"]


def test_only_who_may_propose_is_advised_to(
    client, project, sent, regency, camat, regency_officer, head, partner_heads
):
    def advised(escalation):
        page = client.get(escalation.get_absolute_url())
        assert page.context["may_lead"] == ("mengajukan proyek sendiri" in page.content.decode())
        return page.context["may_lead"]

    actions.take_up(sent, by=camat, text="Kami bawa.")
    upper = actions.escalate(project, regency, by=head, ask="lead", reason="Terlalu besar.")
    actions.take_up(upper, by=regency_officer, text="Kami bawa.")
    assert not rules.can_propose(regency_officer)
    assert (advised(sent), advised(upper)) == (True, False)
    for each in partner_heads:
        actions.answer(project, by=each, number=1, answer="given")
    assert not advised(sent)  # what is agreed is merged no more


def page_of(client, escalation):
    return client.get(escalation.get_absolute_url()).content.decode()


def test_its_page_says_so(client, project, sent, head):
    actions.withdraw(project, by=head, reason="Batal.")
    page = client.get(sent.get_absolute_url())
    assert page.context["state"].icon == "x"
    assert not page.context["can_answer"] and not page.context["can_take_back"]


def tried(job):
    try:
        return job()
    except (Refusal, DatabaseError) as error:
        return error


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_the_withdrawal_at_once_have_one_outcome():
    escalation = EscalationFactory()
    project = escalation.project
    head, camat = head_of(project.lead), head_of(escalation.receiver)
    taken, _withdrawn = at_once(
        [
            lambda: tried(lambda: actions.take_up(escalation, by=camat, text="Ya.")),
            lambda: tried(lambda: actions.withdraw(project, by=head, reason="Batal.")),
        ]
    )
    escalation.refresh_from_db()
    project.refresh_from_db()
    assert project.state == S.WITHDRAWN
    assert escalation.state == (E.CLOSED if isinstance(taken, Refusal) else E.TAKEN_UP)
    assert escalation.steps.count() == 1


# --- the list


def test_the_list_narrows_to_what_was_sent_on(client, project, sent):
    for state in (E.TAKEN_BACK, E.DECLINED, E.CLOSED):
        EscalationFactory(state=state)
    taken = EscalationFactory(state=E.TAKEN_UP)
    ProjectFactory()
    page = client.get(LIST, {"diteruskan": "on"})
    assert {card.project for card in page.context["cards"]} == {project, taken.project}
    assert page.context["narrowing"] == 1
    assert count(client, LIST, diteruskan="on") == count(client, LIST)


def test_officers_find_the_overview_from_the_list(as_, client, camat, head):
    overview = reverse("projects:received")
    for who, shown in ((None, False), (head, False), (camat, True)):
        page = (as_(who) if who else client).get(LIST).content.decode()
        assert (overview in page) is shown


def test_the_project_leads_to_all_that_were_sent_on(client, project, sent):
    assert f"{LIST}?diteruskan=on" in client.get(project.get_absolute_url()).content.decode()
