"""A substitute's letter of mandate: sent with the answer, read by two regions, never left behind."""

from contextlib import closing
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from meetings import actions, links
from tests.factories.meetings import InvitationFactory
from tests.factories.villages import MandateFactory
from tests.papers import pdf_bytes, picture_bytes

pytestmark = pytest.mark.django_db(transaction=True)


def paper(name="kuasa.pdf", content=None):
    return SimpleUploadedFile(name, content or pdf_bytes(), "application/pdf")


@pytest.fixture
def invitation():
    return InvitationFactory()


@pytest.fixture
def head(invitation):
    return invitation.region.mandates.get()


@pytest.fixture
def site(client, head):
    client.force_login(head.user)
    return client


def press(site, invitation, file=None, **words):
    data = {"answer": "represented", "substitute": "Ibu Sri", **words}
    if file:
        data["proxy_letter"] = file
    return site.post(f"/pertemuan/{invitation.meeting_id}/jawab/", data)


def kept(invitation):
    invitation.refresh_from_db()
    return invitation.proxy_letter.name


def address(invitation):
    return f"/pertemuan/{invitation.meeting_id}/kuasa/{invitation.region_id}/"


def test_it_comes_with_the_name_of_the_substitute(site, invitation):
    asked = press(site, invitation, substitute="").content.decode()
    assert 'enctype="multipart/form-data"' in asked
    assert 'type="file"' in asked

    press(site, invitation, paper())

    name = kept(invitation)
    assert "kuasa" not in name
    assert default_storage.exists(name)
    page = site.get(invitation.meeting.get_absolute_url()).content.decode()
    assert address(invitation) in page
    with closing(site.get(address(invitation))) as answer:
        assert answer["Content-Disposition"].startswith("attachment")


def test_a_name_alone_is_enough_and_the_paper_may_come_later(site, invitation):
    press(site, invitation)
    assert kept(invitation) == ""

    press(site, invitation, paper("foto.jpg", picture_bytes()))
    assert kept(invitation).endswith(".jpg")


def test_it_comes_by_the_link_in_the_mail_as_well(client, invitation, head):
    url = links.answer_url(invitation, head)

    client.post(url, {"answer": "represented", "substitute": "Sri", "proxy_letter": paper()})

    assert kept(invitation)
    again = client.post(url, {"answer": "represented"}).content.decode()
    assert "Surat kuasa sudah ada" in again


@pytest.mark.parametrize(
    "file",
    [paper("a.pdf", b"<script>"), paper("a.pdf", b"%PDF-1.4 kosong"), paper("a.svg", b"<svg/>")],
)
def test_what_is_no_paper_is_named_and_nothing_is_kept(site, invitation, file):
    file.seek(0)
    page = press(site, invitation, file)

    assert "proxy_letter" in page.context["form"].errors
    assert page.context["form"]["substitute"].value() == "Ibu Sri"
    invitation.refresh_from_db()
    assert invitation.answer == "none"


def test_it_stays_while_the_same_person_comes(site, invitation):
    press(site, invitation, paper())
    name = kept(invitation)

    press(site, invitation)

    assert kept(invitation) == name


@pytest.mark.parametrize(
    "words",
    [{"substitute": "Pak Budi"}, {"answer": "attends"}, {"answer": "absent", "reason": "Panen"}],
)
def test_it_goes_with_the_answer_that_it_belonged_to(site, invitation, words):
    press(site, invitation, paper())
    name = kept(invitation)

    press(site, invitation, **words)

    assert kept(invitation) == ""
    assert not default_storage.exists(name)
    assert site.get(address(invitation)).status_code == 404


def test_a_new_one_takes_the_place_of_the_old(site, invitation):
    press(site, invitation, paper())
    old = kept(invitation)

    press(site, invitation, paper())

    assert kept(invitation) != old
    assert default_storage.exists(kept(invitation))
    assert not default_storage.exists(old)


def test_an_answer_that_needs_none_takes_none(site, invitation):
    press(site, invitation, paper(), answer="attends")

    assert kept(invitation) == ""


def test_it_does_not_hold_for_another_date(site, invitation):
    press(site, invitation, paper())
    name, meeting = kept(invitation), invitation.meeting

    actions.move(
        meeting, by=meeting.called_by, zone=meeting.zone, answer_by=meeting.answer_by,
        starts_at=meeting.starts_at + timedelta(days=1),
        ends_at=meeting.ends_at + timedelta(days=1),
    )  # fmt: skip

    assert kept(invitation) == ""
    assert not default_storage.exists(name)


def test_only_the_own_and_the_inviting_region_open_it(client, site, invitation):
    press(site, invitation, paper())
    other = InvitationFactory(meeting=invitation.meeting)
    readers = {
        invitation.meeting.called_by: 200,
        MandateFactory(region=invitation.region, office="secretary"): 200,
        other.region.mandates.get(): 404,
        MandateFactory(): 404,
    }
    for mandate, status in readers.items():
        client.force_login(mandate.user)
        with closing(client.get(address(invitation))) as answer:
            assert answer.status_code == status, mandate
        page = client.get(invitation.meeting.get_absolute_url()).content.decode()
        assert (address(invitation) in page) == (status == 200)


def test_the_database_keeps_none_without_a_substitute(invitation):
    with pytest.raises(IntegrityError), transaction.atomic():
        type(invitation).objects.update(proxy_letter="x.pdf")
