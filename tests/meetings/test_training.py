"""Opening a training, its papers, who was present, certificates, and topics that people ask for."""

from datetime import timedelta
from functools import partial

import pikepdf
import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from meetings import actions
from meetings.documents import certificate as document
from meetings.models import Certificate, Material, TopicRequest, Training
from notifications.models import Mail
from tests.factories.accounts import UserFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.trainings import (
    EnrolmentFactory,
    MaterialFactory,
    TopicRequestFactory,
    TrainingFactory,
)
from tests.factories.villages import MandateFactory
from tests.meetings.crowd import at_once
from tests.papers import paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return MeetingFactory(kind="training")


@pytest.fixture
def host(meeting):
    return meeting.called_by


def opened(meeting, by=None, **changes):
    facts = {
        "topics": ["usaha"], "seats": 20, "enrol_until": meeting.starts_at - timedelta(days=1),
        "is_for_all": True, "trainer": "Dinas Koperasi", "bring": "Laptop",
    }  # fmt: skip
    return actions.open_enrolment(meeting, by=by or meeting.called_by, **facts | changes)


# --- opening --------------------------------------------------------------------------


def test_the_region_that_called_a_training_opens_it_and_changes_it(meeting):
    training = opened(meeting)
    again = opened(meeting, seats=25)

    assert training.pk == again.pk
    assert Training.objects.get().seats == 25
    verbs = AuditEvent.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["meetings.training_opened", "meetings.training_changed"]


def test_nobody_else_opens_it(meeting):
    with pytest.raises(Forbidden):
        opened(meeting, by=MandateFactory())


def test_only_trainings_take_enrolments():
    with pytest.raises(Forbidden, match="jenis lain"):
        opened(MeetingFactory(kind="mad"))


def test_enrolment_ends_before_the_start(meeting):
    with pytest.raises(Refusal):
        opened(meeting, enrol_until=meeting.starts_at + timedelta(minutes=1))


def test_after_the_start_nothing_is_opened(meeting):
    with time_machine.travel(meeting.starts_at, tick=False), pytest.raises(Refusal):
        opened(meeting)


# --- papers ---------------------------------------------------------------------------


def test_papers_come_and_go_with_their_files(meeting, host, django_capture_on_commit_callbacks):
    training = opened(meeting)
    material = actions.add_material(training, by=host, title="Panduan", file=paper())
    storage, name = material.file.storage, material.file.name
    assert storage.exists(name)

    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_material(material, by=host)

    assert not storage.exists(name)
    with pytest.raises(Refusal, match="sudah dihapus"):
        actions.remove_material(material, by=host)


def test_the_shelf_has_an_end(host, meeting, monkeypatch):
    training = opened(meeting)
    MaterialFactory(training=training)
    monkeypatch.setattr(Training, "MAX_MATERIALS", 1)

    with pytest.raises(Refusal, match="paling banyak memiliki 1"):
        actions.add_material(training, by=host, title="Satu lagi", file=paper())
    assert Material.objects.count() == 1


def test_strangers_add_no_paper(meeting):
    with pytest.raises(Forbidden):
        actions.add_material(opened(meeting), by=MandateFactory(), title="Iklan", file=paper())


def test_a_cancelled_training_gets_no_paper(host):
    meeting = MeetingFactory(kind="training", cancelled=True, called_by=host)
    training = TrainingFactory(meeting=meeting)

    with pytest.raises(Refusal):
        actions.add_material(training, by=host, title="Panduan", file=paper())


# --- who was present ------------------------------------------------------------------


@pytest.fixture
def held(host):
    """A training of three days ago with three seats taken."""
    meeting = MeetingFactory(kind="training", held=True, called_by=host)
    training = TrainingFactory(meeting=meeting, seats=5)
    EnrolmentFactory.create_batch(3, training=training)
    return training


def keys_of(training):
    return list(training.enrolments.values_list("pk", flat=True))


def test_the_organiser_notes_who_was_present(held, host):
    first, second, third = keys_of(held)

    assert actions.note_presence(held, by=host, shown={first, second}, present={first}) == 2
    assert list(held.enrolments.values_list("was_present", flat=True)) == [True, False, None]
    assert actions.note_presence(held, by=host, shown={first, second}, present={first}) == 0
    assert actions.note_presence(held, by=host, shown={second, third}, present={second, third}) == 2
    assert held.enrolments.present().count() == 3
    assert AuditEvent.objects.filter(verb="meetings.presence_noted").count() == 2


