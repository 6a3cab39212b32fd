"""What follows an agreement: who drafts it, what is copied, and what becomes of the earlier one."""

from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.utils import timezone

from agreements import actions, comparing, sources, succession, succession_rules, tasks
from agreements.actions.succeeding import _replace_now
from agreements.models import Agreement, Fulfilment
from agreements.verification import findings
from core.errors import Forbidden, Refusal
from notifications.models import Mail
from tests.agreements.owing import fresh, report
from tests.factories.agreements import (
    AgreementFactory,
    RegistrationFactory,
    fill,
    give_word,
    in_days,
    settle_at_home,
)
from tests.factories.meetings import MeetingFactory
from tests.factories.projects import head_of
from tests.factories.villages import RegionFactory

pytestmark = pytest.mark.django_db
S, F = Agreement.State, Fulfilment.State
RENEWAL, AMENDMENT, REPLACEMENT = Agreement.FollowsAs


@pytest.fixture
def before(villages, people):
    """In force since ten days, for another 355."""
    return AgreementFactory(state="in_force", regions=villages)


@pytest.fixture
def by_words(by_clauses, people):
    """In force, by clauses; its term begins tomorrow and ends after 400 days."""
    return seal(fill(by_clauses, people["drafting head"]))


def succeed(before, by, way=AMENDMENT, **words):
    term = succession.suggested_term(way, before, timezone.localdate())
    words = {"title": before.title, "starts_on": term.starts_on, "ends_on": term.ends_on} | words
    return actions.succeed(before, by=by, way=way, **words)


def opened(agreement):
    agreement.refresh_from_db()
    if agreement.state == S.DRAFT:
        actions.open_for_approval(agreement, by=head_of(agreement.drafted_for))
    agreement.refresh_from_db()
    return agreement


def seal(agreement):
    opened(agreement)
    if agreement.by_clauses:
        settle_at_home(agreement)
    for party in agreement.parties.select_related("region"):
        give_word(agreement, head_of(party.region))
    agreement.refresh_from_db()
    assert agreement.state == S.IN_FORCE
    return agreement


def again(agreement):
    return Agreement.objects.get(pk=agreement.pk)


def days_of(agreement):
    rows = Fulfilment.objects.filter(obligation__agreement=agreement).order_by("due_on", "pk")
    return [(row.due_on, row.state) for row in rows]


# --- who, and out of what -----------------------------------------------------------------


def test_heads_and_secretaries_of_the_parties_draft_what_follows(before, people):
    able = {name for name, acting in people.items() if succession_rules.can_succeed(acting, before)}

    assert able == {"drafting head", "drafting secretary", "other head", "other secretary"}


def test_a_stranger_is_told_who_can(before, people):
    with pytest.raises(Forbidden, match="[Ss]ekretaris"):
        succeed(before, people["stranger head"])

    assert Agreement.objects.count() == 1


@pytest.mark.parametrize("state", ["draft", "open", "withdrawn"])
def test_only_what_was_sealed_is_followed(villages, people, state):
    with pytest.raises(Refusal, match="berlaku"):
        succeed(AgreementFactory(state=state, regions=villages), people["drafting head"])


def test_what_has_ended_is_renewed_only(before, people):
    actions.end(before, by=people["drafting head"], ground="object_lost", reason="Selesai.")

    with pytest.raises(Refusal, match="diperpanjang"):
        succeed(before, people["other head"])
    assert succeed(again(before), people["other head"], RENEWAL).follows == before


def test_after_a_year_it_is_too_late(villages, people):
    today = timezone.localdate()
    old = AgreementFactory(state="in_force", regions=villages)
    last = today - relativedelta(years=1)
    old.ends_on = last

    assert succession_rules.can_succeed(people["other head"], old, today)
    assert not succession_rules.can_succeed(people["other head"], old, today + timedelta(days=1))


def test_what_was_unlawful_is_not_renewed(before, people):
    actions.end(before, by=people["drafting head"], ground="unlawful", reason="Dibatalkan.")

    verdict = succession_rules.can_succeed(people["drafting head"], again(before))
    assert not verdict and "perundang-undangan" in verdict.reason


def test_a_second_draft_names_the_first_until_that_is_withdrawn(before, people):
    first = succeed(before, people["other head"])

    with pytest.raises(Refusal, match=first.code):
        succeed(before, people["drafting head"])
    actions.withdraw(first, by=people["other head"], reason="Batal.")
    assert succeed(before, people["drafting head"]).pk != first.pk


def test_a_second_click_gets_the_same_draft(before, people):
    assert succeed(before, people["other head"]) == succeed(before, people["other head"])


