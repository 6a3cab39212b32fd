"""A forum of subdistricts under the regency: the same meetings, with camat and staff as delegates."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.conf import settings
from django.utils import timezone
from docx import Document

from core.errors import Forbidden
from meetings import actions, links, minutes_rules, room, rules, witness
from meetings.documents import docx
from meetings.documents import letters as documents
from meetings.documents import minutes as papers
from meetings.documents.attendance import attendance_pdf, data_of
from meetings.forms.calling import CallForm, ChangeForm, kinds_of
from meetings.models import Meeting, Vote
from notifications.models import Mail
from tests.factories.meetings import MeetingFactory
from tests.factories.projects import ProjectFactory
from tests.factories.villages import (
    ForumFactory,
    MandateFactory,
    ProfileFactory,
    RegencyFactory,
    RegionFactory,
    SubdistrictFactory,
)
from villages.speakers import speakers_of

pytestmark = pytest.mark.django_db
NAMES = {"33.07.05": "Leksono", "33.07.06": "Sukoharjo", "33.07.04": "Selomerto"}


@pytest.fixture
def regency():
    region = RegencyFactory()
    ProfileFactory(region=region, office_address="Jalan Merdeka 1, Wonosobo")
    return region


@pytest.fixture
def officer(regency):
    """Of the regency's office for villages."""
    return MandateFactory(region=regency, office="kabupaten", title="Kabid Kerja Sama")


@pytest.fixture
def camats(regency):
    return [
        MandateFactory(
            region=SubdistrictFactory(code=code, name=name), office="camat", title="Camat"
        )
        for code, name in sorted(NAMES.items())
    ]


@pytest.fixture
def forum(regency, camats):
    return ForumFactory(
        name="Forum Antar Kecamatan", home=regency, members=[camat.region for camat in camats]
    )


def call(forum, by, **facts):
    start = timezone.now() + timedelta(days=10)
    return actions.call(
        by=by, held_for=forum, regions=list(rules.candidates_of(forum)),
        **{
            "title": "Jalan penghubung", "kind": "mak", "starts_at": start,
            "ends_at": start + timedelta(hours=2), "answer_by": start, "zone": "Asia/Jakarta",
            "place": "Pendopo", **facts,
        },
    )  # fmt: skip


def begun(meeting):
    """Its first hour."""
    start = timezone.now() - timedelta(hours=1)
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=start, ends_at=start + timedelta(hours=3), answer_by=start
    )
    return Meeting.objects.select_related("forum", "organiser").get(pk=meeting.pk)


# --- called, with the right words ----------------------------------------------------------


def test_the_regency_and_each_camat_call_and_all_subdistricts_are_invited(forum, officer, camats):
    for by in (officer, camats[0]):
        meeting = call(forum, by)
        assert {row.region.name for row in meeting.invitations.all()} == set(NAMES.values())
    assert Mail.objects.filter(kind="meetings.called").count() == 6

    village = MandateFactory(region=RegionFactory(parent=camats[0].region))
    with pytest.raises(Forbidden):
        call(forum, village)


def test_a_forum_offers_the_assembly_of_those_who_sit_there(forum, camats):
    villages = ForumFactory(members=[RegionFactory()])
    mixed = ForumFactory(members=[RegionFactory(), camats[0].region])

    def offered(held_for):
        return {value for value, _label in kinds_of(held_for)} & {"mad", "mak"}

    assert offered(forum) == {"mak"}
    assert offered(villages) == {"mad"}
    assert offered(mixed) == offered(ForumFactory()) == {"mad", "mak"}
    project = ProjectFactory(lead=camats[0].region, partners=[camats[1].region])
    assert offered(project) == {"mak"}


def test_a_village_assembly_of_subdistricts_is_refused_beside_the_field(forum):
    form = CallForm({"kind": "mad"}, held_for=forum)

    assert "kind" in form.errors
    assert "kind" not in CallForm({"kind": "mak"}, held_for=forum).errors


def test_what_was_called_so_once_keeps_its_kind(forum, officer):
    meeting = MeetingFactory(forum=forum, called_by=officer, kind="mad")

    choices = dict(ChangeForm(meeting=meeting).fields["kind"].choices)
    assert {"mad", "mak"} <= set(choices)


