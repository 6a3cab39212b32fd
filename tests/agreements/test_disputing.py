"""Disputes from raised to settled: stages, refusals and who is told."""

import uuid
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from agreements.actions import disputing, hearing, resolving
from agreements.dispute_topics import topics_of
from agreements.models import Dispute, OutcomeWord
from core.access import ALLOW
from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from core.sending import SentOtherwise
from meetings.models import Meeting
from notifications.models import Mail
from tests.agreements.disagreeing import (
    SECRET,
    by_governor,
    confirm,
    contract,
    contracted,
    disputed,
    fresh,
    mediated,
    on_paper,
    passed_on,
    proof,
    raise_about,
    say,
    settled,
    sign,
    sit,
    timed_out,
    write,
)
from tests.factories.agreements import AgreementFactory
from tests.factories.projects import ProjectFactory, head_of
from tests.factories.villages import RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def camat(people):
    return people["own camat"]


@pytest.fixture
def dispute(villages, people):
    return disputed(villages)


def test_a_dispute_begins_with_deliberation_and_tells_the_other_side(dispute, people):
    assert dispute.state == "deliberation" and dispute.level == "camat"
    assert dispute.desk_id == "33.07.05" and dispute.mediator_id == "33.07.05"
    mails = Mail.objects.filter(kind="agreements.dispute_raised")
    told = {people["other head"].user, people["other secretary"].user}
    told |= {people["drafting secretary"].user}
    assert {mail.recipient for mail in mails} == told
    assert all(SECRET not in mail.text for mail in mails)


def test_nobody_raises_a_dispute_against_himself(villages, people):
    agreement = AgreementFactory(state="in_force", regions=villages)
    with pytest.raises(disputing.AgainstOneself, match="diri sendiri"):
        raise_about(agreement, people["drafting head"], against=[villages[0].pk])
    assert not Dispute.objects.exists()


@pytest.mark.parametrize("against", [[], ["33.07.05.2001"]])
def test_the_other_side_is_a_party(villages, people, against):
    agreement = AgreementFactory(state="in_force", regions=villages)
    with pytest.raises(disputing.AgainstOneself):
        raise_about(agreement, people["drafting head"], against=against)


def test_the_same_thing_between_the_same_parties_is_open_once(dispute, people):
    with pytest.raises(disputing.AlreadyOpen) as refusal:
        raise_about(dispute.agreement, people["other head"])
    assert refusal.value.back == dispute.get_absolute_url()
    disputing.withdraw_dispute(dispute, by=people["drafting head"], reason="Selesai.")
    assert raise_about(dispute.agreement, people["other head"]).pk != dispute.pk


def test_one_form_sent_twice_is_one_dispute(villages, people):
    agreement, token = AgreementFactory(state="in_force", regions=villages), uuid.uuid4()
    first = raise_about(agreement, people["drafting head"], token=token)
    assert raise_about(agreement, people["drafting head"], token=token) == first


def test_a_draft_and_what_ended_long_ago_are_not_in_dispute(villages, people, monkeypatch):
    by = people["drafting head"]
    with pytest.raises(Refusal, match="tidak berlaku"):
        raise_about(AgreementFactory(regions=villages), by)
    monkeypatch.setattr("agreements.dispute_rules.AFTER_END", timedelta(days=-400))
    with pytest.raises(Refusal, match="dua tahun"):
        raise_about(AgreementFactory(state="in_force", regions=villages), by)


def test_partners_of_a_project_have_disputes_too(villages, people):
    project = ProjectFactory(lead=villages[0], partners=villages[1:], state="running")
    found = raise_about(project, people["drafting head"])
    assert found.about == "project" and found.subject == project
    proposed = ProjectFactory(lead=villages[0], partners=villages[1:], state="proposed")
    with pytest.raises(Refusal):
        raise_about(proposed, people["drafting head"])


def test_a_third_party_is_one_that_the_text_names(villages, people):
    by, agreement = people["drafting head"], AgreementFactory(state="in_force", regions=villages)
    with pytest.raises(disputing.AgainstOneself):
        raise_about(agreement, by, against=[], third_party="CV Sumber Air")
    jointly = contract(villages)
    with pytest.raises(disputing.AgainstOneself):
        raise_about(jointly, by, against=[], third_party="CV Palsu")
    found = raise_about(jointly, by, against=[], third_party="CV Sumber Air")
    assert found.level == "camat" and found.parties.count() == 1


