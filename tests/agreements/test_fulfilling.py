"""Reported with proof, confirmed or disputed by the others, released by all; counted once."""

import uuid

import pytest
from django.db import DatabaseError, transaction

from agreements import actions, obligation_rules, obligations
from agreements.actions import fulfilling
from agreements.models import FulfilmentAct
from agreements.signing import Named, Plan
from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from notifications.models import Mail, Notification
from projects.actions import committing
from tests.agreements.owing import fresh, linked_day, proof, receive, report
from tests.factories.agreements import AgreementFactory, due_day, in_days
from tests.factories.money import CommitmentFactory
from tests.factories.projects import head_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(villages, people):
    return due_day(regions=villages)


def seen(day):
    last = day.acts.last()
    return last.pk if last else 0


def confirm(day, by):
    return actions.confirm(day, by=by, seen=seen(day))


def dispute(day, by, reason="Belum kami terima."):
    return actions.dispute(day, by=by, seen=seen(day), reason=reason)


def state(day):
    return fresh(day).state


def row_of(day, today=None):
    agreement = fresh(day).obligation.agreement
    return obligations.rows_of(agreement, today or in_days(0))[0]


def line_of(day, today=None):
    return obligations.sides([row_of(day, today)])[0].lines[0]


# --- the way of a report


def test_a_report_is_confirmed_by_another_party(day, people):
    act = report(day, people["drafting secretary"])
    assert (state(day), fresh(day).report) == ("reported", act)
    assert act.sha256 and act.file

    confirm(day, people["other secretary"])

    assert state(day) == "confirmed"
    assert [event.verb.partition(".")[2] for event in AuditEvent.objects.all()[:2]] == [
        "obligation_confirmed", "obligation_reported",
    ]  # fmt: skip


def test_a_dispute_says_why_and_a_new_report_answers_it(day, people):
    report(day, people["drafting head"])
    dispute(day, people["other head"])
    assert state(day) == "disputed"

    report(day, people["drafting head"])
    confirm(day, people["other head"])

    assert state(day) == "confirmed"


def test_who_disputes_may_confirm_after_all(day, people):
    report(day, people["drafting head"])
    confirm(day, people["other head"])
    dispute(day, people["other head"])

    confirm(day, people["other head"])

    assert state(day) == "confirmed"


def test_a_third_party_does_not_settle_the_dispute_of_another(villages, sawangan, people):
    day = due_day(regions=[*villages, sawangan])
    report(day, people["drafting head"])
    dispute(day, people["other head"])

    with pytest.raises(Refusal, match="Pihak lain menyanggah"):
        confirm(day, people["stranger head"])


def test_a_report_is_taken_back_until_it_is_answered(day, people):
    by = people["drafting head"]
    report(day, by)
    actions.take_back(day, by=by, seen=seen(day))
    actions.take_back(day, by=by, seen=seen(day))
    assert (state(day), fresh(day).report) == ("open", None)

    report(day, by)
    confirm(day, people["other head"])
    with pytest.raises(Refusal, match="dikonfirmasi"):
        actions.take_back(day, by=by, seen=seen(day))


@pytest.mark.parametrize(
    "who",
    ["drafting council", "other head", "stranger head", "own camat", "regency", "nobody"],
)
def test_only_the_party_reports(day, people, who):
    with pytest.raises(Forbidden, match="Hanya kepala, sekretaris"):
        report(day, people[who])
    assert not obligation_rules.can_take_back(people[who], fresh(day))


@pytest.mark.parametrize("who", ["drafting head", "stranger head", "own camat", "nobody"])
def test_only_other_parties_answer(day, people, who):
    report(day, people["drafting head"])

    for answer in (confirm, dispute):
        with pytest.raises(Forbidden, match="pihak lain"):
            answer(day, people[who])


def test_nothing_is_answered_before_it_is_reported(day, people):
    for answer in (confirm, dispute):
        with pytest.raises(Refusal, match="belum dilaporkan"):
            answer(day, people["other head"])


