"""What happens to a project, by its actions."""

import uuid

import pytest
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from notifications.models import Mail
from projects import actions
from projects.actions.wording import first_sentence
from projects.models import Consent, Draft, Partnership, Project, Version
from tests.factories.projects import ConsentFactory, DraftFactory, ProjectFactory
from tests.factories.villages import MandateFactory, RegionFactory, SubdistrictFactory

pytestmark = pytest.mark.django_db
S = Project.State
MAHAL = {"biaya": "Mahal."}


def verbs_of(project):
    events = AuditEvent.objects.filter(target_id=str(project.pk), target_type="projects.project")
    return [event.verb.removeprefix("projects.") for event in events.order_by("pk")]


def propose(draft, by, words, **changes):
    return actions.propose(draft, by=by, **words | changes)


@pytest.fixture
def proposed(head, partner_heads, words):
    """A proposal made by the head of the lead."""
    draft = actions.begin(by=head)
    propose(draft, head, words)
    return Project.objects.get(pk=draft.project.pk)


# --- drafting


def test_a_draft_begins_with_the_leads_seat(head):
    draft = actions.begin(by=head)
    assert draft.project.state == S.DRAFT
    assert [(s.region, s.role) for s in draft.project.partnerships.all()] == [
        (head.region, Partnership.Role.LEAD)
    ]
    assert verbs_of(draft.project) == ["drafted"]


def test_the_same_first_form_begins_one_draft(head):
    token = uuid.uuid4()
    assert actions.begin(by=head, token=token) == actions.begin(by=head, token=token)
    assert Project.objects.count() == 1


def test_another_persons_number_is_no_key_to_his_draft(head, secretary):
    token = uuid.uuid4()
    assert actions.begin(by=head, token=token) != actions.begin(by=secretary, token=token)


def test_a_page_is_kept_as_typed_and_names_the_project(head):
    draft = actions.begin(by=head)
    typed = {"title": ["Jembatan"], "problem": [""]}
    kept = actions.save_page(draft, "tujuan", typed, by=head, mark=draft.mark("tujuan"), title="J")
    assert kept.answers == {"tujuan": typed}
    assert kept.revision == draft.revision + 1
    assert Project.objects.get().title == "J"


def test_two_people_do_not_overwrite_each_other(head, secretary):
    draft = actions.begin(by=head)
    shown = draft.mark("tujuan")
    actions.save_page(draft, "tujuan", {"title": ["A"]}, by=head, mark=shown)
    with pytest.raises(actions.Conflict):
        actions.save_page(draft, "tujuan", {"title": ["B"]}, by=secretary, mark=shown)
    assert Draft.objects.get().typed("tujuan")["title"] == "A"


def test_the_same_text_twice_is_no_conflict_and_other_pages_are_free(head, secretary):
    draft = actions.begin(by=head)
    shown = draft.mark("tujuan")
    actions.save_page(draft, "tujuan", {"title": ["A"]}, by=head, mark=shown)
    actions.save_page(draft, "tujuan", {"title": ["A"]}, by=head, mark=shown)
    actions.save_page(draft, "jadwal", {"x": ["1"]}, by=secretary, mark=draft.mark("jadwal"))
    assert set(Draft.objects.get().answers) == {"tujuan", "jadwal"}


def test_a_draft_that_was_sent_takes_no_more_pages(head, words, partner_heads):
    draft = actions.begin(by=head)
    propose(draft, head, words)
    with pytest.raises(Refusal):
        actions.save_page(draft, "tujuan", {}, by=head, mark=draft.mark("tujuan"))


def test_drafting_a_change_does_not_rename_what_the_partners_see(project, head):
    draft = actions.begin_change(project, {"tujuan": {"title": ["Lama"]}}, by=head)
    actions.save_page(
        draft, "tujuan", {"title": ["Baru"]}, by=head, mark=draft.mark("tujuan"), title="Baru"
    )
    assert Project.objects.get().title == project.title
    assert actions.begin_change(project, {}, by=head) == draft


