"""Back, changed, sent again: what was typed under a number that is used already is never lost."""

import re
import uuid

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from projects.models import (
    Adjustment,
    BackerReport,
    Benefit,
    Commitment,
    Escalation,
    FundingWindow,
    HomeResult,
    Labour,
    Measurement,
    Offer,
    Programme,
    Project,
    Question,
    Ranking,
    Receipt,
    Report,
    ReportDraft,
    Risk,
    Upkeep,
    WorkDay,
)
from tests.factories.money import BackingFactory, CommitmentFactory
from tests.factories.projects import IndicatorFactory, ProjectFactory, WorkDayFactory, in_days
from tests.factories.villages import ForumFactory, PartnerFactory
from tests.papers import paper, pdf_bytes, upload
from tests.projects import (
    test_adjusting,
    test_money_pages,
    test_programmes,
    test_result_pages,
    test_risks,
    test_running_pages,
    test_windows,
    test_working_pages,
)
from tests.projects.conftest import url_of
from tests.resending import SAID, number_in, shown_again_and_saved_next

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def cases(request):
    """Who sends what to where, which field is changed, and the rows that it makes."""
    give = request.getfixturevalue

    def measure():
        work, head = give("work"), give("head")
        value = f"value_{IndicatorFactory(project=work).pk}"
        sent = {"on": TODAY().isoformat(), "source": "Pendataan desa", value: "12"}
        return head, url_of("measure", work), sent, (value, "15"), Measurement

    def benefit():
        work, head = give("work"), give("head")
        sent = test_result_pages.BENEFIT
        return head, url_of("benefit", work), sent, ("source", "Sensus warga"), Benefit

    def upkeep():
        work, head = give("work"), give("head")
        sent = test_result_pages.UPKEEP | {"owner": work.lead_id}
        return head, url_of("upkeep", work), sent, ("work", "Menguras dua bak."), Upkeep

    def offer():
        project = give("project")
        Project.objects.filter(pk=project.pk).update(funding_gap=412_500_000)
        sent = {"kind": "cash", "source": "apbdes", "year": TODAY().year, "worth": "5 juta"}
        mandate = give("partner_heads")[0]
        return mandate, url_of("offer", project), sent, ("worth", "7 juta"), Offer

    def contribution():
        work, head = give("work"), give("head")
        sent = test_money_pages.given(region=head.region_id)
        return head, url_of("contribute", work), sent, ("note", "Untuk semen"), Commitment

    def receipt():
        work, head = give("work"), give("head")
        found = CommitmentFactory(project=work, region=work.lead, committed=True)
        sent = {
            "terima-on": TODAY().isoformat(), "terima-amount": "1 juta",
            "terima-paper_number": "KW-7",
        }  # fmt: skip
        address = reverse("projects:receive", args=[work.code, found.number])
        return head, address, sent, ("terima-paper_number", "KW-8"), Receipt

    def work_day():
        sent, address = test_working_pages.typed(), url_of("announce_day", give("work"))
        return give("head"), address, sent, ("work", "menggali dua parit"), WorkDay

    def risk():
        work = give("work")
        sent = test_risks.typed(work.lead)
        return give("head"), url_of("note_risk", work), sent, ("measure", "Terasering"), Risk

    def adjustment():
        address = url_of("ask_adjustment", give("work"))
        changed = ("reason", "Stoknya habis.")
        return give("partner_heads")[0], address, test_adjusting.WORDS, changed, Adjustment

    def question():
        sent = {"title": "Bagaimana iuran dibagi?", "text": "Sama rata?"}
        address = url_of("ask", give("project"))
        return give("head"), address, sent, ("text", "Menurut jumlah warga?"), Question

    def window():
        address = reverse("funding:add_window")
        return give("camat"), address, test_windows.typed(), ("giver", "Dinas Air"), FundingWindow

    def programme():
        founder, address = give("camat"), reverse("programmes:found")
        return founder, address, test_programmes.typed(), ("name_0", "Survei lereng"), Programme

    def ranking():
        lead, partners = give("lead"), give("partners")
        give("head"), give("partner_heads")
        forum = ForumFactory(home=give("subdistrict"), members=[lead, *partners])
        projects = [ProjectFactory(lead=lead, partners=partners) for _number in range(2)]
        sent = {
            "title": "Prioritas 2027", "closes_on": in_days(7).isoformat(),
            "projects": [each.code for each in projects],
        }  # fmt: skip
        address = reverse("projects:open_ranking", args=[forum.pk])
        return give("camat"), address, sent, ("title", "Prioritas desa"), Ranking

    def home_result():
        mandate = give("partner_heads")[0]
        project = ProjectFactory(
            lead=give("lead"), partners=give("partners"), home_first=True, answers={}
        )
        sent = {
            "number": 1, "agrees": "ya", "held_on": in_days(0).isoformat(),
            "paper_number": "140/07/BA/2026",
        }  # fmt: skip
        address, changed = url_of("record_result", project), ("paper_number", "140/08/BA/2026")
        return mandate, address, sent, changed, HomeResult

    def backer_report():
        project, partner = give("project"), PartnerFactory()
        BackingFactory(
            project=project, organisation=partner.organisation, state="accepted",
            answered_by=partner,
        )  # fmt: skip
        sent = {"on": TODAY().isoformat(), "work": "Pipa dikirim."}
        address = url_of("report_support", project)
        return partner, address, sent, ("work", "Pompa dikirim."), BackerReport

    return locals()


