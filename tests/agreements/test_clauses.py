"""A draft clause by clause: filled from what is known, written, shown, remarked on, taken back."""

import uuid

import pgtrigger
import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from agreements import actions, comparing, rules, sources, templates, verification
from agreements.actions import Changed
from agreements.actions.drafting import fingerprint
from agreements.models import Agreement, Clause, Matter, Signature, TemplateClause
from core import audit
from core.errors import Forbidden, Refusal
from notifications.models import Mail, Notification
from tests.factories.agreements import (
    AgreementFactory,
    RemarkReplyFactory,
    TemplateClauseFactory,
    clausal,
    fill,
    give_word,
    in_days,
    settle_at_home,
)
from tests.factories.meetings import DecisionFactory
from tests.meetings.crowd import at_once

pytestmark = pytest.mark.django_db
S = Agreement.State


@pytest.fixture
def head(people):
    return people["drafting head"]


@pytest.fixture
def other(people):
    return people["other head"]


def of(agreement, matter):
    return agreement.clauses.get(matter=matter)


def write(agreement, clause, by, text="Air mengalir.", title=None, seen=None):
    title = clause.title if title is None else title
    seen = clause.revision if seen is None else seen
    return actions.write_clause(agreement, clause.pk, by=by, seen=seen, title=title, text=text)


def say(agreement, clause, by, words="", **more):
    more = {"token": uuid.uuid4(), "seen": clause.revision, "text": "Mohon diubah."} | more
    return actions.remark(agreement, clause.pk, by=by, words=words, **more)


def answer(agreement, remark, by, accepted=True, reason="", seen=None):
    seen = remark.clause.revision if seen is None else seen
    return actions.reply(agreement, remark.pk, by=by, accepted=accepted, reason=reason, seen=seen)


def opened(agreement, by):
    return actions.open_for_approval(fill(agreement, by), by=by)


# --- begun from a template --------------------------------------------------------------


def test_a_draft_holds_the_clauses_of_its_kind_filled_with_what_the_project_tells(by_clauses):
    version = by_clauses.project.current

    assert set(by_clauses.clauses.values_list("matter", flat=True)) == {"", *Matter}
    assert f"meliputi kegiatan proyek “{version.title}”" in of(by_clauses, "scope").text
    assert "Rp" in of(by_clauses, "funding").text
    assert by_clauses.project.title in by_clauses.text
    assert by_clauses.by_clauses and "BAB II\nRUANG LINGKUP\n\nPasal 2" in by_clauses.text


def test_a_decision_stands_in_the_recitals(head, villages):
    decision = DecisionFactory(adopted=True, text="Membangun jalan bersama.")
    source = sources.of_decision(decision)

    ground = source.facts()["alasan"]
    assert ground.startswith("pertemuan “") and "” pada " in ground
    assert "memutuskan dengan nomor" in ground and "Membangun jalan bersama" in ground
    assert not ground.endswith(".") and not source.unripe
    assert sources.of_decision(DecisionFactory()).unripe


def test_operators_write_the_template_and_without_rows_the_shipped_one_holds(head, villages):
    TemplateClause.objects.filter(kind="mou").delete()
    assert len(templates.clauses_of("mou")) == len(templates.shipped("mou"))
    TemplateClauseFactory(kind="mou", text="Hanya $judul.")

    agreement = clausal(villages, "mou", title="Air")

    assert agreement.text == "Pasal 1\nHanya Air."
    assert "Compulsory" not in " ".join(rules.lacks(agreement))
    assert "Wajib dan masih kosong" in " ".join(rules.lacks(agreement))


def test_an_operator_may_not_ask_for_what_nobody_knows(client, operator):
    client.force_login(operator)
    row = TemplateClauseFactory()
    url = reverse("admin:agreements_templateclause_change", args=[row.pk])
    data = {"kind": "mou", "part": 5, "position": 1, "title": "", "matter": "", "text": "$harga"}

    assert "harga" in str(client.post(url, data).context["adminform"].errors)
    client.post(url, data | {"text": "$judul baru"})
    row.refresh_from_db()
    assert row.text == "$judul baru"


# --- written ------------------------------------------------------------------------------


