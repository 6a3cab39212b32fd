"""What an amendment is called, and who is told what about it."""

import pytest

from core.models import AuditEvent
from notifications.models import Mail, Notification
from projects import actions, trail
from projects.changing import typed_for_change
from projects.models import Draft
from projects.views.drafting import doubts_of
from projects.waiting import waiting_for
from tests.factories.projects import in_days
from tests.factories.villages import MandateFactory, RegionFactory
from tests.projects.amending import amend, answer, fresh
from tests.projects.conftest import url_of

pytestmark = pytest.mark.django_db


def html_of(response):
    return response.content.decode()


def drafted(work, by):
    """A draft of an amendment with another cost, as its check page shows it."""
    project = fresh(work)
    typed = typed_for_change(project)
    typed["biaya"]["cost"] = ["Rp500.000.000"]
    typed["catatan"] = {"change_note": ["Harga pipa naik."]}
    typed["jadwal"]["answer_by"] = [in_days(10).isoformat()]
    return actions.begin_change(project, typed, by=by)


def test_who_is_asked_is_named_before_and_after_sending(
    as_, work, head, secretary, partners, partner_heads
):
    draft = drafted(work, secretary)
    names = ", ".join(region.full_name for region in [work.lead, *partners])
    page = html_of(as_(secretary).get(url_of("check", work)))
    assert f"Yang akan dimintai jawaban: {names}." in page
    assert "Adendum proyek: " in page and "Ubah usulan" not in page
    assert page.index('id="catatan"') < page.index('id="tujuan"')  # what has changed comes first
    sent = as_(secretary).post(url_of("send", work), {"revision": draft.revision}, follow=True)
    assert f"Yang dimintai jawaban: {names}." in html_of(sent)
    again = as_(secretary).post(url_of("send", work), {"revision": draft.revision}, follow=True)
    assert f"Yang dimintai jawaban: {names}." in html_of(again)
    for mandate in [head, *partner_heads]:
        answer(work, mandate)
    late = as_(secretary).post(url_of("send", work), {"revision": draft.revision}, follow=True)
    assert "sudah dijawab oleh semua" in html_of(late)


def test_the_lead_s_head_who_sends_it_is_not_asked(as_, work, head, partners):
    drafted(work, head)
    names = ", ".join(region.full_name for region in partners)
    page = html_of(as_(head).get(url_of("check", work)))
    assert f"Yang akan dimintai jawaban: {names}." in page


def test_of_many_the_first_are_named(as_, work, head):
    draft = drafted(work, head)
    more = [RegionFactory(parent=work.lead.parent) for _number in range(9)]
    draft.answers["mitra"]["partners"] = [region.pk for region in more]
    draft.save(update_fields=["answers"])
    assert "3 lainnya." in html_of(as_(head).get(url_of("check", work)))  # two leave, nine join


def test_that_running_work_has_begun_is_no_doubt(work, lead):
    project = fresh(work)
    words = {"answer_by": in_days(400), "starts_on": project.current.starts_on}
    assert doubts_of(words, project) == []
    (doubt,) = doubts_of(words | {"starts_on": in_days(300)}, project)
    assert "mulai" in doubt
    project.state = "proposed"
    assert len(doubts_of(words, project)) == 1


def test_who_would_leave_is_told_so(as_, work, head, partners, partner_heads):
    stays, leaves = partner_heads
    amend(work, by=head, partners=[stays.region])
    letter = Mail.objects.get(kind="projects.amendment_asked", recipient=leaves.user)
    assert "tidak lagi menjadi mitra" in letter.text
    assert "keluar dari" in letter.subject
    line = Notification.objects.get(kind="projects.amendment_asked", recipient=leaves.user)
    assert f"setujukah {leaves.region.full_name} keluar" in line.title
    other = Mail.objects.get(kind="projects.amendment_asked", recipient=stays.user)
    assert "tidak lagi menjadi mitra" not in other.text

    words = f"Dengan adendum ini {leaves.region.full_name} keluar"
    assert words in html_of(as_(leaves).get(url_of("answer", work)))
    assert "Dengan adendum ini" not in html_of(as_(stays).get(url_of("answer", work)))
    (note,) = [task.note for task in waiting_for(leaves, leaves.user) if "Jawab" in task.title]
    assert "wilayah Anda keluar" in note
    (note,) = [task.note for task in waiting_for(stays, stays.user) if "Jawab" in task.title]
    assert "keluar" not in note

    for mandate in partner_heads:
        answer(work, mandate)
    told = Mail.objects.get(kind="projects.left_out", recipient=leaves.user)
    assert "Jawaban tidak diperlukan lagi" not in told.text
    assert "yang sudah diberikan tetap tercatat" in told.text


def test_a_newcomer_is_not_said_to_leave(as_, work, head, partners):
    newcomer = MandateFactory(region=RegionFactory(parent=work.lead.parent))
    amend(work, by=head, partners=[*partners, newcomer.region])
    assert "Dengan adendum ini" not in html_of(as_(newcomer).get(url_of("answer", work)))
    (task,) = [each for each in waiting_for(newcomer, newcomer.user) if "Jawab" in each.title]
    assert "keluar" not in task.note


@pytest.mark.parametrize(
    ("said", "verb", "words"),
    [
        ("given", "amendment_consented", "menyetujui perubahan"),
        ("changes", "amendment_changes_asked", "meminta perbaikan atas perubahan"),
        ("declined", "amendment_declined", "menolak perubahan"),
    ],
)
def test_answers_to_an_amendment_are_told_as_such(work, head, partner_heads, said, verb, words):
    amend(work, by=head)
    wishes = {"requests": {"biaya": "Kurangi."}} if said == "changes" else {}
    answer(work, partner_heads[0], said, **wishes)
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert f"projects.{verb}" in verbs
    assert words in str(trail.SENTENCES[f"projects.{verb}"])
    for letter in Mail.objects.filter(kind="projects.answered"):
        assert "menjawab adendum" in letter.text
    for line in Notification.objects.filter(kind="projects.answered"):
        assert line.title.startswith("Adendum: ")


def test_a_stale_answer_hears_one_sentence(as_, work, head, partner_heads):
    amend(work, by=head)
    amend(work, by=head, cost=510_000_000)
    answer(work, partner_heads[0], number=3)
    sent = {"number": "2", "answer": "declined", "reason": "Kas desa tidak cukup."}
    stale = html_of(as_(partner_heads[0]).post(url_of("answer", work), sent))
    assert stale.count("Versi 2 tidak dapat dijawab lagi") == 1
    assert "sudah menjawab versi ini" not in stale
    assert "Kas desa tidak cukup." in stale

    twice = as_(partner_heads[0]).post(url_of("answer", work), sent | {"number": "3"}, follow=True)
    text = html_of(twice)
    assert "sudah menyetujui versi 3; jawaban Anda yang ini tidak dicatat" in text
    assert "Tercatat" not in text


def test_an_answer_to_an_old_proposal_by_who_has_answered_the_new_one(
    as_, project, head, partner_heads, words
):
    partner = partner_heads[0]
    draft = actions.begin_change(fresh(project), typed_for_change(fresh(project)), by=head)
    actions.propose(draft, by=head, **words | {"change_note": "Biaya turun.", "cost": 1_000_000})
    answer(project, partner, number=2)
    sent = {"number": "1", "answer": "declined", "reason": "Terlalu mahal."}
    stale = html_of(as_(partner).post(url_of("answer", project), sent))
    assert stale.count("sudah menjawab versi ini") == 1
    assert "Usulan telah berubah" not in stale
    assert not Draft.objects.exists()