def test_a_first_draft_is_thrown_away_with_its_project(head):
    draft = actions.begin(by=head)
    project = draft.project
    pk = project.pk
    actions.discard(draft, by=head)
    assert not Project.objects.exists()
    assert AuditEvent.objects.filter(target_id=str(pk), verb="projects.discarded").exists()


def test_a_changed_draft_is_thrown_away_alone(project, head):
    actions.discard(actions.begin_change(project, {}, by=head), by=head)
    assert Project.objects.get().state == S.PROPOSED
    assert not Draft.objects.exists()


def test_a_draft_to_which_something_belongs_stays(head, monkeypatch):
    def protected(self):
        raise ProtectedError("a meeting", set())

    draft = actions.begin(by=head)
    monkeypatch.setattr(Project, "delete", protected)
    with pytest.raises(Refusal):
        actions.discard(draft, by=head)
    assert Draft.objects.exists()


# --- proposing


def test_the_heads_consent_comes_with_his_proposal(proposed, head):
    assert proposed.state == S.PROPOSED
    consent = Consent.objects.get()
    assert (consent.region, consent.person_name) == (head.region, head.user.full_name)
    assert (consent.office_title, consent.version) == (head.title, proposed.current)
    assert verbs_of(proposed) == ["drafted", "proposed", "consent_given"]


def test_a_secretarys_proposal_waits_for_his_own_head_too(secretary, head, words, partner_heads):
    draft = actions.begin(by=secretary)
    propose(draft, secretary, words)
    assert not Consent.objects.exists()
    asked = Mail.objects.filter(kind="projects.consent_asked")
    assert {mail.recipient for mail in asked} == {
        head.user, *(each.user for each in partner_heads)
    }  # fmt: skip


def test_a_version_keeps_all_words(proposed, words, partners):
    version = proposed.current
    assert (version.number, version.cost) == (1, words["cost"])
    assert version.partner_codes == [region.pk for region in partners]
    assert [c.note for c in version.contributions.all()] == ["APB Desa", "200 hari kerja"]
    assert proposed.summary == "Air bersih bagi 812 rumah."


def test_a_draft_is_proposed_once(head, words, partner_heads):
    draft = actions.begin(by=head)
    propose(draft, head, words)
    with pytest.raises(Refusal):
        propose(draft, head, words)
    assert Version.objects.count() == 1


def test_a_draft_that_changed_since_it_was_checked_is_not_proposed(head, secretary, words):
    draft = actions.begin(by=head)
    actions.save_page(draft, "tujuan", {"title": ["B"]}, by=secretary, mark=draft.mark("tujuan"))
    with pytest.raises(Refusal):
        propose(draft, head, words)
    assert Project.objects.get().state == S.DRAFT


def test_a_changed_proposal_asks_everybody_again(proposed, head, partner_heads, words):
    actions.answer(proposed, by=partner_heads[0], number=1, answer="given")
    draft = actions.begin_change(proposed, {}, by=head)
    propose(draft, head, words, cost=1, change_note="Biaya turun.")
    proposed.refresh_from_db()
    assert (proposed.state, proposed.current.number) == (S.PROPOSED, 2)
    assert [c.region for c in proposed.current.consents.all()] == [head.region]
    assert Consent.objects.filter(version__number=1).count() == 2
    asked = Mail.objects.filter(kind="projects.consent_asked")
    assert {mail.state for mail in asked.filter(key__contains=f":{proposed.current.pk}:")} == {
        "waiting"
    }
    old = asked.exclude(key__contains=f":{proposed.current.pk}:")
    assert {mail.state for mail in old} == {"dropped"}


def test_an_agreed_project_that_changes_is_under_deliberation_again(lead, partners, head, words):
    project = ProjectFactory(lead=lead, partners=partners, state=S.AGREED)
    propose(actions.begin_change(project, {}, by=head), head, words)
    project.refresh_from_db()
    assert (project.state, project.agreed_at) == (S.PROPOSED, None)