def test_words_of_a_clause_become_the_body(by_clauses, head):
    clause = of(by_clauses, "scope")

    write(by_clauses, clause, head, "Pipa 2 km.", title="Lingkup")

    by_clauses.refresh_from_db()
    assert "BAB II\nLINGKUP\n\nPasal 2\nPipa 2 km." in by_clauses.text
    clause.refresh_from_db()
    assert clause.revision == 2 and clause.saved_by == head


def test_the_history_speaks_of_clauses_once_others_see_them(by_clauses, head):
    clause = write(by_clauses, of(by_clauses, "scope"), head, "Pipa.")
    assert audit.trail_of(by_clauses)[0].sentence == "menyusun kesepakatan"
    actions.share(by_clauses, by=head)
    write(by_clauses, clause, head, "Pipa 2 km.")

    assert audit.trail_of(by_clauses)[0].sentence == "mengubah klausul"


def test_nobody_overwrites_what_he_has_not_seen_and_the_same_words_change_nothing(
    by_clauses, head, people
):
    clause = of(by_clauses, "scope")
    write(by_clauses, clause, people["drafting secretary"], "Dari sekretaris.")

    with pytest.raises(Changed):
        write(by_clauses, clause, head, "Dari kepala.", seen=1)
    assert write(by_clauses, clause, head, "Dari sekretaris.", seen=1).revision == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_edits_of_a_clause_at_once_one_is_told(by_clauses, head, people):
    clause = of(by_clauses, "scope")

    def press(by, text):
        def click():
            try:
                write(by_clauses, clause, by, text, seen=1)
                return "saved"
            except Changed:
                return "told"

        return click

    answers = at_once([press(head, "A."), press(people["drafting secretary"], "B.")])

    assert sorted(answers) == ["saved", "told"]
    clause.refresh_from_db()
    by_clauses.refresh_from_db()
    assert clause.revision == 2 and f"Pasal 2\n{clause.text}" in by_clauses.text


def test_only_those_who_drafted_write_and_only_in_a_draft(by_clauses, head, people):
    clause = of(by_clauses, "scope")
    for who in ("other head", "drafting council", "own camat", "stranger head"):
        with pytest.raises(Forbidden):
            write(by_clauses, clause, people[who])
    agreement = opened(by_clauses, head)
    with pytest.raises(Refusal, match="Tarik kembali"):
        write(agreement, clause, head, "Lain.")


def test_what_was_recorded_as_one_text_has_no_clauses(villages, head):
    agreement = AgreementFactory(regions=villages)

    assert "satu naskah" in rules.can_write_clauses(head, agreement).reason
    assert "satu naskah" in rules.can_remark(head, agreement).reason
    assert rules.lacks(agreement) == []


def test_clauses_are_added_once_moved_and_left_out(by_clauses, head):
    new = [
        actions.add_clause(by_clauses, by=head, part=5, title="Iuran", text="Rp1.") for _ in "ab"
    ]
    assert new[0] == new[1]
    row = list(by_clauses.clauses.filter(part=5))
    for _click in range(2):
        actions.move_clause(by_clauses, new[0].pk, by=head, seen=row[-2].pk)
    assert list(by_clauses.clauses.filter(part=5))[-2:] == [new[0], row[-2]]
    actions.move_clause(by_clauses, row[0].pk, by=head, seen=0)

    for _click in range(2):
        actions.remove_clause(by_clauses, new[0].pk, by=head)
    by_clauses.refresh_from_db()
    assert "Rp1." not in by_clauses.text
    with pytest.raises(Refusal):
        write(by_clauses, new[0], head)


def test_a_compulsory_clause_stays_and_blocks_while_it_is_empty(by_clauses, head):
    clause = of(fill(by_clauses, head), "funding")
    with pytest.raises(Refusal, match="pendanaan"):
        actions.remove_clause(by_clauses, clause.pk, by=head)
    clause = write(by_clauses, clause, head, "")

    with pytest.raises(Refusal, match="Wajib dan masih kosong: pendanaan"):
        actions.open_for_approval(by_clauses, by=head)