def test_a_sealed_one_is_named_and_gone_on_from(before, people):
    after = seal(succeed(before, people["other head"]))

    with pytest.raises(Refusal, match=after.code):
        succeed(again(before), people["other head"], RENEWAL)


# --- terms --------------------------------------------------------------------------------


def test_a_renewal_is_as_long_as_before_and_begins_the_day_after(before):
    term = succession.suggested_term(RENEWAL, before, timezone.localdate())

    assert term.starts_on == before.ends_on + timedelta(days=1)
    length = relativedelta(before.ends_on + timedelta(days=1), before.starts_on)
    assert term.ends_on == term.starts_on + length - timedelta(days=1)


@pytest.mark.parametrize(
    ("way", "starts", "ends", "field"),
    [
        (RENEWAL, 10, 5, "ends_on"),
        (RENEWAL, -11, 800, "starts_on"),
        (RENEWAL, 357, 800, "starts_on"),
        (RENEWAL, 100, 355, "ends_on"),
        (AMENDMENT, 0, 356, "ends_on"),
        (REPLACEMENT, 357, 500, "starts_on"),
        (RENEWAL, 356, 800, None),
        (AMENDMENT, 0, 355, None),
        (REPLACEMENT, 0, 20, None),
    ],
)
def test_terms_that_overlap_wrongly_are_refused_with_the_field(before, way, starts, ends, field):
    term = succession.Term(in_days(starts), in_days(ends))

    found = succession.term_problem(way, before, term, timezone.localdate())

    assert (found and found[0]) == field


@pytest.mark.parametrize("ground", ["object_lost", "term_over"])
def test_what_has_ended_is_renewed_from_its_end_on(before, ground):
    Agreement.objects.filter(pk=before.pk).update(
        state="ended", end_ground=ground, end_reason="Selesai.", ended_at=timezone.now()
    )
    before = again(before)
    last = succession.last_day(before)
    first = last + timedelta(days=1) if ground == "term_over" else last

    def problem(start):
        term = succession.Term(start, start + timedelta(days=300))
        return succession.term_problem(RENEWAL, before, term, timezone.localdate())

    assert problem(first) is None
    assert problem(first - timedelta(days=1))[0] == "starts_on"


def test_the_action_refuses_a_wrong_term_and_writes_nothing(before, people):
    with pytest.raises(actions.Untimely):
        succeed(before, people["other head"], ends_on=in_days(900))

    assert Agreement.objects.count() == 1


def test_a_draft_whose_term_no_longer_fits_is_not_opened(before, people):
    after = succeed(before, people["drafting head"])
    Agreement.objects.filter(pk=after.pk).update(ends_on=in_days(900))

    with pytest.raises(Refusal, match="hari terakhir"):
        actions.open_for_approval(after, by=people["drafting head"])


def test_a_change_of_what_has_ended_since_is_not_opened(before, people):
    after = succeed(before, people["drafting head"])
    actions.end(before, by=people["drafting head"], ground="object_lost", reason="Selesai.")

    with pytest.raises(Refusal, match="berakhir"):
        actions.open_for_approval(after, by=people["drafting head"])


# --- what is copied -----------------------------------------------------------------------


def test_one_text_is_copied_and_says_what_it_changes(before, people):
    after = succeed(before, people["other head"])
    twice = seal(after)
    third = succeed(twice, people["other head"])

    assert after.follows == before and after.drafted_for == people["other head"].region
    assert not after.by_clauses
    assert after.text.endswith(before.text) and after.text.startswith(
        "Naskah ini mengubah Peraturan"
    )
    assert str(before.entry) in after.text
    assert third.text.count("Naskah ini mengubah") == 1 and str(twice.entry) in third.text
    assert third.text.endswith(before.text)


def test_clauses_are_copied_with_a_recital_and_what_becomes_of_the_earlier_text(by_words, people):
    RegistrationFactory(party=by_words.parties.first(), number="7")
    after = succeed(by_words, people["drafting head"], title="Perubahan atas Air bersih")
    rows = list(after.clauses.all())
    copied = [row for row in rows if row.origin_id]

    assert [row.origin_id for row in copied] == list(by_words.clauses.values_list("pk", flat=True))
    assert all(row.matter == row.origin.matter for row in copied)
    recital, closing = [row for row in rows if not row.origin_id]
    assert "perlu diubah" in recital.text and f"nomor register {by_words.entry}" in recital.text
    assert "Nomor 7 Tahun" in recital.text
    assert closing.title == "Pencabutan" and "dicabut dan dinyatakan tidak berlaku" in closing.text
    assert rows[-1].origin_id or rows.index(closing) == len(rows) - 1
    assert "tentang Perubahan atas Air bersih" in after.text
    assert not succession.problems(after, timezone.localdate())