def test_a_village_settles_nothing_alone_with_a_third_party(villages, people, camat):
    found, by = contracted(villages), people["drafting head"]
    with pytest.raises(Refusal, match="tidak mempunyai akun"):
        write(found, by)
    with pytest.raises(Refusal, match="tidak mempunyai akun"):
        disputing.pass_on(found, by=by)
    assert fresh(found).state == "deliberation" and not found.passings.exists()
    mediated(timed_out(found), camat)
    write(found, camat)
    confirm(found, by)
    assert fresh(found).state == "mediation"
    with pytest.raises(Refusal, match="CV Sumber Air"):
        sign(found, camat)
    on_paper(found, camat)
    sign(found, camat)
    assert fresh(found).state == "settled"


def test_what_a_village_wrote_alone_is_not_confirmed(villages, people, monkeypatch):
    found, by = contracted(villages), people["drafting head"]
    with monkeypatch.context() as patched:  # as it could be written before
        patched.setattr("agreements.dispute_rules._is_among_accounts", lambda dispute: ALLOW)
        write(found, by)
    with pytest.raises(Refusal, match="tidak mempunyai akun"):
        confirm(found, by)


def test_sides_alone_do_not_shorten_the_time_of_a_third_party(villages, people):
    found = contracted(villages, against=[villages[1].pk])
    for name in ("drafting head", "other head"):
        with pytest.raises(Refusal, match="CV Sumber Air"):
            disputing.pass_on(found, by=people[name])
    disputing.pass_on(timed_out(found), by=people["other head"])
    assert fresh(found).state == "referred"


def test_topics_are_the_whole_the_clauses_and_the_obligations(by_clauses, villages, people):
    agreement = AgreementFactory(
        state="in_force", regions=villages, owes=[{"what": "iuran", "amount": 5000}]
    )
    whole, owed = topics_of(agreement)
    assert whole.about == "whole" and owed.obligation is not None and "iuran" in owed.label
    found = raise_about(agreement, people["drafting head"], topic=1)
    assert found.obligation == owed.obligation and found.clause == owed.label


def test_all_sides_pass_it_on_at_once(dispute, people, camat):
    disputing.pass_on(dispute, by=people["other head"])
    disputing.pass_on(dispute, by=people["other head"])  # a second click
    with pytest.raises(Refusal, match="sudah menyatakannya"):
        disputing.pass_on(dispute, by=people["other secretary"])  # the same side
    assert fresh(dispute).state == "deliberation" and dispute.passings.count() == 1
    disputing.pass_on(dispute, by=people["drafting head"])
    assert fresh(dispute).state == "referred"
    told = set(Mail.objects.filter(kind="agreements.dispute_referred").values_list(
        "recipient", flat=True))  # fmt: skip
    assert {camat.user_id, people["own officer"].user_id} <= told


def test_one_side_passes_it_on_when_the_time_is_over(dispute, people):
    disputing.pass_on(dispute, by=people["other head"])
    Dispute.objects.filter(pk=dispute.pk).update(
        deliberate_until=timezone.localdate() - timedelta(days=1)
    )
    disputing.pass_on(fresh(dispute), by=people["other head"])
    assert fresh(dispute).state == "referred"
    disputing.pass_on(fresh(dispute), by=people["other head"])  # a second click
    with pytest.raises(Refusal):
        disputing.pass_on(fresh(dispute), by=people["drafting head"])


def test_the_mediator_accepts_and_others_do_not(dispute, people, camat):
    passed_on(dispute)
    with pytest.raises(Forbidden):
        disputing.accept(dispute, by=people["other camat"])
    for _click in "ab":
        assert disputing.accept(dispute, by=camat).state == "mediation"
    with pytest.raises(Refusal):
        disputing.accept(dispute, by=people["own officer"])


def test_a_camat_with_a_part_in_it_hands_it_on_to_the_regency(dispute, people, camat):
    passed_on(dispute)
    disputing.hand_on(dispute, by=camat, reason="Tanah kecamatan ikut disengketakan.")
    found = fresh(dispute)
    assert (found.state, found.level, found.desk_id) == ("referred", "bupati", "33.07")
    assert found.statements.get().text.startswith("Tanah") and found.statements.get().party is None
    disputing.accept(found, by=people["regency"])
    disputing.hand_on(found, by=people["regency"], reason="Lintas kabupaten.")
    found = fresh(dispute)
    assert (found.level, found.desk_id) == ("gubernur", "33.07")
    with pytest.raises(Refusal, match="Tidak ada pejabat"):
        disputing.hand_on(found, by=people["regency"], reason="Lagi.")