def test_second_clicks_are_one(day, people):
    token = uuid.uuid4()
    assert report(day, people["drafting head"], token=token) == report(
        day, people["drafting head"], token=token
    )
    with pytest.raises(Refusal, match="dilaporkan"):
        report(day, people["drafting head"])
    assert confirm(day, people["other head"]) == confirm(day, people["other head"])
    assert dispute(day, people["other head"]) == dispute(day, people["other head"])

    assert day.acts.count() == 3


def test_nobody_answers_what_he_has_not_seen(day, people):
    by = people["drafting head"]
    report(day, by)
    old = seen(day)
    actions.take_back(day, by=by, seen=old)
    report(day, by, given=1)

    with pytest.raises(Refusal, match="pernyataan baru"):
        actions.confirm(day, by=people["other head"], seen=old)


def test_a_report_wants_one_proof(day, people):
    for words in ({}, {"file": proof(), "receipt": 1}):
        with pytest.raises(actions.NoProof, match="salah satu"):
            actions.report(day, by=people["drafting head"], token=uuid.uuid4(), **words)


def test_there_is_a_bound_to_what_is_said(day, people, monkeypatch):
    monkeypatch.setattr(fulfilling, "MOST", 0)

    with pytest.raises(Refusal, match="terlalu banyak"):
        report(day, people["drafting head"])


def test_what_was_said_stays(day, people):
    act = report(day, people["drafting head"])

    for write in (act.delete, lambda: FulfilmentAct.objects.update(note="Lain")):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()
    for write in (day.delete, lambda: type(day).objects.update(due_on=in_days(1))):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()


# --- release


def test_all_heads_together_release_a_party(day, people):
    actions.release(day, by=people["drafting head"], reason="Gagal panen.")
    assert state(day) == "open"
    again = actions.release(day, by=people["drafting head"], reason="Gagal panen.")
    assert again.note == "Gagal panen."
    with pytest.raises(Refusal, match="Gagal panen"):  # other words are not lost unsaid
        actions.release(day, by=people["drafting head"], reason="Lagi.")
    assert not obligation_rules.can_release(people["drafting head"], fresh(day))

    actions.release(day, by=people["other head"])

    assert state(day) == "released"
    assert line_of(day).promised == "Rp0"
    for standing in (row_of(day).standing, obligations.standing_of_day(fresh(day), in_days(0))):
        assert standing.word == "Dibebaskan atas kesepakatan"


def test_of_three_heads_the_second_is_not_the_last(villages, sawangan, people):
    day = due_day(regions=[*villages, sawangan])
    for who in ("drafting head", "other head"):
        actions.release(day, by=people[who], reason="Gagal panen.")
    assert state(day) == "open"
    assert Mail.objects.filter(kind="agreements.obligation_release").count() == 2  # asked once

    actions.release(day, by=people["stranger head"])

    assert state(day) == "released"


def test_the_first_one_says_why(day, people):
    with pytest.raises(actions.Unsaid, match="mengapa"):
        actions.release(day, by=people["other head"])


@pytest.mark.parametrize("who", ["drafting secretary", "stranger head", "own camat", "nobody"])
def test_heads_of_parties_alone_release(day, people, who):
    with pytest.raises(Forbidden):
        actions.release(day, by=people[who], reason="Banjir.")


def test_what_is_given_is_not_released(day, people):
    report(day, people["drafting head"])

    with pytest.raises(Refusal, match="dilaporkan"):
        actions.release(day, by=people["other head"], reason="Banjir.")


def test_a_lone_party_cannot_release_itself(sojokerto, people):
    agreement = AgreementFactory(
        kind="perjanjian", regions=[sojokerto], state="in_force", owes=[{}],
        plan=Plan(needed=2, witnesses=(Named("Sri Lestari", "Notaris"), Named("Budi", "Guru"))),
    )  # fmt: skip
    day = fresh(agreement.obligations.get().fulfilments.get())

    with pytest.raises(Refusal, match="pihak lain"):
        actions.release(day, by=people["drafting head"], reason="Banjir.")


# --- after the end


