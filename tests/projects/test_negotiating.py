"""The talk of the partners: questions, positions, rounds, and who leads them."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from notifications.models import Notification
from projects import actions
from projects import negotiation_rules as rules
from projects.models import Position, Project, Question, Round
from projects.negotiating import facilitator_of, talk_of
from tests.factories.projects import (
    FacilitatorFactory,
    OutcomeFactory,
    PositionFactory,
    ProjectFactory,
    QuestionFactory,
    RoundFactory,
    VersionFactory,
)
from tests.factories.villages import MandateFactory, RegionFactory
from tests.projects.conftest import url_of

pytestmark = pytest.mark.django_db
S = Project.State
SUMMARY = "Semua setuju iuran menurut jumlah rumah."


@pytest.fixture
def officer(lead):
    """Of the subdistrict in whose care all three villages are."""
    return MandateFactory(region=lead.parent, office="kecamatan", title="Kasi PMD")


@pytest.fixture
def council(partners):
    return MandateFactory(region=partners[0], office="council", title="Ketua BPD")


@pytest.fixture
def question(project):
    return QuestionFactory(project=project)


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def closing(question, **more):
    return {
        "number": 1, "summary": SUMMARY, f"status_{question.pk}": "selesai",
        f"how_{question.pk}": "Menurut jumlah rumah.", **more,
    }  # fmt: skip


def close(project, by, question, *, number=1, settled=True, summary=SUMMARY):
    outcomes = {question.pk: (settled, "Menurut jumlah rumah.")}
    return actions.close_round(project, by=by, number=number, summary=summary, outcomes=outcomes)


# --- questions


def test_any_partner_puts_a_question_and_the_others_are_told(
    as_, project, head, partner_heads, secretary
):
    form = {"token": uuid.uuid4(), "title": "Bagaimana iuran dibagi?", "text": "Sama rata?"}
    client = as_(partner_heads[0])
    for _twice in range(2):
        assert client.post(url_of("ask", project), form).status_code == 302
    question = Question.objects.get()
    assert (question.region, question.title) == (partner_heads[0].region, form["title"])
    assert str(question) == form["title"]
    told = Notification.objects.filter(kind="projects.question_asked")
    assert {line.recipient for line in told} == {
        head.user, secretary.user, partner_heads[1].user,
    }  # fmt: skip
    assert told.first().url == url_of("negotiation", project)
    assert AuditEvent.objects.filter(verb="projects.question_asked").count() == 1


@pytest.mark.parametrize("title", ["", "x" * 151, "  ", "\x00"])
def test_a_bad_question_is_said_beside_the_field_and_what_was_typed_stays(
    as_, project, head, title
):
    form = {"token": uuid.uuid4(), "title": title, "text": "Tulisan panjang saya"}
    page = as_(head).post(url_of("ask", project), form)
    assert page.status_code == 200
    assert page.context["form"].errors["title"]
    assert "Tulisan panjang saya" in page.content.decode()
    assert not Question.objects.exists()


def test_the_number_of_questions_has_a_bound(as_, monkeypatch, project, head, question):
    monkeypatch.setattr(Question, "MOST", 1)
    form = {"token": uuid.uuid4(), "title": "Satu lagi?"}
    assert "Sudah ada 1 pertanyaan" in (
        as_(head).post(url_of("ask", project), form).content.decode()
    )
    assert Question.objects.count() == 1


# --- positions


@pytest.mark.parametrize("stance", ["reserve", "cannot"])
def test_a_doubt_needs_its_reason(as_, project, question, partner_heads, stance):
    client, address = as_(partner_heads[0]), url_of("position", project, question.pk)
    page = client.post(address, {"number": 1, "stance": stance}).content.decode()
    assert "Tulis alasannya" in page
    with pytest.raises(DatabaseError), transaction.atomic():
        PositionFactory(question=question, stance=stance, reason="")
    said = {"number": 1, "stance": stance, "reason": "Iuran terlalu berat."}
    assert client.post(address, said).status_code == 302
    assert Position.objects.get().reason == "Iuran terlalu berat."


def test_the_newest_position_of_a_round_counts_and_the_earlier_one_stays(
    project, question, partner_heads, partners
):
    by = partner_heads[0]
    for stance, reason in (("cannot", "Terlalu berat."), ("support", ""), ("support", "")):
        actions.take_position(question, by=by, number=1, stance=stance, reason=reason)
    assert [str(row) for row in Position.objects.all()] == [
        "Desa Besani: tidak dapat menyetujui", "Desa Besani: mendukung",
    ]  # fmt: skip
    stands = {stand.region: stand.position for stand in talk_of(project).open[0].stands}
    assert stands[partners[0]].stance == "support"
    assert stands[partners[1]] is None


def test_a_position_for_a_round_that_has_been_closed_keeps_the_words(
    as_, project, question, partner_heads
):
    RoundFactory(project=project)
    form = {"number": 1, "stance": "cannot", "reason": "Iuran terlalu berat."}
    client, address = as_(partner_heads[0]), url_of("position", project, question.pk)
    page = client.post(address, form)
    assert "Putaran 1 telah ditutup" in page.content.decode()
    assert page.context["form"]["number"].value() == 2
    assert "Iuran terlalu berat." in page.content.decode()
    assert client.post(address, form | {"number": 2}).status_code == 302


def test_a_settled_question_takes_no_positions(as_, project, question, partner_heads):
    OutcomeFactory(question=question)
    with pytest.raises(Refusal, match="telah selesai"):
        actions.take_position(question, by=partner_heads[0], number=2, stance="support")
    with pytest.raises(DatabaseError), transaction.atomic():
        PositionFactory(question=question, round=2)
    page = page_of(as_(partner_heads[0]), url_of("position", project, question.pk))
    assert "Pertanyaan ini sudah selesai." in page
    assert "Catat sikap" not in page


def test_nothing_said_is_ever_changed(project, question):
    said = [PositionFactory(question=question), FacilitatorFactory(project=project), question]
    outcome = OutcomeFactory(question=question)
    for row in [*said, outcome, outcome.round]:
        assert str(row)
        with pytest.raises(DatabaseError), transaction.atomic():
            row.delete()
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save(force_update=True)


@pytest.mark.parametrize("number", [0, 2])
def test_a_round_takes_the_next_number_only(project, question, number):
    with pytest.raises(DatabaseError), transaction.atomic():
        PositionFactory(question=question, round=number)
    with pytest.raises(DatabaseError), transaction.atomic():
        RoundFactory(project=project, number=number)


# --- rounds


def test_the_officer_in_care_closes_a_round_and_the_next_one_begins(
    as_, project, question, officer, head, partner_heads
):
    other = QuestionFactory(project=project, title="Siapa merawat pipa?")
    client, address = as_(officer), url_of("close_round", project)
    assert "Siapa merawat pipa?" in page_of(client, address)
    form = closing(question) | {f"status_{other.pk}": "terbuka", f"how_{other.pk}": "Usul tertulis"}
    assert client.post(address, form).status_code == 302
    talk = talk_of(project)
    assert talk.number == 2
    assert [matter.question for matter in talk.settled] == [question]
    assert [matter.outcome.how for matter in talk.open] == ["Usul tertulis"]
    told = Notification.objects.filter(kind="projects.round_closed")
    assert {line.recipient for line in told} == {head.user, *(m.user for m in partner_heads)}
    page = page_of(client, url_of("negotiation", project))
    assert "Masih terbuka setelah putaran 1." in page
    page = page_of(client, url_of("round", project, 1))
    assert SUMMARY in page
    assert "Menurut jumlah rumah." in page
    assert client.get(url_of("round", project, 2)).status_code == 404


def test_what_is_missing_to_close_is_said_beside_the_field(as_, project, question, officer):
    client, address = as_(officer), url_of("close_round", project)
    form = client.post(address, {"number": 1}).context["form"]
    assert form.errors.keys() == {"summary", f"status_{question.pk}"}
    form = client.post(address, closing(question, **{f"how_{question.pk}": ""})).context["form"]
    assert form.errors.keys() == {f"how_{question.pk}"}
    page = client.post(address, closing(question, number=3)).content.decode()
    assert "tidak lengkap" in page
    assert SUMMARY in page
    assert not Round.objects.exists()


def test_a_question_put_meanwhile_is_looked_at_first(project, question, officer):
    QuestionFactory(project=project)
    with pytest.raises(Refusal, match="telah berubah"):
        close(project, officer, question)


def test_without_an_open_question_there_is_nothing_to_close(as_, project, officer):
    response = as_(officer).get(url_of("close_round", project), follow=True)
    assert "Tidak ada pertanyaan yang terbuka" in response.content.decode()
    with pytest.raises(Refusal, match="Tidak ada pertanyaan"):
        actions.close_round(project, by=officer, number=1, summary=SUMMARY, outcomes={})


def test_the_same_closing_sent_twice_is_one_and_another_one_is_refused(
    as_, project, question, officer
):
    client, address = as_(officer), url_of("close_round", project)
    for _twice in range(2):
        assert client.post(address, closing(question)).status_code == 302
    assert Round.objects.count() == 1
    page = client.post(address, closing(question, summary="Lain.")).content.decode()
    assert "sudah menutup putaran 1" in page


@pytest.fixture
def doubted(question, partners):
    """One partner cannot agree; the two other regions are silent."""
    PositionFactory(question=question, region=partners[0], stance="cannot")
    return question


def test_nothing_is_settled_against_a_region_that_cannot_agree(
    as_, project, doubted, officer, partner_heads
):
    client, address = as_(officer), url_of("close_round", project)
    page = client.post(address, closing(doubted))
    (said,) = page.context["form"].errors[f"status_{doubted.pk}"]
    assert said.startswith("Desa Besani tidak dapat menyetujui")
    assert SUMMARY in page.content.decode()
    with pytest.raises(Refusal, match="Desa Besani tidak dapat menyetujui"):
        close(project, officer, doubted)
    assert not Round.objects.exists()

    actions.take_position(
        doubted, by=partner_heads[0], number=1, stance="reserve", reason="Masih berat."
    )
    assert close(project, officer, doubted).outcomes.get().is_settled


def test_a_question_stays_open_against_anybody(project, doubted, officer):
    assert not close(project, officer, doubted, settled=False).outcomes.get().is_settled


def test_who_has_left_does_not_hold_a_question_open(project, doubted, officer, partners):
    project.partnerships.filter(region=partners[0]).delete()
    assert close(project, officer, doubted).outcomes.get().is_settled


def test_closing_an_empty_round_takes_no_region_its_no(
    as_, project, doubted, officer, partners, partner_heads
):
    close(project, officer, doubted, settled=False)
    client, address = as_(officer), url_of("close_round", project)
    page = client.post(address, closing(doubted, number=2))
    (said,) = page.context["form"].errors[f"status_{doubted.pk}"]
    (stand,) = (each for each in talk_of(project).open[0].stands if each.is_against)
    assert (stand.region, stand.since) == (partners[0], 1)
    assert said.startswith(stand.name)
    assert stand.name in page_of(client, address)
    with pytest.raises(Refusal, match="Desa Besani"):
        close(project, officer, doubted, number=2)
    assert project.rounds.count() == 1

    actions.take_position(doubted, by=partner_heads[0], number=2, stance="support")
    assert close(project, officer, doubted, number=2).outcomes.get().is_settled


def test_the_last_position_counts_in_later_rounds_and_the_page_says_since_when(
    as_, project, doubted, officer, partners, partner_heads
):
    PositionFactory(question=doubted, region=partners[1], stance="support")
    close(project, officer, doubted, settled=False)
    actions.take_position(
        doubted, by=partner_heads[1], number=2, stance="reserve", reason="Masih berat."
    )
    (matter,) = talk_of(project).open
    assert [(each.position and each.position.stance, each.since) for each in matter.stands] == [
        (None, 0), ("cannot", 1), ("reserve", 0),
    ]  # fmt: skip
    assert [(row[1], row[2]) for row in matter.tally[0]] == [(1, "wait"), (1, "bad")]
    client = as_(officer)
    assert matter.stands[1].words in page_of(client, url_of("negotiation", project))
    client = as_(partner_heads[0])
    page = client.get(url_of("position", project, doubted.pk))
    assert page.context["own"].stance == "cannot"
    assert "Iuran terlalu berat." in page.content.decode()


def test_a_closed_round_shows_the_positions_of_earlier_rounds_that_counted(
    as_, project, doubted, officer, partners, partner_heads
):
    close(project, officer, doubted, settled=False)
    actions.take_position(doubted, by=partner_heads[1], number=2, stance="support")
    close(project, officer, doubted, number=2, settled=False)
    actions.take_position(doubted, by=partner_heads[0], number=3, stance="support")
    client = as_(officer)
    (matter,) = client.get(url_of("round", project, 2)).context["matters"]
    stood = {stand.region: (stand.position.stance, stand.since) for stand in matter.stands}
    assert stood == {partners[0]: ("cannot", 1), partners[1]: ("support", 0)}
    assert matter.against == "Desa Besani (sejak putaran 1)"
    assert "sejak putaran 1" in page_of(client, url_of("round", project, 2))
    assert "sejak putaran" not in page_of(client, url_of("round", project, 1))


def test_a_closed_round_shows_who_had_a_seat_then_and_nobody_who_had_left(
    as_, project, doubted, officer, partners
):
    for number in (1, 2):
        close(project, officer, doubted, number=number, settled=False)
    project.partnerships.filter(region=partners[0]).delete()
    VersionFactory(project=project, number=2, partner_codes=[partners[1].pk])
    close(project, officer, doubted, number=3, settled=False)
    client = as_(officer)
    stood = [
        [stand.region for stand in client.get(address).context["matters"][0].stands]
        for address in (url_of("round", project, number) for number in (1, 2, 3))
    ]
    assert stood == [[partners[0]], [partners[0]], []]


def test_who_has_left_with_a_no_of_an_earlier_round_holds_nothing_open(
    project, doubted, officer, partners
):
    close(project, officer, doubted, settled=False)
    project.partnerships.filter(region=partners[0]).delete()
    assert close(project, officer, doubted, number=2).outcomes.get().is_settled
    (matter,) = talk_of(project).settled
    assert [stand.region for stand in matter.stands] == [project.lead, partners[1]]


def test_a_settled_question_tells_who_stood_where(as_, project, question, officer, partners):
    PositionFactory(question=question, region=partners[0], stance="reserve")
    PositionFactory(question=question, region=partners[1], stance="reserve")
    close(project, officer, question)
    QuestionFactory(project=project)
    project.partnerships.filter(region=partners[1]).delete()
    (matter,) = talk_of(project).settled
    assert [(row[1], row[2]) for row in matter.tally[0]] == [(2, "wait")]
    assert matter.tally[1] == 1
    settled = page_of(as_(officer), url_of("negotiation", project)).partition("<h2>Selesai</h2>")[2]
    assert "2 ada keberatan" in settled
    assert "1 belum bersikap" in settled


def test_a_closing_that_came_second_is_kept_for_the_next_round(as_, project, question, officer):
    client, address = as_(officer), url_of("close_round", project)
    close(project, officer, question, settled=False, summary="Belum sepakat.")
    page = client.post(address, closing(question))
    html = page.content.decode()
    assert "sudah menutup putaran 1" in html
    assert "menutup putaran 2" in html
    assert SUMMARY in html
    assert page.context["form"]["number"].value() == 2
    assert client.post(address, closing(question, number=2)).status_code == 302
    assert [each.number for each in project.rounds.all()] == [2, 1]


# --- who leads


def test_the_lead_names_who_leads_and_that_region_is_told(as_, project, head, partner_heads):
    client, address = as_(head), url_of("facilitator", project)
    assert "Desa Timbang" in page_of(client, address)
    for _twice in range(2):
        response = client.post(address, {"region": partner_heads[1].region_id})
        assert response.status_code == 302
    assert facilitator_of(project) == partner_heads[1].region
    told = Notification.objects.get(kind="projects.facilitator_named")
    assert told.recipient == partner_heads[1].user
    assert rules.can_close_round(partner_heads[1], project, facilitator_of(project))
    assert not rules.can_close_round(partner_heads[0], project, facilitator_of(project))
    assert client.post(address, {"region": "11.01.01.2001"}).context["form"].errors


def test_who_has_no_seat_leads_nothing(project, head, partners):
    with pytest.raises(Refusal, match="tidak lagi ikut"):
        actions.name_facilitator(project, RegionFactory(), by=head)
    FacilitatorFactory(project=project, region=partners[1])
    project.partnerships.filter(region=partners[1]).delete()
    assert facilitator_of(project) is None


def test_an_officer_of_some_of_the_regions_closes_nothing(project, question, officer):
    project.partnerships.create(region=RegionFactory(code="34.01.01.2001"))
    with pytest.raises(Forbidden):
        close(project, officer, question)


def test_the_round_is_announced_only_while_a_question_is_open(as_, project, head, question):
    client, address = as_(head), url_of("negotiation", project)
    assert "Setiap wilayah menyatakan" in page_of(client, address)
    Project.objects.filter(pk=project.pk).update(state=S.AGREED, agreed_at=project.proposed_at)
    page = client.get(address)
    assert page.context["talk"].open
    assert "Setiap wilayah menyatakan" not in page.content.decode()
    Project.objects.filter(pk=project.pk).update(state=S.PROPOSED, agreed_at=None)
    OutcomeFactory(question=question)
    assert "Setiap wilayah menyatakan" not in page_of(client, address)


@pytest.mark.parametrize("state", sorted(set(S) - {S.PROPOSED, S.REVISING, S.DRAFT}))
def test_the_talk_ends_with_the_deliberation(lead, head, state):
    project = ProjectFactory(lead=lead, state=state)
    for verdict in (
        rules.can_ask(head, project),
        rules.can_take_position(head, project),
        rules.can_name_facilitator(head, project),
        rules.can_close_round(head, project, lead),
    ):
        assert verdict.moved_on
        assert "Rembuk sudah berakhir" in verdict.reason


# --- who reads


def test_that_there_are_questions_is_public_and_their_words_are_not(
    client, as_, project, question, officer, council
):
    page = page_of(client, project.get_absolute_url())
    assert "1 pertanyaan terbuka" in page
    assert question.title not in page
    stranger = MandateFactory(region=RegionFactory(code="34.01.01.2001"))
    assert as_(stranger).get(url_of("negotiation", project)).status_code == 404
    for reader in (officer, council):
        assert question.title in page_of(as_(reader), url_of("negotiation", project))
    assert as_(council).get(url_of("ask", project)).status_code == 403


def test_the_queries_do_not_grow(as_, project, partners, partner_heads, officer):
    def look(address):
        with CaptureQueriesContext(connection) as context:
            page_of(as_(officer), address)
        return len(context)

    def more(number):
        for _each in range(number):
            question = QuestionFactory(project=project)
            for region in (project.lead, *partners):
                PositionFactory(question=question, region=region, round=now())
        OutcomeFactory(question=question)

    def now():
        return project.rounds.count() + 1

    addresses = [url_of("negotiation", project), url_of("round", project, 1)]
    addresses += [url_of("close_round", project), project.get_absolute_url()]
    more(2)
    look(addresses[0])  # the first page of a session asks more
    before = [look(address) for address in addresses]
    more(8)
    more(3)
    assert [look(address) for address in addresses] == before
