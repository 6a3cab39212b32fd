"""Suspended, taken up again and ended by the word of all heads."""

import uuid
from datetime import timedelta
from unittest import mock

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from agreements import actions, life_rules, obligations
from agreements.actions import obligation_reminders, pausing
from agreements.models import Agreement, Fulfilment, LifeProposal, Pause
from agreements.standing import standing_of
from core import audit
from core.errors import Forbidden, Refusal
from tests.factories.agreements import (
    AgreementFactory,
    agree,
    end_together,
    in_days,
    proposed,
    suspended,
)
from tests.factories.on_paper import scan
from villages.actions import mandates

pytestmark = pytest.mark.django_db


@pytest.fixture
def heads(people):
    return [people["drafting head"], people["other head"]]


@pytest.fixture
def agreement(heads, villages):
    return AgreementFactory(
        state="in_force",
        regions=villages,
        owes=[{"first_due": in_days(5)}, {"first_due": in_days(40)}],
    )


def days_of(agreement):
    rows = Fulfilment.objects.filter(obligation__agreement=agreement).order_by("due_on")
    return list(rows.values_list("due_on", "owed_on"))


def test_it_is_suspended_when_the_last_head_agrees(agreement, heads, people):
    proposal = proposed(agreement, heads[0])
    agree(proposal, heads[0])

    assert not Pause.objects.exists()
    agree(proposal, heads[1])

    pause = Pause.objects.get()
    assert (pause.starts_on, pause.ends_on) == (in_days(0), in_days(29))
    assert days_of(agreement) == [(in_days(5), in_days(35)), (in_days(40), in_days(40))]
    shown = standing_of(Agreement.objects.with_pause(in_days(0)).get(), in_days(0))
    assert shown.is_suspended and shown.is_valid and "Ditunda sampai" in shown.word
    agreement.refresh_from_db()
    assert agreement.state == "in_force" and agreement.ends_on == in_days(355)
    assert people["other secretary"].user.mails.filter(kind="agreements.life_in_effect").exists()


def test_after_its_last_day_it_holds_again_by_itself(agreement, heads):
    agree(proposed(agreement, heads[0]), *heads)

    later = Agreement.objects.with_pause(in_days(30)).get(pk=agreement.pk)
    assert not standing_of(later, in_days(30)).is_suspended


def test_until_further_notice_nothing_falls_due(agreement, heads):
    agree(proposed(agreement, heads[0], until_on=None), *heads)

    assert [owed for _due, owed in days_of(agreement)] == [None, None]
    row = Fulfilment.objects.with_subject().first()
    assert obligations.standing_of_day(row, in_days(90)).word == "Ditunda"
    first = obligations.rows_of(agreement, in_days(90))[0]
    assert first.standing.word == "Ditunda"
    assert actions.remind_of_obligations(timezone.now() + timedelta(days=5)) == 0
    shown = standing_of(Agreement.objects.with_pause(in_days(0)).get(), in_days(0))
    assert "pemberitahuan" in shown.word


def test_taken_up_again_the_days_move_by_what_it_lasted(agreement, heads):
    agree(proposed(agreement, heads[0], until_on=None), *heads)
    agree(proposed(agreement, heads[1], "resume", from_on=in_days(10)), *heads)

    pause = Pause.objects.get()
    assert pause.ends_on == in_days(9) and pause.resumed_by.kind == "resume"
    assert days_of(agreement) == [(in_days(5), in_days(15)), (in_days(40), in_days(40))]


def test_late_is_what_is_late_before_and_after_but_not_in_between(agreement, heads):
    agree(proposed(agreement, heads[0]), *heads)
    row = Fulfilment.objects.with_subject().order_by("due_on").first()

    assert obligations.standing_of_day(row, in_days(20)).word == "Ditunda"
    assert obligations.standing_of_day(row, in_days(36)).word == "Terlambat"