def test_what_was_due_is_still_owed_and_the_rest_falls_away(villages, people):
    agreement = AgreementFactory(
        state="in_force", regions=villages,
        owes=[{"first_due": in_days(-5)}, {"first_due": in_days(50)}],
    )  # fmt: skip
    actions.end(agreement, by=people["other head"], ground="object_lost", reason="Selesai.")
    owed, fallen = (row.fulfilments.get() for row in agreement.obligations.order_by("pk"))

    report(owed, people["drafting head"])
    with pytest.raises(Refusal, match="berakhir sebelum"):
        report(fallen, people["drafting head"])
    with pytest.raises(Refusal, match="berakhir sebelum"):
        actions.release(fallen, by=people["other head"], reason="Lain.")

    rows = obligations.rows_of(fresh(owed).obligation.agreement, in_days(0))
    assert [row.standing.word for row in rows] == ["Menunggu konfirmasi", "Tidak jatuh tempo lagi"]
    assert obligations.sides(rows)[0].lines[0].promised == "Rp12.000.000"
    assert obligations.standing_of_day(fresh(fallen), in_days(60)) == obligations.lapsed()


# --- counted once


def test_a_contribution_is_read_from_the_projects_receipts(villages, people):
    day = linked_day(villages)
    with pytest.raises(Refusal, match="penerimaan proyek"):
        report(day, people["drafting head"])

    receive(day, 20_000_000)
    assert (line_of(day).given, row_of(day).standing.word) == ("Rp20.000.000", "Segera jatuh tempo")
    wrong = receive(fresh(day), 5_000_000)
    wrong.commitment = fresh(day).obligation.commitment
    committing.reverse(wrong, by=people["drafting head"], reason="Salah catat.")
    receive(fresh(day), 30_000_000)

    assert (line_of(day).given, row_of(day).standing.word) == ("Rp50.000.000", "Terpenuhi")
    assert obligations.standing_of_day(fresh(day), in_days(20)).word == "Terpenuhi"
    with pytest.raises(Refusal):
        actions.release(day, by=people["other head"], reason="Lain.")


def test_labour_days_and_goods_of_a_contribution(villages):
    work = linked_day(villages, kind="labour", days=650, day_worth=1000, worth=650_000)
    land = linked_day(villages, kind="land", worth=0, note="Lahan")

    receive(work, 100_000, days=100)
    receive(land, 0, completes=True)

    assert line_of(work).given == "100 hari orang kerja"
    assert (line_of(land).promised, line_of(land).given) == ("1 kali", "1 kali")


def test_a_contribution_taken_back_leaves_the_word_given_here(villages, people):
    day = linked_day(villages)
    committing.withdraw_contribution(
        day.obligation.commitment, by=people["drafting head"], reason="Dialihkan."
    )

    report(fresh(day), people["drafting head"], given=50_000_000)
    confirm(day, people["other head"])

    assert line_of(day).given == "Rp50.000.000"


@pytest.fixture
def receipt(day):
    """Of another contribution of the party to the agreement's project."""
    project = day.obligation.agreement.project
    region = day.obligation.party.region
    commitment = CommitmentFactory(project=project, region=region, committed=True, worth=10**7)
    return receive(day, 7_000_000, commitment=commitment)


def test_a_receipt_of_the_project_proves_and_counts_once(day, people, receipt):
    report(day, people["drafting head"], receipt=receipt, given=99)
    confirm(day, people["other head"])
    assert line_of(day).given == "Rp7.000.000"

    receipt.commitment.refresh_from_db()
    committing.reverse(receipt, by=head_of(receipt.commitment.project.lead), reason="Salah catat.")

    assert line_of(day).given == "Rp0"


def test_a_receipt_proves_one_thing_only(villages, people):
    agreement = AgreementFactory(state="in_force", regions=villages, owes=[{}, {}])
    first, second = (fresh(row.fulfilments.get()) for row in agreement.obligations.order_by("pk"))
    commitment = CommitmentFactory(project=agreement.project, region=villages[0], committed=True)
    receipt = receive(first, 7_000_000, commitment=commitment)
    report(first, people["drafting head"], receipt=receipt)

    with pytest.raises(actions.NoProof, match="hal lain"):
        report(second, people["drafting head"], receipt=receipt)


