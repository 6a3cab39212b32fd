"""Operators read everything about agreements and change nothing."""

import pytest
from django.contrib import admin
from django.urls import reverse

from agreements.models import (
    Agreement,
    Fulfilment,
    FulfilmentAct,
    Obligation,
    Signature,
    TemplateClause,
)
from tests.factories.acknowledging import AcknowledgementFactory
from tests.factories.agreements import AgreementFactory, FulfilmentActFactory, SignedPaperFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed(villages):
    return AgreementFactory(state="in_force", regions=villages)


@pytest.fixture
def desk(client, operator):
    """The operator's browser; his own second factor is another floor's matter."""
    client.force_login(operator)
    return client


def test_the_queue_and_the_agreement_can_be_read(desk, sealed, rf, operator):
    act = FulfilmentActFactory()
    rows = (
        (Agreement, sealed.pk),
        (Signature, sealed.current.signatures.first().pk),
        (Obligation, act.fulfilment.obligation_id),
        (Fulfilment, act.fulfilment_id),
        (FulfilmentAct, act.pk),
    )
    for model, pk in rows:
        name = model._meta.model_name
        assert desk.get(reverse(f"admin:agreements_{name}_changelist")).status_code == 200
        assert desk.get(reverse(f"admin:agreements_{name}_change", args=[pk])).status_code == 200
        request = rf.get("/")
        request.user = operator
        site = admin.site._registry[model]
        assert not site.has_add_permission(request)
        assert not site.has_change_permission(request)
        assert not site.has_delete_permission(request)


def test_ways_of_signing_and_papers_can_be_read_but_the_scan_is_not_shown(desk):
    paper = SignedPaperFactory()
    rows = (paper, paper.attestation, paper.attestation.witness.signing)
    for row in rows:
        name = row._meta.model_name
        assert desk.get(reverse(f"admin:agreements_{name}_changelist")).status_code == 200
        page = desk.get(reverse(f"admin:agreements_{name}_change", args=[row.pk]))
        assert page.status_code == 200 and paper.paper.name not in page.content.decode()
    assert str(rows[1].witness) == "Sri Lestari, Notaris" and str(paper.version) in str(paper)


def test_nothing_can_be_changed_there(desk, sealed):
    url = reverse("admin:agreements_agreement_change", args=[sealed.pk])

    assert desk.post(url, {"title": "Lain", "state": "draft"}).status_code == 403
    assert desk.post(reverse("admin:agreements_agreement_add"), {}).status_code == 403
    sealed.refresh_from_db()
    assert sealed.state == "in_force" and sealed.title != "Lain"


def test_acknowledgements_can_be_read_but_the_scan_is_not_shown(desk):
    row = AcknowledgementFactory()

    assert desk.get(reverse("admin:agreements_acknowledgement_changelist")).status_code == 200
    page = desk.get(reverse("admin:agreements_acknowledgement_change", args=[row.pk]))
    assert row.paper_sha256 in page.content.decode() and row.paper.name not in page.content.decode()


@pytest.mark.parametrize(
    ("words", "field", "sentence"),
    [
        ({"text": "Air 🌊"}, "text", "🌊"),
        ({"title": "Air 🌊"}, "title", "🌊"),
        ({"text": " "}, "text", "Tuliskan naskahnya"),
        ({"text": "Untuk $siapa."}, "text", "siapa"),
    ],
)
def test_a_template_takes_only_what_a_draft_can_be_opened_with(desk, words, field, sentence):
    data = {"kind": "mou", "part": 5, "position": 1, "title": "Air", "text": "Tentang $judul."}
    url = reverse("admin:agreements_templateclause_add")

    page = desk.post(url, data | words)

    assert sentence in str(page.context["adminform"].form.errors[field])
    assert desk.post(url, data).status_code == 302
    assert TemplateClause.objects.get(title="Air").text == "Tentang $judul."
