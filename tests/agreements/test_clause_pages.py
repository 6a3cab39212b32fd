"""Clauses in the browser: numbers, gaps, conflicts, remarks and what a version has changed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agreements import actions
from agreements.models import Agreement, Remark
from core.errors import Refusal
from tests.agreements.test_clauses import of, opened, write
from tests.factories.agreements import (
    AgreementFactory,
    RemarkFactory,
    clausal,
    fill,
    give_word,
    in_days,
    settle_at_home,
)
from tests.factories.meetings import DecisionFactory, MeetingFactory

pytestmark = pytest.mark.django_db
S = Agreement.State


@pytest.fixture
def head(people):
    return people["drafting head"]


@pytest.fixture
def other(people):
    return people["other head"]


def url(name, *args):
    return reverse(f"agreements:{name}", args=args)


def test_the_list_shows_numbers_gaps_and_what_is_lacking(client, by_clauses, head):
    client.force_login(head.user)
    page = client.get(url("clauses", by_clauses.code))

    assert [row.label for row in page.context["rows"]][1:3] == [
        "Menimbang huruf a", "Menimbang huruf b",
    ]  # fmt: skip
    assert any(row.gap for row in page.context["rows"]) and page.context["lacks"]
    fill(by_clauses, head)
    assert "Tidak ada yang kurang" in client.get(url("clauses", by_clauses.code)).content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("other head", 404), ("stranger head", 404), ("drafting council", 200), ("own camat", 200)],
)
def test_the_clauses_of_a_hidden_draft_are_nobody_elses(client, people, by_clauses, who, status):
    client.force_login(people[who].user)
    clause = of(by_clauses, "scope")

    assert client.get(url("clauses", by_clauses.code)).status_code in (status, 404)
    assert client.post(url("clause", by_clauses.code, clause.pk)).status_code in (403, 404)


def test_a_conflict_shows_both_and_saving_again_is_knowing(client, by_clauses, head, people):
    clause = of(by_clauses, "scope")
    client.force_login(head.user)
    address = url("clause", by_clauses.code, clause.pk)
    mine = {"seen": clause.revision, "title": "Lingkup", "text": "Dari kepala."}
    write(by_clauses, clause, people["drafting secretary"], "Dari sekretaris.")

    page = client.post(address, mine)

    content = page.content.decode()
    assert "Dari sekretaris." in content and "Dari kepala." in content
    client.post(address, mine | {"seen": page.context["form"].data["seen"]})
    clause.refresh_from_db()
    assert clause.text == "Dari kepala."


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"text": "Air.\r\nPasal 7\r\nPipa."}, "text", "Pasal 7"),
        ({"text": "x" * 6001}, "text", "6.000"),
        ({"title": "x" * 121}, "title", "120"),
        ({"title": "Pasal 9"}, "title", "Pasal 9"),
        ({"seen": "x"}, "seen", "tidak lengkap"),
    ],
)
def test_wrong_words_of_a_clause_stay_typed(client, by_clauses, head, change, field, words):
    clause = of(by_clauses, "scope")
    client.force_login(head.user)
    data = {"seen": 1, "title": "Lingkup", "text": "Air."} | change

    page = client.post(url("clause", by_clauses.code, clause.pk), data)

    assert words in " ".join(page.context["form"].errors[field])
    clause.refresh_from_db()
    assert clause.revision == 1


def test_remarks_and_answers_go_through_the_page(client, by_clauses, head, other):
    actions.share(by_clauses, by=head)
    clause = of(by_clauses, "scope")
    address = url("clause", by_clauses.code, clause.pk)
    client.force_login(other.user)
    talk = client.get(address).context["talk"]
    data = dict(talk.initial) | {"text": "Terlalu sempit.", "words": "Pipa dan bak."}
    client.post(url("remark", by_clauses.code, clause.pk), data)
    assert "kosong" in client.post(
        url("remark", by_clauses.code, clause.pk), dict(talk.initial)
    ).content.decode()  # fmt: skip
    said = Remark.objects.get()
    client.force_login(head.user)
    page = client.get(address).content.decode()
    assert "Terlalu sempit." in page and "<ins>" in page

    refused = client.post(
        url("reply", by_clauses.code, said.pk),
        {f"jawab-{said.pk}-seen": 1, f"jawab-{said.pk}-accepted": "tidak"},
    )
    assert "mengapa" in refused.content.decode().lower()
    client.post(
        url("reply", by_clauses.code, said.pk),
        {f"jawab-{said.pk}-seen": 1, f"jawab-{said.pk}-accepted": "ya"},
    )
    clause.refresh_from_db()
    assert clause.text == "Pipa dan bak."
    assert "Diambil alih" in client.get(address).content.decode()


def test_adding_moving_leaving_out_showing_and_taking_back_by_button(client, by_clauses, head):
    client.force_login(head.user)
    code = by_clauses.code
    assert client.get(url("clause_add", code)).status_code == 200
    assert "kosong" in client.post(url("clause_add", code), {"part": "5"}).content.decode()
    client.post(url("clause_add", code), {"part": "5", "title": "Iuran", "text": "Rp1."})
    new = by_clauses.clauses.get(text="Rp1.")
    above = by_clauses.clauses.filter(part=5, position__lt=new.position).last()
    client.post(url("clause_move", code, new.pk), {"above": above.pk})
    client.post(url("clause_move", code, new.pk), {"above": "9" * 40})
    assert list(by_clauses.clauses.filter(part=5))[-2] == new
    client.post(url("clause_remove", code, new.pk))
    new.refresh_from_db()
    assert new.removed
    client.post(url("share", code))
    fill(by_clauses, head)
    client.post(url("open", code))
    assert "Tarik kembali" in client.get(url("clauses", code)).content.decode()
    client.post(url("rework", code))
    by_clauses.refresh_from_db()
    assert by_clauses.state == S.DRAFT and by_clauses.shared_at


def test_the_page_of_a_version_shows_both_sides(client, by_clauses, head, people):
    agreement = opened(by_clauses, head)
    agreement = actions.rework(agreement, by=head)
    write(agreement, of(agreement, "scope"), head, "Pipa baru.")
    actions.open_for_approval(agreement, by=head)
    client.force_login(head.user)

    page = client.get(url("version", agreement.code, 2)).content.decode()
    assert "Pasal 2" in page and "<ins>" in page
    assert "Tidak ada yang berbeda" not in page
    assert client.get(url("version", agreement.code, 1)).status_code == 404
    assert client.get(url("version", agreement.code, 2) + "?dari=2").status_code == 404
    client.force_login(people["stranger head"].user)
    assert client.get(url("version", agreement.code, 2)).status_code == 404
    settle_at_home(agreement)
    for mandate in (head, people["other head"]):
        give_word(agreement, mandate)
    assert client.get(agreement.get_absolute_url()).status_code == 200  # the sealed text alone
    assert client.get(url("version", agreement.code, 2)).status_code == 404


def test_title_and_term_have_a_page_of_their_own_and_leave_the_clauses(client, by_clauses, head):
    client.force_login(head.user)
    paper = client.get(url("edit", by_clauses.code)).context["paper"]
    assert "text" not in paper.words.fields
    data = {name: paper.words.initial[name] for name in ("seen", "starts_on", "ends_on")}
    for form in paper.entries:
        data |= {f"{form.prefix}-{name}": value for name, value in form.initial.items()}
    before = by_clauses.text
    write(by_clauses, of(by_clauses, "scope"), head, "Sementara itu.")

    client.post(url("edit", by_clauses.code), data | {"title": "Judul baru"})

    by_clauses.refresh_from_db()
    assert by_clauses.title == "Judul baru"
    assert "Sementara itu." in by_clauses.text != before


def test_the_pages_cost_the_same_with_few_and_many_remarks(client, by_clauses, head):
    client.force_login(head.user)
    actions.share(by_clauses, by=head)
    clause = of(by_clauses, "scope")

    def cost(*address):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(url(*address)).status_code == 200
        return len(captured)

    RemarkFactory(clause=clause)
    cost("clauses", by_clauses.code)
    few = cost("clauses", by_clauses.code), cost("clause", by_clauses.code, clause.pk)
    for _ in range(6):
        RemarkFactory(clause=clause, words="Lain.")
    many = cost("clauses", by_clauses.code), cost("clause", by_clauses.code, clause.pk)
    assert few == many and max(few) <= 20


def test_emoji_and_javanese_script_are_refused_by_name_before_the_pdf(client, by_clauses, head):
    words = "Air 💧 dan aksara ꦲꦏ."
    row = of(by_clauses, "scope")
    client.force_login(head.user)
    typed = {"seen": row.revision, "title": row.title, "text": words}

    html = client.post(url("clause", by_clauses.code, row.pk), typed).content.decode()
    assert "tidak dapat dicetak: 💧 ꦲ ꦏ." in html and words in html

    write(by_clauses, row, head, words)
    with pytest.raises(Refusal, match="tidak dapat dicetak: 💧"):
        opened(by_clauses, head)


def test_a_mandate_that_ended_a_moment_ago_says_and_writes_nothing(client, by_clauses, head):
    head.ends_on = head.starts_on + timedelta(days=1)
    head.save(update_fields=["ends_on"])
    client.force_login(head.user)

    assert client.get(url("clauses", by_clauses.code)).status_code == 404


# --- out of a decision -----------------------------------------------------------------------


@pytest.fixture
def decision(head, villages):
    meeting = MeetingFactory(
        called_by=head, invited=villages, starts_at=timezone.now() - timedelta(hours=1)
    )
    return DecisionFactory(
        adopted=True, meeting=meeting, text="Membangun jalan bersama.", agenda_title="Jalan tani"
    )


def test_an_adopted_decision_is_offered_and_fills_title_and_recital(
    client, head, villages, decision
):
    client.force_login(head.user)
    address = f"{url('draft')}?keputusan={decision.code}"
    assert address in client.get(url("draft")).content.decode()
    form = client.get(address).context["form"]
    assert form.initial["title"] == "Jalan tani"

    client.post(
        address,
        {
            "kind": "permakades", "title": "Jalan tani", "parties": [v.pk for v in villages],
            "starts_on": in_days(1).isoformat(), "ends_on": in_days(400).isoformat(),
        },
    )  # fmt: skip

    agreement = Agreement.objects.get()
    assert (agreement.decision, agreement.meeting) == (decision, decision.meeting)
    assert "Membangun jalan bersama;" in agreement.text
    assert decision.get_absolute_url() in client.get(agreement.get_absolute_url()).content.decode()


@pytest.mark.parametrize("code", ["0000000", "%00", "x" * 9])
def test_a_decision_that_is_not_there_is_not_found(client, head, code):
    client.force_login(head.user)

    assert client.get(f"{url('draft')}?keputusan={code}").status_code == 404


def test_a_decision_that_was_only_proposed_leads_back(client, head, villages):
    proposed = DecisionFactory(meeting=MeetingFactory(called_by=head, invited=villages))
    client.force_login(head.user)

    answer = client.get(f"{url('draft')}?keputusan={proposed.code}", follow=True)
    assert "keputusan yang ditetapkan" in answer.content.decode()


# --- at the edges ----------------------------------------------------------------------------


def test_a_recital_has_no_heading(client, by_clauses, head):
    client.force_login(head.user)
    recital = by_clauses.clauses.filter(part=2).first()
    address = url("clause", by_clauses.code, recital.pk)
    form = client.get(address).context["form"]
    assert set(form.fields) == {"seen", "text"}

    client.post(address, {"seen": 1, "title": "Judul", "text": "bahwa air;"})
    recital.refresh_from_db()
    assert (recital.title, recital.text) == ("", "bahwa air;")


def test_a_text_that_grows_too_long_is_said_at_the_field(client, by_clauses, head, monkeypatch):
    client.force_login(head.user)
    monkeypatch.setattr("agreements.actions.clauses.LONGEST", len(by_clauses.text))
    clause = of(by_clauses, "scope")
    words = {"seen": 1, "title": "Lingkup", "text": clause.text + " panjang sekali"}

    page = client.post(url("clause", by_clauses.code, clause.pk), words)
    assert "dipersingkat" in str(page.context["form"].errors["text"])
    assert "panjang sekali" in page.content.decode()
    page = client.post(url("clause_add", by_clauses.code), {"part": 5, "text": "Satu pasal lagi."})
    assert "dipersingkat" in str(page.context["form"].errors["text"])


def test_a_remark_that_says_nothing_new_keeps_what_was_typed(client, by_clauses, head):
    actions.share(by_clauses, by=head)
    clause = of(by_clauses, "scope")
    client.force_login(head.user)
    talk = client.get(url("clause", by_clauses.code, clause.pk)).context["talk"]
    data = dict(talk.initial) | {"text": "Begini saja.", "words": clause.text}

    page = client.post(url("remark", by_clauses.code, clause.pk), data)

    assert "sudah ada" in str(page.context["talk"].errors)
    assert "Begini saja." in page.content.decode()


def test_an_agreement_of_one_text_has_neither_clauses_nor_a_checklist(client, villages, head):
    agreement = AgreementFactory(regions=villages, state="open")
    client.force_login(head.user)

    for name in ("clauses", "home"):
        assert client.get(url(name, agreement.code)).status_code == 404


def test_a_clause_of_another_agreement_is_not_found(client, by_clauses, villages, head):
    foreign = of(clausal(villages, title="Lain"), "scope")
    client.force_login(head.user)

    assert client.get(url("clause", by_clauses.code, foreign.pk)).status_code == 404
    assert client.get(url("clause", by_clauses.code, 10**25)).status_code == 404
    assert client.post(url("reply", by_clauses.code, 10**25)).status_code == 404


def test_clauses_stand_in_their_order_after_a_move(client, head, by_clauses):
    """They are counted in groups, which have no order of their own."""
    first, second = by_clauses.clauses.filter(part=5)[:2]
    actions.move_clause(by_clauses, second.pk, by=head, seen=first.pk)
    client.force_login(head.user)

    rows = client.get(url("clauses", by_clauses.code)).context["rows"]

    assert [row.clause.pk for row in rows if row.clause.part == 5][:2] == [second.pk, first.pk]
