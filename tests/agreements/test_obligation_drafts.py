"""What the parties will owe is written into the draft, approved with the text, and due from the seal."""

import uuid
from datetime import date

import pgtrigger
import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements import actions, documents, obligations, rules, sources
from agreements.models import Fulfilment, Obligation
from agreements.signing import AT_ONCE
from agreements.verification import findings
from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from tests.agreements.owing import report
from tests.factories.agreements import (
    AgreementFactory,
    ObligationFactory,
    clausal,
    due_day,
    fill,
    in_days,
)
from tests.factories.meetings import MeetingFactory
from tests.factories.money import CommitmentFactory
from tests.factories.projects import head_of

pytestmark = pytest.mark.django_db
UPKEEP = {
    "kind": "money", "what": "Iuran pipa", "amount": 500_000, "unit": "", "rhythm": "monthly",
}  # fmt: skip


@pytest.fixture
def draft(villages, people):
    return AgreementFactory(regions=villages)


def add(agreement, by, **words):
    given = UPKEEP | {
        "token": uuid.uuid4(), "party": agreement.parties.first(), "first_due": in_days(5),
    } | words  # fmt: skip
    return actions.add_obligation(agreement, by=by, **given)


def verbs():
    return [event.verb for event in AuditEvent.objects.all() if "obligation" in event.verb]


# --- writing


def test_the_drafter_writes_changes_and_leaves_out(draft, people):
    by = people["drafting secretary"]
    row = add(draft, by)

    actions.change_obligation(draft, row.pk, by=by, seen=1, **UPKEEP | {"amount": 600_000})
    row.refresh_from_db()
    assert (row.amount, row.revision, row.saved_by) == (600_000, 2, by)

    actions.remove_obligation(draft, row.pk, by=by)
    actions.remove_obligation(draft, row.pk, by=by)
    assert not draft.obligations.exists()
    assert verbs() == []  # nobody else has seen the draft


def test_what_the_parties_have_seen_is_told_in_the_trail(villages, people):
    by = people["drafting head"]
    agreement = actions.share(clausal(villages), by=by)

    row = add(agreement, by)
    actions.change_obligation(agreement, row.pk, by=by, seen=1, **UPKEEP | {"amount": 1})
    actions.remove_obligation(agreement, row.pk, by=by)

    assert verbs() == [
        "agreements.obligation_removed", "agreements.obligation_changed",
        "agreements.obligation_added",
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["drafting council", "other head", "own officer", "nobody"])
def test_nobody_else_writes_them(draft, people, who):
    with pytest.raises(Forbidden, match="Sojokerto"):
        add(draft, people[who])


def test_one_form_is_one_obligation(draft, people):
    token = uuid.uuid4()

    first, second = (add(draft, people["drafting head"], token=token) for _ in range(2))

    assert first == second and draft.obligations.count() == 1


def test_there_is_a_bound(draft, people, monkeypatch):
    monkeypatch.setattr(Obligation, "MOST", 1)
    add(draft, people["drafting head"])

    with pytest.raises(actions.TooMany, match="paling banyak 1"):
        add(draft, people["drafting head"])


def test_nobody_overwrites_what_he_has_not_seen(draft, people):
    by = people["drafting head"]
    row = add(draft, by)
    actions.change_obligation(draft, row.pk, by=by, seen=1, **UPKEEP | {"amount": 1})

    with pytest.raises(actions.Changed):
        actions.change_obligation(draft, row.pk, by=by, seen=1, **UPKEEP | {"amount": 2})

    same = actions.change_obligation(draft, row.pk, by=by, seen=1, **UPKEEP | {"amount": 1})
    assert (same.amount, same.revision) == (1, 2)


def test_one_that_is_gone_is_not_changed(draft, people):
    with pytest.raises(Refusal, match="dihapus"):
        actions.change_obligation(draft, 0, by=people["drafting head"], seen=1, **UPKEEP)


def test_an_open_text_keeps_its_obligations(villages, people):
    agreement = AgreementFactory(regions=villages, state="open", owes=[{}])

    with pytest.raises(Refusal, match="Tarik"):
        add(agreement, people["drafting head"])
    with pytest.raises(DatabaseError, match="draft only"), transaction.atomic():
        agreement.obligations.update(amount=1)