@pytest.mark.parametrize(
    "case",
    [
        "measure", "benefit", "upkeep", "offer", "contribution", "receipt", "work_day", "risk",
        "adjustment", "question", "window", "programme", "ranking", "home_result",
        "backer_report",
    ],
)  # fmt: skip
def test_other_words_under_the_same_number_are_shown_again_and_saved_next(as_, cases, case):
    mandate, address, sent, (name, value), model = cases[case]()
    client, prefix = as_(mandate), "terima-" if case == "receipt" else ""
    shown_again_and_saved_next(client, address, sent, name, value, model, prefix)


def test_another_file_counts_as_other_words_and_no_file_as_none(as_, work, head):
    found = CommitmentFactory(project=work, region=work.lead, committed=True)
    client, address = as_(head), reverse("projects:receive", args=[work.code, found.number])
    sent = {
        "terima-on": TODAY().isoformat(), "terima-amount": "1 juta",
        "terima-paper_number": "KW-7", "terima-token": str(uuid.uuid4()),
    }  # fmt: skip
    for _click in range(2):
        assert client.post(address, sent | {"terima-file": paper()}).status_code == 302
    assert client.post(address, sent).status_code == 302
    other = upload(pdf_bytes(pages=3), "kuitansi.pdf")
    assert SAID in client.post(address, sent | {"terima-file": other}).content.decode()
    assert Receipt.objects.count() == 1


def test_who_came_is_not_silently_left_as_it_was(as_, work, head, lead):
    held = WorkDayFactory(project=work, region=lead, held=True)
    client, address = as_(head), url_of("record_labour", work, held.pk)
    sent = {
        "token": str(uuid.uuid4()), "mark": "0", "count": "3", "region_0": lead.pk,
        "people_0": "20", "hours_0": "4,5",
    }  # fmt: skip
    for _click in range(2):
        assert client.post(address, sent).status_code == 302
    page = client.post(address, sent | {"people_0": "25"}).content.decode()
    assert "Formulir ini sudah pernah dikirim dengan jumlah orang atau jam yang lain" in page
    assert f"{lead.full_name} 20" in page
    mark = re.search(r'name="mark" value="(\d+)"', page)[1]
    new = {"token": number_in(page), "mark": mark, "people_0": "25"}
    assert client.post(address, sent | new).status_code == 302
    assert Labour.objects.standing().get().people == 25