def test_a_renewal_names_its_new_days_in_the_clause_on_the_term(by_words, people):
    after = succeed(by_words, people["drafting head"], RENEWAL)

    seal(after)  # nothing is lacking
    assert "Perpanjangan" in [row.title for row in after.clauses.all()]


def test_the_next_one_leaves_out_what_the_one_before_said_of_its_own(by_words, people):
    second = seal(succeed(by_words, people["drafting head"]))
    third = succeed(second, people["drafting head"])

    assert str(by_words.entry) not in third.text and str(second.entry) in third.text
    assert third.clauses.count() == second.clauses.count()


def test_a_replacement_may_have_other_parties(before, people, sawangan):
    regions = [people["drafting head"].region, sawangan]
    after = succeed(before, people["drafting head"], REPLACEMENT, regions=regions)

    assert [party.region for party in after.parties.all()] == regions
    assert all(party.signer_name for party in after.parties.all())


@pytest.mark.parametrize("way", Agreement.FollowsAs)
def test_the_exact_text_names_the_text_that_it_follows(before, people, way):
    after = opened(succeed(before, people["drafting head"], way, ends_on=in_days(800))
                   if way != AMENDMENT else succeed(before, people["drafting head"]))  # fmt: skip

    assert f": {before.code}, nomor register {before.entry}" in after.current.text
    assert before.current.sha256 in after.current.text
    assert list(findings()) == []


def test_obligations_go_on_where_they_still_make_sense(villages, people):
    owes = [
        {"what": "Sekali, lama", "first_due": in_days(-5)},
        {"what": "Sekali, nanti", "first_due": in_days(50)},
        {"what": "Bulanan", "first_due": in_days(-9), "rhythm": "monthly"},
    ]
    old = AgreementFactory(state="in_force", regions=villages, owes=owes)
    after = succeed(old, people["drafting head"])

    copied = {row.what: row for row in after.obligations.all()}
    assert set(copied) == {"Sekali, nanti", "Bulanan"}
    monthly = copied["Bulanan"]
    assert timezone.localdate() <= monthly.first_due < in_days(32)
    assert monthly.origin.agreement == old
    assert (in_days(-9) + relativedelta(months=1)) == monthly.first_due


# --- the seal -----------------------------------------------------------------------------


def test_a_sealed_change_ends_the_earlier_one_at_once(before, people):
    after = seal(succeed(before, people["other head"]))

    before = again(before)
    assert (before.state, before.end_ground) == (S.ENDED, "replaced")
    assert after.title in before.end_reason and str(after.entry) in before.end_reason
    told = Mail.objects.about(before.key).filter(kind="agreements.replaced")
    assert told.count() == 4 and after.title in told.first().text
    assert list(findings()) == []


def test_a_renewal_lets_the_earlier_one_run_to_its_last_day(before, people):
    after = seal(succeed(before, people["other head"], RENEWAL))

    assert again(before).state == S.IN_FORCE and after.state == S.IN_FORCE
    actions.end_terms_that_are_over(before.ends_on + timedelta(days=1))
    actions.replace_those_whose_successor_has_begun(before.ends_on + timedelta(days=1))
    assert again(before).end_ground == "term_over"
    assert Mail.objects.filter(kind="agreements.replaced").count() == 0


def test_what_begins_later_replaces_it_on_that_day_by_the_nightly_task(before, people):
    seal(succeed(before, people["other head"], REPLACEMENT, starts_on=in_days(5)))

    tasks.end_terms_that_are_over()
    assert again(before).state == S.IN_FORCE
    assert actions.replace_those_whose_successor_has_begun(in_days(5)) == 1
    assert again(before).end_ground == "replaced"
    assert actions.replace_those_whose_successor_has_begun(in_days(5)) == 0


def test_somebody_was_quicker_than_the_nightly_task(before, people):
    seal(succeed(before, people["other head"], REPLACEMENT, starts_on=in_days(5)))
    actions.end(before, by=people["other head"], ground="object_lost", reason="Selesai.")

    assert _replace_now(before, in_days(5)) is False
    assert again(before).end_ground == "object_lost"


def test_what_ended_by_another_ground_stays_so_when_the_successor_is_sealed(before, people):
    after = opened(succeed(before, people["other head"]))
    actions.end(before, by=people["drafting head"], ground="object_lost", reason="Selesai.")

    seal(after)

    assert again(before).end_ground == "object_lost"
    assert succession.latest_of([before]) == {before.pk: after}