def test_a_term_clause_that_names_other_days_blocks(by_clauses, head):
    fill(by_clauses, head)
    Agreement.objects.filter(pk=by_clauses.pk).update(ends_on=in_days(500))

    with pytest.raises(Refusal, match="jangka waktu"):
        actions.open_for_approval(by_clauses, by=head)


def test_a_text_that_grows_too_long_is_refused_and_nothing_is_kept(by_clauses, head, monkeypatch):
    monkeypatch.setattr("agreements.actions.clauses.LONGEST", len(by_clauses.text))
    clause = of(by_clauses, "scope")
    with pytest.raises(actions.TooMuch):
        write(by_clauses, clause, head, clause.text + " x")
    clause.refresh_from_db()
    assert clause.revision == 1
    monkeypatch.setattr(Clause, "MOST", by_clauses.clauses.count())
    with pytest.raises(actions.TooMuch):
        actions.add_clause(by_clauses, by=head, part=5, title="", text="x")


def test_the_database_keeps_clauses_of_an_open_text(by_clauses, head):
    opened(by_clauses, head)
    with pytest.raises(DatabaseError), transaction.atomic():
        by_clauses.clauses.update(text="x")


@pytest.mark.parametrize("table", ["remark", "remarkreply"])
def test_what_was_said_stays(by_clauses, table):
    RemarkReplyFactory()
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM agreements_{table}")  # noqa: S608


# --- versions -------------------------------------------------------------------------------


def test_a_version_keeps_its_clauses_and_every_byte_can_be_checked(by_clauses, head):
    agreement = opened(by_clauses, head)

    assert len(agreement.current.clauses) == agreement.clauses.count()
    assert list(verification.findings()) == []


def test_clauses_that_do_not_make_the_text_are_found(by_clauses, head):
    agreement = opened(by_clauses, head)
    with pgtrigger.ignore():
        agreement.versions.update(clauses=agreement.current.clauses[1:])

    found = [str(each) for each in verification.findings()]
    assert len(found) == 2  # neither the text nor the rows beside it fit
    assert all("clauses" in each and agreement.code in each for each in found)


def test_taking_back_voids_the_approvals_and_the_next_version_names_what_changed(
    by_clauses, head, other
):
    agreement = opened(by_clauses, head)
    settle_at_home(agreement)
    give_word(agreement, other)
    agreement = actions.rework(agreement, by=head)
    assert agreement.state == S.DRAFT and not rules.can_approve(other, agreement)
    assert Mail.objects.filter(kind="agreements.reworked").count() >= 1
    write(agreement, of(agreement, "scope"), head, "Pipa baru.")
    actions.add_clause(agreement, by=head, part=5, title="Iuran", text="Rp1.")
    after = actions.open_for_approval(agreement, by=head)

    assert after.current.number == 2 and not after.current.signatures.exists()
    first, second = after.versions.order_by("number")
    changed = comparing.changes(first, second, chapters=True)
    assert [change.label for change in changed] == ["Pasal 2", "Pasal 11"]
    assert changed[1].before == []
    gone = comparing.changes(second, first, chapters=True)
    assert [change.label for change in gone] == ["Pasal 2", "Pasal 11"]


def test_versions_without_clauses_are_compared_as_texts(villages, head):
    agreement = AgreementFactory(regions=villages, state="open")
    words = actions.Words("Baru", agreement.starts_on, agreement.ends_on, "Pasal 1\nB.", tuple(
        actions.Entry(*row) for row in agreement.parties.values_list(
            "region_id", "number", "signer_name", "signer_title")
    ))  # fmt: skip
    actions.change(agreement, by=head, seen=fingerprint(agreement), words=words)

    second, first = agreement.versions.all()
    assert [c.label for c in comparing.changes(first, second, chapters=True)] == ["Tentang", ""]