def test_a_report_sent_with_other_words_is_kept_as_a_draft(as_, work, head):
    client, address = as_(head), url_of("report", work)
    sent = test_running_pages.typed()
    for _click in range(2):
        assert client.post(address, sent).status_code == 302
    assert Report.objects.count() == 1
    page = client.post(address, sent | {"work": "Bak penampung selesai."}).content.decode()
    assert SAID in page
    assert "Bak penampung selesai." in page
    assert ReportDraft.objects.get().typed["work"] == ["Bak penampung selesai."]
    new = sent | {"work": "Bak penampung selesai.", "token": number_in(page)}
    assert client.post(address, new).status_code == 302
    assert Report.objects.count() == 2


# --- forms without a number

FIRST, OTHER = "Kata yang pertama.", "Kata yang lain, panjang."


@pytest.fixture
def unnumbered(request):
    """Who sends what to where, and the name of the field with the words."""
    give = request.getfixturevalue

    def merge():
        target = ProjectFactory(title="Air bersih lereng barat")
        return give("head"), url_of("merge", give("project")), {"target": target.code}, "message"

    def escalate():
        give("camat")
        sent = {"receiver": give("subdistrict").pk, "ask": "fund"}
        return give("head"), url_of("escalate", give("project")), sent, "reason"

    def invite():
        sent = {"organisation": PartnerFactory().organisation.pk}
        return give("head"), url_of("invite_backer", give("project")), sent, "words"

    def decline():
        sent = {"number": 1, "answer": "declined"}
        return give("partner_heads")[0], url_of("answer", give("project")), sent, "reason"

    def ask_for_changes():
        sent = {"number": 1, "answer": "changes", "reason": "Mahal."}
        return give("partner_heads")[0], url_of("answer", give("project")), sent, "bagian_biaya"

    cases = (merge, escalate, invite, decline, ask_for_changes)
    return {each.__name__: each for each in cases}


def assert_refused(response, *, stands, typed):
    """The form again, with what stands and what was typed; nothing that sounds like success."""
    page = response.content.decode()
    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    assert stands in "".join(response.context["form"].non_field_errors())
    assert typed in page
    assert not list(get_messages(response.wsgi_request))


@pytest.mark.parametrize("name", ["merge", "escalate", "invite", "decline", "ask_for_changes"])
def test_other_words_without_a_number_are_not_dropped_silently(as_, unnumbered, name):
    who, address, sent, field = unnumbered[name]()
    first = as_(who).post(address, sent | {field: FIRST})
    again = as_(who).post(address, sent | {field: FIRST})
    assert (first.status_code, again.status_code) == (302, 302)
    assert again.url == first.url

    assert_refused(as_(who).post(address, sent | {field: OTHER}), stands=FIRST, typed=OTHER)


def test_another_wish_upward_is_told_from_the_one_that_stands(as_, unnumbered):
    who, address, sent, field = unnumbered["escalate"]()
    as_(who).post(address, sent | {field: FIRST})

    response = as_(who).post(address, sent | {field: FIRST, "ask": "lead"})

    stands = Escalation.objects.get()
    assert_refused(response, stands=f"{stands.get_ask_display()}: {FIRST}", typed=FIRST)
    assert stands.ask == "fund"


def test_who_supports_already_is_not_said_to_be_invited(as_, head, project):
    own = BackingFactory(project=project).organisation
    sent = {"organisation": own.pk, "words": OTHER}

    response = as_(head).post(url_of("invite_backer", project), sent)

    assert_refused(response, stands=own.name, typed=OTHER)
    assert f'value="{own.pk}"' in response.content.decode()
    assert "checked" in response.content.decode()


def test_words_to_a_consent_that_was_given_without_any(as_, project, partner_heads):
    sent = {"number": 1, "answer": "given"}
    as_(partner_heads[0]).post(url_of("answer", project), sent)

    response = as_(partner_heads[0]).post(url_of("answer", project), sent | {"reason": OTHER})

    assert_refused(response, stands="", typed=OTHER)
