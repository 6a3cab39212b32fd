"""The official letter tells a guest region of an assembly that it comes without a vote."""

import io

import pypdfium2
import pytest
from docx import Document

from meetings import links
from meetings.documents.letters import WITHOUT_VOTE
from tests.factories.meetings import InvitationFactory
from tests.factories.villages import ForumFactory, MandateFactory, RegionFactory
from tests.meetings.test_calling import called

pytestmark = pytest.mark.django_db


def pages_of(content):
    """The words of each page, as a reader takes them out of the PDF."""
    with pypdfium2.PdfDocument(io.BytesIO(content)) as paper:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in paper]


def word_of(content):
    return " ".join(
        "\n".join(line.text for line in Document(io.BytesIO(content)).paragraphs).split()
    )


@pytest.fixture
def member():
    return MandateFactory(region=RegionFactory(name="Besani"), office="head")


@pytest.fixture
def forum(member):
    return ForumFactory(members=[member.region])


@pytest.fixture
def stranger():
    return MandateFactory(region=RegionFactory(name="Kertek"), office="head")


def assembly(forum, member, stranger, kind="mad"):
    meeting = called(member, [member], held_for=forum, kind=kind)
    InvitationFactory(meeting=meeting, region=stranger.region, has_seat=False)
    return meeting


def letters(client, meeting, mandate, ending="pdf"):
    client.force_login(mandate.user)
    return client.get(f"/pertemuan/{meeting.pk}/undangan.{ending}").getvalue()


def test_the_guest_region_reads_it_and_is_asked_for_an_answer_all_the_same(
    client, forum, member, stranger
):
    meeting = assembly(forum, member, stranger)

    (page,) = pages_of(letters(client, meeting, stranger))
    assert WITHOUT_VOTE in page and "Mohon konfirmasi kehadiran" in page
    assert WITHOUT_VOTE in word_of(letters(client, meeting, stranger, "docx"))


def test_the_caller_s_file_says_it_in_the_letter_of_the_guest_only(client, forum, member, stranger):
    meeting = assembly(forum, member, stranger)

    own, other = pages_of(letters(client, meeting, member))
    assert "Kepala Desa Besani" in own and "hak suara" not in own
    assert "Kepala Desa Kertek" in other and WITHOUT_VOTE in other
    assert word_of(letters(client, meeting, member, "docx")).count(WITHOUT_VOTE) == 1


def test_the_letter_behind_the_link_says_it_too(client, forum, member, stranger):
    meeting = assembly(forum, member, stranger)
    invitation = meeting.invitations.get(region=stranger.region)

    (page,) = pages_of(client.get(links.letter_url(invitation, stranger)).getvalue())
    assert WITHOUT_VOTE in page


def test_where_all_vote_no_letter_says_so(client, forum, member, stranger):
    meeting = assembly(forum, member, stranger, kind="coordination")

    for page in pages_of(letters(client, meeting, member)):
        assert "hak suara" not in page
