"""Papers of an agenda: kept with their fingerprint, gone with their item, named in the minutes."""

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.utils import timezone

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from meetings import actions
from meetings.documents import minutes as documents
from meetings.models import AgendaPaper, Meeting
from tests.factories.agreements import AgreementFactory
from tests.factories.backlog import AgendaPaperFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.factories.minutes import MinutesFactory, held_meeting
from tests.factories.projects import ProjectFactory
from tests.factories.villages import MandateFactory
from tests.papers import paper, pdf_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return AgendaItemFactory()


def add(item, **more):
    facts = {"by": item.meeting.called_by, "title": "Rancangan", "file": paper()} | more
    return actions.add_paper(item, **facts)


def test_a_paper_is_kept_with_its_fingerprint(item):
    added = add(item)

    content = Path(added.file.path).read_bytes()
    assert (added.sha256, added.size) == (sha256(content).hexdigest(), len(pdf_bytes()))
    event = AuditEvent.objects.get(verb="meetings.paper_added")
    assert event.detail == {"reason": "Rancangan", "sha256": added.sha256}


def test_the_same_file_is_there_once_an_item(item):
    add(item)

    with pytest.raises(Refusal, match="sudah ada"):
        add(item)
    assert add(AgendaItemFactory(meeting=item.meeting))


def test_an_item_has_so_many_papers_and_no_more(item, monkeypatch):
    monkeypatch.setattr(AgendaPaper, "MAX_PAPERS", 1)
    add(item)

    with pytest.raises(Refusal, match="paling banyak 1"):
        add(item)


def test_only_who_may_change_the_meeting_adds_and_removes(item):
    added = add(item)
    for by in (None, MandateFactory()):
        with pytest.raises(Forbidden):
            add(item, by=by)
        with pytest.raises(Forbidden):
            actions.remove_paper(added, by=by)


def test_an_item_that_is_gone_takes_no_paper(item):
    gone = AgendaItemFactory(meeting=item.meeting)
    actions.change(item.meeting, by=item.meeting.called_by, agenda=[])

    with pytest.raises(Refusal):
        add(gone)


def test_a_removed_paper_is_gone_with_its_file(item, django_capture_on_commit_callbacks):
    added = add(item)

    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_paper(added, by=item.meeting.called_by)

    assert not AgendaPaper.objects.exists() and not Path(added.file.path).exists()
    with pytest.raises(Refusal, match="sudah dihapus"):
        actions.remove_paper(added, by=item.meeting.called_by)


def test_what_was_read_before_a_meeting_stays(item):
    added, now = add(item), timezone.now()
    Meeting.objects.update(starts_at=now - timedelta(minutes=1), answer_by=now - timedelta(hours=1))

    with pytest.raises(Refusal, match="sudah dimulai"):
        actions.remove_paper(added, by=item.meeting.called_by)
    assert add(AgendaItemFactory(meeting=item.meeting))


def test_with_its_item_a_paper_goes(item, django_capture_on_commit_callbacks):
    added = add(item)

    with django_capture_on_commit_callbacks(execute=True):
        actions.change(item.meeting, by=item.meeting.called_by, agenda=[])

    assert not AgendaPaper.objects.exists() and not Path(added.file.path).exists()


def test_the_minutes_name_papers_and_what_came_of_items():
    meeting = held_meeting()
    first, second = meeting.agenda.all()
    added = AgendaPaperFactory(item=first, title="Rancangan tarif")
    second.state = "postponed"
    second.save()

    minutes = MinutesFactory(meeting=meeting, state="review")

    assert f"Bahan: Rancangan tarif (SHA-256 {added.sha256})" in minutes.text
    assert f"{second.title} (ditunda)" in minutes.text
    said = {entry["title"]: entry["lines"] for entry in documents.paper_of(minutes)["entries"]}
    assert said[first.title][-1] == "Bahan: Rancangan tarif"
    assert said[second.title][0] == "Butir ini ditunda."


# --- what an item is about -----------------------------------------------------------------


def test_an_item_is_about_a_project_or_an_agreement():
    meeting, project = MeetingFactory(), ProjectFactory()
    agreement, other = AgreementFactory.create_batch(2)
    row = {"title": "Butir", "kind": "discussion", "minutes": 10, "speaker": ""}

    def write(**about):
        actions.change(meeting, by=meeting.called_by, agenda=[row | about])
        item = meeting.agenda.get()
        row["item"] = item.pk
        return item.project, list(item.agreements.all())

    assert write(project_id=project.pk, agreement_id=None) == (project, [])
    assert write(project_id=None, agreement_id=agreement.pk) == (None, [agreement])
    assert write(agreement_id=other.pk) == (None, [other])
    assert write() == (None, [])