def test_a_failed_mediation_names_the_court_and_is_final(dispute, people, camat):
    mediated(dispute, camat)
    disputing.fail(dispute, by=camat, reason="Tidak ada titik temu.")
    found = fresh(dispute)
    assert found.state == "failed" and found.closed_at
    with pytest.raises(Refusal):
        say(found, people["other head"])
    event = AuditEvent.objects.get(verb="agreements.dispute_failed")
    assert "titik temu" not in str(event.detail)


def test_only_the_party_that_raised_it_withdraws_it(dispute, people):
    with pytest.raises(Forbidden):
        disputing.withdraw_dispute(dispute, by=people["other head"], reason="x")
    disputing.withdraw_dispute(dispute, by=people["drafting secretary"], reason="Sudah selesai.")
    with pytest.raises(Refusal):
        disputing.withdraw_dispute(dispute, by=people["drafting head"], reason="x")


def test_statements_stay_with_their_papers_and_are_corrected_by_others(dispute, people):
    token = uuid.uuid4()
    first = hearing.say(
        dispute, by=people["other head"], token=token, text="Sudah.", file=proof(), file_name="Kuitansi"
    )  # fmt: skip
    again = hearing.say(dispute, by=people["other head"], token=token, text="Sudah.")
    assert again == first and len(first.sha256) == 64 and first.paper_name == "Kuitansi"
    second = say(dispute, people["other secretary"], "Sebagian.", corrects=first)
    assert second.corrects == first
    with pytest.raises(Refusal, match="pernyataannya sendiri"):
        say(dispute, people["drafting head"], corrects=first)
    with pytest.raises(Forbidden):
        say(dispute, people["stranger head"])
    with pytest.raises(Forbidden):  # before it was passed on
        say(dispute, people["own camat"])


def test_there_is_an_end_to_words_and_sessions(dispute, people, monkeypatch):
    by = people["drafting head"]
    monkeypatch.setattr("agreements.models.Statement.MOST", 1)
    monkeypatch.setattr("agreements.models.Session.MOST", 1)
    monkeypatch.setattr("agreements.models.Outcome.MOST", 1)
    say(dispute, by)
    sit(dispute, by)
    write(dispute, by)
    for again in (say, sit, partial(write, seen=1)):
        with pytest.raises(Refusal, match="terlalu"):
            again(dispute, by)


def test_sides_call_sessions_while_they_deliberate_then_the_mediator(dispute, people, camat):
    token = uuid.uuid4()
    start = timezone.now() + timedelta(days=3)
    when = {"starts_at": start, "ends_at": start + timedelta(hours=2), "answer_by": start}
    session = sit(dispute, people["drafting head"], token=token, **when)
    assert sit(dispute, people["drafting head"], token=token, **when) == session
    with pytest.raises(SentOtherwise):
        sit(dispute, people["drafting head"], token=token, **when | {"place": "Balai Desa"})
    assert session.meeting.is_private and session.meeting.invitations.count() == 2
    mediated(dispute, camat)
    with pytest.raises(Forbidden):
        sit(fresh(dispute), people["drafting head"])
    assert sit(fresh(dispute), camat).meeting.organiser_id == "33.07.05"


def test_the_result_is_confirmed_by_all_and_signed_last(dispute, people, camat):
    mediated(dispute, camat)
    outcome = write(dispute, camat)
    assert "BERITA ACARA MEDIASI" in outcome.text and "1. Desa Besani" in outcome.text
    confirm(dispute, people["drafting head"])
    with pytest.raises(Refusal, match="Lebih dahulu"):
        sign(dispute, camat)
    word = confirm(dispute, people["other head"])
    assert confirm(dispute, people["other head"]) == word  # a second click
    with pytest.raises(Forbidden, match="Hanya camat"):
        sign(dispute, people["own officer"])
    signed = sign(dispute, camat)
    assert sign(dispute, camat) == signed
    found = fresh(dispute)
    assert found.state == "settled" and found.closed_at == signed.at
    trail = AuditEvent.objects.get(verb="agreements.dispute_of_settled")
    assert (trail.actor_name, trail.region_name) == ("", "")


def test_other_words_need_all_confirmations_anew(dispute, people, camat):
    mediated(dispute, camat)
    first = write(dispute, camat)
    confirm(dispute, people["drafting head"])
    assert write(dispute, camat) == first  # a second click
    with pytest.raises(Refusal, match="Sementara itu"):
        write(dispute, camat, agreed="Dibayar lunas.")
    write(dispute, camat, seen=1, agreed="Tunggakan dihapus.")
    with pytest.raises(Refusal, match="ditulis ulang"):
        resolving.confirm_result(
            fresh(dispute), by=people["other head"], sha256=first.sha256, method="password"
        )
    assert not OutcomeWord.objects.filter(outcome=fresh(dispute).outcome).exists()