# --- what is owed -------------------------------------------------------------------------


@pytest.fixture
def owing(villages, people):
    """Monthly since nine days, for a year; nothing is reported yet."""
    return AgreementFactory(
        state="in_force", regions=villages,
        owes=[{"first_due": in_days(-9), "rhythm": "monthly", "amount": 1_000}],
    )  # fmt: skip


def test_each_day_is_owed_once_in_the_earlier_or_in_the_next_one(owing, people):
    all_days = [day for day, _state in days_of(owing)]
    after = seal(succeed(owing, people["drafting head"]))

    today = timezone.localdate()
    assert dict(days_of(owing)) == {day: F.OPEN if day < today else F.CARRIED for day in all_days}
    assert [day for day, _state in days_of(after)] == [day for day in all_days if day >= today]
    assert list(findings()) == []


def test_what_fell_due_before_can_still_be_reported(owing, people):
    seal(succeed(owing, people["drafting head"]))
    day = Fulfilment.objects.filter(obligation__agreement=owing).earliest("due_on")

    report(fresh(day), people["drafting head"])

    assert fresh(day).state == F.REPORTED


def test_what_was_given_early_stays_where_it_was_given(owing, people):
    early = Fulfilment.objects.filter(obligation__agreement=owing).order_by("due_on")[1]
    report(fresh(early), people["drafting head"])

    after = seal(succeed(owing, people["drafting head"]))

    assert fresh(early).state == F.REPORTED
    assert early.due_on not in [day for day, _state in days_of(after)]
    assert len(days_of(owing)) == len(days_of(after)) + 2
    assert list(findings()) == []
    actions.take_back(fresh(early), by=people["drafting head"], seen=fresh(early).report_id)
    report(fresh(early), people["drafting head"])  # not lost: owed in the earlier one
    assert fresh(early).state == F.REPORTED


def test_an_obligation_that_became_another_one_is_owed_whatever_was_given(owing, people):
    early = Fulfilment.objects.filter(obligation__agreement=owing).order_by("due_on")[1]
    report(fresh(early), people["drafting head"])
    after = succeed(owing, people["drafting head"])
    row = after.obligations.get()
    actions.change_obligation(
        after, row.pk, by=people["drafting head"], seen=row.revision, kind="report", amount=0
    )

    seal(after)

    assert early.due_on in [day for day, _state in days_of(after)]


# --- what differs, and the line -----------------------------------------------------------


def _text(pieces):
    return "".join(text for _kind, text in pieces)


def test_a_draft_shows_clause_by_clause_what_it_changes(by_words, people):
    after = succeed(by_words, people["drafting head"])
    row = after.clauses.get(matter="funding")
    actions.write_clause(
        after, row.pk, by=people["drafting head"], seen=1, title=row.title, text="Dari iuran."
    )

    found = comparing.with_predecessor(again(after))

    labels = [change.label for change in found]
    assert labels[0] == "Mengubah" and len(found) < 8
    changed = next(change for change in found if _text(change.after).endswith("Dari iuran."))
    assert changed.before and changed.label.startswith("Pasal")
    opened(after)
    assert [c.label for c in comparing.with_predecessor(again(after))] == labels


def test_the_line_is_read_with_the_same_queries_however_long(
    before, people, django_assert_num_queries
):
    chain = [before]
    for _turn in range(3):
        chain.append(seal(succeed(again(chain[-1]), people["drafting head"])))
    user = people["stranger head"].user

    for agreement in (chain[0], chain[2]):
        here = again(agreement)
        with django_assert_num_queries(2):
            line = succession.line_of(here, user)
        assert line.rows == chain
    assert line.before == chain[1] and line.after == line.latest == chain[3]
    with django_assert_num_queries(2):
        latest = succession.latest_of(chain)
    assert latest == {each.pk: chain[3] for each in chain[:3]}


def test_a_draft_in_the_line_is_seen_by_all_parties_and_nobody_else(before, people):
    after = succeed(before, people["other head"])

    for who in ("other head", "drafting head"):
        assert succession.line_of(before, people[who].user).after == after
    assert succession.line_of(before, people["stranger head"].user).rows == [before]


def test_one_alone_has_no_line(before, people):
    assert succession.line_of(before, people["other head"].user).rows == []


def test_regions_of_a_meeting_may_become_parties_of_a_replacement(villages, people):
    third = RegionFactory()
    meeting = MeetingFactory(organiser=villages[0], invited=[villages[1], third])
    held = AgreementFactory(state="in_force", regions=villages, meeting=meeting)

    assert third in sources.of_agreement(held).regions