def test_the_lead_goes_on_without_a_partner_and_tells_it(proposed, head, partner_heads, words):
    new = MandateFactory()
    draft = actions.begin_change(proposed, {}, by=head)
    stays, goes = partner_heads
    propose(draft, head, words, partners=[stays.region, new.region], contributions=[])
    assert {seat.region for seat in proposed.partnerships.all()} == {
        head.region, stays.region, new.region,
    }  # fmt: skip
    assert goes.user.notifications.latest("pk").kind == "projects.left_out"
    with pytest.raises(Forbidden):
        actions.answer(proposed, by=goes, number=2, answer="given")


def test_a_subdistrict_leads_villages(partners, words):
    camat = MandateFactory(region=SubdistrictFactory(code="33.07.05"), office="camat")
    draft = actions.begin(by=camat)
    propose(draft, camat, words, contributions=[])
    assert Project.objects.get().current.consents.get().region == camat.region


# --- answering


def test_the_last_consent_makes_it_agreed(proposed, partner_heads):
    for head in partner_heads:
        given = actions.answer(proposed, by=head, number=1, answer="given")
        assert given.mandate == head
    proposed.refresh_from_db()
    assert proposed.state == S.AGREED
    assert proposed.agreed_at
    assert verbs_of(proposed)[-3:] == ["consent_given", "consent_given", "all_agreed"]


def test_it_waits_until_all_have_answered(proposed, partner_heads):
    actions.answer(proposed, by=partner_heads[0], number=1, answer="changes", requests=MAHAL)
    proposed.refresh_from_db()
    assert proposed.state == S.PROPOSED


def test_a_wish_for_changes_leads_to_a_revision(proposed, partner_heads):
    first, second = partner_heads
    actions.answer(proposed, by=first, number=1, answer="changes", requests=MAHAL)
    actions.answer(proposed, by=second, number=1, answer="given")
    proposed.refresh_from_db()
    assert proposed.state == S.REVISING
    assert verbs_of(proposed)[-1] == "needs_revision"


def test_when_every_partner_declines_it_is_declined(proposed, partner_heads):
    for head in partner_heads:
        actions.answer(proposed, by=head, number=1, answer="declined", reason="Tidak perlu.")
    proposed.refresh_from_db()
    assert proposed.state == S.DECLINED
    assert proposed.closed_at
    assert verbs_of(proposed)[-1] == "turned_down"


def test_a_second_click_gets_the_first_answer(proposed, partner_heads):
    first = actions.answer(proposed, by=partner_heads[0], number=1, answer="given")
    again = actions.answer(
        proposed, by=partner_heads[0], number=1, answer="declined", reason="Lain."
    )
    assert again == first
    assert Consent.objects.filter(region=partner_heads[0].region).count() == 1


def test_a_second_click_on_the_last_answer_too(proposed, partner_heads):
    for head in partner_heads:
        actions.answer(proposed, by=head, number=1, answer="given")
    again = actions.answer(proposed, by=partner_heads[1], number=1, answer="given")
    assert again.answer == "given"
    assert Consent.objects.count() == 3


def test_an_answer_to_an_older_version_is_refused(proposed, head, partner_heads, words):
    propose(actions.begin_change(proposed, {}, by=head), head, words, cost=1)
    with pytest.raises(Refusal, match="berubah"):
        actions.answer(proposed, by=partner_heads[0], number=1, answer="given")
    assert not Consent.objects.filter(region=partner_heads[0].region).exists()


def test_an_old_answer_clicked_again_after_a_change_is_refused(
    proposed, head, partner_heads, words
):
    actions.answer(proposed, by=partner_heads[0], number=1, answer="given")
    propose(actions.begin_change(proposed, {}, by=head), head, words, cost=1)
    with pytest.raises(Refusal, match="berubah"):
        actions.answer(proposed, by=partner_heads[0], number=1, answer="given")


def test_a_draft_takes_no_answers(head):
    draft = actions.begin(by=head)
    with pytest.raises(Refusal):
        actions.answer(draft.project, by=head, number=1, answer="given")


def test_a_stranger_is_forbidden_whatever_version_he_names(proposed):
    with pytest.raises(Forbidden):
        actions.answer(proposed, by=MandateFactory(), number=99, answer="given")