def test_who_waits_or_belongs_elsewhere_cannot_be_present(held, host):
    other = EnrolmentFactory()
    waiting = EnrolmentFactory(training=held, waiting=True)
    shown = {other.pk, waiting.pk}

    assert actions.note_presence(held, by=host, shown=shown, present=shown) == 0


def test_presence_is_noted_by_the_organiser_after_the_start(meeting, host, held):
    row = EnrolmentFactory(training=opened(meeting))

    with pytest.raises(Refusal, match="dimulai"):
        actions.note_presence(row.training, by=host, shown={row.pk}, present={row.pk})
    with pytest.raises(Forbidden):
        actions.note_presence(held, by=MandateFactory(), shown=set(), present=set())


def test_nobody_was_present_where_nothing_took_place(host):
    meeting = MeetingFactory(kind="training", cancelled=True, called_by=host)
    row = EnrolmentFactory(training=TrainingFactory(meeting=meeting))

    with time_machine.travel(meeting.ends_at), pytest.raises(Refusal):
        actions.note_presence(row.training, by=host, shown={row.pk}, present={row.pk})


# --- certificates ---------------------------------------------------------------------


def test_certificates_are_for_those_who_were_present_and_each_gets_one(held, host):
    first, second, third = keys_of(held)
    actions.note_presence(held, by=host, shown={first, second, third}, present={first, third})

    issued = actions.issue_certificates(held, by=host)

    assert [row.enrolment_id for row in issued] == [first, third]
    assert [row.number.split("/")[0] for row in issued] == ["001", "002"]
    assert Mail.objects.filter(kind="meetings.certified").count() == 2
    with pytest.raises(Refusal):
        actions.issue_certificates(held, by=host)

    actions.note_presence(held, by=host, shown={second}, present={second})
    (late,) = actions.issue_certificates(held, by=host)
    assert late.number.startswith("003/PEL-")
    assert len(set(Certificate.objects.values_list("code", flat=True))) == 3


def test_what_is_certified_stays(held, host):
    keys = set(keys_of(held))
    actions.note_presence(held, by=host, shown=keys, present=keys)
    actions.issue_certificates(held, by=host)

    assert actions.note_presence(held, by=host, shown=keys, present=set()) == 0
    assert held.enrolments.present().count() == 3


def test_no_certificate_before_the_meeting_is_marked_as_held(held, host):
    keys = set(keys_of(held))
    actions.note_presence(held, by=host, shown=keys, present=keys)
    with pytest.raises(Forbidden):
        actions.issue_certificates(held, by=MandateFactory())

    held.meeting.state = "scheduled"
    held.meeting.save()

    with pytest.raises(Refusal, match="ditandai"):
        actions.issue_certificates(held, by=host)


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_issue_no_certificate_twice(held, host):
    keys = set(keys_of(held))
    actions.note_presence(held, by=host, shown=keys, present=keys)

    def issue():
        try:
            return len(actions.issue_certificates(held, by=host))
        except Refusal:
            return 0

    assert sorted(at_once([issue] * 8)) == [0] * 7 + [3]
    assert Certificate.objects.count() == 3


def issued_to(held, host, name="Siti Maryamah"):
    row = held.enrolments.first()
    held.enrolments.filter(pk=row.pk).update(name=name)
    actions.note_presence(held, by=host, shown={row.pk}, present={row.pk})
    return actions.issue_certificates(held, by=host)[0]


def test_the_sheet_says_who_what_when_and_where_to_check(held, host):
    certificate = issued_to(held, host)

    with translation.override("id"):
        data = document.sheet_data(certificate)

    assert data["name"] == "Siti Maryamah"
    assert data["organiser"] == host.region.full_name
    assert data["signer_title"] == host.capacity
    assert "WIB" in data["when"]
    assert data["check_url"] == f"http://testserver/sertifikat/{certificate.code}/"
    assert data["code"].replace(" ", "") == certificate.code


