"""The project moves on while somebody writes: the refusal shows the words again, to copy."""

import uuid

import pytest
from django.urls import reverse

from projects import actions
from tests.factories.money import BackerReportFactory, BackingFactory
from tests.factories.running import AdjustmentFactory, AssessmentFactory
from tests.papers import paper
from tests.projects.amending import amend, answer
from tests.projects.conftest import url_of

pytestmark = pytest.mark.django_db
WORDS = "Pipa induk sudah sampai RT 3.\nWarga membantu menggali."
SENT = {
    "token": str(uuid.uuid4()), "on": "2026-01-05", "work": WORDS, "text": WORDS, "reason": WORDS,
    "cause": WORDS, "measure": WORDS, "event": WORDS, "next_steps": "Bak penampung.", "percent": "50",
}  # fmt: skip


def withdraw(project, head):
    actions.withdraw(project, by=head, reason="Dana tidak turun.")


@pytest.mark.parametrize(
    "name", ["report", "ask_adjustment", "note_risk", "plan", "contribute", "withdraw"]
)
def test_what_was_written_about_a_withdrawn_project_is_shown(as_, work, head, name):
    address = url_of(name, work)
    sent = SENT | {"title_0": "Pipa induk", "note": "Semen dan pasir"}
    withdraw(work, head)

    page = as_(head).post(address, sent)

    assert page.status_code == 409
    html = page.content.decode()
    assert "dibatalkan" in html or "ditarik" in html  # why not
    shown = {"plan": "Pipa induk", "contribute": "Semen dan pasir"}.get(name, "Warga membantu")
    assert shown in html
    assert sent["token"] not in html
    assert "2026-01-05" not in html
    if name == "report":
        assert "5\xa0Januari\xa02026" in html
    assert "Tidak ada yang disimpan" in html


def test_rows_are_about_one_thing_each(as_, work, head, lead):
    request = AdjustmentFactory(project=work)
    risk = AssessmentFactory(risk__project=work).risk
    withdraw(work, head)
    for name, key in (("reply_adjustment", request.pk), ("assess_risk", risk.number)):
        page = as_(head).post(url_of(name, work, key), SENT | {"answer": "accepted"})
        assert page.status_code == 409
        assert "Warga membantu" in page.content.decode()
        assert "accepted" not in page.content.decode()


def test_a_supporter_s_report_and_its_correction(as_, project, head):
    backing = BackingFactory(project=project)
    mandate = backing.answered_by
    old = BackerReportFactory(project=project, organisation=backing.organisation, mandate=mandate)
    addresses = [
        url_of("report_support", project),
        reverse("projects:correct_support", args=[project.code, old.number]),
    ]
    withdraw(project, head)
    for address in addresses:
        page = as_(mandate).post(address, SENT | {"proof_1": paper()})
        assert page.status_code == 409
        assert "Warga membantu" in page.content.decode()
        assert "tidak dapat ditampilkan lagi" in page.content.decode()  # the file


def test_who_has_lost_the_seat_meanwhile_keeps_the_words(as_, work, head, partners, partner_heads):
    amend(work, by=head, partners=partners[:1])
    for mandate in partner_heads:
        answer(work, mandate)
    page = as_(partner_heads[1]).post(url_of("ask_adjustment", work), SENT)
    assert page.status_code == 403
    assert "Warga membantu" in page.content.decode()


@pytest.mark.parametrize("sent", [{}, {"on": "2026-01-05"}, {"work": "  "}])
def test_without_words_there_is_a_message_and_a_way_back(as_, work, head, sent):
    withdraw(work, head)
    assert as_(head).post(url_of("report", work), sent).status_code == 302
    assert as_(head).get(url_of("report", work)).status_code == 302