def test_a_reminder_follows_the_moved_day(agreement, heads, people):
    assert actions.remind_of_obligations(timezone.now() + timedelta(days=5)) > 0
    agree(proposed(agreement, heads[0]), *heads)
    assert (
        not people["drafting head"]
        .user.mails.filter(kind="agreements.obligation_due")
        .undelivered()
        .exists()
    )

    assert actions.remind_of_obligations(timezone.now() + timedelta(days=12)) == 0
    assert actions.remind_of_obligations(timezone.now() + timedelta(days=35)) > 0
    assert actions.remind_of_obligations(timezone.now() + timedelta(days=35)) == 0


def test_a_day_that_a_suspension_has_emptied_meanwhile_is_not_reminded_of(agreement, heads):
    row = Fulfilment.objects.order_by("due_on").first()
    agree(proposed(agreement, heads[0], until_on=None), *heads)
    found = obligation_reminders._remind(row.pk, agreement.pk, timezone.now())
    assert found == 0


def test_one_refusal_is_enough(agreement, heads, people):
    proposal = proposed(agreement, heads[0])
    agree(proposal, heads[0])

    word = actions.refuse(proposal, by=heads[1], method="password", reason="Panen dekat.")

    proposal.refresh_from_db()
    assert proposal.state == "refused" and not Pause.objects.exists()
    again = actions.refuse(proposal, by=heads[1], method="password", reason="Panen dekat.")
    assert again == word
    assert (
        "Panen dekat."
        in people["drafting head"].user.mails.get(kind="agreements.life_refused").text
    )


def test_a_second_click_is_the_first_one(agreement, heads):
    token = uuid.uuid4()
    first = proposed(agreement, heads[0], token=token)

    assert proposed(agreement, heads[0], token=token) == first
    word = actions.agree(first, by=heads[0], method="password")
    assert actions.agree(first, by=heads[0], method="password") == word
    with pytest.raises(Refusal, match="sudah menyampaikan"):
        actions.refuse(first, by=heads[0], method="password", reason="Ragu.")


def test_one_proposal_after_the_other(agreement, heads):
    proposal = proposed(agreement, heads[0])

    with pytest.raises(Refusal, match="satu per satu"):
        proposed(agreement, heads[1], "end")
    actions.take_back_proposal(proposal, by=heads[0])
    assert proposed(agreement, heads[1], "end").state == "open"


def test_only_who_proposed_it_withdraws_it_while_it_waits(agreement, heads):
    proposal = proposed(agreement, heads[0])

    with pytest.raises(Forbidden, match="yang mengusulkannya"):
        actions.take_back_proposal(proposal, by=heads[1])
    for _click in "ab":
        assert actions.take_back_proposal(proposal, by=heads[0]).state == "withdrawn"
    with pytest.raises(Refusal, match="tidak menunggu lagi"):
        actions.agree(proposal, by=heads[1], method="password")


@pytest.mark.parametrize(
    "who", ["drafting secretary", "own camat", "stranger head", "regency", "nobody"]
)
def test_others_than_heads_of_parties_neither_propose_nor_answer(who, agreement, heads, people):
    with pytest.raises(Forbidden):
        proposed(agreement, people[who])
    proposal = proposed(agreement, heads[0])
    for rule in (life_rules.can_say, life_rules.can_agree, life_rules.can_withdraw):
        assert not rule(people[who], proposal)


def test_a_mandate_that_has_just_ended_gives_no_word(agreement, heads, operator):
    proposal = proposed(agreement, heads[0])
    mandates.end(heads[1], by=operator, reason="Purnatugas.")

    for act in (
        lambda: actions.agree(proposal, by=heads[1], method="password"),
        lambda: actions.refuse(proposal, by=heads[1], method="password", reason="Tidak."),
    ):
        with pytest.raises(Forbidden):
            act()
    assert not proposal.words.exists()


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"from_on": in_days(-1)}, "from_on"),
        ({"from_on": in_days(400), "until_on": None}, "from_on"),
        ({"from_on": in_days(9), "until_on": in_days(8)}, "until_on"),
        ({"until_on": in_days(356)}, "until_on"),
    ],
)
def test_days_that_cannot_be_are_refused_at_their_field(words, field, agreement, heads):
    with pytest.raises(actions.WrongDays) as wrong:
        proposed(agreement, heads[0], **words)
    assert wrong.value.field == field and not LifeProposal.objects.exists()


