"""The attachments: the lead's own until proposed, then public and fixed with the version."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from core import audit
from core.errors import Refusal
from projects import actions
from projects.models import Attachment, Draft, Project
from projects.sheets import compare, words_of
from tests.factories.projects import AttachmentFactory, ProjectFactory
from tests.papers import bomb_bytes, pdf_bytes, picture_bytes, upload
from tests.projects.conftest import url_of
from tests.projects.test_drafting import notes_of, send, write_all

pytestmark = pytest.mark.django_db


def file_of(pages=1):
    return upload(pdf_bytes(pages))


@pytest.fixture
def draft(head):
    return actions.begin(by=head)


@pytest.fixture
def attach(draft, head):
    def put_in(title="Peta pipa", file=None):
        return actions.attach(draft, by=head, title=title, file=file or file_of())

    return put_in


def fetched(client, address):
    """The answer, its file read to the end, which closes it."""
    response = client.get(address)
    assert b"".join(response.streaming_content)
    return response


def stored(attachment):
    return attachment.file.storage.exists(attachment.file.name)


# --- in the draft


def test_the_same_file_twice_is_one(attach):
    assert attach() == attach()
    with pytest.raises(Refusal, match="dengan judul “Peta pipa”"):
        attach(title="Sekali lagi")
    assert Attachment.objects.get().title == "Peta pipa"


def test_a_sixth_file_is_refused(attach):
    for pages in range(1, 6):
        attach(file=file_of(pages))
    with pytest.raises(Refusal, match="paling banyak 5"):
        attach(file=file_of(6))
    assert sorted(Attachment.objects.values_list("slot", flat=True)) == [0, 1, 2, 3, 4]


def test_a_removed_one_leaves_its_place_and_no_file(
    attach, draft, head, django_capture_on_commit_callbacks
):
    first, second = attach(), attach(file=file_of(2))
    with django_capture_on_commit_callbacks(execute=True):
        actions.detach(draft, first.pk, by=head)
    assert not stored(first)
    assert stored(second)
    assert attach(file=file_of(3)).slot == 0
    with pytest.raises(Refusal, match="sudah dihapus"):
        actions.detach(draft, first.pk, by=head)


def test_whoever_checked_before_a_file_came_checks_again(attach, draft, head, words):
    attach()
    with pytest.raises(Refusal, match="periksa lagi"):
        actions.propose(draft, by=head, **words)


def test_the_trail_that_all_read_says_nothing_of_a_draft(attach, draft, head, client):
    attach()
    assert "Peta pipa" not in str(list(audit.trail_of(draft.project)))


def test_a_draft_that_is_thrown_away_takes_its_files_along(
    attach, draft, head, django_capture_on_commit_callbacks
):
    attachment = attach()
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard(draft, by=head)
    assert not stored(attachment)
    assert not Project.objects.exists()


def test_nothing_is_attached_to_a_draft_that_is_gone(draft, head, project):
    Draft.objects.filter(pk=draft.pk).delete()
    with pytest.raises(Refusal):
        actions.attach(draft, by=head, title="Peta", file=file_of())


# --- with a version


@pytest.fixture
def proposed(attach, draft, head, words):
    attach()
    actions.propose(Draft.objects.get(), by=head, **words)
    return Project.objects.get()


def test_a_proposed_file_is_fixed(proposed):
    attachment = proposed.current.attachments.get()
    for change in (
        lambda: Attachment.objects.filter(pk=attachment.pk).update(title="Lain"),
        lambda: Attachment.objects.filter(pk=attachment.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            change()


def test_the_database_refuses_a_sixth_place():
    with pytest.raises(IntegrityError, match="attachment_five_at_most"), transaction.atomic():
        AttachmentFactory(slot=5)


def test_the_next_version_has_them_again_unless_removed(
    proposed, head, words, django_capture_on_commit_callbacks
):
    old = proposed.current.attachments.get()
    draft = actions.begin_change(proposed, {}, by=head)
    carried = Attachment.objects.of_draft(proposed).get()
    assert (carried.title, carried.file.name, carried.slot) == (old.title, old.file.name, 0)
    new = actions.attach(draft, by=head, title="RAB", file=file_of(2))
    with django_capture_on_commit_callbacks(execute=True):
        actions.detach(draft, carried.pk, by=head)
    assert stored(old)

    actions.propose(Draft.objects.get(), by=head, **words | {"change_note": "RAB dilampirkan."})

    versions = proposed.versions.order_by("number")
    assert [list(v.attachments.values_list("pk", flat=True)) for v in versions] == [
        [old.pk], [new.pk],
    ]  # fmt: skip
    (change,) = compare(*map(words_of, versions))
    assert change.label == "Lampiran"
    assert ("del", "Peta pipa") in change.pieces


def test_going_on_with_a_change_does_not_bring_removed_ones_back(proposed, head):
    draft = actions.begin_change(proposed, {}, by=head)
    actions.detach(draft, Attachment.objects.of_draft(proposed).get().pk, by=head)
    actions.begin_change(proposed, {}, by=head)
    assert not Attachment.objects.of_draft(proposed).exists()


@pytest.mark.parametrize("end", ["discard", "withdraw"])
def test_a_change_that_ends_leaves_the_files_of_the_version(
    proposed, head, end, django_capture_on_commit_callbacks
):
    draft = actions.begin_change(proposed, {}, by=head)
    with django_capture_on_commit_callbacks(execute=True):
        if end == "discard":
            actions.discard(draft, by=head)
        else:
            actions.withdraw(proposed, by=head, reason="Ditunda.")
    attachment = Attachment.objects.get()
    assert attachment.version == proposed.current
    assert stored(attachment)


# --- the page


@pytest.fixture
def client_(as_, head, partner_heads):
    return as_(head)


def put(client, project, content, title="Peta pipa", button="tambah", name="peta.pdf"):
    form = {"title": title, "file": upload(content, name), button: "1"}
    return client.post(url_of("attachments", project), form)


def test_a_file_is_put_in_sent_and_read_by_everybody(client_, client, typed):
    project = write_all(client_, typed)
    response = put(client_, project, pdf_bytes())
    assert response["Location"] == url_of("attachments", project)
    assert notes_of(response) == ["Berkas dilampirkan."]
    assert "Peta pipa" in client_.get(response["Location"]).content.decode()
    check = client_.get(url_of("check", project)).content.decode()
    assert "Peta pipa (PDF" in check

    send(client_, project)
    client.logout()

    page = client.get(project.get_absolute_url()).content.decode()
    address = Attachment.objects.get().get_absolute_url()
    assert address in page
    answer = fetched(client, address)
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert address in client.get(url_of("version", project, 1)).content.decode()


def test_continue_with_a_file_adds_it_and_goes_on(client_, draft):
    response = put(client_, draft.project, pdf_bytes(), button="lanjut")
    assert response["Location"] == url_of("check", draft.project)
    assert Attachment.objects.get().added_by.user_id
    response = client_.post(url_of("attachments", draft.project), {"simpan": "1"})
    assert response["Location"] == "/saya/"


WRONG = [
    ({"tambah": "1"}, "Pilih berkas."),
    ({"title": "Peta", "lanjut": "1"}, "Pilih berkas."),
    ({"title": "", "file": pdf_bytes(), "tambah": "1"}, "Tulis apa isi berkas ini."),
    ({"title": "Peta", "file": b"MZ\x90", "tambah": "1"}, "Pilih berkas PDF, JPEG, atau PNG"),
    ({"title": "Peta", "file": b"%PDF-1.4 rusak", "tambah": "1"}, "tidak dapat dibuka"),
    ({"title": "Peta", "file": bomb_bytes(), "tambah": "1"}, "tidak dapat dibuka"),
    ({"title": "x" * 121, "file": pdf_bytes(), "tambah": "1"}, "120"),
]


@pytest.mark.parametrize(("form", "says"), WRONG)
def test_what_is_no_file_is_refused_with_a_sentence(client_, draft, form, says):
    if "file" in form:
        form = form | {"file": upload(form["file"])}
    response = client_.post(url_of("attachments", draft.project), form)
    assert response.status_code == 200
    page = response.content.decode()
    assert "sumerr" in page
    assert says in page
    assert not Attachment.objects.exists()


def test_a_file_that_is_too_large_is_refused(client_, draft, settings):
    settings.UPLOAD_MAX_BYTES = 100
    assert "10 MB" in put(client_, draft.project, pdf_bytes(3)).content.decode()


def test_a_photo_is_drawn_anew(client_, draft):
    put(client_, draft.project, picture_bytes(exif=b"Exif\x00\x00GPS"), name="foto.jpg")
    with Attachment.objects.get().file.open("rb") as kept:
        assert b"GPS" not in kept.read()


def test_the_fifth_closes_the_form_and_a_sixth_by_force_is_refused(client_, draft, attach):
    for pages in range(1, 6):
        attach(file=file_of(pages))
    page = client_.get(url_of("attachments", draft.project)).content.decode()
    assert "Lima berkas sudah dilampirkan" in page
    assert "paling banyak 5" in put(client_, draft.project, pdf_bytes(9)).content.decode()


def test_it_is_removed_by_a_button(client_, draft, attach):
    attachment = attach()
    response = client_.post(url_of("detach", draft.project, attachment.pk))
    assert response["Location"] == url_of("attachments", draft.project)
    assert not Attachment.objects.exists()
    again = client_.post(url_of("detach", draft.project, attachment.pk))
    assert "sudah dihapus" in notes_of(again)[-1]


def test_a_file_of_another_draft_is_not_removed(client_, draft):
    other = AttachmentFactory(project=ProjectFactory(state="draft"))
    client_.post(url_of("detach", draft.project, other.pk))
    assert Attachment.objects.filter(pk=other.pk).exists()


def test_too_many_in_an_hour_are_refused_beside_the_form(client_, draft, monkeypatch):
    def full(*args, **kwargs):
        raise Refusal("Terlalu sering.")

    monkeypatch.setattr("projects.views.attaching.limit", full)
    assert "Terlalu sering." in put(client_, draft.project, pdf_bytes()).content.decode()


def test_a_file_of_a_draft_is_for_those_who_write_it(as_, client, attach, head, partner_heads):
    address = attach().get_absolute_url()
    assert fetched(as_(head), address).status_code == 200
    assert as_(partner_heads[0]).get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 404


def test_a_file_of_a_change_is_hidden_though_the_project_is_public(as_, project, head, client):
    actions.begin_change(project, {}, by=head)
    attachment = AttachmentFactory(project=project)
    assert fetched(as_(head), attachment.get_absolute_url()).status_code == 200
    client.logout()
    assert client.get(attachment.get_absolute_url()).status_code == 404
    assert "Peta pipa" not in client.get(project.get_absolute_url()).content.decode()