def test_the_receipt_of_an_obligation_is_no_proof_for_another(villages, people):
    linked = linked_day(villages)
    agreement = linked.obligation.agreement
    receipt = receive(linked, 7_000_000)
    other = due_day(regions=villages, project=agreement.project)

    assert receipt not in fulfilling.receipts_for(linked)
    assert receipt not in fulfilling.receipts_for(other)


# --- how it stands and adds up


@pytest.mark.parametrize(
    ("away", "word"),
    [
        (-1, "Terlambat"),
        (0, "Jatuh tempo hari ini"),
        (1, "Segera jatuh tempo"),
        (14, "Segera jatuh tempo"),
        (15, "Belum jatuh tempo"),
    ],
)
def test_the_calendar_says_what_is_late(villages, away, word):
    day = due_day(regions=villages, first_due=in_days(away))

    assert row_of(day).standing.word == word
    assert obligations.standing_of_day(fresh(day), in_days(0)).word == word


def test_a_recurring_one_tells_how_often_it_is_late(villages, people):
    day = due_day(regions=villages, first_due=in_days(-9), rhythm="monthly", amount=100)
    report(day, people["drafting head"], given=80)

    today = in_days(80)
    assert row_of(day).standing.word == "Menunggu konfirmasi"
    assert row_of(day, today).standing.word == "2 kali terlambat"
    line = line_of(day, today)
    assert (line.promised, line.due) == ("Rp1.200", "Rp300")
    assert (line.given, line.claimed, line.behind) == ("Rp0", "Rp80", "Rp220")
    assert "berikutnya" in row_of(day).due


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda day, other: None, ("Menunggu konfirmasi", "Menunggu konfirmasi")),
        (lambda day, other: confirm(day, other), ("Terpenuhi", "Terpenuhi")),
        (lambda day, other: dispute(day, other), ("Disanggah", "Disanggah")),
    ],
)
def test_words_follow_what_the_parties_say(day, people, act, words):
    report(day, people["drafting head"])
    act(day, people["other head"])

    of_day = obligations.standing_of_day(fresh(day), in_days(0)).word
    assert (row_of(day).standing.word, of_day) == words


def test_goods_and_times_have_words_of_their_own(villages, people):
    goods = due_day(regions=villages, kind="goods", amount=40, unit="sak", what="Semen")
    words = due_day(regions=villages, kind="report", amount=0, what="Laporan kas")
    report(words, people["drafting head"], given=0)
    confirm(words, people["other head"])

    assert line_of(goods).promised.replace("\u00a0", " ") == "40 sak"
    assert line_of(words).given == "1 kali"


# --- who is told


def told(who, kind):
    return Notification.objects.of(who.user).filter(kind=f"agreements.obligation_{kind}").count()


def letters(kind):
    return Mail.objects.filter(kind=f"agreements.obligation_{kind}")


def test_each_step_is_told_to_those_it_concerns(day, people):
    report(day, people["drafting head"])
    assert (
        told(people["other head"], "reported") == told(people["other secretary"], "reported") == 1
    )
    assert told(people["drafting head"], "reported") == 0

    dispute(day, people["other head"])
    letter = letters("disputed").get(recipient=people["drafting secretary"].user)
    assert "Belum kami terima." in letter.text and day.get_absolute_url() in letter.text

    report(day, people["drafting head"])
    confirm(day, people["other head"])
    assert told(people["drafting secretary"], "confirmed") == 1
    assert not letters("reported") and not letters("confirmed")


def test_a_release_is_asked_of_the_other_heads_by_letter(day, people):
    actions.release(day, by=people["drafting head"], reason="Gagal panen.")

    letter = letters("release").get()
    assert letter.recipient == people["other head"].user and "Gagal panen." in letter.text

    actions.release(day, by=people["other head"])
    assert told(people["drafting secretary"], "released") == 1
