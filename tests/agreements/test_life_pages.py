"""Reports, evaluations, proposals and objections as people see and press them."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agreements import actions, waiting
from agreements.models import Agreement, EvaluationAnswer, ImplementationReport, LifeProposal, Pause
from core import formats
from tests.agreements.test_approving_pages import prove
from tests.agreements.test_signing_pages import proved
from tests.factories.agreements import (
    AgreementFactory,
    agree,
    drawn_up,
    end_together,
    in_days,
    proposed,
    submitted,
    suspended,
)
from tests.factories.on_paper import scan
from tests.factories.villages import MandateFactory, RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def heads(people):
    return [people["drafting head"], people["other head"]]


@pytest.fixture
def agreement(people, villages):
    return AgreementFactory(state="in_force", regions=villages, owes=[{}])


def at(name, agreement, *args):
    return reverse(f"agreements:{name}", args=[agreement.code, *args])


def page(client, who, address, status=200):
    client.logout()
    if who:
        client.force_login(who.user)
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def press(client, who, address, **data):
    client.force_login(who.user)
    return client.post(address, data, follow=True).content.decode()


# --- reports ----------------------------------------------------------------------------------


def test_a_report_from_its_period_to_the_heads(client, agreement, people):
    secretary = people["drafting secretary"]
    add = at("implementation_add", agreement)
    assert "Susun draf" in page(client, secretary, add)
    period = {"token": uuid.uuid4(), "starts_on": in_days(-9), "ends_on": in_days(0)}

    html = press(client, secretary, add, **period)
    assert "Tulis laporan" in html or "Simpan draf" in html
    words = {
        "seen": 1,
        "starts_on": in_days(-8),
        "ends_on": in_days(0),
        "letter_number": "5/KAD/2026",
    }
    chapters = dict.fromkeys(ImplementationReport.CHAPTERS, "Uraian kami.")
    html = press(client, secretary, at("implementation_edit", agreement, 1), **words, **chapters)
    assert "Uraian kami." in html and "5/KAD/2026" in html
    html = press(client, secretary, at("implementation_submit", agreement, 1), seen="2")
    assert "Sudah disampaikan" in html

    assert "Uraian kami." in page(client, None, at("implementation", agreement, 1))
    assert "Sudah disampaikan" in page(client, None, at("implementations", agreement))
    text = page(client, None, at("implementation_text", agreement, 1))
    assert text == ImplementationReport.objects.get().text
    html = press(
        client, people["other head"], at("implementation_know", agreement, 1), remark="Baik."
    )
    assert "1 dari 2 mengetahuinya" in html and "Baik." in html
    assert "Baik." not in page(client, None, at("implementation", agreement, 1))
    client.force_login(people["other head"].user)
    assert client.get(at("implementation_word", agreement, 1)).status_code == 200
    assert client.get(at("implementation_sheet", agreement, 1)).status_code == 404
    actions.make_report_sheet(ImplementationReport.objects.get())
    assert client.get(at("implementation_sheet", agreement, 1)).status_code == 200


def test_a_draft_is_seen_by_who_writes_it_only(client, agreement, people):
    drawn_up(agreement, people["drafting head"])

    html = page(client, people["drafting secretary"], at("implementation", agreement, 1))
    assert "hanya terlihat oleh wilayah Anda" in html
    assert "Draf" in page(client, people["drafting secretary"], at("implementations", agreement))
    for who in (None, people["other head"], people["own camat"]):
        page(client, who, at("implementation", agreement, 1), status=404)
        assert "Belum ada laporan" in page(client, who, at("implementations", agreement))
    client.force_login(people["drafting head"].user)
    for name in ("implementation_word", "implementation_text"):
        assert client.get(at(name, agreement, 1)).status_code == 404


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        (-30, 0, "sebelum masa berlaku"),
        (-3, 9, "belum tiba"),
        (-3, -4, "mendahului tanggal awal"),
        ("", "", "tanggal"),
    ],
)
def test_a_period_that_cannot_be_is_said_at_the_field(first, last, says, client, agreement, people):
    days = {
        "starts_on": in_days(first) if first else "", "ends_on": in_days(last) if last != "" else "",
    }  # fmt: skip
    html = press(
        client,
        people["drafting head"],
        at("implementation_add", agreement),
        token=uuid.uuid4(),
        **days,
    )
    assert says in html and not ImplementationReport.objects.exists()


def test_a_correction_is_chosen_and_needs_no_days(client, agreement, people):
    first = submitted(agreement, people["drafting head"])
    add = at("implementation_add", agreement)
    assert "Laporan 1" in page(client, people["drafting head"], add)

    html = press(client, people["drafting head"], add, token=uuid.uuid4(), corrects=first.pk)

    assert "membetulkan laporan 1" in html and 'name="starts_on"' not in html
    words = {"seen": 1, **dict.fromkeys(ImplementationReport.CHAPTERS, "Betul.")}
    press(client, people["drafting head"], at("implementation_edit", agreement, 2), **words)
    press(client, people["drafting head"], at("implementation_submit", agreement, 2), seen="2")
    assert "Laporan 2 membetulkan" in page(client, None, at("implementation", agreement, 1))


def test_a_page_that_is_stale_keeps_what_was_typed(client, agreement, people):
    drawn_up(agreement, people["drafting head"])
    edit = at("implementation_edit", agreement, 1)
    words = {
        "seen": 0, "starts_on": in_days(-3), "ends_on": in_days(0),
        **dict.fromkeys(ImplementationReport.CHAPTERS, "Yang saya tulis."),
    }  # fmt: skip

    html = press(client, people["drafting head"], edit, **words)
    assert "Orang lain sudah menyimpan" in html and "Yang saya tulis." in html
    html = press(
        client, people["drafting head"], edit, **(words | {"seen": 1, "ends_on": in_days(5)})
    )
    assert "belum tiba" in html and "Yang saya tulis." in html
    html = press(
        client, people["drafting head"], at("implementation_submit", agreement, 1), seen="x"
    )
    assert "Orang lain sudah menyimpan" in html


def test_copies_are_noted_on_the_page(client, agreement, people):
    submitted(agreement, people["drafting head"])
    deliver = at("implementation_deliver", agreement, 1)
    secretary = people["other secretary"]

    html = press(client, secretary, deliver, to="council-33.07.05.2005", sent_on=in_days(0))
    assert "Terkirim" in html
    html = press(client, secretary, deliver, to="council-33.07.05.2005", sent_on=in_days(4))
    assert "belum tiba" in html
    html = press(client, people["drafting head"], deliver, to="lain", sent_on=in_days(0))
    assert 'id="tembusan"' in html
    client.force_login(secretary.user)
    mine = {"to": "council-33.07.05.2004", "sent_on": in_days(0)}
    assert client.post(deliver, mine).status_code == 403
    remark = at("implementation_know", agreement, 1)
    html = press(client, people["other head"], remark, remark="x" * 1001)
    assert "1.000" in html


def test_the_pages_cost_the_same_at_any_length(client, people, villages):
    small = AgreementFactory(state="in_force", regions=villages, owes=[{}])
    large = AgreementFactory(
        state="in_force", regions=[*villages, *(RegionFactory() for _ in range(4))],
        owes=[{"what": f"Iuran {n}"} for n in range(6)],
    )  # fmt: skip
    client.force_login(people["drafting head"].user)
    for each, times in ((small, 1), (large, 4)):
        for _ in range(times):
            submitted(each, people["drafting head"])
    names = [("implementations",), ("implementation", 1), ("evaluations",)]
    for name, *args in names:
        few = queries_of(client, at(name, small, *args))
        many = queries_of(client, at(name, large, *args))
        # One rule for each place that gets a copy; the parties above stand in their own subdistricts.
        assert many <= few + (14 if name == "implementation" else 0), name


# --- evaluations ------------------------------------------------------------------------------


@pytest.fixture
def old(people, villages):
    """Sealed almost a year ago: its first questions are open."""
    with time_machine.travel(timezone.now() - timedelta(days=350), tick=True):
        return AgreementFactory(
            state="in_force", regions=villages, ends_on=in_days(2000), owes=[{}]
        )


def answers(agreement, **words):
    key = agreement.obligations.get().pk
    return {
        "token": uuid.uuid4(), "year": 1, f"works_{key}": "partly", "aim": "yes", "wish": "change",
        "lessons": "Iuran perlu jadwal.", "words": "",
    } | words  # fmt: skip


def test_what_no_report_can_print_is_refused_beside_it(client, old, people, agreement, heads):
    html = press(
        client, people["other secretary"], at("evaluate", old), **answers(old, lessons="Air 😀")
    )
    assert "tidak dapat dicetak: 😀" in html and "Air 😀" in html
    assert not old.evaluation_answers.exists()

    words = {
        "token": uuid.uuid4(), "kind": "suspend", "from_on": in_days(0), "reason": "Surut ꦲꦏ",
    }  # fmt: skip
    html = press(client, heads[0], at("life_propose", agreement) + "?hal=tunda", **words)
    assert "tidak dapat dicetak: ꦲ ꦏ" in html and not LifeProposal.objects.exists()


def test_the_parties_answer_side_by_side(client, old, people):
    assert "Jawab pertanyaan" in page(client, people["other secretary"], at("evaluations", old))
    assert "Apakah berjalan" in page(client, people["other secretary"], at("evaluate", old))

    html = press(client, people["other secretary"], at("evaluate", old), **answers(old))
    assert "Iuran perlu jadwal." in html and "Belum menjawab." in html
    assert "Jawab pertanyaan" not in html and at("evaluate", old) in html
    html = press(
        client, people["drafting head"], at("evaluate", old), **answers(old, wish="continue")
    )
    assert ": dilanjutkan dengan perubahan. " in html and "Hasilnya" not in html

    html = page(client, None, at("evaluations", old))
    assert "sebagian" in html and "Iuran perlu jadwal." not in html
    assert "dilanjutkan dengan perubahan" in page(client, None, old.get_absolute_url())
    html = page(client, people["other head"], at("evaluate", old))
    assert "membetulkannya" in html
    press(client, people["other head"], at("evaluate", old), **answers(old, wish="continue"))
    assert EvaluationAnswer.objects.count() == 3
    html = page(client, people["other head"], at("evaluations", old))
    assert "dilanjutkan seperti adanya" in html and "Dibetulkan" in html


def test_what_is_left_out_is_asked_again(client, old, people):
    html = press(client, people["other head"], at("evaluate", old), **answers(old, wish=""))

    assert not EvaluationAnswer.objects.exists() and "Iuran perlu jadwal." in html


def test_subdistrict_and_regency_add_a_note(client, old, people):
    note = at("evaluation_note", old)
    html = press(
        client, people["own officer"], note, token=uuid.uuid4(), year=1, text="Perlu rapat."
    )
    assert "Perlu rapat." in html
    assert "Tambahkan catatan" in press(
        client, people["own officer"], note, token=uuid.uuid4(), year=1, text=""
    )
    client.force_login(people["other camat"].user)
    assert client.post(note, {}).status_code == 403


def test_before_the_first_anniversary_nothing_is_asked(client, agreement, people):
    html = page(client, people["other head"], at("evaluations", agreement))
    assert "belum ada tahun yang terbuka" in html
    client.force_login(people["other head"].user)
    answer = client.get(at("evaluate", agreement))
    assert answer.status_code == 302


# --- suspension and end -----------------------------------------------------------------------


def test_a_suspension_from_the_form_to_its_effect(client, agreement, heads):
    form = at("life_propose", agreement) + "?hal=tunda"
    assert "pemberitahuan lebih lanjut" in page(client, heads[0], form)
    words = {
        "token": uuid.uuid4(), "kind": "suspend", "from_on": in_days(0), "until_on": in_days(20),
        "reason": "Sumber air surut.", "paper": scan(),
    }  # fmt: skip
    html = press(client, heads[0], form, **words)
    assert "Sekarang sampaikan jawaban wilayah Anda" in html
    proposal = LifeProposal.objects.get()

    for head in heads:
        client.logout()
        client.force_login(head.user)
        answer = prove(client, client.post(at("life_agree", agreement, proposal.pk)))
        assert answer.status_code == 302

    pause = Pause.objects.get()
    assert pause.ends_on == in_days(20)
    for address in (
        agreement.get_absolute_url(), reverse("agreements:list"),
        reverse("agreements:check", args=[agreement.check_code]),
    ):  # fmt: skip
        assert "Ditunda sampai" in page(client, None, address)
    assert "Ditunda dari" in page(client, None, proposal.get_absolute_url())
    assert "memberlakukan kembali" in page(client, heads[0], agreement.get_absolute_url())
    day = agreement.obligations.get().fulfilments.get()
    assert "Dipindahkan karena penundaan" in page(client, None, day.get_absolute_url())
    assert client.get(at("life_paper", agreement, proposal.pk)).status_code in (302, 404)
    client.force_login(MandateFactory().user)
    assert client.get(at("life_paper", agreement, proposal.pk)).status_code == 404
    client.force_login(heads[0].user)
    assert client.get(at("life_paper", agreement, proposal.pk)).status_code == 200


def test_a_suspension_is_shown_as_far_as_it_came_about(client, heads):
    running, coming = suspended(heads), suspended(heads, from_on=in_days(3))
    for each in (running, coming):
        assert "Ditunda dari" in page(client, None, each.get_absolute_url())
        end_together(each, heads)

    html, today = page(client, None, running.get_absolute_url()), formats.day(in_days(0))
    assert f"Ditunda dari {today} sampai dengan {today}" in html
    assert "Ditunda dari" not in page(client, None, coming.get_absolute_url())


def test_a_refusal_wants_a_reason_and_a_proof(client, agreement, heads):
    proposal = proposed(agreement, heads[0])
    address = at("life_refuse", agreement, proposal.pk)
    client.force_login(heads[1].user)

    assert client.post(address, {"reason": ""}).status_code == 200
    prove(client, client.post(address, {"reason": "Panen dekat."}))

    proposal.refresh_from_db()
    assert proposal.state == "refused"
    html = page(client, heads[0], proposal.get_absolute_url())
    assert "Panen dekat." in html and "Menolak" in html
    page(client, None, proposal.get_absolute_url(), status=404)


def test_until_further_notice_the_pages_say_so(client, heads):
    agreement = suspended(heads, until_on=None)
    html = page(client, None, agreement.get_absolute_url())
    assert "sampai pemberitahuan lebih lanjut" in html
    form = at("life_propose", agreement) + "?hal=lanjut"
    assert "Berlaku kembali mulai" in page(client, heads[0], form)
    client.force_login(heads[0].user)
    assert client.get(at("life_propose", agreement) + "?hal=tunda").status_code == 302


def test_days_that_cannot_be_are_said_at_their_field(client, agreement, heads):
    form = at("life_propose", agreement) + "?hal=tunda"
    words = {
        "token": uuid.uuid4(), "kind": "suspend", "from_on": in_days(3), "until_on": in_days(2),
        "reason": "Surut.", "paper": scan(),
    }  # fmt: skip
    html = press(client, heads[0], form, **words)
    assert "mendahului tanggal awal" in html and "Surut." in html and "tidak tersimpan" in html
    assert not LifeProposal.objects.exists()


def test_a_second_click_on_the_yes_gets_the_answer_of_the_first(client, agreement, heads, people):
    proposal = proposed(agreement, heads[0])
    agree(proposal, heads[0])
    address = at("life_agree", agreement, proposal.pk)

    assert "Persetujuan Anda dicatat" in press(client, heads[0], address)
    assert "Persetujuan Anda dicatat" not in press(client, people["drafting secretary"], address)
    agree(proposal, heads[1])
    assert "keputusan ini berlaku" in press(client, heads[0], address)
    other = proposed(agreement, heads[0], "end")
    agree(other, heads[0])
    actions.take_back_proposal(other, by=heads[0])
    html = press(client, heads[0], at("life_agree", agreement, other.pk))
    assert "tidak menunggu lagi" in html and "Anda dicatat" not in html


def test_who_proposed_it_takes_it_back(client, agreement, heads):
    proposal = proposed(agreement, heads[0], "end")
    for _click in "ab":
        html = press(client, heads[0], at("life_take_back", agreement, proposal.pk))
        assert "Usulan ditarik kembali." in html
    html = press(client, heads[1], at("life_agree", agreement, proposal.pk))
    assert "tidak menunggu lagi" in html


def test_the_end_keeps_its_paper_and_the_objection_stands_beside_it(
    client, agreement, heads, people
):
    end = at("end", agreement)
    words = {"ground": "breach", "reason": "Iuran tidak dibayar."}
    client.force_login(heads[0].user)
    proved(client, agreement, "end")
    assert "Pilih" in press(client, heads[0], end, reason="Tanpa dasar.", paper=scan())
    press(client, heads[0], end, **words, paper=scan())
    agreement.refresh_from_db()
    assert agreement.end_paper and agreement.state == "ended"

    assert "Sampaikan keberatan" in page(client, heads[1], at("breach_object", agreement))
    press(client, heads[1], at("breach_object", agreement), reason="Sudah dibayar.")
    assert "Sudah dibayar." in page(client, None, agreement.get_absolute_url())
    client.force_login(heads[1].user)
    assert client.get(at("end_paper", agreement)).status_code == 200
    client.force_login(people["stranger head"].user)
    assert client.get(at("end_paper", agreement)).status_code == 404
    assert client.get(at("breach_object", agreement)).status_code == 403


def test_what_waits_is_on_the_start_page(agreement, heads, people, old):
    proposed(agreement, heads[0])
    submitted(agreement, heads[0])

    titles = [task.title for task in waiting.waiting_for(heads[1], heads[1].user)]

    assert any(title.startswith("Setujui atau tolak") for title in titles)
    assert any(title.startswith("Nyatakan bahwa Anda mengetahui") for title in titles)
    assert any(title.startswith("Evaluasi tahunan") for title in titles)
    agree(LifeProposal.objects.get(), heads[1])
    key = old.obligations.get().pk
    actions.evaluate(
        old,
        by=heads[1],
        year=1,
        token=uuid.uuid4(),
        works={str(key): "yes"},
        aim="yes",
        wish="continue",
        lessons="",
        words="",
    )
    titles = [task.title for task in waiting.waiting_for(heads[1], heads[1].user)]
    assert not any(title.startswith(("Setujui atau", "Evaluasi tahunan")) for title in titles)
    assert Agreement.objects.count() == 2