def test_the_parties_settle_it_without_a_mediator(dispute, people, camat):
    write(dispute, people["drafting secretary"])
    with pytest.raises(Forbidden):
        confirm(dispute, people["other secretary"])
    confirm(dispute, people["drafting head"])
    confirm(dispute, people["other head"])
    found = fresh(dispute)
    assert found.state == "settled" and "MUSYAWARAH" in found.outcome.text


def test_what_the_parties_wrote_without_a_mediator_is_not_confirmed_in_mediation(
    dispute, people, camat
):
    write(dispute, people["drafting head"])
    mediated(dispute, camat)
    with pytest.raises(Refusal, match="Belum ada hasil"):
        confirm(dispute, people["other head"])
    with pytest.raises(Refusal, match="Belum ada hasil"):
        sign(dispute, camat)


def test_a_settled_dispute_is_final(dispute, camat, people):
    found = settled(dispute, camat)
    for act in (
        lambda: write(found, camat, seen=1),
        lambda: disputing.withdraw_dispute(found, by=people["drafting head"], reason="x"),
        lambda: disputing.fail(found, by=camat, reason="x"),
        lambda: say(found, camat),
    ):
        with pytest.raises(Refusal):
            act()


def test_the_governor_mediates_across_regencies_and_the_regency_records(people, villages):
    far = RegionFactory(code="33.08.01.2001", name="Jauh")
    found = disputed([villages[0], far])
    assert (found.level, found.desk_id) == ("gubernur", "33.07")
    regency = people["regency"]
    dispute = mediated(found, regency)
    write(dispute, regency, led_by="Gubernur Jawa Tengah")
    confirm(dispute, head_of(villages[0]))
    confirm(dispute, head_of(far))
    with pytest.raises(Refusal):  # he is no mediator
        sign(dispute, regency)
    by_governor(dispute, regency)
    assert fresh(dispute).state == "settled"


def test_who_hands_it_on_calls_its_sessions_off(dispute, people, camat):
    own = sit(dispute, people["drafting head"]).meeting
    mediated(dispute, camat)
    ahead = sit(fresh(dispute), camat).meeting
    disputing.hand_on(fresh(dispute), by=camat, reason="Ikut berkepentingan.")
    for meeting, state in ((own, "scheduled"), (ahead, "cancelled")):
        meeting.refresh_from_db()
        assert meeting.state == state
    assert "mediator lain" in ahead.cancel_reason


@pytest.mark.parametrize("end", ["settled", "withdrawn", "failed"])
def test_the_end_of_a_dispute_calls_off_what_is_still_ahead(dispute, people, camat, end):
    heads = [people["drafting head"], people["other head"]]
    theirs = sit(dispute, heads[1]).meeting
    mediated(dispute, camat)
    his, over = (sit(fresh(dispute), camat, days=days).meeting for days in (5, 6))
    Meeting.objects.filter(pk=over.pk).update(starts_at=timezone.now() - timedelta(hours=1))
    Mail.objects.update(state="sent", sent_at=timezone.now())

    if end == "settled":
        write(fresh(dispute), camat)
        for head in heads:
            confirm(dispute, head)
        sign(dispute, camat)
    elif end == "withdrawn":
        disputing.withdraw_dispute(fresh(dispute), by=heads[0], reason="Sudah rukun.")
    else:
        disputing.fail(fresh(dispute), by=camat, reason="Tidak ada titik temu.")

    for meeting, state in ((theirs, "cancelled"), (his, "cancelled"), (over, "scheduled")):
        meeting.refresh_from_db()
        assert meeting.state == state
        told = Mail.objects.filter(kind="meetings.cancelled", about=meeting.key)
        assert (heads[1].user in {mail.recipient for mail in told}) == (state == "cancelled")
    assert fresh(dispute).state == end and his.cancel_reason


def test_a_result_without_a_mediator_calls_its_sessions_off_too(dispute, people):
    heads = [people["drafting head"], people["other head"]]
    ahead = sit(dispute, heads[0]).meeting
    write(fresh(dispute), heads[0])
    for head in heads:
        confirm(dispute, head)

    ahead.refresh_from_db()
    assert ahead.state == "cancelled"
