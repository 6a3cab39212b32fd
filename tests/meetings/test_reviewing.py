"""From the draft to the seal: who has spoken, who was silent, and what can no longer change."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from core import seals
from core.errors import Forbidden, Refusal
from core.formats import moment
from core.models import AuditEvent
from meetings import actions, minutes_page
from meetings import minutes_rules as rules
from meetings.actions.reviewing import seal_of
from meetings.forms.minutes import ApproveForm
from meetings.models import (
    Addendum,
    Confirmation,
    Meeting,
    Minutes,
    Remark,
    SignedCopy,
)
from notifications.models import Mail, Notification
from tests.factories.meetings import AttendanceFactory, InvitationFactory, MeetingFactory
from tests.factories.minutes import (
    MinutesFactory,
    again,
    confirm,
    held_meeting,
    lead_of,
    send,
)
from tests.factories.projects import head_of
from tests.factories.villages import MandateFactory, RegionFactory
from tests.papers import paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def regions():
    return [RegionFactory(), RegionFactory(), RegionFactory()]


@pytest.fixture
def minutes(regions):
    """Under review; the first region leads them."""
    return MinutesFactory(state="review", regions=regions)


@pytest.fixture
def lead(minutes):
    return lead_of(minutes)


@pytest.fixture
def item(minutes):
    return minutes.items.get(position=1)


def kinds():
    return sorted(Mail.objects.values_list("kind", flat=True))


def labels(minutes):
    return [voice.label for voice in minutes_page.voices_of(minutes, None)]


# --- sent ---------------------------------------------------------------------------------------


def test_sending_fixes_a_text_that_anybody_can_hash(regions):
    minutes = send(MinutesFactory(regions=regions))

    assert minutes.sha256 == seals.digest(minutes.text)
    assert "Pembahasan berjalan lancar." in minutes.text
    assert minutes.text.startswith(f"Notulen: {minutes.meeting.title}\n")
    assert f"- {regions[1].full_name}: tanpa keterangan" in minutes.text


def test_sending_writes_to_every_invited_region_once(regions):
    send(MinutesFactory(regions=regions))

    assert kinds() == ["meetings.minutes_sent"] * 3
    assert Notification.objects.filter(kind="meetings.minutes_sent").count() == 3


def test_a_meeting_that_was_not_marked_as_held_sends_no_minutes(regions):
    meeting = held_meeting(regions)
    Meeting.objects.filter(pk=meeting.pk).update(state="scheduled")
    minutes = MinutesFactory(meeting=Meeting.objects.get(pk=meeting.pk))

    with pytest.raises(Refusal, match="sudah terlaksana"):
        send(minutes)


def test_empty_minutes_are_not_sent(regions):
    minutes = MinutesFactory(regions=regions)
    minutes.items.update(text="")

    with pytest.raises(Refusal, match="Belum ada yang ditulis"):
        send(minutes)


def test_the_time_for_remarks_lies_ahead(regions):
    with pytest.raises(Refusal, match="sudah lewat"):
        send(MinutesFactory(regions=regions), days=-1)


def test_a_second_press_on_send_is_refused(minutes):
    with pytest.raises(Refusal, match="sudah dikirim"):
        send(minutes)


def test_an_official_writes_but_does_not_send(regions):
    minutes = MinutesFactory(regions=regions)
    official = MandateFactory(region=regions[0], office="official")

    with pytest.raises(Forbidden, match="sekretaris"):
        actions.send_minutes(minutes, by=official, review_until=timezone.now() + timedelta(days=3))


# --- remarks and silence ------------------------------------------------------------------------


def test_silence_is_shown_as_silence(minutes, regions, item):
    confirm(minutes, regions[0])
    actions.remark(item, by=head_of(regions[1]), text="Bukan 40, tetapi 45 relawan.")

    assert labels(minutes) == ["Membenarkan", "Memberi catatan", "Belum menanggapi"]


def test_the_same_remark_twice_is_one(minutes, regions, item):
    for _n in range(2):
        actions.remark(item, by=head_of(regions[1]), text="Angka keliru.")

    assert Remark.objects.count() == 1
    told = Notification.objects.filter(kind="meetings.minutes_remarked")
    assert [line.recipient for line in told] == [lead_of(minutes).user]


def test_a_council_member_of_an_invited_region_may_remark(minutes, regions, item):
    council = MandateFactory(region=regions[2], office="council")

    assert actions.remark(item, by=council, text="Mohon ditambah.").region == regions[2]
    assert not rules.can_confirm_minutes(council, minutes)


@pytest.mark.parametrize("who", ["stranger", "late"])
def test_who_may_not_remark(minutes, item, regions, who):
    if who == "stranger":
        with pytest.raises(Forbidden, match="wilayah peserta"):
            actions.remark(item, by=MandateFactory(), text="Halo")
    else:
        head = head_of(regions[1])
        late = time_machine.travel(minutes.review_until + timedelta(minutes=1))
        with late, pytest.raises(Refusal, match="diterima sampai"):
            actions.remark(item, by=head, text="Terlambat")


def test_a_remark_is_answered_once(minutes, regions, item, lead):
    row = actions.remark(item, by=head_of(regions[1]), text="Angka keliru.")

    actions.reply_to(row, by=lead, text="Diperbaiki.")
    with pytest.raises(Refusal, match="sudah ditanggapi"):
        actions.reply_to(row, by=lead, text="Lagi.")
    with pytest.raises(Forbidden):
        actions.reply_to(row, by=head_of(regions[1]), text="Saya sendiri.")


# --- confirmed and approved ---------------------------------------------------------------------


def test_the_last_confirmation_approves(minutes, regions):
    for region in regions[:2]:
        confirm(minutes, region)
        assert again(minutes).state == "review"

    confirm(minutes, regions[2])

    minutes = again(minutes)
    assert (minutes.state, minutes.approved_how) == ("approved", "representatives")
    assert Notification.objects.filter(kind="meetings.minutes_approved").count() == 1


def test_a_second_click_gets_the_first_answer(minutes, regions):
    assert confirm(minutes, regions[1]) == confirm(minutes, regions[1])
    assert Confirmation.objects.count() == 1


def test_only_the_text_that_was_shown_is_confirmed(minutes, regions):
    with pytest.raises(Refusal, match="Naskah berubah"):
        actions.confirm_minutes(minutes, by=head_of(regions[1]), sha256="0" * 64)


@pytest.mark.parametrize("office", ["council", "official"])
def test_who_does_not_confirm(minutes, regions, office):
    mandate = MandateFactory(region=regions[1], office=office)

    with pytest.raises(Forbidden, match="membenarkan"):
        actions.confirm_minutes(minutes, by=mandate, sha256=minutes.sha256)


def test_strangers_do_not_confirm(minutes):
    with pytest.raises(Forbidden, match="yang diundang"):
        actions.confirm_minutes(minutes, by=MandateFactory(), sha256=minutes.sha256)


def test_taken_back_and_changed_all_are_asked_anew(minutes, regions, lead, item):
    confirm(minutes, regions[1])
    actions.take_back_minutes(minutes, by=lead, reason="Angka relawan")
    item.refresh_from_db()
    item.text = "45 relawan."
    item.save()

    minutes = send(minutes)

    assert minutes.round == 2
    assert labels(minutes) == ["Belum menanggapi"] * 3
    assert Mail.objects.filter(kind="meetings.minutes_sent").count() == 6


def test_taken_back_and_unchanged_the_confirmations_stand(minutes, regions, lead):
    for region in regions[:2]:
        confirm(minutes, region)
    actions.take_back_minutes(minutes, by=lead, reason="Keliru")

    minutes = send(minutes)

    assert labels(minutes).count("Membenarkan") == 2
    confirm(minutes, regions[2])
    assert again(minutes).state == "approved"


def test_a_sitting_whose_own_minutes_are_sealed_approves_no_others(minutes, lead):
    meeting = minutes.meeting
    sitting = MeetingFactory(
        called_by=lead, forum=meeting.forum, project=meeting.project, state="held",
        starts_at=meeting.ends_at + timedelta(minutes=5),
    )  # fmt: skip
    assert list(rules.sittings_after(minutes)) == [sitting]

    MinutesFactory(meeting=sitting, state="review")
    assert list(rules.sittings_after(minutes)) == [sitting]
    actions.seal_minutes(sitting.minutes, by=lead)

    assert list(rules.sittings_after(minutes)) == []


@pytest.mark.parametrize(
    ("state", "here", "approves"),
    [
        ("scheduled", 3, False),
        ("waiting", 3, False),
        ("adjourned", 3, False),
        ("cancelled", 3, False),
        ("running", 1, False),
        ("running", 2, True),
        ("suspended", 1, False),
        ("suspended", 3, True),
        ("held", 0, True),
    ],
)
def test_only_a_sitting_that_met_approves(minutes, lead, regions, state, here, approves):
    sitting = MeetingFactory(
        called_by=lead, forum=minutes.meeting.forum, project=minutes.meeting.project, state=state,
        starts_at=minutes.meeting.ends_at + timedelta(minutes=5),
        sitting=2 if state == "adjourned" else 1,
        cancel_reason="Banjir" if state == "cancelled" else "",
    )  # fmt: skip
    for region in regions:
        InvitationFactory(meeting=sitting, region=region)
    for region in regions[:here]:
        AttendanceFactory(meeting=sitting, region=region, sitting=sitting.sitting)

    assert (sitting in rules.sittings_after(minutes)) is approves


def test_the_choice_of_sittings_tells_them_apart_by_date(minutes, lead):
    sitting = MeetingFactory(
        called_by=lead, forum=minutes.meeting.forum, project=minutes.meeting.project, state="held",
        starts_at=minutes.meeting.ends_at + timedelta(minutes=5),
    )  # fmt: skip
    form = ApproveForm(sittings=rules.sittings_after(minutes))
    said = moment(sitting.starts_at, sitting.zone)
    assert [label for _value, label in form.fields["sitting"].choices] == [
        f"{sitting.title}, {said}"
    ]


def test_a_later_sitting_approves_in_spite_of_silence(minutes, lead):
    sitting = MeetingFactory(
        forum=minutes.meeting.forum,
        called_by=lead,
        starts_at=minutes.review_until + timedelta(hours=1),
    )
    other = MeetingFactory(starts_at=minutes.review_until + timedelta(hours=1))

    with pytest.raises(Refusal, match="diterima sampai"):
        actions.approve_at_sitting(minutes, by=lead, sitting=sitting)
    over = time_machine.travel(minutes.review_until + timedelta(minutes=1))
    with over, pytest.raises(Refusal, match="Belum ada rapat"):
        actions.approve_at_sitting(minutes, by=lead, sitting=sitting)
    with time_machine.travel(sitting.starts_at + timedelta(minutes=30)):
        with pytest.raises(Refusal, match="Belum ada rapat"):
            actions.approve_at_sitting(minutes, by=lead, sitting=sitting)
        Meeting.objects.filter(pk=sitting.pk).update(state="held")
        with pytest.raises(Refusal, match="Pilih rapat"):
            actions.approve_at_sitting(minutes, by=lead, sitting=other)
        actions.approve_at_sitting(minutes, by=lead, sitting=sitting)

    minutes = again(minutes)
    assert (minutes.state, minutes.approved_how) == ("approved", "sitting")
    assert (minutes.approved_in, minutes.approved_by) == (sitting, lead)
    assert labels(minutes) == ["Belum menanggapi"] * 3


# --- sealed -------------------------------------------------------------------------------------


def test_the_seal_covers_the_text_and_every_confirmation():
    minutes = MinutesFactory(state="sealed")
    assert minutes.seal == seal_of(minutes)

    row = minutes.confirmations.first()
    first = seals.seal("", **row.facts())
    assert seals.seal("", **(row.facts() | {"person_name": "Orang lain"})) != first
    assert Mail.objects.filter(kind="meetings.minutes_sealed").count() == 2


def test_only_approved_minutes_are_sealed(minutes, lead):
    with pytest.raises(Refusal, match="setelah disahkan"):
        actions.seal_minutes(minutes, by=lead)


@pytest.mark.parametrize(
    ("rule", "state"),
    [
        (rules.can_take_back_minutes, "review"),
        (rules.can_seal_minutes, "approved"),
        (rules.can_add_to_minutes, "sealed"),
    ],
)
def test_only_who_leads_them_takes_back_seals_and_adds(regions, rule, state):
    minutes = MinutesFactory(state=state, regions=regions)
    official = MandateFactory(region=minutes.meeting.organiser, office="official")

    assert rule(lead_of(minutes), minutes)
    for other in (None, official, head_of(regions[1])):
        verdict = rule(other, minutes)
        assert not verdict and "yang melakukannya" in verdict.reason


@pytest.mark.parametrize(
    "facts",
    [
        {"text": "Lain"},
        {"sha256": "0" * 64},
        {"record": {}},
        {"chair": "Orang lain"},
        {"state": "draft"},
        {"approved_how": "sitting"},
        {"sealed_at": timezone.now()},
        {"seal": "0" * 64},
    ],
)
def test_the_database_refuses_to_change_sealed_minutes(facts):
    minutes = MinutesFactory(state="sealed")

    with pytest.raises(DatabaseError), transaction.atomic():
        Minutes.objects.filter(pk=minutes.pk).update(**facts)


def test_the_database_fixes_the_text_under_review(minutes):
    with pytest.raises(DatabaseError, match="in a draft only"), transaction.atomic():
        Minutes.objects.filter(pk=minutes.pk).update(text="Lain")


def test_the_database_keeps_minutes(minutes):
    with pytest.raises(DatabaseError, match="are kept"), transaction.atomic():
        Minutes.objects.filter(pk=minutes.pk)._raw_delete("default")


def test_the_database_takes_confirmations_of_the_shown_text_from_the_invited_only(minutes, regions):
    head, stranger = head_of(regions[1]), MandateFactory()
    for mandate, sha256 in ((stranger, minutes.sha256), (head, "0" * 64)):
        with pytest.raises(DatabaseError, match="under review"), transaction.atomic():
            Confirmation.objects.create(
                minutes=minutes, region=mandate.region, text_sha256=sha256,
                at=timezone.now(), **Confirmation.said_by(mandate),
            )  # fmt: skip


def test_the_database_keeps_remarks_confirmations_addenda_and_copies(minutes, regions, item, lead):
    actions.remark(item, by=head_of(regions[1]), text="Angka keliru.")
    for region in regions:
        confirm(minutes, region)
    actions.seal_minutes(minutes, by=lead)
    actions.add_addendum(minutes, by=lead, text="Ralat.")
    actions.keep_signed_copy(minutes, by=lead, file=paper())

    for model in (Remark, Confirmation, Addendum, SignedCopy):
        for act in (
            lambda rows: rows.update(person_name="Orang lain", at=timezone.now()),
            lambda rows: rows._raw_delete("default"),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                act(model.objects.all())


def test_nothing_is_added_before_the_seal(minutes, lead):
    with pytest.raises(Refusal, match="setelah notulen disegel"):
        actions.add_addendum(minutes, by=lead, text="Ralat")
    with pytest.raises(DatabaseError, match="sealed minutes only"), transaction.atomic():
        Addendum.objects.create(
            minutes=minutes, number=1, text="x", sha256="x", seal="x",
            at=timezone.now(), **Addendum.said_by(lead),
        )  # fmt: skip


def test_addenda_are_chained_to_the_seal():
    minutes = MinutesFactory(state="sealed")
    lead = lead_of(minutes)

    first = actions.add_addendum(minutes, by=lead, text="Ralat pertama.")
    second = actions.add_addendum(minutes, by=lead, text="Ralat kedua.")

    assert actions.add_addendum(minutes, by=lead, text="Ralat kedua.") == second
    assert first.seal == seals.seal(minutes.seal, **first.facts())
    assert second.seal == seals.seal(first.seal, **second.facts())
    assert again(minutes).text == minutes.text
    assert Mail.objects.filter(kind="meetings.minutes_added").count() == 4


def test_the_signed_paper_is_kept_with_the_hash_of_its_file():
    minutes = MinutesFactory(state="sealed")
    lead = lead_of(minutes)

    row = actions.keep_signed_copy(minutes, by=lead, file=paper())

    with row.file.open("rb") as file:
        assert row.sha256 == seals.digest_of_file(file.read())
    assert actions.keep_signed_copy(minutes, by=lead, file=paper()) == row


def test_every_act_stands_in_the_trail():
    minutes = MinutesFactory(state="sealed")

    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == [
        "meetings.minutes_begun",
        "meetings.minutes_sent",
        "meetings.minutes_confirmed",
        "meetings.minutes_confirmed",
        "meetings.minutes_approved",
        "meetings.minutes_sealed",
    ]
    assert {event.target_id for event in AuditEvent.objects.all()} == {str(minutes.meeting_id)}