def test_a_second_suspension_does_not_meet_the_first(agreement, heads):
    agree(proposed(agreement, heads[0], from_on=in_days(10), until_on=in_days(20)), *heads)

    with pytest.raises(actions.WrongDays, match="sudah ditunda"):
        proposed(agreement, heads[0], from_on=in_days(5), until_on=in_days(10))
    agree(proposed(agreement, heads[0], from_on=in_days(21), until_on=in_days(30)), *heads)
    assert Pause.objects.count() == 2


@pytest.mark.parametrize("day", [0, 30, -3])
def test_it_is_taken_up_again_on_a_day_of_the_suspension(day, agreement, heads):
    agree(proposed(agreement, heads[0]), *heads)

    with pytest.raises(actions.WrongDays):
        proposed(agreement, heads[0], "resume", from_on=in_days(day))


def test_what_is_not_suspended_is_not_taken_up_again(agreement, heads):
    with pytest.raises(Refusal):
        proposed(agreement, heads[0], "resume")
    assert life_rules.day_problem(agreement, "resume", in_days(1), None)[0] == "from_on"


def test_a_word_that_comes_too_late_says_so(agreement, heads):
    proposal = proposed(agreement, heads[0], from_on=in_days(0), until_on=in_days(2))
    late = mock.patch.object(life_rules, "today_of", return_value=in_days(3))
    with late, pytest.raises(Refusal, match="sudah lewat"):
        actions.agree(proposal, by=heads[0], method="password")


def test_to_take_up_again_what_holds_again_by_itself_is_too_late(agreement, heads):
    agree(proposed(agreement, heads[0]), *heads)
    proposal = proposed(agreement, heads[0], "resume", from_on=in_days(9))
    late = mock.patch.object(life_rules, "today_of", return_value=in_days(31))
    with late, pytest.raises(Refusal, match="sudah berakhir"):
        actions.agree(proposal, by=heads[0], method="password")


def test_a_suspension_agreed_late_begins_on_that_day(agreement, heads):
    proposal = proposed(agreement, heads[0])
    with mock.patch.object(life_rules, "today_of", return_value=in_days(4)):
        agree(proposal, *heads)

    assert Pause.objects.get().starts_on == in_days(4)


# --- the end ----------------------------------------------------------------------------------


def test_all_heads_end_it_together(agreement, heads, people):
    agreement = end_together(agreement, heads, "achieved", "Tujuan tercapai.")

    assert (agreement.state, agreement.end_ground) == ("ended", "achieved")
    assert agreement.end_reason == "Tujuan tercapai."
    for name in ("drafting head", "other secretary"):
        assert people[name].user.mails.filter(kind="agreements.ended").exists()
    assert audit.trail_of(agreement)[0].verb == "agreements.ended"


@pytest.mark.parametrize("ground", ["agreed", "achieved"])
def test_no_head_alone_ends_it_by_agreement(ground, agreement, heads):
    with pytest.raises(Refusal, match="semua pihak setuju"):
        actions.end(agreement, by=heads[0], ground=ground, reason="Selesai.")
    with pytest.raises(DatabaseError, match="all parties agree"), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(
            state="ended", ended_at=timezone.now(), end_ground=ground, end_reason="Selesai."
        )


def test_a_fact_is_recorded_with_its_paper_and_voids_what_waits(agreement, heads):
    proposal = proposed(agreement, heads[0])

    actions.end(agreement, by=heads[1], ground="force_majeure", reason="Longsor.", paper=scan())

    proposal.refresh_from_db()
    agreement.refresh_from_db()
    assert proposal.state == "lapsed" and agreement.end_paper and agreement.end_paper_sha256


def test_the_end_of_the_term_gives_back_what_was_suspended(agreement, heads):
    agree(proposed(agreement, heads[0], until_on=None), *heads)
    agreement.refresh_from_db()
    last, night = in_days(355), in_days(356)
    with time_machine.travel(timezone.now() + timedelta(days=356), tick=True):
        assert actions.end_terms_that_are_over(night) == 1

    assert [owed for _due, owed in days_of(agreement)] == [last] * 2
    assert Pause.objects.get().ends_on == last
    row = Fulfilment.objects.with_subject().first()
    assert not obligations.is_lapsed(row)


