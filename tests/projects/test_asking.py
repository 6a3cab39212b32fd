"""Requests for changes, part by part, and the lead's replies."""

import pytest
from django.db import DatabaseError, transaction

from core.errors import Forbidden, Refusal
from notifications.models import Mail, Notification
from projects import actions
from projects.models import ChangeReply, ChangeRequest, Project
from projects.waiting import waiting_for
from tests.factories.projects import (
    ChangeReplyFactory,
    ChangeRequestFactory,
    ConsentFactory,
    ProjectFactory,
    VersionFactory,
)
from tests.factories.villages import MandateFactory, RegionFactory
from tests.projects.conftest import url_of

pytestmark = pytest.mark.django_db
S = Project.State
WISHES = {"biaya": "Kurangi biaya pipa.", "jadwal": "Mulai setelah panen."}


@pytest.fixture
def asked(project, partner_heads):
    """The first partner asks for two changes."""
    actions.answer(project, by=partner_heads[0], number=1, answer="changes", requests=WISHES)
    return list(ChangeRequest.objects.all())


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


# --- asking


def test_who_asks_for_changes_says_of_which_part(project, partner_heads):
    for requests in (None, {}):
        with pytest.raises(Refusal, match="paling sedikit satu bagian"):
            actions.answer(
                project, by=partner_heads[0], number=1, answer="changes", requests=requests
            )
    assert not ChangeRequest.objects.exists()


def test_each_part_is_a_row_of_its_own(asked, partners):
    assert {(row.section, row.text) for row in asked} == set(WISHES.items())
    assert {row.consent.region for row in asked} == {partners[0]}
    assert {str(row) for row in asked} == {"Desa Besani: biaya", "Desa Besani: jadwal"}
    assert [str(row.title) for row in asked] == ["Biaya dan kontribusi", "Jadwal dan rencana"]