@pytest.mark.parametrize("model", [Obligation, Fulfilment])
def test_the_tables_are_never_emptied(model):
    with pytest.raises(DatabaseError, match="truncate"), transaction.atomic():
        connection.cursor().execute(f"TRUNCATE {model._meta.db_table} CASCADE")


# --- out of a project


@pytest.fixture
def planned(villages, people):
    """A draft out of a project to which both villages bring something."""
    agreement = clausal(villages)
    first, second = villages
    project = agreement.project
    CommitmentFactory(project=project, region=first, worth=40_000_000, note="APB Desa")
    CommitmentFactory(
        project=project, region=second, kind="labour", days=650, day_worth=50_000,
        worth=32_500_000, note="",
    )  # fmt: skip
    CommitmentFactory(project=project, region=second, kind="land", worth=0, note="Lahan bak")
    CommitmentFactory(project=project, region=None, party_name="Yayasan Tirta")
    return agreement


def test_contributions_are_taken_over_once_and_point_to_the_project(planned, people):
    by = people["drafting head"]

    assert actions.take_over_commitments(planned, by=by) == 3
    assert actions.take_over_commitments(planned, by=by) == 0

    rows = list(planned.obligations.order_by("commitment__number"))
    assert [(row.kind, row.amount, row.what) for row in rows] == [
        ("money", 40_000_000, "APB Desa"), ("work", 650, "tenaga kerja"), ("goods", 0, "Lahan bak"),
    ]  # fmt: skip
    assert all(planned.starts_on <= row.first_due <= planned.ends_on for row in rows)
    code = planned.project.code
    assert f"menurut kontribusi 1 proyek {code}" in documents.canonical_text(planned, 1, AT_ONCE)


def test_a_new_draft_proposes_what_its_project_has_planned(planned, people):
    actions.withdraw(planned, by=people["drafting head"], reason="Diganti.")
    source = sources.of_project(planned.project)

    agreement = actions.draft(
        by=people["drafting head"], source=source, kind="mou", title="Lain",
        regions=[party.region for party in planned.parties.all()],
        starts_on=date(2026, 1, 1), ends_on=in_days(900),
    )  # fmt: skip

    assert agreement.obligations.count() == 3


def test_only_what_comes_from_a_project_takes_over(people, villages):
    from_meeting = AgreementFactory(
        regions=villages, project=None,
        meeting=MeetingFactory(),
    )  # fmt: skip

    with pytest.raises(Refusal, match="proyek"):
        actions.take_over_commitments(from_meeting, by=people["drafting head"])
    with pytest.raises(Forbidden):
        actions.take_over_commitments(from_meeting, by=people["other head"])


def again(planned, **words):
    return actions.draft(
        by=head_of(planned.drafted_for), source=sources.of_project(planned.project), kind="mou",
        title="Kedua", regions=[party.region for party in planned.parties.all()],
        starts_on=planned.starts_on, ends_on=planned.ends_on,
    )  # fmt: skip


def test_what_another_agreement_counts_is_left_out_and_the_page_says_so(client, planned, people):
    by = people["drafting head"]
    actions.take_over_commitments(planned, by=by)
    second = again(planned)

    assert not second.obligations.exists()
    assert actions.take_over_commitments(second, by=by) == 0
    client.force_login(by.user)
    html = client.get(reverse("agreements:obligations", args=[second.code])).content.decode()
    assert "3 kontribusi para pihak tidak diambil di sini" in html

    actions.withdraw(planned, by=by, reason="Diganti.")
    assert actions.take_over_commitments(second, by=by) == 3


def test_a_contribution_is_not_opened_in_two_agreements(planned, people):
    by = people["drafting head"]
    actions.take_over_commitments(planned, by=by)
    second = again(planned)
    row = planned.obligations.first()
    ObligationFactory(agreement=second, commitment=row.commitment, first_due=row.first_due)
    assert "dihitung dalam kesepakatan lain" not in " ".join(rules.lacks(second))
    actions.open_for_approval(fill(planned, by), by=by)

    assert "dihitung dalam kesepakatan lain" in " ".join(rules.lacks(second))


# --- the text


def test_obligations_are_a_part_of_what_is_hashed(villages, people):
    plain = AgreementFactory(regions=villages, title="Sama")
    before = documents.canonical_text(plain, 1, AT_ONCE)

    ObligationFactory(agreement=plain, first_due=date(2026, 12, 10), rhythm="yearly")

    line = "Kewajiban 1: Desa Sojokerto (33.07.05.2004): uang Rp12.000.000, Iuran pemeliharaan pipa"
    assert line not in before and line in documents.canonical_text(plain, 1, AT_ONCE)