def test_what_was_suspended_falls_away_with_an_early_end(agreement, heads):
    agree(proposed(agreement, heads[0]), *heads)
    actions.end(agreement, by=heads[0], ground="object_lost", reason="Mata air kering.")

    assert Pause.objects.get().ends_on == in_days(0)


def test_nothing_to_close_moves_nothing(agreement):
    with mock.patch.object(pausing, "move_days") as moved:
        pausing.close_pause(agreement, in_days(0))
    moved.assert_not_called()


def test_a_party_objects_once_to_an_end_for_breach(agreement, heads, people):
    actions.end(agreement, by=heads[0], ground="breach", reason="Iuran tidak dibayar.")
    agreement.refresh_from_db()

    actions.object_to_breach(agreement, by=heads[1], reason="Iuran dibayar 3 Mei.")

    assert (
        "3 Mei"
        in people["drafting secretary"].user.mails.get(kind="agreements.breach_objected").text
    )
    with pytest.raises(Refusal, match="sudah menyampaikan keberatan"):
        actions.object_to_breach(agreement, by=heads[1], reason="Lagi.")
    with pytest.raises(Forbidden, match="sendiri"):
        actions.object_to_breach(agreement, by=heads[0], reason="Tidak.")
    with pytest.raises(Forbidden):
        actions.object_to_breach(agreement, by=people["stranger head"], reason="Tidak.")


def test_there_is_no_objection_to_another_ground(agreement, heads):
    actions.end(agreement, by=heads[0], ground="unlawful", reason="Perda baru.")
    agreement.refresh_from_db()

    with pytest.raises(Refusal, match="karena dilanggar"):
        actions.object_to_breach(agreement, by=heads[1], reason="Tidak.")


def test_nothing_is_proposed_of_what_is_over(agreement, heads):
    actions.end(agreement, by=heads[0], ground="unlawful", reason="Perda baru.")

    with pytest.raises(Refusal, match="selama kesepakatan berlaku"):
        proposed(agreement, heads[0])


def test_a_proposal_keeps_its_file(agreement, heads):
    proposal = proposed(agreement, heads[0], paper=scan())

    assert proposal.paper and len(proposal.sha256) == 64


# --- what the database refuses ----------------------------------------------------------------


def refused_by_database(act, match):
    with pytest.raises(DatabaseError, match=match), transaction.atomic():
        act()


def test_words_and_days_of_proposals_are_fixed(heads):
    agreement = suspended(heads)
    proposal, pause = LifeProposal.objects.get(), Pause.objects.get()
    rows, pauses = LifeProposal.objects.all(), Pause.objects.all()

    refused_by_database(lambda: rows.update(reason="Lain."), "fixed")
    refused_by_database(lambda: rows.update(state="refused"), "settled once")
    refused_by_database(proposal.delete, "kept|foreign key|referenced")
    refused_by_database(lambda: pauses.update(ends_on=in_days(90)), "shorter")
    refused_by_database(lambda: pauses.update(starts_on=in_days(3)), "shorter")
    refused_by_database(lambda: pauses.delete(), "delete")
    refused_by_database(lambda: proposal.words.update(agrees=False), "update")
    refused_by_database(
        lambda: Pause(agreement=agreement, proposal=proposal, starts_on=in_days(60)).save(),
        "unique|overlap|exclusion|conflict",
    )
    assert str(pause) and str(proposal) and str(proposal.words.first())


def test_no_word_of_a_stranger_and_no_effect_without_all(agreement, heads):
    proposal = proposed(agreement, heads[0])
    rows = LifeProposal.objects.filter(pk=proposal.pk)

    refused_by_database(
        lambda: rows.update(state="agreed", settled_at=timezone.now()), "not every party"
    )
    refused_by_database(
        lambda: Pause(agreement=agreement, proposal=proposal, starts_on=in_days(1)).save(),
        "when all parties have agreed",
    )
    other = AgreementFactory(state="in_force")
    word = {"agrees": True, "method": "password", "mandate": heads[0]}
    refused_by_database(
        lambda: proposal.words.create(party=other.parties.first(), **word), "open proposal"
    )