def test_the_letter_speaks_for_the_regency(forum, officer):
    content = call(forum, officer).letters.get().content

    assert content["head"] == ["PEMERINTAH KABUPATEN WONOSOBO", "FORUM ANTAR KECAMATAN"]
    assert content["address"] == "Jalan Merdeka 1, Wonosobo"
    assert content["signer"] == ["a.n. Bupati Wonosobo", "Kabid Kerja Sama"]
    assert content["kind"] == "Musyawarah Antar Kecamatan"
    assert "Desa" not in str(content)


def test_a_camats_letter_is_signed_by_the_camat_and_copied_to_the_regent(forum, camats):
    content = call(forum, camats[0]).letters.get().content

    assert content["signer"] == [f"Camat {camats[0].region.name}"]
    assert documents.usual_copies(camats[0].region) == ["Bupati Wonosobo"]
    regions = [camat.region for camat in camats]
    assert documents.addressees_of(regions) == [f"Camat {region.name}" for region in regions]


def test_the_mail_greets_the_subdistrict(forum, officer, camats):
    call(forum, officer)

    text = Mail.objects.get(recipient=camats[0].user).text.replace(settings.SITE_NAME, "")
    assert f"Kecamatan {camats[0].region.name}" in text
    assert "desa" not in text.lower()


# --- answered, counted, decided --------------------------------------------------------------


def test_the_camat_comes_the_staff_sends_a_substitute_and_others_are_told_who_answers(
    forum, officer, camats
):
    meeting = call(forum, officer)
    first, second, third = meeting.invitations.order_by("region")
    staff = MandateFactory(region=second.region, office="kecamatan", title="Kasi PMD")

    actions.answer(first, by=camats[0], answer="attends")
    actions.answer(second, by=staff, answer="represented", substitute="Ibu Sri, Kasi Pemerintahan")

    verdict = rules.can_answer(camats[0], third)
    assert (
        verdict.reason == f"Camat atau petugas {third.region.full_name} yang menjawab undangan ini."
    )
    quorum = room.quorum_now(meeting)
    assert (quorum.invited, quorum.in_person, quorum.by_proxy, quorum.is_met) == (3, 1, 1, True)


def test_the_link_in_the_mail_answers_for_the_subdistrict(forum, officer, camats, client):
    meeting = call(forum, officer)
    invitation = meeting.invitations.get(region=camats[0].region)
    address = links.answer_url(invitation, camats[0])

    assert camats[0].region.full_name in client.get(address).content.decode()
    client.post(address, {"answer": "attends"})
    invitation.refresh_from_db()
    assert invitation.answer == "attends"


def in_session(forum, officer, camats):
    """All three were invited, two are in the room: a camat, and staff for another."""
    meeting = begun(call(forum, officer))
    actions.mark(meeting, camats[0], by=officer, state="present")
    actions.mark(
        meeting, camats[1], by=officer, state="represented", substitute="Bapak Tono, Kasi PMD"
    )
    return Meeting.objects.get(pk=actions.begin(meeting, by=officer).pk)


def test_an_assembly_of_subdistricts_opens_with_the_quorum_only(forum, officer, camats):
    meeting = begun(call(forum, officer))
    quorum = room.quorum_now(meeting)

    assert not room.can_begin(officer, meeting, quorum)
    assert in_session(forum, officer, camats).state == "running"


def test_the_list_for_paper_says_kecamatan(forum, officer, camats):
    meeting = in_session(forum, officer, camats)

    data = data_of(meeting, empty=False, moment=timezone.now())

    assert data["noun"] == "Kecamatan"
    assert data["totals"]["lines"][0][0].startswith("Kecamatan")
    with pikepdf.open(
        io.BytesIO(attendance_pdf(meeting, empty=True, moment=timezone.now()))
    ) as pdf:
        assert len(pdf.pages) >= 1
    MeetingFactory(invited=[RegionFactory()])
    mixed = MeetingFactory(invited=[RegionFactory(), camats[0].region])
    assert data_of(mixed, empty=True, moment=timezone.now())["noun"] == "Wilayah"


