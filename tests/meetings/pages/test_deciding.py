"""The pages of decisions, as the different people see them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.errors import Refusal
from meetings import actions
from meetings.models import Decision
from meetings.room import quorum_now
from tests.factories.meetings import AgendaItemFactory, DecisionFactory
from tests.factories.villages import MandateFactory
from tests.meetings.sitting import heads_of, running

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return running()


@pytest.fixture
def chair(client, meeting):
    client.force_login(meeting.called_by.user)
    return client


def address(meeting):
    return f"/pertemuan/{meeting.pk}/keputusan/"


def test_a_decision_is_written_from_the_meeting_s_page(chair, meeting):
    item = AgendaItemFactory(meeting=meeting, title="Tarif air")
    assert address(meeting) in chair.get(meeting.get_absolute_url()).content.decode()

    answer = chair.post(
        address(meeting), {"text": "Iuran Rp2.500.", "way": "consensus", "agenda_item": item.pk}
    )

    decision = Decision.objects.get()
    assert answer["Location"] == decision.get_absolute_url()
    page = chair.get(answer["Location"]).content.decode()
    for words in ("Iuran Rp2.500.", "Tarif air", "Mufakat", f"1/{decision.year}"):
        assert words in page
    assert "Iuran Rp2.500." in chair.get(meeting.get_absolute_url()).content.decode()


def test_an_empty_form_comes_back_with_a_sentence_at_each_field(chair, meeting):
    answer = chair.post(address(meeting), {})

    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"text", "way"}
    assert Decision.objects.count() == 0


def test_too_few_regions_are_named_and_have_to_be_confirmed(client):
    meeting = running(here=1, away=2)
    client.force_login(meeting.called_by.user)
    typed = {"text": "Iuran Rp2.500.", "way": "consensus"}

    first = client.post(address(meeting), typed)
    assert set(first.context["form"].errors) == {"despite_quorum"}
    assert "Iuran Rp2.500." in first.content.decode()
    client.post(address(meeting), typed | {"despite_quorum": "on"})

    decision = Decision.objects.get()
    assert decision.quorum_met is False
    assert "Tanpa kuorum" in client.get(decision.get_absolute_url()).content.decode()


def test_a_proposal_is_written_without_quorum(client):
    meeting = running(here=0, away=2)
    client.force_login(meeting.called_by.user)

    client.post(address(meeting), {"text": "Iuran Rp2.500.", "way": "proposal"})

    assert Decision.objects.get().is_proposed


def test_the_same_words_twice_are_refused_beside_what_was_typed(chair, meeting):
    typed = {"text": "Iuran Rp2.500.", "way": "consensus"}
    chair.post(address(meeting), typed)

    again = chair.post(address(meeting), typed)

    assert again.status_code == 200
    assert again.context["form"].non_field_errors()
    assert Decision.objects.count() == 1


def test_an_item_of_another_meeting_is_no_choice(chair, meeting):
    other = AgendaItemFactory()

    answer = chair.post(
        address(meeting), {"text": "Iuran", "way": "proposal", "agenda_item": other.pk}
    )

    assert set(answer.context["form"].errors) == {"agenda_item"}


def test_before_the_start_one_is_led_back_with_the_reason(client):
    meeting = DecisionFactory().meeting
    client.force_login(meeting.called_by.user)
    meeting.state, meeting.cancel_reason = "cancelled", "Longsor"
    meeting.save()

    answer = client.get(address(meeting), follow=True)

    assert answer.redirect_chain == [(meeting.get_absolute_url(), 302)]
    assert "dibatalkan" in answer.content.decode()


def test_a_proposal_is_adopted_from_its_page(chair, meeting):
    decision = DecisionFactory(meeting=meeting)
    page = chair.get(decision.get_absolute_url()).content.decode()
    adopt = f"{decision.get_absolute_url()}mufakat/"
    assert adopt in page
    assert chair.get(adopt).status_code == 200

    chair.post(adopt)

    decision.refresh_from_db()
    assert decision.state == "adopted"
    assert adopt not in chair.get(decision.get_absolute_url()).content.decode()


def test_adopting_without_quorum_asks_first(client):
    meeting = running(here=1, away=3)
    decision = DecisionFactory(meeting=meeting)
    client.force_login(meeting.called_by.user)
    adopt = f"{decision.get_absolute_url()}mufakat/"

    assert set(client.post(adopt).context["form"].errors) == {"despite_quorum"}
    client.post(adopt, {"despite_quorum": "on"})

    decision.refresh_from_db()
    assert (decision.state, decision.quorum_met) == ("adopted", False)


def test_nobody_agrees_where_nobody_is(client):
    meeting = running(here=0, away=2)
    decision = DecisionFactory(meeting=meeting)
    client.force_login(meeting.called_by.user)
    adopt = f"{decision.get_absolute_url()}mufakat/"
    words = {"text": "Iuran", "way": "consensus", "despite_quorum": "on"}

    adopting = client.post(adopt, {"despite_quorum": "on"})
    recording = client.post(address(meeting), words)

    assert "Belum ada wilayah yang hadir" in adopting.context["form"].errors["despite_quorum"][0]
    assert "Belum ada wilayah yang hadir" in recording.context["form"].errors["way"][0]
    assert client.post(address(meeting), words | {"way": "proposal"}).status_code == 302
    with pytest.raises(Refusal, match="Belum ada wilayah"):
        actions.adopt(decision, by=meeting.called_by, despite_quorum=True)


def test_a_quorum_that_is_lost_while_one_writes_is_told(chair, meeting, monkeypatch):
    """The form was shown with a quorum; the action looks again."""
    decision = DecisionFactory(meeting=meeting)
    before = quorum_now(meeting)
    monkeypatch.setattr("meetings.views.deciding.quorum_now", lambda _meeting: before)
    meeting.attendances.all().delete()

    for place, typed in (
        (address(meeting), {"text": "Iuran", "way": "consensus"}),
        (f"{decision.get_absolute_url()}mufakat/", {}),
    ):
        answer = chair.post(place, typed)
        assert answer.context["form"].non_field_errors()


def test_a_decision_is_withdrawn_with_its_reason(chair, meeting):
    decision = DecisionFactory(meeting=meeting, adopted=True)
    withdraw = f"{decision.get_absolute_url()}cabut/"
    assert withdraw in chair.get(decision.get_absolute_url()).content.decode()

    assert set(chair.post(withdraw).context["form"].errors) == {"reason"}
    answer = chair.post(withdraw, {"reason": "Salah angka"}, follow=True)

    assert "Salah angka" in answer.content.decode()
    decision.refresh_from_db()
    assert decision.state == "withdrawn"


def test_a_second_tab_is_led_back(chair, meeting):
    decision = DecisionFactory(meeting=meeting, state="withdrawn", withdraw_reason="Salah")

    for name in ("mufakat", "cabut"):
        answer = chair.get(f"{decision.get_absolute_url()}{name}/", follow=True)
        assert answer.redirect_chain == [(decision.get_absolute_url(), 302)]


def test_the_public_reads_decisions_of_open_meetings_only(client, meeting):
    decision = DecisionFactory(meeting=meeting, adopted=True)
    assert client.get(decision.get_absolute_url()).status_code == 200
    assert "cabut/" not in client.get(decision.get_absolute_url()).content.decode()

    meeting.is_open = False
    meeting.save()

    assert client.get(decision.get_absolute_url()).status_code == 404
    client.force_login(MandateFactory().user)
    assert client.get(decision.get_absolute_url()).status_code == 404
    client.force_login(heads_of(meeting)[0].user)
    assert client.get(decision.get_absolute_url()).status_code == 200


def queries(client, place):
    client.get(place)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(place).status_code == 200
    return len(captured)


def test_many_decisions_cost_the_meeting_s_page_no_more(chair, meeting):
    DecisionFactory(meeting=meeting)
    few = queries(chair, meeting.get_absolute_url())
    for _ in range(5):
        DecisionFactory(meeting=meeting, adopted=True)

    assert queries(chair, meeting.get_absolute_url()) == few