def test_a_request_is_never_changed(asked):
    for change in (asked[0].delete, lambda: ChangeRequest.objects.update(text="Lain")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_form_keeps_what_was_typed_and_says_what_is_missing(as_, project, partner_heads):
    client, address = as_(partner_heads[0]), url_of("answer", project)
    page = client.post(address, {"number": 1, "answer": "changes"}).content.decode()
    assert "paling sedikit satu bagian" in page
    assert 'href="#id_bagian_tujuan"' in page
    page = client.post(
        address, {"number": 1, "answer": "given", "bagian_biaya": "Kurangi biaya."}
    ).content.decode()
    assert "Pilih “Minta perubahan”" in page
    assert "Kurangi biaya." in page
    long = {"number": 1, "answer": "changes", "bagian_biaya": "x" * 1001}
    page = client.post(address, long).content.decode()
    assert "paling sedikit satu bagian" not in page
    assert not ChangeRequest.objects.exists()


def test_the_lead_reads_the_requests_in_its_letter(asked, head):
    mail = Mail.objects.get(kind="projects.answered", recipient=head.user)
    assert "Kurangi biaya pipa." in mail.text
    assert "Jadwal dan rencana: Mulai setelah panen." in mail.text


# --- who reads


def test_that_there_are_requests_is_public_and_their_words_are_not(
    as_, client, project, asked, partner_heads
):
    camat = MandateFactory(region=partner_heads[0].region.parent, office="kecamatan")
    stranger = MandateFactory(region=RegionFactory(code="34.01.01.2001"))
    for address in (url_of("detail", project), url_of("version", project, 1)):
        assert "Kurangi biaya pipa." not in page_of(client, address)
        assert "2 permintaan" in page_of(client, address)
        assert "Kurangi biaya pipa." not in page_of(as_(stranger), address)
        assert "Kurangi biaya pipa." in page_of(as_(partner_heads[1]), address)
        assert "Kurangi biaya pipa." in page_of(as_(camat), address)
        client.logout()


def test_who_does_not_read_it_finds_no_page_and_partners_may_not_reply(
    as_, project, asked, partner_heads, head
):
    address = url_of("reply", project, asked[0].pk)
    stranger = MandateFactory(region=RegionFactory(code="34.01.01.2001"))
    assert as_(stranger).get(address).status_code == 404
    assert as_(partner_heads[1]).post(address, {"answer": "accepted"}).status_code == 403
    assert as_(head).get(address).status_code == 200
    other = ProjectFactory(lead=head.region)
    assert as_(head).get(url_of("reply", other, asked[0].pk)).status_code == 404


# --- replying


def test_the_lead_accepts_one_and_refuses_the_other(as_, project, asked, head, partner_heads):
    client = as_(head)
    first, second = (url_of("reply", project, row.pk) for row in asked)
    assert client.post(first, {"answer": "accepted"})["Location"].endswith("#permintaan")
    page = client.post(second, {"answer": "refused"}).content.decode()
    assert "agar mitra memahaminya" in page
    client.post(second, {"answer": "refused", "reason": "Bak harus jadi sebelum kemarau."})
    assert [row.reply.answer for row in ChangeRequest.objects.all()] == ["accepted", "refused"]
    assert "Bak harus jadi sebelum kemarau." in page_of(
        as_(partner_heads[1]), url_of("detail", project)
    )


def test_a_reply_is_given_once(project, asked, head, secretary):
    given = actions.reply(asked[0], by=head, answer="accepted")
    assert actions.reply(asked[0], by=head, answer="accepted") == given
    assert str(given) == "Desa Besani: biaya: diterima"
    with pytest.raises(Refusal, match="sudah menanggapi permintaan ini"):
        actions.reply(asked[0], by=secretary, answer="refused", reason="Tidak.")
    with pytest.raises(DatabaseError), transaction.atomic():
        ChangeReply.objects.update(answer="refused", reason="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        given.delete()


def test_a_late_reply_keeps_its_text(as_, project, asked, head, secretary):
    actions.reply(asked[0], by=head, answer="accepted")
    client, address = as_(secretary), url_of("reply", project, asked[0].pk)
    page = client.post(address, {"answer": "refused", "reason": "Alasan panjang"}).content.decode()
    assert "Alasan panjang" in page
    assert "sudah menanggapi permintaan ini" in page
    assert client.get(address)["Location"].endswith("#permintaan")


def test_only_while_it_is_talked_about(lead, head):
    project = ProjectFactory(lead=lead, state=S.AGREED)
    wish = ChangeRequestFactory(consent__version=project.current)
    with pytest.raises(Refusal, match="disepakati"):
        actions.reply(wish, by=head, answer="accepted")
    with pytest.raises(Forbidden):
        actions.reply(wish, by=MandateFactory(), answer="accepted")


def test_the_partner_is_told(asked, head, partner_heads):
    actions.reply(asked[0], by=head, answer="refused", reason="Pipa 3 inci tidak cukup.")
    mail = Mail.objects.get(kind="projects.request_answered")
    assert mail.recipient == partner_heads[0].user
    assert "> Pipa 3 inci tidak cukup." in mail.text
    assert "> Kurangi biaya pipa." in mail.text
    line = Notification.objects.get(kind="projects.request_answered")
    assert "Biaya dan kontribusi" in line.title
    assert line.url == f"{asked[0].consent.version.project.get_absolute_url()}#permintaan"


# --- the new version


def test_no_new_version_while_a_request_waits(as_, project, asked, head, words):
    draft = actions.begin_change(project, {}, by=head)
    changed = words | {"change_note": "Biaya turun.", "cost": 400_000_000}
    actions.reply(asked[0], by=head, answer="accepted")
    with pytest.raises(Refusal, match="Tanggapi dahulu 1 permintaan"):
        actions.propose(draft, by=head, **changed)
    page = page_of(as_(head), url_of("check", project))
    assert "1 permintaan perubahan belum ditanggapi" in page
    assert "Kirim versi baru" not in page
    actions.reply(asked[1], by=head, answer="refused", reason="Tidak bisa.")
    assert actions.propose(draft, by=head, **changed).number == 2


def test_the_database_refuses_it_too():
    wish = ChangeRequestFactory()
    project = wish.consent.version.project
    with pytest.raises(DatabaseError), transaction.atomic():
        VersionFactory(project=project, number=2)
    ChangeReplyFactory(request=wish)
    VersionFactory(project=project, number=2)


def test_the_new_version_shows_what_was_asked_beside_the_part(
    as_, client, project, asked, head, partner_heads, words
):
    actions.reply(asked[0], by=head, answer="accepted", reason="Kami pakai pipa 3 inci.")
    actions.reply(asked[1], by=head, answer="refused", reason="Bak harus jadi dahulu.")
    draft = actions.begin_change(project, {}, by=head)
    changed = words | {"change_note": "Biaya turun.", "cost": 400_000_000}
    actions.propose(draft, by=head, **changed)
    page = page_of(as_(partner_heads[1]), url_of("version", project, 2))
    assert page.index("Biaya dan kontribusi") < page.index("Kurangi biaya pipa.")
    assert page.index("Kurangi biaya pipa.") < page.index("<ins>Rp400.000.000</ins>")
    assert "Bak harus jadi dahulu." in page
    assert "Mitra mengirim 2 permintaan perubahan; diterima: 1." in page
    client.logout()
    page = page_of(client, url_of("version", project, 2))
    assert "Mitra mengirim 2 permintaan perubahan; diterima: 1." in page
    assert "Kurangi biaya pipa." not in page
    page = page_of(as_(partner_heads[0]), url_of("answer", project))
    assert "Kami pakai pipa 3 inci." in page


def test_the_note_of_a_change_names_the_accepted_requests(as_, project, asked, head):
    actions.reply(asked[0], by=head, answer="accepted")
    client = as_(head)
    client.post(url_of("change", project))
    page = page_of(client, url_of("page", project, "catatan"))
    assert "Permintaan yang diterima: Biaya dan kontribusi (Desa Besani)." in page
    assert "Kurangi biaya pipa." not in page


# --- waiting


def test_requests_wait_for_the_lead_until_all_have_a_reply(project, asked, head, secretary):
    for mandate in (head, secretary):
        task = next(t for t in waiting_for(mandate, mandate.user) if t.icon == "chat")
        assert task.title == f"Tanggapi mitra: {project.title}"
        assert task.note == "2 permintaan perubahan menunggu tanggapan Anda"
    for row in asked:
        actions.reply(row, by=head, answer="accepted")
    assert not [t for t in waiting_for(head, head.user) if t.icon == "chat"]


# --- any two versions


def test_any_version_is_compared_with_any_other(as_, client, project):
    for number, cost in ((2, 300_000_000), (3, 200_000_000)):
        VersionFactory(project=project, number=number, cost=cost)
    address = url_of("version", project, 3)
    assert "<del>Rp300.000.000</del>" in page_of(client, address)
    page = client.get(address, {"dari": "1"}).content.decode()
    assert "<del>Rp412.500.000</del>" in page
    assert "<ins>Rp200.000.000</ins>" in page
    assert '<option value="1" selected>' in page
    first = url_of("version", project, 1)
    assert "<del>" not in page_of(client, first)
    assert "<del>Rp200.000.000</del>" in client.get(first, {"dari": "3"}).content.decode()
    for nonsense in ("x", "", "9" * 400, "-1", "3", "0", "\x00"):
        assert client.get(address, {"dari": nonsense}).context["before"].number == 2
    assert client.get(f"{address.rsplit('/', 2)[0]}/{'9' * 30}/").status_code == 404


def test_versions_that_do_not_differ_say_so(client, project):
    VersionFactory(project=project, number=2, partner_codes=project.current.partner_codes)
    assert "Tidak ada yang berbeda." in page_of(client, url_of("version", project, 2))


def test_a_part_that_is_a_page_no_longer_keeps_its_address_as_title(project):
    wish = ChangeRequestFactory(
        consent=ConsentFactory(version=project.current, region=RegionFactory(), answer="changes"),
        section="lama",
    )
    assert wish.title == "lama"
