"""Requests to adapt running work, and the pages of amendments."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.errors import Forbidden, Refusal
from notifications.models import Mail
from projects import actions
from projects.models import Adjustment, AdjustmentReply, Amendment, Project
from projects.waiting import waiting_for
from tests.factories.projects import ProjectFactory, VersionFactory, in_days
from tests.factories.running import AdjustmentFactory, AdjustmentReplyFactory, AmendmentFactory
from tests.factories.villages import MandateFactory, RegionFactory
from tests.projects.amending import NOTE, amend, answer, fresh
from tests.projects.conftest import url_of

pytestmark = pytest.mark.django_db
S = Project.State
WORDS = {"section": "biaya", "text": "Ganti pipa besi.", "reason": "Harganya naik."}


def ask(project, by, **words):
    given = {"token": uuid.uuid4()} | WORDS | words
    return actions.ask_adjustment(fresh(project), by=by, **given)


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


# --- asking


def test_a_partner_asks_and_the_lead_is_told(work, head, partner_heads, partners):
    request = ask(work, partner_heads[0])
    assert (request.region, request.answered) == (partners[0], None)
    assert Mail.objects.get(kind="projects.adjustment_asked").to == head.user.email
    task = waiting_for(head, head.user)[0]
    assert task.title == f"Tanggapi mitra: {work.title}"
    assert task.url == url_of("adjustments", work)


def test_the_same_form_sent_twice_is_one_request(work, partner_heads):
    token = uuid.uuid4()
    assert ask(work, partner_heads[0], token=token) == ask(work, partner_heads[0], token=token)
    assert Mail.objects.filter(kind="projects.adjustment_asked").count() == 1


@pytest.mark.parametrize("state", set(S) - {S.RUNNING, S.DRAFT})
def test_only_running_work_is_adapted(state, lead, partners, partner_heads):
    project = ProjectFactory(lead=lead, partners=partners, state=state)
    with pytest.raises(Refusal):
        ask(project, partner_heads[0])


def test_a_stranger_asks_for_nothing(work):
    with pytest.raises(Forbidden):
        ask(work, MandateFactory())
    with pytest.raises(Forbidden):
        ask(work, None)


def test_the_number_of_requests_has_a_bound(work, partners, partner_heads, monkeypatch):
    AdjustmentFactory.create_batch(Adjustment.MOST_OPEN, project=work, region=partners[0])
    with pytest.raises(Refusal, match="10"):
        ask(work, partner_heads[0])
    ask(work, partner_heads[1])
    monkeypatch.setattr(Adjustment, "MOST", 11)
    with pytest.raises(Refusal, match="11"):
        ask(work, partner_heads[1])


# --- replying


def test_the_lead_replies_once_and_the_region_is_told(work, head, secretary, partner_heads):
    request = ask(work, partner_heads[0])
    given = actions.reply_adjustment(request, by=head, answer="accepted", reason="Kami ubah.")
    again = actions.reply_adjustment(request, by=head, answer="accepted", reason="Kami ubah.")
    assert again == given
    with pytest.raises(Refusal, match="diterima"):
        actions.reply_adjustment(request, by=secretary, answer="refused", reason="Tidak.")
    assert Mail.objects.get(kind="projects.adjustment_answered").to == partner_heads[0].user.email
    assert waiting_for(head, head.user) == []


def test_a_partner_does_not_reply_and_an_ended_project_takes_no_reply(work, head, partner_heads):
    request = ask(work, partner_heads[0])
    with pytest.raises(Forbidden):
        actions.reply_adjustment(request, by=partner_heads[1], answer="accepted", reason="Ya.")
    actions.finish(fresh(work), by=head)
    with pytest.raises(Refusal):
        actions.reply_adjustment(request, by=head, answer="accepted", reason="Ya.")


def test_what_was_asked_and_said_stays():
    reply = AdjustmentReplyFactory()
    for rows in (Adjustment.objects, AdjustmentReply.objects):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(reason="Lain.")
    assert str(reply) == f"{reply.request}: diterima"
    assert str(AmendmentFactory()).endswith("tidak disetujui")


# --- the pages


def test_everybody_reads_what_is_asked_and_what_was_said(client, work, head, partner_heads):
    request = ask(work, partner_heads[0])
    text = page_of(client, url_of("adjustments", work))
    assert "Ganti pipa besi." in text
    assert "Belum ditanggapi" in text
    actions.reply_adjustment(request, by=head, answer="refused", reason="Stok masih ada.")
    assert "Stok masih ada." in page_of(client, url_of("adjustments", work))
    assert url_of("adjustments", work) in page_of(client, work.get_absolute_url())


def test_a_request_is_sent_and_answered_through_the_forms(client, work, head, partner_heads):
    client.force_login(partner_heads[0].user)
    address = url_of("ask_adjustment", work)
    typed = {"token": str(uuid.uuid4())} | WORDS
    missing = client.post(address, typed | {"reason": ""})
    assert "Tulis alasannya" in missing.content.decode()
    assert "Ganti pipa besi." in missing.content.decode()  # what was typed is kept
    for _click in range(2):
        assert client.post(address, typed).url == url_of("adjustments", work)
    request = Adjustment.objects.get()
    client.force_login(head.user)
    address = reverse("projects:reply_adjustment", args=[work.code, request.pk])
    assert "Ganti pipa besi." in page_of(client, address)
    assert "Tulis alasannya" in client.post(address, {"answer": "accepted"}).content.decode()
    given = {"answer": "accepted", "reason": "Kami susun."}
    assert client.post(address, given).url == url_of("adjustments", work)
    late = client.post(address, {"answer": "refused", "reason": "Tidak jadi."}).content.decode()
    assert "sudah menanggapi" in late
    assert "Tidak jadi." in late
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("section", ["catatan", "x" * 40, "biaya\0", ""])
def test_a_part_that_there_is_not_is_no_error(client, work, partner_heads, section):
    client.force_login(partner_heads[0].user)
    typed = {"token": str(uuid.uuid4())} | WORDS | {"section": section}
    response = client.post(url_of("ask_adjustment", work), typed)
    assert response.status_code == 200
    assert not Adjustment.objects.exists()


def test_a_full_list_keeps_what_was_typed(client, work, partners, partner_heads):
    AdjustmentFactory.create_batch(Adjustment.MOST_OPEN, project=work, region=partners[0])
    client.force_login(partner_heads[0].user)
    typed = {"token": str(uuid.uuid4())} | WORDS
    assert "Harganya naik." in client.post(url_of("ask_adjustment", work), typed).content.decode()


def test_of_a_draft_there_is_nothing_to_adapt(client, lead, head):
    client.force_login(head.user)
    draft = ProjectFactory(lead=lead, state="draft")
    assert client.get(url_of("adjustments", draft)).status_code == 404


def test_the_pages_tell_of_the_amendment(client, work, head, partner_heads):
    amend(work, by=head)
    text = page_of(client, work.get_absolute_url())
    assert "Adendum sedang dimusyawarahkan: versi 2" in text
    assert NOTE in text
    text = page_of(client, url_of("adjustments", work))
    assert "1 dari 3 sudah menjawab" in text
    text = page_of(client, reverse("projects:version", args=[work.code, 2]))
    assert "Adendum: dimusyawarahkan" in text
    assert "412.500.000" in text
    client.force_login(partner_heads[0].user)
    assert "Versi 2" in page_of(client, work.get_absolute_url())  # the box
    address = url_of("answer", work)
    assert "Ini adendum" in page_of(client, address)
    assert client.post(address, {"number": 2, "answer": "given"}).status_code == 302
    client.force_login(partner_heads[1].user)
    late = {"number": 1, "answer": "given"}
    assert "sudah berubah" in client.post(address, late).content.decode()
    answer(work, partner_heads[1])
    text = page_of(client, url_of("adjustments", work))
    assert "Adendum terdahulu" in text
    assert "Versi sekarang" in page_of(client, reverse("projects:version", args=[work.code, 2]))


def test_a_newcomer_and_one_who_leaves_are_named(client, work, head, partners, partner_heads):
    newcomer = MandateFactory(region=RegionFactory(name="Manggis"))
    amend(work, by=head, partners=[partners[0], newcomer.region], home_first=True)
    text = page_of(client, url_of("adjustments", work))
    assert "Akan bergabung" in text
    assert "Akan keluar" in text
    assert "0 dari 4" in text
    client.force_login(MandateFactory().user)
    assert str(newcomer.user) in page_of(client, url_of("answer", work))  # who can answer
    client.force_login(newcomer.user)
    assert "Desa Manggis" in page_of(client, work.get_absolute_url())
    typed = {
        "number": 2, "token": str(uuid.uuid4()), "agrees": "ya", "paper_number": "140/BA/2026",
        "held_on": in_days(0).isoformat(),
    }  # fmt: skip
    response = client.post(url_of("record_result", work), typed)
    assert response.url == f"{url_of('adjustments', work)}#musyawarah"


def test_an_amendment_that_failed_is_told_with_the_reason(client, work, head, partner_heads):
    amend(work, by=head)
    client.force_login(head.user)
    address = url_of("take_back_amendment", work)
    assert "versi 1 tetap berlaku" in page_of(client, address)
    assert "Tulis alasannya" in client.post(address, {"number": 2}).content.decode()
    typed = {"number": 2, "reason": "Harga turun lagi."}
    assert client.post(address, typed).url == url_of("adjustments", work)
    assert client.post(address, typed).status_code == 302  # a second click
    assert "Harga turun lagi." in page_of(client, url_of("adjustments", work))
    text = page_of(client, reverse("projects:version", args=[work.code, 2]))
    assert "tidak pernah berlaku" in text


def test_the_next_amendment_is_compared_with_what_is_in_force(client, work, head, partner_heads):
    amend(work, by=head, title="Judul kedua")
    answer(work, partner_heads[0], "declined")
    amend(work, by=head, title="Judul ketiga")
    text = page_of(client, reverse("projects:version", args=[work.code, 3]))
    assert "Yang berbeda dari versi 1" in text or "versi 1" in text
    assert "Judul kedua" not in text


def test_an_amendment_is_written_on_the_pages_of_the_proposal(client, work, head, partner_heads):
    client.force_login(head.user)
    text = page_of(client, work.get_absolute_url())
    assert "Susun adendum" in text
    assert client.post(url_of("change", work)).url == url_of("check", work)
    assert "Ini adendum" in page_of(client, url_of("check", work))
    same = client.post(url_of("send", work), {"revision": "1"})
    assert same.status_code == 302
    assert not Amendment.objects.exists()  # nothing has changed, and no reason is given
    draft = fresh(work).draft
    for page, typed in {
        "biaya": {"cost": "Rp500.000.000", "rows": "1"},
        "catatan": {"change_note": NOTE},
    }.items():
        address = reverse("projects:page", args=[work.code, page])
        draft.refresh_from_db()
        assert client.post(address, typed | {"mark": draft.mark(page)}).status_code == 302
    draft.refresh_from_db()
    for _click in range(2):
        sent = client.post(url_of("send", work), {"revision": str(draft.revision)})
        assert sent.url == work.get_absolute_url()
    assert fresh(work).pending.change_note == NOTE
    client.post(url_of("change", work))  # a better one begins with these words
    assert fresh(work).draft.typed("biaya")["cost"].endswith("500.000.000")
    again = client.post(url_of("send", work), {"revision": "1"})
    assert again.status_code == 302
    assert fresh(work).pending.number == 2


def test_the_page_asks_a_constant_number_of_questions(client, work, head, partners, partner_heads):
    amend(work, by=head)
    AdjustmentFactory(project=work, region=partners[0])
    address = url_of("adjustments", work)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for row in AdjustmentFactory.create_batch(5, project=work, region=partners[1]):
        AdjustmentReplyFactory(request=row)
    for number in (3, 4, 5):
        AmendmentFactory(version=VersionFactory(project=work, number=number))
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    # The project, its seats, their regions, two sets of answers; amendments, newcomers' regions and
    # requests about the newest; the count and the rows.
    assert len(many) == len(few) <= 10
