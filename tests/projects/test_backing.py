"""Organisations at the side of a project: who may invite, answer, end and report, in which state."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from core.sending import SentOtherwise
from notifications.models import Mail, Notification
from projects import backing_rules, feeds, money_rules
from projects.actions import backing, committing, offering
from projects.actions.funding import note_gap
from projects.backers import REPORT_EVERY, backings_of
from projects.exports import rows_of
from projects.funds import funds_of, sharing_of
from projects.models import BackerReport, Backing, Commitment, Offer, Project, Receipt
from projects.waiting import waiting_for
from tests.factories.accounts import UserFactory
from tests.factories.money import (
    BackerProofFactory,
    BackerReportFactory,
    BackingFactory,
    CommitmentFactory,
    OfferFactory,
)
from tests.factories.projects import FollowFactory, ProjectFactory
from tests.factories.villages import MandateFactory, OrganisationFactory, PartnerFactory
from tests.papers import paper
from villages.actions import organisations

pytestmark = pytest.mark.django_db
B = Backing.State


@pytest.fixture
def partner(db):
    return PartnerFactory(organisation__name="Yayasan Tirta")


@pytest.fixture
def own(partner):
    return partner.organisation


@pytest.fixture
def seeking(work):
    """A running project that lacks the whole cost."""
    note_gap(work)
    return work


def invite(project, by, organisation):
    return backing.invite(project, by=by, organisation=organisation, words="Mohon pipa.")


def offer(project, by, **changes):
    words = {
        "kind": "goods", "source": "hibah", "year": 2026, "worth": 7_000_000, "note": "Pipa",
        "token": uuid.uuid4(),
    } | changes  # fmt: skip
    return offering.offer(project, by=by, **words)


def report(project, by, **changes):
    words = {
        "on": project.today, "work": "Pipa dikirim.", "token": uuid.uuid4(),
    } | changes  # fmt: skip
    return backing.report(project, by=by, **words)


def receive(made, by, **changes):
    words = {
        "on": made.project.today, "amount": 5, "paper_number": "BA-1", "token": uuid.uuid4(),
    } | changes  # fmt: skip
    return committing.receive(made, by=by, **words)


# --- invitations -----------------------------------------------------------------------------------


def test_the_invited_is_told_and_says_yes(project, head, partner, own):
    made = invite(project, head, own)
    letter = Mail.objects.get(kind="projects.backer_invited")
    assert letter.recipient == partner.user
    assert [task.url for task in waiting_for(partner, partner.user)] == [made.get_absolute_url()]

    backing.accept(made, by=partner)
    assert backing.accept(made, by=partner).state == B.ACCEPTED  # a second click

    made.refresh_from_db()
    assert (made.person_name, made.office_title) == (str(partner.user), "Direktur")
    assert Mail.objects.get(kind="projects.backer_answered").recipient == head.user
    assert waiting_for(partner, partner.user) == []
    assert list(Project.objects.supported_by(own.pk)) == [project]


def test_an_invitation_sent_twice_is_one(project, head, own):
    assert invite(project, head, own) == invite(project, head, own)
    assert Mail.objects.filter(kind="projects.backer_invited").count() <= 1


def test_a_no_has_a_reason_and_may_be_asked_again(project, head, partner, own):
    made = invite(project, head, own)
    backing.decline(made, by=partner, reason="Dana habis.")
    line = Notification.objects.get(kind="projects.backer_answered")
    assert (line.recipient, line.body) == (head.user, "Dana habis.")
    with pytest.raises(Refusal):
        backing.accept(made, by=partner)
    assert invite(project, head, own) != made


def test_who_supports_leaves_and_the_lead_ends(project, head, partner, own):
    left = BackingFactory(project=project, organisation=own)
    backing.leave(left, by=partner, reason="Program selesai.")
    with pytest.raises(Refusal):
        backing.leave(left, by=partner, reason="Lagi.")
    ended = BackingFactory(project=project, organisation=own)
    backing.remove(ended, by=head, reason="Sudah cukup.")
    assert Mail.objects.get(kind="projects.backer_removed").recipient == partner.user
    with pytest.raises(Refusal):
        backing.remove(ended, by=head, reason="Lagi.")
    assert not Project.objects.supported_by(own.pk).exists()


def test_only_verified_organisations_are_invited_and_not_without_end(project, head, monkeypatch):
    with pytest.raises(Refusal):
        invite(project, head, OrganisationFactory(waiting=True))
    monkeypatch.setattr(Backing, "MOST", 1)
    invite(project, head, OrganisationFactory())
    with pytest.raises(Refusal):
        invite(project, head, OrganisationFactory())


PEOPLE = ["visitor", "head", "secretary", "partner head", "own partner", "other partner"]


def people(head, secretary, partner_heads, partner):
    found = [None, head, secretary, partner_heads[0], partner, PartnerFactory()]
    return dict(zip(PEOPLE, found, strict=True))


@pytest.mark.parametrize(
    ("rule", "state", "allowed"),
    [
        ("can_answer", B.INVITED, {"own partner"}),
        ("can_answer", B.ACCEPTED, set()),
        ("can_leave", B.ACCEPTED, {"own partner"}),
        ("can_leave", B.INVITED, set()),
        ("can_remove", B.INVITED, {"head", "secretary"}),
        ("can_remove", B.ACCEPTED, {"head", "secretary"}),
        ("can_remove", B.LEFT, set()),
        ("sees", B.ACCEPTED, set(PEOPLE)),
        ("sees", B.INVITED, {"head", "secretary", "own partner"}),
        ("sees", B.REMOVED, {"head", "secretary", "own partner"}),
        ("sees_words", B.ACCEPTED, {"head", "secretary", "own partner"}),
    ],
)
def test_who_may_in_which_state(
    project, head, secretary, partner_heads, partner, own, rule, state, allowed
):
    made = BackingFactory(project=project, organisation=own, state=state, reason="Sebab.")
    found = people(head, secretary, partner_heads, partner)
    may = {name for name in PEOPLE if getattr(backing_rules, rule)(found[name], made)}
    assert may == allowed


@pytest.mark.parametrize("state", ["declined", "withdrawn", "finished"])
def test_of_a_closed_project_nobody_is_invited_any_more(lead, partners, head, partner, own, state):
    closed = ProjectFactory(lead=lead, partners=partners, state=state)
    made = BackingFactory(project=closed, organisation=own, invited=True)
    with pytest.raises(Refusal):
        backing.accept(made, by=partner)
    with pytest.raises(Refusal):
        invite(closed, head, OrganisationFactory())
    assert waiting_for(partner, partner.user) == []
    verdict = backing_rules.can_report(
        partner, BackingFactory(project=closed, organisation=PartnerFactory().organisation).project
    )
    assert not verdict


def test_others_may_not(project, partner_heads, own):
    with pytest.raises(Forbidden):
        invite(project, partner_heads[0], own)
    made = BackingFactory(project=project, organisation=own, invited=True)
    with pytest.raises(Forbidden):
        backing.accept(made, by=PartnerFactory())


def test_the_officers_above_the_lead_read_what_is_negotiated(project, own, subdistrict):
    officer = MandateFactory(region=subdistrict, office="kecamatan", title="Kasi PMD")
    made = BackingFactory(project=project, organisation=own, invited=True)
    assert backings_of(project, officer)[1][0][0] == made
    assert backings_of(project, None) == ([], [])


# --- offers and contributions ----------------------------------------------------------------------


def test_any_organisation_offers_and_is_a_supporter_once_taken_on(seeking, head, partner, own):
    made = offer(seeking, partner)
    assert (made.party, made.is_word) == (own, True)
    assert str(made).startswith(own.name)
    given = offering.accept(made, by=head)
    assert (given.state, given.party, given.party_url) == (
        "committed", own.name, own.get_absolute_url(),
    )  # fmt: skip
    assert given.committed_by == partner
    assert seeking.backings.get().state == B.ACCEPTED
    assert Mail.objects.filter(kind="projects.offer_answered", recipient=partner.user).exists()


def test_an_accepted_offer_answers_the_invitation(seeking, head, partner, own):
    invite(seeking, head, own)
    offering.accept(offer(seeking, partner), by=head)
    offering.accept(offer(seeking, partner), by=head)
    assert seeking.backings.get().state == B.ACCEPTED


def test_an_offer_is_declined_or_taken_back(seeking, head, partner):
    first, second = offer(seeking, partner), offer(seeking, partner)
    offering.decline(first, by=head, reason="Sudah ada.")
    with pytest.raises(Forbidden):
        offering.take_back(second, by=PartnerFactory())
    assert offering.take_back(second, by=partner).state == "withdrawn"
    assert not seeking.backings.exists()


def test_offers_wait_for_the_lead_by_name(seeking, head, partner, own):
    offer(seeking, partner)
    notes = [task.note for task in waiting_for(head, head.user)]
    assert any(own.name in note for note in notes)


def test_too_many_offers_wait(seeking, partner, monkeypatch):
    monkeypatch.setattr(Offer, "MOST_OPEN", 1)
    offer(seeking, partner)
    with pytest.raises(Refusal):
        offer(seeking, partner)


def test_who_sees_an_offer_of_an_organisation(seeking, head, partner, partner_heads, subdistrict):
    made = offer(seeking, partner)
    officer = MandateFactory(region=subdistrict, office="kecamatan", title="Kasi PMD")
    seen = [money_rules.sees_offer(by, made) for by in (head, partner, officer)]
    unseen = [money_rules.sees_offer(by, made) for by in (None, partner_heads[0], PartnerFactory())]
    assert all(seen)
    assert not any(unseen)


def test_the_lead_plans_for_a_supporter_and_the_supporter_gives_its_word(work, head, partner, own):
    words = {"kind": "skill", "source": "hibah", "year": 2026, "worth": 0, "note": "Pelatihan"}
    with pytest.raises(Refusal):  # it does not support the project yet
        committing.plan_contribution(work, by=head, token=uuid.uuid4(), organisation=own, **words)
    BackingFactory(project=work, organisation=own, answered_by=partner)
    made = committing.plan_contribution(
        work, by=head, token=uuid.uuid4(), organisation=own, **words
    )
    assert Mail.objects.get(kind="projects.word_asked").recipient == partner.user
    assert made.get_absolute_url() in {task.url for task in waiting_for(partner, partner.user)}
    for other in (head, PartnerFactory()):
        with pytest.raises(Forbidden):
            committing.commit(made, by=other)
    committing.commit(made, by=partner)
    with pytest.raises(Forbidden):
        committing.withdraw_contribution(made, by=head, reason="Tidak jadi.")
    committing.withdraw_contribution(made, by=partner, reason="Tidak jadi.")


def test_what_is_planned_is_taken_back_by_either_side(work, head, secretary, partner, own):
    for by in (secretary, partner):
        made = CommitmentFactory(project=work, organisation=own)
        assert not money_rules.can_withdraw(PartnerFactory(), made)
        committing.withdraw_contribution(made, by=by, reason="Salah.")


def test_for_a_closed_organisation_the_lead_answers(work, head, partner, own):
    planned = CommitmentFactory(project=work, organisation=own)
    given = CommitmentFactory(project=work, organisation=own, committed=True)
    organisations.close(own, by=UserFactory(is_staff=True), reason="Bubar.")
    fresh = {each.pk: each for each in Commitment.objects.with_people()}
    assert fresh[given.pk].party == own.name
    assert fresh[given.pk].party_url == ""
    assert money_rules.can_commit(head, fresh[planned.pk])
    committing.withdraw_contribution(fresh[given.pk], by=head, reason="Bubar.")


def test_its_worth_counts_among_what_others_bring(work, head, own):
    CommitmentFactory(project=work, organisation=own, committed=True, worth=7_000_000)
    found = funds_of(work)
    assert found.sums.committed == 7_000_000
    group = found.by_party()[0]
    assert (group.party, group.url) == (own.name, own.get_absolute_url())
    assert sharing_of(work, found) is None


def test_it_reads_the_proofs_of_its_own_contributions_only(work, head, partner, own):
    given = CommitmentFactory(project=work, organisation=own, committed=True)
    other = CommitmentFactory(project=work, committed=True)
    assert money_rules.can_read_proof(partner, given)
    assert not money_rules.can_read_proof(partner, other)
    assert not money_rules.can_read_proof(PartnerFactory(), given)


def test_a_receipt_is_told_to_the_giver(work, head, partner, own):
    given = CommitmentFactory(project=work, organisation=own, committed=True)
    receive(given, head)
    assert Notification.objects.filter(kind="projects.received", recipient=partner.user).exists()


# --- reports ---------------------------------------------------------------------------------------


@pytest.fixture
def given(work, partner, own):
    """A contribution that the organisation has promised."""
    return CommitmentFactory(
        project=work, organisation=own, committed=True, worth=9_000_000, committed_by=partner
    )


def test_a_report_reaches_those_who_take_part_and_follow(work, head, partner, given):
    follower = FollowFactory(project=work).user
    made = report(work, partner, commitment=given, worth=5, files=[paper(), paper()])
    told = Notification.objects.filter(kind="projects.backer_reported")
    assert {head.user_id, follower.pk} <= set(told.values_list("recipient", flat=True))
    assert made.proofs.count() == 2
    assert made.organisation_name in feeds.of_project(work)
    assert made.get_absolute_url() in feeds.of_project(work)


def test_the_same_form_sent_twice_is_one_report(work, partner, given):
    token = uuid.uuid4()
    assert report(work, partner, token=token) == report(work, partner, token=token)


def test_the_same_form_with_other_files_is_asked_about(work, partner, given):
    token = uuid.uuid4()
    report(work, partner, token=token, files=[paper()])
    with pytest.raises(SentOtherwise):
        report(work, partner, token=token, files=[paper(), paper()])


def test_who_may_report(work, head, partner_heads, partner, own, given):
    assert backing_rules.can_report(partner, work)  # with a contribution
    Commitment.objects.filter(pk=given.pk).update(
        state="withdrawn", withdrawn_at=timezone.now(), withdraw_reason="x"
    )
    assert not backing_rules.can_report(partner, work)
    BackingFactory(project=work, organisation=own, answered_by=partner)
    assert backing_rules.can_report(partner, work)  # with its yes
    for other in (None, head, partner_heads[0], PartnerFactory()):
        assert not backing_rules.can_report(other, work)


def test_a_correction_is_a_new_row_and_made_once(work, partner, given):
    wrong = report(work, partner, work="Salah.")
    right = report(work, partner, work="Benar.", corrects=wrong)
    assert right.corrects == wrong
    with pytest.raises(Refusal):
        report(work, partner, corrects=wrong)
    with pytest.raises(Forbidden):
        other = PartnerFactory()
        BackingFactory(project=work, organisation=other.organisation, answered_by=other)
        report(work, other, corrects=right)


def test_reports_have_an_end(work, partner, given, monkeypatch):
    monkeypatch.setattr(BackerReport, "MOST", 1)
    report(work, partner)
    with pytest.raises(Refusal):
        report(work, partner)


def test_the_lead_makes_one_receipt_of_a_report(work, head, secretary, partner, given):
    told = report(work, partner, commitment=given, worth=5_000_000)
    assert backing_rules.can_turn(head, told)
    first = receive(given, head, amount=5_000_000, report=told)
    assert receive(given, secretary, amount=5_000_000, report=told) == first
    told = BackerReport.objects.get(pk=told.pk)
    assert not backing_rules.can_turn(head, told)
    assert Commitment.objects.get(pk=given.pk).received == 5_000_000


def test_no_receipt_of_what_was_corrected_or_is_of_another(work, head, partner, own, given):
    wrong = report(work, partner, commitment=given, worth=5)
    report(work, partner, commitment=given, worth=6, corrects=wrong)
    with pytest.raises(Refusal):
        receive(given, head, report=BackerReport.objects.get(pk=wrong.pk))
    other = CommitmentFactory(project=work, organisation=own, committed=True)
    with pytest.raises(Refusal):
        receive(other, head, report=wrong)
    assert not backing_rules.can_turn(head, report(work, partner))
    assert not backing_rules.can_turn(partner, wrong)


def test_proofs_are_read_by_the_two_sides(work, head, partner_heads, partner, own):
    told = BackerReportFactory(project=work, organisation=own, mandate=partner)
    assert str(BackerProofFactory(report=told))
    readers = [head, partner_heads[0], partner]
    assert all(backing_rules.can_read_proof(by, told) for by in readers)
    assert not backing_rules.can_read_proof(PartnerFactory(), told)
    assert not backing_rules.can_read_proof(None, told)


def test_a_report_is_due_three_months_after_the_last_word(work, partner, own):
    made = BackingFactory(project=work, organisation=own, answered_by=partner)
    assert waiting_for(partner, partner.user) == []
    long_ago = timezone.now() - REPORT_EVERY + timedelta(days=3)
    Backing.objects.filter(pk=made.pk).update(answered_at=long_ago)
    task = waiting_for(partner, partner.user)[0]
    assert (task.due - work.today).days == 3
    report(work, partner)
    assert waiting_for(partner, partner.user) == []


# --- lists, files, the database --------------------------------------------------------------------


def test_the_table_names_the_supporters(work, own):
    BackingFactory(project=work, organisation=own)
    row = next(iter(rows_of(Project.objects.all(), timezone.now())))
    assert row.supporter_names == own.name


def test_the_trail_names_no_reason_of_a_no(project, head, partner, own):
    backing.decline(invite(project, head, own), by=partner, reason="Rahasia.")
    event = AuditEvent.objects.get(verb="projects.backer_declined")
    assert "Rahasia." not in str(event.detail)


def test_drafts_are_never_visible_to_organisations(partner):
    draft = ProjectFactory(state="draft")
    assert draft not in Project.objects.visible_to(partner.user)


@pytest.mark.parametrize(
    "changes",
    [
        {"region": None},
        {"party_name": "PT Contoh"},
        {"region": None, "party_name": "PT Contoh", "organisation": True},
    ],
)
def test_the_database_knows_one_giver(work, own, changes):
    made = CommitmentFactory(project=work, organisation=own)
    columns = {
        "project": work, "number": 9, "kind": "cash", "source": "hibah", "year": 2026, "worth": 5,
        "token": uuid.uuid4(), "planned_by": made.planned_by, "region": work.lead,
    } | changes  # fmt: skip
    if changes.get("organisation"):
        columns["organisation"] = own
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.create(**columns)


def test_the_database_keeps_offers_to_one_giver(work, own):
    made = OfferFactory(project=work, organisation=own)
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(pk=made.pk).update(region=work.lead)


def test_the_database_keeps_reports_as_they_are(work, own, given):
    told = BackerReportFactory(project=work, organisation=own)
    for change in (
        lambda: BackerReport.objects.filter(pk=told.pk).update(work="Lain."),
        told.delete,
        lambda: BackerReportFactory(project=work, commitment=given),
        lambda: BackerReportFactory(project=work, corrects=told),
        lambda: BackerReportFactory(project=work, organisation=own, worth=5),
        lambda: BackerReportFactory(project=work, organisation=own, worth=10**16, commitment=given),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_database_makes_a_receipt_of_the_right_report(work, head, partner, own, given):
    told = report(work, partner)
    with pytest.raises(DatabaseError), transaction.atomic():
        Receipt.objects.create(
            commitment=given, number=1, on=work.today, amount=0, paper_number="x", report=told,
            token=uuid.uuid4(), mandate=head, person_name="x", office_title="x",
        )  # fmt: skip


def test_the_database_has_one_live_row_a_pair_and_keeps_all(project, own):
    made = BackingFactory(project=project, organisation=own)
    assert str(made).startswith(own.name)
    with pytest.raises(IntegrityError), transaction.atomic():
        BackingFactory(project=project, organisation=own, invited=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        made.delete()