def test_the_subdistricts_in_the_room_vote_with_one_ballot_each(forum, officer, camats):
    meeting = in_session(forum, officer, camats)
    decision = actions.record_decision(meeting, by=officer, text="Ruas Leksono didahulukan.")
    vote = actions.open_vote(decision, by=officer, is_secret=False)
    assert [elector.label for elector in vote.electors.all()] == [
        camats[0].region.full_name, camats[1].region.full_name,
    ]  # fmt: skip

    staff = MandateFactory(region=camats[1].region, office="kecamatan", title="Kasi PMD")
    actions.cast(vote, by=camats[0], choice="yes")
    actions.cast(vote, by=staff, choice="yes")

    for nobody in (camats[2], officer):
        verdict = rules.can_vote(nobody, vote, rules.ballot_of(nobody, vote))
        assert "camat atau petugas" in verdict.reason
    closed = actions.close_vote(Vote.objects.get(), by=officer)
    assert closed.decision.state == "adopted"


def test_a_task_of_the_regency_reaches_its_officers(forum, officer, camats):
    meeting = in_session(forum, officer, camats)
    task = actions.give_task(
        meeting, by=officer, text="Surati dinas", region=officer.region,
        due_on=timezone.localdate() + timedelta(days=9),
    )  # fmt: skip

    assert rules.owners_of(task) == [officer]
    assert rules.can_report(officer, task)
    assert officer.user.notifications.filter(kind="meetings.task_given").exists()


# --- minutes -------------------------------------------------------------------------------


@pytest.fixture
def minutes(forum, officer, camats):
    meeting = in_session(forum, officer, camats)
    actions.record_decision(meeting, by=officer, text="Ruas Leksono didahulukan.", how="consensus")
    actions.close(meeting, by=officer)
    meeting.refresh_from_db()
    minutes = actions.begin_minutes(meeting, by=officer)
    minutes.items.update(text="Dibahas bersama.")
    return actions.send_minutes(
        minutes, by=officer, review_until=timezone.now() + timedelta(days=7)
    )


def test_camats_confirm_the_minutes_and_the_regent_is_the_witness(minutes, officer, camats):
    for camat in camats:
        actions.confirm_minutes(minutes, by=camat, sha256=minutes.sha256)
    minutes.refresh_from_db()

    assert minutes.state == "approved"
    data = papers.paper_of(minutes)
    assert data["head"] == ["PEMERINTAH KABUPATEN WONOSOBO", "FORUM ANTAR KECAMATAN"]
    assert witness.title_above(minutes.meeting) == "Bupati Wonosobo"
    assert "Musyawarah Antar Kecamatan" in minutes.record["kind"]
    body = Document(io.BytesIO(docx.official_record(minutes))).element.body
    text = "\n".join(node.text or "" for node in body.iter() if node.tag.endswith("}t"))
    assert "Bupati Wonosobo" in text and f"Wakil {camats[0].region.full_name}" in text
    assert "Desa" not in text


def test_who_may_is_said_in_the_words_of_the_subdistrict(minutes, camats):
    stranger = MandateFactory(region=camats[0].region, office="kecamatan", title="Kasi PMD")
    own = SubdistrictFactory(code="33.07.05")
    assert minutes_rules.can_write_minutes(stranger, minutes.meeting).reason == (
        "Petugas Kabupaten Wonosobo yang menulis notulen."
    )
    assert minutes_rules.leads_minutes(stranger, minutes).reason == (
        "Petugas Kabupaten Wonosobo yang melakukannya."
    )
    assert speakers_of(own) == "Camat atau petugas Kecamatan Leksono"
    village = RegionFactory()
    assert speakers_of(village).startswith("Kepala atau sekretaris Desa")
    assert speakers_of(village, officials=True).startswith("Kepala, sekretaris atau perangkat Desa")


def test_the_pages_say_kecamatan(client, forum, officer, camats):
    meeting = in_session(forum, officer, camats)
    client.force_login(officer.user)

    page = client.get(meeting.get_absolute_url()).content.decode()

    assert "2 dari 3 kecamatan" in page and "Musyawarah Antar Kecamatan" in page
    assert "Musyawarah Antar Desa" not in page
    form = client.get(f"/pertemuan/undang/?forum={forum.pk}").content.decode()
    assert 'value="mak"' in form and 'value="mad"' not in form