@pytest.mark.parametrize("name", ["Siti Maryamah", "R. " + "Panjang " * 12, "#let x = 1 $ꦱꦶꦠꦶ$ 😀"])
def test_the_sheet_is_one_page_and_always_the_same_whatever_the_name(held, host, name, tmp_path):
    certificate = issued_to(held, host, name[:100])

    content = document.sheet(certificate)

    assert content == document.sheet(certificate)
    with translation.override("en"):
        assert content == document.sheet(certificate)
    path = tmp_path / "sheet.pdf"
    path.write_bytes(content)
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 1


# --- asking for a topic ---------------------------------------------------------------

WISH = {"topic": "usaha", "title": "Menjual lewat internet", "reason": "Harga jatuh saat panen"}


def test_who_asks_is_the_first_supporter():
    user, head = UserFactory(), MandateFactory()

    mine = actions.ask_for_topic(user=user, acting=None, **WISH)
    ours = actions.ask_for_topic(user=head.user, acting=head, **WISH)

    assert (mine.supports, mine.mandate, ours.mandate) == (1, None, head)
    with pytest.raises(Refusal, match="sudah mendukung"):
        actions.support_topic(mine, user=user, acting=None)


def test_the_most_wanted_stands_first():
    one, two, three = (TopicRequestFactory() for _number in range(3))
    for _number in range(2):
        actions.support_topic(two, user=UserFactory(), acting=None)

    assert list(TopicRequest.objects.open().by_support()) == [two, one, three]


def test_an_address_that_is_not_confirmed_neither_asks_nor_supports():
    ghost = UserFactory(verified=False)

    with pytest.raises(Forbidden):
        actions.ask_for_topic(user=ghost, acting=None, **WISH)
    with pytest.raises(Forbidden):
        actions.support_topic(TopicRequestFactory(), user=ghost, acting=None)


def test_a_training_answers_a_request_and_its_supporters_are_told_once(meeting):
    asked, other = TopicRequestFactory(), TopicRequestFactory()
    friend, gone = UserFactory(), UserFactory()
    for user in (friend, gone):
        actions.support_topic(asked, user=user, acting=None)
    gone.is_active = False
    gone.save()

    training = opened(meeting, requests=[asked])
    opened(meeting, seats=30)

    asked.refresh_from_db(), other.refresh_from_db()
    assert (asked.state, asked.training) == ("planned", training)
    assert other.state == "open"
    mails = Mail.objects.filter(kind="meetings.topic_answered")
    assert {mail.recipient for mail in mails} == {asked.asked_by, friend}
    with pytest.raises(Refusal):
        actions.support_topic(asked, user=UserFactory(), acting=None)


def test_two_trainings_do_not_answer_the_same_request(meeting):
    asked = TopicRequestFactory()
    opened(meeting, requests=[asked])
    stale = TopicRequest.objects.get()
    stale.state = "open"

    with pytest.raises(Refusal):
        opened(MeetingFactory(kind="training"), requests=[stale])


def test_who_asked_or_an_operator_takes_it_back():
    mine, bad = TopicRequestFactory(), TopicRequestFactory()

    with pytest.raises(Forbidden):
        actions.withdraw_topic(mine, user=bad.asked_by)
    actions.withdraw_topic(mine, user=mine.asked_by)
    actions.withdraw_topic(bad, user=UserFactory(is_staff=True))

    assert not TopicRequest.objects.shown().exists()


def test_the_database_refuses_a_planned_topic_without_a_training():
    asked = TopicRequestFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        TopicRequest.objects.filter(pk=asked.pk).update(state="planned")


@pytest.mark.django_db(transaction=True)
def test_many_supporters_at_once_are_counted_each_once():
    asked, people = TopicRequestFactory(), UserFactory.create_batch(12)

    def support(user):
        try:
            actions.support_topic(asked, user=user, acting=None)
        except Refusal:
            return False
        return True

    answers = at_once([partial(support, user) for user in people * 2])

    asked.refresh_from_db()
    assert answers.count(True) == 12
    assert asked.supports == asked.support.count() == 13


def test_a_training_is_named_and_found_by_its_topic(meeting):
    training = opened(meeting, topics=["usaha", "pemuda"])

    assert str(training) == meeting.title
    assert training.topic_labels == ["usaha kecil dan pemasaran", "pemuda dan pendidikan"]
    assert list(Training.objects.about("pemuda")) == [training]
    assert not Training.objects.about("pertanian").exists()
    assert list(Training.objects.coming()) == [training]
    assert list(Training.objects.past(timezone.now() + timedelta(days=20))) == [training]