def test_versions_keep_the_obligations_that_they_had(villages, people):
    by = people["drafting head"]
    agreement = fill(clausal(villages), by)
    row = add(agreement, by)
    first = actions.open_for_approval(agreement, by=by).current
    agreement = actions.rework(agreement, by=by)
    actions.change_obligation(agreement, row.pk, by=by, seen=1, **UPKEEP | {"amount": 700_000})
    second = actions.open_for_approval(agreement, by=by).current

    assert "Rp500.000" in first.text and "Rp700.000" in second.text
    assert first.sha256 != second.sha256


def test_what_lies_outside_the_term_keeps_it_from_being_opened(draft, people):
    ObligationFactory(agreement=draft, first_due=in_days(400))

    assert any("di luar masa berlaku" in sentence for sentence in rules.lacks(draft))


def test_the_seal_makes_them_due_for_the_whole_term(villages):
    agreement = AgreementFactory(
        regions=villages, state="in_force", owes=[{"rhythm": "quarterly"}, {"first_due": in_days(3)}],
    )  # fmt: skip

    days = Fulfilment.objects.filter(obligation__agreement=agreement)
    assert days.filter(obligation__rhythm="once").count() == 1
    assert days.filter(obligation__rhythm="quarterly").count() == 4
    assert list(findings()) == []


def test_days_are_of_a_sealed_agreement_and_within_its_term(villages):
    row = ObligationFactory(agreement=AgreementFactory(regions=villages))
    sealed = due_day(regions=villages).obligation

    for obligation, day in ((row, in_days(20)), (sealed, in_days(2)), (sealed, in_days(900))):
        with pytest.raises(DatabaseError, match="within its term"), transaction.atomic():
            Fulfilment.objects.create(obligation=obligation, due_on=day)


# --- the check of bytes


def test_a_day_that_was_taken_away_is_found(villages):
    day = due_day(regions=villages)

    with pgtrigger.ignore():
        day.delete()

    assert "due days" in str(list(findings())[0])


def test_a_changed_obligation_is_found(villages):
    day = due_day(regions=villages)

    with pgtrigger.ignore():
        Obligation.objects.filter(pk=day.obligation_id).update(amount=1)

    assert any("differ from the current version" in str(found) for found in findings())


def test_what_was_reported_and_answered_fits(villages, people):
    day = due_day(regions=villages)
    seen = report(day, people["drafting head"]).pk
    actions.confirm(day, by=people["other head"], seen=seen)

    assert list(findings()) == []


def test_a_proof_that_is_gone_is_found(villages, people):
    act = report(due_day(regions=villages), people["drafting head"])
    act.file.storage.delete(act.file.name)

    assert [str(found).partition(": ")[2] for found in findings()] == [
        f"the proof {act.pk} cannot be read"
    ]


# --- the pages


def url(name, agreement, *more):
    return reverse(f"agreements:{name}", args=[agreement.code, *more])


def typed(agreement, **words):
    return {
        "seen": 0, "token": uuid.uuid4(), "party": agreement.parties.first().pk, "kind": "money",
        "what": "Iuran pipa", "amount": "1.500.000", "unit": "", "first_due": in_days(5).isoformat(),
        "rhythm": "monthly",
    } | words  # fmt: skip


@pytest.fixture
def drafter(client, people):
    client.force_login(people["drafting head"].user)
    return client