@pytest.mark.django_db(transaction=True)
def test_fifty_approvals_against_taking_back_have_one_outcome(by_clauses, head, other):
    agreement = opened(by_clauses, head)
    settle_at_home(agreement)
    sha256 = agreement.current.sha256

    def approve(by):
        def click():
            try:
                actions.approve(
                    Agreement.objects.get(pk=agreement.pk), by=by, sha256=sha256, method="password"
                )
            except (Refusal, Forbidden):
                return

        return click

    def take_back():
        try:
            actions.rework(Agreement.objects.get(pk=agreement.pk), by=head)
        except Refusal:
            return

    at_once([approve(head), approve(other)] * 25 + [take_back])

    agreement.refresh_from_db()
    sealed = Signature.objects.filter(version=agreement.current).count() == 2
    assert agreement.state == (S.IN_FORCE if sealed else S.DRAFT)


# --- shown and remarked on -------------------------------------------------------------------


def test_a_draft_is_seen_by_the_parties_once_it_is_shown(by_clauses, head, other, people):
    def sees(who):
        return Agreement.objects.visible_to(who.user).filter(pk=by_clauses.pk).exists()

    assert sees(head) and not sees(other)
    for _click in range(2):
        actions.share(by_clauses, by=head)
    assert sees(other) and sees(people["own camat"]) and not sees(people["stranger head"])
    letters = Mail.objects.filter(kind="agreements.shared")
    assert letters.count() == letters.values("to").distinct().count() > 0
    with pytest.raises(Forbidden):
        actions.share(by_clauses, by=other)
    actions.withdraw(Agreement.objects.get(pk=by_clauses.pk), by=head, reason="Ditunda.")
    assert sees(other)


def test_parties_remark_while_it_is_shown_or_open(by_clauses, head, other, people):
    clause = of(by_clauses, "scope")
    with pytest.raises(Refusal):
        say(by_clauses, clause, other)
    actions.share(by_clauses, by=head)
    token = uuid.uuid4()
    assert say(by_clauses, clause, other, token=token) == say(
        by_clauses, clause, other, token=token
    )
    for who in ("drafting council", "own camat", "stranger head", "nobody"):
        with pytest.raises(Forbidden):
            say(by_clauses, clause, people[who])
    assert Notification.objects.filter(kind="agreements.remarked", recipient=head.user).exists()
    agreement = opened(by_clauses, head)
    assert say(agreement, clause, other).pk


def test_proposed_words_are_taken_over_onto_what_was_seen(by_clauses, head, other):
    actions.share(by_clauses, by=head)
    clause = of(by_clauses, "scope")
    said = say(by_clauses, clause, other, words="Pipa tiga kilometer.")

    with pytest.raises(Changed):
        answer(by_clauses, said, head, seen=9)
    given = answer(by_clauses, said, head)
    assert answer(by_clauses, said, head) == given
    with pytest.raises(Refusal):
        answer(by_clauses, said, head, accepted=False, reason="Tidak.")

    clause.refresh_from_db()
    by_clauses.refresh_from_db()
    assert clause.text == "Pipa tiga kilometer." and clause.text in by_clauses.text
    assert Notification.objects.filter(kind="agreements.replied", recipient=other.user).exists()


def test_proposed_words_are_refused_with_a_reason(by_clauses, head, other):
    actions.share(by_clauses, by=head)
    clause = of(by_clauses, "scope")
    said = say(by_clauses, clause, other, words="Lain.")
    with pytest.raises(Forbidden):
        answer(by_clauses, said, other, accepted=False, reason="x")
    answer(by_clauses, said, head, accepted=False, reason="Terlalu panjang.")

    clause.refresh_from_db()
    assert clause.revision == 1
    with pytest.raises(Refusal):
        answer(by_clauses, say(by_clauses, clause, other), head)


def test_a_remark_that_says_nothing_new_or_one_too_many_is_refused(by_clauses, head, monkeypatch):
    actions.share(by_clauses, by=head)
    clause = of(by_clauses, "scope")
    with pytest.raises(actions.NotSaid):
        say(by_clauses, clause, head, words=clause.text)
    monkeypatch.setattr("agreements.actions.remarks.MOST", 0)
    with pytest.raises(actions.NotSaid):
        say(by_clauses, clause, head)
    extra = actions.add_clause(by_clauses, by=head, part=5, title="", text="x")
    actions.remove_clause(by_clauses, extra.pk, by=head)
    with pytest.raises(Refusal):
        say(by_clauses, extra, head)
