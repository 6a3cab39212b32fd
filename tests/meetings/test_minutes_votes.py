"""What was voted on stands in the minutes, their hash and their papers with the whole result."""

import copy
import io

import pytest
from docx import Document

from core import seals
from meetings import actions, minutes_record, minutes_text
from meetings.documents import docx
from meetings.documents import minutes as papers
from meetings.models import Decision, Meeting
from tests.factories.meetings import DecisionFactory
from tests.factories.minutes import MinutesFactory
from tests.factories.villages import ForumFactory
from tests.meetings.sitting import arrive, heads_of, running

pytestmark = pytest.mark.django_db

FOUR = ("yes", "yes", "no", "abstain")


def voted(meeting, *choices, is_secret=False, **facts):
    """A decision of the meeting on which the regions have voted, in the order of their codes."""
    decision = DecisionFactory(meeting=meeting, **facts)
    vote = actions.open_vote(
        decision, by=meeting.called_by, is_secret=is_secret, despite_quorum=True
    )
    for head, choice in zip(heads_of(meeting), choices, strict=False):
        actions.cast(vote, by=head, choice=choice)
    actions.close_vote(vote, by=meeting.called_by)
    return Decision.objects.get(pk=decision.pk)


def minutes_of(meeting, state="review"):
    """The minutes of the meeting as it was held."""
    Meeting.objects.filter(pk=meeting.pk).update(state="held", organiser=meeting.organiser)
    return MinutesFactory(meeting=Meeting.objects.get(pk=meeting.pk), state=state)


def names_of(meeting):
    return [row.region.full_name for row in meeting.invitations.order_by("region")]


def words_of(content):
    """Every word of a DOCX, in the order of the file."""
    body = Document(io.BytesIO(content)).element.body
    return " ".join(node.text or "" for node in body.iter() if node.tag.endswith("}t"))


def test_the_record_keeps_the_result_of_an_open_vote_and_the_hash_covers_it():
    meeting = running(here=5, forum=ForumFactory(majority="two_thirds"))
    decision = voted(meeting, *FOUR)
    minutes = minutes_of(meeting)
    names = names_of(meeting)

    row = minutes.record["decisions"][0]

    assert row["outcome"] == "adopted" == decision.state
    assert {name: row["vote"][name] for name in ("secret", "yes", "no", "abstain", "cast")} == {
        "secret": False, "yes": 2, "no": 1, "abstain": 1, "cast": 4
    }  # fmt: skip
    assert (row["vote"]["electorate"], row["vote"]["needed"]) == (5, 2)
    assert [(each["who"], each["said"]) for each in row["vote"]["ballots"]] == list(
        zip(
            names,
            ["setuju", "setuju", "tidak setuju", "abstain", "tidak memberikan suara"],
            strict=True,
        )
    )
    for line in (
        "Pemungutan suara terbuka: 2 setuju, 1 tidak setuju, 1 abstain; 4 dari 5 wilayah "
        "memberikan suara.",
        "Pemilik suara: yang tercatat dalam daftar hadir. Mayoritas: dua pertiga suara setuju dan "
        "tidak setuju; diperlukan paling sedikit 2 suara setuju.",
        "Saat pemungutan suara dibuka 5 dari 5 wilayah hadir; kuorum 4 wilayah tercapai.",
        f"Setuju: {names[0]}; {names[1]}.",
        f"Tidak memberikan suara: {names[4]}.",
    ):
        assert line in minutes.text.replace("\n  ", "\n").split("\n")
    other = copy.deepcopy(minutes.record)
    other["decisions"][0]["vote"]["yes"] = 3
    assert seals.digest(minutes_text.canonical(minutes.record)) == minutes.sha256
    assert seals.digest(minutes_text.canonical(other)) != minutes.sha256


def test_of_a_secret_vote_no_name_is_kept():
    meeting = running(here=4)
    voted(meeting, *FOUR, is_secret=True)
    minutes = minutes_of(meeting)

    vote = minutes.record["decisions"][0]["vote"]

    assert vote["secret"] and vote["ballots"] == []
    assert "Pemungutan suara rahasia: 2 setuju, 1 tidak setuju, 1 abstain" in minutes.text
    assert "Setuju: " not in minutes.text


def test_a_vote_without_a_quorum_says_so():
    meeting = running(here=2, away=4)
    voted(meeting, "yes", "yes")
    minutes = minutes_of(meeting)

    assert "2 dari 6 wilayah hadir; kuorum 4 wilayah tidak tercapai." in minutes.text


def test_where_each_delegate_has_a_ballot_the_record_names_the_delegates():
    meeting = running(here=0, forum=ForumFactory(vote_unit="delegate"))
    arrive(meeting)
    actions.add(meeting, by=meeting.called_by, name="Ibu Retno", region=heads_of(meeting)[0].region)
    decision = DecisionFactory(meeting=meeting)
    vote = actions.open_vote(decision, by=meeting.called_by, is_secret=False, despite_quorum=True)
    retno = vote.electors.get(delegate="Ibu Retno")
    actions.record_ballot(vote, retno, by=meeting.called_by, choice="no")
    actions.close_vote(vote, by=meeting.called_by)

    text = minutes_of(meeting).text

    assert "0 setuju, 1 tidak setuju, 0 abstain; 1 dari " in text
    assert f"Tidak setuju: {retno.label}." in text and " utusan memberikan suara" in text