def test_an_obligation_is_written_on_simple_pages(drafter, draft):
    page = drafter.get(url("obligation_add", draft)).content.decode()
    assert "Pihak yang berkewajiban" in page

    drafter.post(url("obligation_add", draft), typed(draft))
    row = draft.obligations.get()
    assert (row.amount, row.rhythm) == (1_500_000, "monthly")

    page = drafter.get(url("obligation_change", draft, row.pk)).content.decode()
    assert 'value="1.500.000"' in page
    changed = typed(draft, seen=1, kind="goods", amount="40", unit="sak")
    drafter.post(url("obligation_change", draft, row.pk), changed)
    row.refresh_from_db()
    assert (row.kind, row.amount, row.unit) == ("goods", 40, "sak")

    drafter.post(url("obligation_remove", draft, row.pk))
    assert not draft.obligations.exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"amount": ""}, "Tulis jumlah uang"),
        ({"kind": "goods", "amount": "4"}, "Tulis satuannya"),
        ({"amount": "empat"}, "Tulis bilangan bulat"),
        ({"first_due": "2001-01-01"}, "di luar masa berlaku"),
        ({"what": ""}, "wajib"),
        ({"kind": "sesuatu"}, "sesuatu"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(drafter, draft, words, says):
    page = drafter.post(url("obligation_add", draft), typed(draft, **words)).content.decode()

    assert says in page and 'class="sumerr"' in page
    assert not draft.obligations.exists()


def test_a_report_has_neither_amount_nor_unit(drafter, draft):
    words = typed(draft, kind="report", amount="12", unit="sak")

    drafter.post(url("obligation_add", draft), words)

    row = draft.obligations.get()
    assert (row.amount, row.unit) == (0, "")


def test_one_too_many_is_said(drafter, draft, monkeypatch):
    monkeypatch.setattr(Obligation, "MOST", 0)

    page = drafter.post(url("obligation_add", draft), typed(draft)).content.decode()

    assert "paling banyak 0 kewajiban" in page


def test_who_was_overtaken_sees_both(drafter, draft, people):
    row = ObligationFactory(agreement=draft)
    actions.change_obligation(
        draft, row.pk, by=people["drafting secretary"], seen=1, what="Iuran air"
    )

    page = drafter.post(url("obligation_change", draft, row.pk), typed(draft, seen=1))

    html = page.content.decode()
    assert "Iuran air" in html and "Iuran pipa" in html and 'name="seen" value="2"' in html
    again = typed(draft, seen=2)
    assert drafter.post(url("obligation_change", draft, row.pk), again).status_code == 302


def test_a_contribution_keeps_party_and_amount(drafter, planned, people):
    button = "Ambil kontribusi proyek"
    assert button in drafter.get(url("obligations", planned)).content.decode()
    drafter.post(url("obligations_take", planned))
    assert button not in drafter.get(url("obligations", planned)).content.decode()
    row = planned.obligations.get(kind="money")

    page = drafter.get(url("obligation_change", planned, row.pk)).content.decode()
    assert "kontribusi" in page and 'name="amount"' not in page
    words = {
        "seen": 1,
        "token": uuid.uuid4(),
        "what": "APBDes",
        "first_due": in_days(9).isoformat(),
    }
    drafter.post(url("obligation_change", planned, row.pk), words)

    row.refresh_from_db()
    assert (row.what, row.amount, row.first_due) == ("APBDes", 40_000_000, in_days(9))
    told = drafter.post(url("obligations_take", planned), follow=True).content.decode()
    assert "Tidak ada lagi kontribusi" in told


def test_the_parties_read_what_they_will_sign(client, people, villages):
    agreement = AgreementFactory(regions=villages, state="open", owes=[{"rhythm": "monthly"}])
    client.force_login(people["other head"].user)

    for name in ("detail", "approve", "obligations"):
        page = client.get(url(name, agreement)).content.decode()
        assert "Iuran pemeliharaan pipa utama" in page, name
        assert "/ubah/" not in page.partition('id="kewajiban-')[2].partition("</section>")[0]
    day = agreement.obligations.get()
    assert client.get(url("obligation", agreement, day.pk)).status_code == 404


@pytest.mark.parametrize("state", ["draft", "in_force"])
def test_a_page_costs_the_same_for_one_and_for_many(client, people, villages, state):
    client.force_login(people["drafting head"].user)

    def cost(owes):
        agreement = AgreementFactory(regions=villages, state=state, owes=owes)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url("obligations", agreement)).status_code == 200
        return len(captured)

    cost([{}])
    assert cost([{}]) == cost([{"rhythm": "monthly", "region": place} for place in villages * 4])


def test_the_pdf_lists_them(villages):
    agreement = AgreementFactory(regions=villages, state="in_force", owes=[{}])

    lines = documents.sheet_data(agreement)["promises"]

    assert len(lines) == 1 and lines[0].startswith("Desa Sojokerto (33.07.05.2004): uang")
    assert documents.sheet(agreement).startswith(b"%PDF-")


def test_sums_stand_only_where_something_is_due(villages, draft):
    ObligationFactory(agreement=draft)
    side = obligations.sides(obligations.rows_of(draft, in_days(0)))[0]

    assert side.lines == [] and side.rows[0].standing is None