def test_a_secretary_is_forbidden(proposed, partners):
    secretary = MandateFactory(region=partners[0], office="secretary")
    with pytest.raises(Forbidden):
        actions.answer(proposed, by=secretary, number=1, answer="given")


def test_a_withdrawn_proposal_takes_no_answers(proposed, head, partner_heads):
    actions.withdraw(proposed, by=head, reason="Dana dialihkan.")
    with pytest.raises(Refusal):
        actions.answer(proposed, by=partner_heads[0], number=1, answer="given")


# --- the course of the work


def test_from_agreed_over_running_to_finished(lead, head):
    project = ProjectFactory(lead=lead, state=S.AGREED)
    assert actions.start(project, by=head).state == S.RUNNING
    with pytest.raises(Refusal):
        actions.start(project, by=head)
    assert actions.finish(project, by=head).state == S.FINISHED
    with pytest.raises(Refusal):
        actions.finish(project, by=head)
    assert verbs_of(project) == ["started", "finished"]


def test_a_withdrawal_keeps_the_reason_and_drops_what_waits(proposed, head, partner_heads):
    actions.begin_change(proposed, {}, by=head)
    actions.withdraw(proposed, by=head, reason="Dana dialihkan.")
    proposed.refresh_from_db()
    assert (proposed.state, proposed.close_reason) == (S.WITHDRAWN, "Dana dialihkan.")
    assert not Draft.objects.exists()
    assert {m.state for m in Mail.objects.filter(kind="projects.consent_asked")} == {"dropped"}
    assert partner_heads[0].user.notifications.latest("pk").kind == "projects.withdrawn"
    with pytest.raises(Refusal):
        actions.withdraw(proposed, by=head, reason="Lagi.")
    told = Mail.objects.count()
    again = actions.withdraw(proposed, by=head, reason="Dana dialihkan.")  # a second click
    assert (again, Mail.objects.count()) == (proposed, told)


@pytest.mark.parametrize("state", [S.AGREED, S.RUNNING])
def test_only_the_head_takes_the_regions_word_back(lead, secretary, state):
    project = ProjectFactory(lead=lead, state=state)
    with pytest.raises(Forbidden):
        actions.withdraw(project, by=secretary, reason="Dana dialihkan.")


# --- the database refuses as well


@pytest.mark.parametrize(
    "change", [{"cost": 1}, {"title": "Lain"}, {"partner_codes": []}, {"change_note": "Lain"}]
)
def test_a_version_is_never_changed(project, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        Version.objects.filter(pk=project.current_id).update(**change)


def test_an_answer_is_never_changed_or_taken_back(project):
    for act in (lambda rows: rows.update(answer="declined"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act(Consent.objects.all())


@pytest.mark.parametrize(
    "twice",
    [
        lambda p: ConsentFactory(version=p.current, region=p.lead),
        lambda p: Partnership.objects.create(project=p, region=p.lead),
        lambda p: Partnership.objects.create(project=p, region=RegionFactory(), role="lead"),
        lambda p: DraftFactory(project=DraftFactory(project=p).project),
        lambda p: ConsentFactory(version=p.current, answer="declined", reason=""),
        lambda p: Project.objects.filter(pk=p.pk).update(state="withdrawn"),
        lambda p: Project.objects.filter(pk=p.pk).update(state="agreed"),
        lambda p: Project.objects.filter(pk=p.pk).update(current=None),
        lambda p: p.current.contributions.create(region=p.lead, kind="cash", amount=0),
        lambda p: p.current.contributions.create(region=p.lead, kind="land", amount=-1),
    ],
)
def test_the_database_refuses_nonsense(project, twice):
    with pytest.raises(DatabaseError), transaction.atomic():
        twice(project)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Air bersih. Pipa 6 km.", "Air bersih."),
        ("Satu baris", "Satu baris"),
        ("Baris satu\nBaris dua. Lagi.", "Baris satu"),
        ("Biaya Rp1.500.000 cukup. Ya.", "Biaya Rp1.500.000 cukup."),
        ("x" * 400, "x" * 299 + "…"),
    ],
)
def test_the_first_sentence_sums_it_up(text, first):
    assert first_sentence(text) == first