@pytest.mark.parametrize("make", [docx.official_record, docx.notes])
def test_papers_and_page_print_the_result(client, make):
    meeting = running(here=3)
    voted(meeting, "yes", "yes", "no")
    minutes = minutes_of(meeting, "sealed")
    said = "Pemungutan suara terbuka: 2 setuju, 1 tidak setuju, 0 abstain; 3 dari 3 wilayah"

    assert said in papers.paper_of(minutes)["decisions"][0]["lines"][0]
    assert said in words_of(make(minutes))
    assert papers.official_record(minutes).startswith(b"%PDF")
    assert papers.notes(minutes).startswith(b"%PDF")
    client.force_login(meeting.called_by.user)
    assert said in client.get(minutes.get_absolute_url()).content.decode()


def test_a_consensus_has_no_vote_in_the_record():
    meeting = running(here=3)
    DecisionFactory(meeting=meeting, adopted=True)

    row = minutes_of(meeting).record["decisions"][0]

    assert "vote" not in row and minutes_text.vote_lines(row) == []


def test_the_votes_of_a_meeting_cost_the_same_number_of_queries(django_assert_num_queries):
    meeting = running(here=3)
    for number in range(4):
        voted(meeting, "yes", "no", text=f"Usulan {number}")
        if number in (0, 3):
            with django_assert_num_queries(3):
                rows = minutes_record.decisions_of(meeting)
                assert len([minutes_record._decided(row, "wilayah") for row in rows]) == number + 1


def test_minutes_that_were_sent_before_keep_text_hash_and_papers():
    meeting = running(here=3)
    voted(meeting, "no", "no", "yes")
    minutes = minutes_of(meeting, "sealed")
    record = copy.deepcopy(minutes.record)
    for name in ("vote", "outcome"):
        del record["decisions"][0][name]
    row = record["decisions"][0]

    assert minutes_text.canonical(record).split("Keputusan\n")[1] == (
        f"- {row['number']}: {row['text']} (tidak ditetapkan, pemungutan suara)\n"
    )
    minutes.record = record
    assert [each["lines"] for each in papers.paper_of(minutes)["decisions"]] == [[]]
    assert papers.official_record(minutes).startswith(b"%PDF")


# --- not adopted --------------------------------------------------------------------------


@pytest.fixture
def both():
    """Sealed minutes with one proposal that was adopted and one that was not."""
    meeting = running(here=3)
    voted(meeting, "yes", "yes", text="Iuran Rp2.000.")
    voted(meeting, "no", "no", "yes", text="Iuran Rp9.000.")
    return minutes_of(meeting, "sealed")


def test_a_rejected_proposal_stands_apart_from_what_was_decided(both):
    decided, apart = both.text.split("Usulan yang tidak ditetapkan\n")
    data = papers.paper_of(both)

    assert "Iuran Rp2.000." in decided and "Iuran Rp9.000." not in decided
    assert "Iuran Rp9.000. (tidak ditetapkan, pemungutan suara)" in apart
    assert [row["text"] for row in data["decisions"]] == ["Iuran Rp2.000."]
    assert [row["text"] for row in data["rejected"]] == ["Iuran Rp9.000."]


@pytest.mark.parametrize("make", [docx.official_record, docx.notes])
def test_papers_and_page_give_a_rejected_proposal_a_list_of_its_own(client, both, make):
    client.force_login(both.meeting.called_by.user)
    page = client.get(both.get_absolute_url()).content.decode()

    for text, title in (
        (words_of(make(both)), "Usulan yang tidak ditetapkan"),
        (page, "Usulan yang tidak ditetapkan"),
    ):
        before, after = text.split(title)
        assert "Iuran Rp2.000." in before and "Iuran Rp9.000." not in before
        assert "Iuran Rp9.000." in after
    assert papers.official_record(both).startswith(b"%PDF")
    assert papers.notes(both).startswith(b"%PDF")


def test_where_all_was_rejected_the_paper_says_that_nothing_was_decided():
    meeting = running(here=3)
    voted(meeting, "no", "no")
    text = words_of(docx.official_record(minutes_of(meeting)))

    assert "Rapat tidak mengambil keputusan tersendiri." in text
    assert "Usulan yang tidak ditetapkan" in text


def test_what_was_withdrawn_is_not_in_the_minutes():
    meeting = running(here=3)
    decision = DecisionFactory(meeting=meeting, text="Iuran Rp5.000.")
    actions.withdraw_decision(decision, by=meeting.called_by, reason="Salah tulis.")

    assert "Iuran Rp5.000." not in minutes_of(meeting).text
