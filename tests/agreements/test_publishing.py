"""The heads make the result of a settled dispute public together: who may, who is told, who reads it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements import dispute_rules as rules
from agreements.actions import publishing
from agreements.models import Disclosure, Dispute
from agreements.waiting import waiting_for
from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from notifications.models import Mail, Notification
from tests.agreements.disagreeing import (
    FACTS,
    confirm,
    contracted,
    disclose,
    disputed,
    fresh,
    mediated,
    passed_on,
    proof,
    public,
    raise_about,
    say,
    settled,
    timed_out,
    write,
)
from tests.agreements.test_dispute_guards import refuses
from tests.factories.accounts import UserFactory
from tests.factories.projects import ProjectFactory, head_of

pytestmark = pytest.mark.django_db
ASKED, PUBLIC = "agreements.dispute_disclosure_asked", "agreements.dispute_published"
STAGES = {
    "deliberation": lambda found, camat: found,
    "referred": lambda found, camat: passed_on(found),
    "mediation": mediated,
    "settled": settled,
}


@pytest.fixture
def dispute(villages, people):
    return settled(disputed(villages), people["own camat"])


def at(dispute, name):
    return reverse(f"agreements:dispute{name and '_' + name}", args=[dispute.code])


def words(response):
    return response.content.decode()


@pytest.mark.parametrize("stage", STAGES)
def test_only_heads_of_parties_make_it_public_once_it_is_settled(stage, villages, people):
    found = STAGES[stage](disputed(villages), people["own camat"])
    for name, acting in people.items():
        may = stage == "settled" and name in ("drafting head", "other head")
        assert bool(rules.can_publish(acting, found)) == may, name


def test_the_last_head_makes_it_public_and_each_agrees_once(dispute, people):
    first = disclose(dispute, people["drafting head"])
    assert disclose(dispute, people["drafting head"]) == first
    assert fresh(dispute).published_at is None
    verdict = rules.can_publish(people["drafting head"], fresh(dispute))
    assert "Besani" in verdict.reason
    last = disclose(dispute, people["other head"])
    found = fresh(dispute)
    assert found.published_at == last.at and Disclosure.objects.count() == 2
    assert disclose(dispute, people["other head"]) == last
    assert not rules.can_publish(people["other head"], found)
    assert (
        last.office_title == people["other head"].title and last.text_sha256 == found.outcome.sha256
    )


def test_others_and_other_words_are_refused(dispute, people):
    for name in ("other secretary", "own camat", "stranger head"):
        with pytest.raises(Forbidden):
            disclose(dispute, people[name])
    with pytest.raises(Refusal, match="ditulis ulang"):
        publishing.publish(dispute, by=people["other head"], sha256="0" * 64, method="password")
    assert not Disclosure.objects.exists()


def test_who_is_a_head_no_more_makes_nothing_public(dispute, people):
    head = people["other head"]
    type(head).objects.filter(pk=head.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Forbidden):
        disclose(dispute, head)


def test_what_concerns_a_third_party_stays_private(villages, people):
    found = contracted(villages, against=[villages[1].pk])
    found = settled(timed_out(found), people["own camat"])
    verdict = rules.can_publish(people["other head"], found)
    assert "CV Sumber" in verdict.reason
    with pytest.raises(Refusal, match="CV Sumber"):
        disclose(found, people["other head"])


def test_the_silent_heads_are_asked_and_all_hear_that_it_is_public(dispute, people):
    def told(kind):
        return set(Mail.objects.filter(kind=kind).values_list("recipient", flat=True))

    disclose(dispute, people["drafting head"])
    assert told(ASKED) == {people["other head"].user_id} and not told(PUBLIC)
    disclose(dispute, people["other head"])
    sides = ("drafting head", "drafting secretary", "other head", "other secretary")
    carers = ("own camat", "own officer", "regency")
    everybody = {people[name].user_id for name in (*sides, *carers)}
    assert told(PUBLIC) == everybody
    assert (
        set(Notification.objects.filter(kind=PUBLIC).values_list("recipient", flat=True))
        == everybody
    )
    assert "Tunggakan" not in Mail.objects.filter(kind=PUBLIC).first().text


def test_its_row_waits_for_the_heads_that_were_asked(dispute, people):
    def tasks(name):
        return [(task.title, task.url) for task in waiting_for(people[name], people[name].user)]

    before = {name: tasks(name) for name in ("drafting head", "other head", "other secretary")}
    disclose(dispute, people["drafting head"])
    assert tasks("drafting head") == before["drafting head"]
    assert tasks("other secretary") == before["other secretary"]
    (row,) = [each for each in tasks("other head") if each not in before["other head"]]
    assert row[1] == at(dispute, "publish")
    disclose(dispute, people["other head"])
    assert tasks("other head") == before["other head"]


def test_the_histories_tell_that_it_is_public_and_by_whom(dispute, people):
    public(dispute)
    lines = AuditEvent.objects.filter(target_id=str(dispute.pk), verb__contains="dispute_")
    lines = lines.filter(target_type="agreements.dispute").order_by("pk")
    verbs = list(lines.values_list("verb", flat=True))
    assert verbs[-3:] == ["agreements.dispute_disclosed"] * 2 + ["agreements.dispute_published"]
    line = AuditEvent.objects.get(verb="agreements.dispute_of_published")
    assert (line.target_type, line.actor_name) == ("agreements.agreement", "")


def everybody(people, operator):
    users = {name: acting.user if acting else UserFactory() for name, acting in people.items()}
    return users | {"operator": operator, "visitor": None}


READERS = {
    "drafting head", "drafting secretary", "other head", "other secretary", "own camat",
    "own officer", "regency",
}  # fmt: skip


@pytest.mark.parametrize("agreed", [0, 1, 2])
def test_everybody_reads_the_result_when_all_have_agreed_and_nothing_before(
    agreed, villages, people, operator, client
):
    found = disputed(villages)
    statement = say(found, people["other head"], file=proof())
    settled(found, people["own camat"])
    for name in ("drafting head", "other head")[:agreed]:
        disclose(found, people[name])
    paper = reverse("agreements:dispute_paper", args=[found.code, statement.pk])
    for name, user in everybody(people, operator).items():
        client.logout()
        if user:
            client.force_login(user)
        page, sheet = client.get(at(found, "")), client.get(at(found, "sheet"))
        open_to = name in READERS or agreed == 2
        closed = 404 if user else 302  # a visitor may be one of the readers
        for answer in (page, sheet):
            assert answer.status_code == (200 if open_to else closed), name
        if name in READERS:
            assert FACTS in words(page), name
            continue
        assert client.get(paper).status_code == closed
        assert client.get(at(found, "publish")).status_code == closed
        if agreed == 2:
            text = words(page)
            assert "Tunggakan dicicil." in text and str(people["other head"].user) in text
            assert not any(secret in text for secret in (FACTS, "Kami sudah", found.wish))
            assert b"".join(sheet)[:5] == b"%PDF-"


def test_the_agreement_leads_everybody_to_it_when_it_is_public(dispute, people, client):
    page = dispute.agreement.get_absolute_url()
    disclose(dispute, people["drafting head"])
    assert dispute.get_absolute_url() not in words(client.get(page))
    disclose(dispute, people["other head"])
    assert dispute.get_absolute_url() in words(client.get(page))
    assert dispute.agreement.title in words(client.get(dispute.get_absolute_url()))


def test_a_project_tells_of_it_only_then(villages, people, client):
    project = ProjectFactory(lead=villages[0], partners=villages[1:], state="running")
    found = settled(raise_about(project, people["other head"]), people["own camat"])
    assert "perselisihan" not in words(client.get(project.get_absolute_url()))
    public(found)
    assert found.get_absolute_url() in words(client.get(project.get_absolute_url()))
    assert AuditEvent.objects.filter(
        verb="agreements.dispute_of_published", target_type="projects.project"
    ).exists()


def test_a_settlement_without_a_mediator_is_made_public_too(villages, people, client):
    found = disputed(villages)
    write(found, people["drafting head"])
    for name in ("drafting head", "other head"):
        confirm(found, people[name])
    public(found)
    assert "MUSYAWARAH" in words(client.get(found.get_absolute_url()))


def test_the_button_says_that_it_stays_and_asks_for_a_fresh_proof(
    dispute, people, client, monkeypatch
):
    """Plain forms, as without JavaScript; a second click is told what is."""
    sha = {"sha256": dispute.outcome.sha256}
    client.force_login(people["other head"].user)
    assert at(dispute, "publish") in words(client.get(at(dispute, "")))
    page = words(client.get(at(dispute, "publish")))
    assert dispute.outcome.sha256 in page and "Tunggakan dicicil." in page
    assert "ditulis ulang" in words(
        client.post(at(dispute, "publish"), {"sha256": "0" * 64}, follow=True)
    )
    asked = client.post(at(dispute, "publish"), sha)
    assert "reauthenticate" in asked.url and not Disclosure.objects.exists()
    monkeypatch.setattr("agreements.views.publishing.confirmed_anew", lambda *args: "password")
    assert client.post(at(dispute, "publish"), sha).url == dispute.get_absolute_url()
    again = client.post(at(dispute, "publish"), sha)
    assert Disclosure.objects.count() == 1 and again.url == dispute.get_absolute_url()
    client.force_login(people["drafting head"].user)
    page = words(client.get(at(dispute, "")))
    assert page.count(at(dispute, "publish")) == 2  # asked, and among what he can do
    assert "kini terbuka untuk umum" in words(client.post(at(dispute, "publish"), sha, follow=True))
    client.force_login(people["other secretary"].user)
    assert client.get(at(dispute, "publish")).status_code == 403


# --- what the database refuses ------------------------------------------------------------


def word(dispute, party, **others):
    by = head_of(party.region)
    said = {"text_sha256": fresh(dispute).outcome.sha256, "method": "password"} | others
    Disclosure.said(by, timezone.now(), dispute=dispute, party=party, **said).save(
        force_insert=True
    )


def test_it_is_public_by_the_words_of_all_and_for_good(dispute, villages, people):
    row, now = Dispute.objects.filter(pk=dispute.pk), timezone.now()
    refuses(lambda: row.update(published_at=now))
    disclose(dispute, people["drafting head"])
    refuses(lambda: row.update(published_at=now))
    first, last = dispute.parties.all()
    refuses(lambda: word(dispute, first))  # once a party
    refuses(lambda: word(dispute, last, text_sha256="0" * 64))
    disclose(dispute, people["other head"])
    refuses(lambda: row.update(published_at=None))
    refuses(lambda: row.update(published_at=now))
    refuses(lambda: Disclosure.objects.update(person_name="Lain"))
    refuses(lambda: Disclosure.objects.all().delete())


def test_only_its_own_parties_say_so_and_only_when_it_is_settled(dispute, villages, people):
    other = disputed([people["stranger head"].region, villages[0]])
    refuses(lambda: word(dispute, other.parties.first()))
    write(other, people["stranger head"])
    refuses(lambda: word(other, other.parties.first()))
